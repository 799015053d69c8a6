"""Worlds like the users': renewed areas that touch, in one city. Does the margin hold the truth?

The full table, 400 draws each, is made by ``python -m bench coverage``; here fewer draws guard it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.worlds import WORLDS, World, covers, made
from wijkbeeld.analysis.clusters import Lie
from wijkbeeld.analysis.contiguity import NOWHERE
from wijkbeeld.analysis.estimators import compare
from wijkbeeld.analysis.specification import Specification

DRAWS = 40


@pytest.mark.parametrize("name", WORLDS)
def test_the_margin_holds_the_truth(name: str):
    """Of 40 draws at 95%, fewer than 33 has a chance of 1 in 500."""
    world, specification = WORLDS[name]
    held = [covers(world, specification, draw, times=99) for draw in range(DRAWS)]
    assert sum(held) >= 33


def test_permuting_single_areas_is_too_narrow_where_neighbours_share():
    """The old way in the same worlds: it misses the truth far more often."""
    world, specification = World(rho=0.9), Specification("lbm")
    missed = {"clusters": 0, "single areas": 0}
    for draw in range(60):
        data = made(world, draw)
        for way, touch in (("clusters", data.contiguity), ("single areas", NOWHERE)):
            found = compare(replace(data, contiguity=touch), specification, 99, draw)
            e = found.effect.overall
            missed[way] += not e.low <= 0 <= e.high
    assert missed["clusters"] <= 8
    assert missed["single areas"] >= 12


def test_the_page_says_how_the_areas_lie():
    scattered = compare(made(WORLDS["scattered"][0], 1), Specification("lbm"), 49)
    cluster = compare(made(WORLDS["alone, 15"][0], 1), Specification("lbm"), 49)
    assert cluster.layout.lie is Lie.CLUSTER
    assert len(cluster.layout.components) == 1
    assert scattered.layout.lie in (Lie.SCATTERED, Lie.CLUSTERS)
    assert np.isfinite(cluster.effect.overall.detectable)
