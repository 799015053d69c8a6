"""Moran's I: published values of two data sets, and local Moran beside ``esda``.

The data sets are those that ``libpysal`` ships: homicide rates around St. Louis (``stl``) and
sudden infant deaths in North Carolina (``sids2``).
"""

from __future__ import annotations

import importlib

import libpysal
import numba
import numpy as np
import pandas as pd
import pytest
from libpysal.weights import W

from wijkbeeld.analysis.contiguity import Contiguity
from wijkbeeld.analysis.moran import (
    Cluster,
    fdr_limit,
    local_moran,
    morans_i,
    neighbour_lists,
)

# Compiling takes esda twenty seconds; numpy alone does the same work in one fifth of one.
numba.config.DISABLE_JIT = True
crand = importlib.import_module("esda.crand")
crand.boolean = np.bool_
Moran_Local = importlib.import_module("esda.moran").Moran_Local
numba.config.DISABLE_JIT = False


def shipped(links: str, table: str, column: str) -> tuple[np.ndarray, Contiguity]:
    """Values of a data set, and which areas touch."""
    weights = libpysal.io.open(libpysal.examples.get_path(links)).read()
    file = libpysal.io.open(libpysal.examples.get_path(table))
    values = np.array(file.by_col(column), dtype=float)
    file.close()
    order = list(weights.id_order)
    pairs = [(order.index(i), order.index(j)) for i in order for j in weights.neighbors[i]]
    first, second = np.array(pairs).T
    return values, Contiguity(pd.Index([str(i) for i in order]), first, second)


@pytest.mark.parametrize(
    ("links", "table", "column", "published"),
    [
        ("stl.gal", "stl_hom.txt", "HR8893", 0.243655826),
        ("sids2.gal", "sids2.dbf", "SIDR74", 0.247725193),
    ],
)
def test_published_values(links: str, table: str, column: str, published: float):
    values, near = shipped(links, table, column)
    assert morans_i(values, neighbour_lists(near, near.codes)) == pytest.approx(published, abs=1e-9)


SETS = [("stl.gal", "stl_hom.txt", "HR8893"), ("sids2.gal", "sids2.dbf", "SIDR74")]


@pytest.mark.parametrize("names", SETS)
def test_local_moran_is_that_of_esda(names):
    values, near = shipped(*names)
    lists = neighbour_lists(near, near.codes)
    weights = W({i: list(map(int, at)) for i, at in enumerate(lists)}, silence_warnings=True)
    theirs = Moran_Local(values, weights, permutations=9999, seed=1, n_jobs=1)
    ours = local_moran(pd.Series(values, near.codes), near)
    assert ours.local == pytest.approx(theirs.Is, abs=1e-10)
    assert np.abs(ours.p - theirs.p_sim).max() < 0.03, "two draws of 9,999"
    kept = theirs.p_sim <= fdr_limit(theirs.p_sim)
    expected = np.where(kept, theirs.q, Cluster.NONE)
    assert (ours.cluster == expected).mean() > 0.97


def test_missing_values_and_islands_are_told_and_the_seed_holds():
    values, near = shipped(*SETS[0])
    table = pd.Series(values, near.codes)
    lonely = near.codes[0]
    around = near.codes[near.second[near.first == 0]]
    table[around] = np.nan
    found = local_moran(table, near, 499)
    assert lonely in found.islands
    assert set(found.unknown) == set(around)
    assert len(found.codes) + len(found.islands) + len(found.unknown) == len(table)
    again = local_moran(table, near, 499)
    assert (found.p == again.p).all()
    assert (found.p != local_moran(table, near, 499, seed=2).p).any()
