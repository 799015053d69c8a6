"""Rings around renewed areas where the truth is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.support.worlds import SPREAD, WAVES, World, made
from wijkbeeld.analysis.clusters import cities_of, draw
from wijkbeeld.analysis.contiguity import NOWHERE
from wijkbeeld.analysis.effect import cells_of
from wijkbeeld.analysis.no_estimate import NoEstimate, NoMargin
from wijkbeeld.analysis.specification import ComparisonData, Specification, panel_for
from wijkbeeld.analysis.spillover import Ring, spillover


def rings(data: ComparisonData, times: int = 199, seed: int = 1) -> tuple[Ring, ...]:
    weight = "woningen" if data.weights else "none"
    panel = panel_for(data, Specification("lbm", weight=weight))
    drawn = draw(panel, data.strata, data.contiguity, times, seed)
    cities = cities_of(panel, data.strata)
    return spillover(panel, cells_of(panel, 0), drawn, data.contiguity, cities)


def around(data: ComparisonData) -> tuple[dict[str, int], dict[str, int]]:
    """By hand: start by area of the first and the second ring."""
    codes = list(data.contiguity.codes)
    near: dict[str, set[str]] = {c: set() for c in codes}
    for a, b in zip(data.contiguity.first, data.contiguity.second, strict=True):
        near[codes[a]].add(codes[b])
    inside = {str(c): int(y) for c, y in data.starts.items()}
    found = []
    for _ in range(2):
        edge = inside if not found else found[-1]
        taken = set(data.starts.index).union(*found)
        ring: dict[str, int] = {}
        for c, year in edge.items():
            for other in near[c] - taken:
                ring[other] = min(year, ring.get(other, 9999))
        found.append(ring)
    return found[0], found[1]


def spilled(world: World, seed: int, first: float, second: float) -> ComparisonData:
    """What is done in a ring is added from the start of the renewed area it touches."""
    data = made(world, seed)
    table = data.tables["lbm"].copy()
    for ring, size in zip(around(data), (first, second), strict=True):
        for code, year in ring.items():
            table.loc[code] += size * (np.array(WAVES) >= year)
    return replace(data, tables={"lbm": table})


def test_the_rings_are_those_found_by_hand():
    data = spilled(World(size=9, starts=(2012, 2016)), 4, -0.1, 0.0)
    found = rings(data, 49)
    for ring, expected in zip(found, around(data), strict=True):
        assert set(ring.codes) == set(expected)
        assert ring.estimate.n_treated == len(expected)
    beyond = 100 - 9 - sum(map(len, around(data)))
    assert [r.estimate.n_control for r in found] == [beyond, beyond]


WORLDS = [
    (World(size=8), 0.0),
    (World(size=8, rho=0.5, effect=0.2), -0.10),
    (World(size=8, starts=(2012, 2016), weighted=True, city=0.05), 0.0),
    (World(size=6, scattered=True, cities=2), -0.10),
]


@pytest.mark.parametrize(("world", "first"), WORLDS)
def test_a_spill_is_found_and_none_stays_inside_the_margin(world: World, first: float):
    """Of 400 worlds: the margins cover what was done, and estimates are right on average."""
    held, values = np.zeros(2), []
    for seed in range(400):
        found = rings(spilled(world, seed, first, 0.0), 199, seed)
        for k, truth in enumerate((first, 0.0)):
            e = found[k].estimate
            held[k] += e.low <= truth <= e.high
        values.append([r.estimate.value for r in found])
    mean, error = np.mean(values, axis=0), np.std(values, axis=0) / 20
    assert mean == pytest.approx([first, 0.0], abs=4 * error.max())
    assert 0.91 <= held[0] / 400 <= 0.985
    assert held[1] / 400 >= 0.91, "a spilled first ring only widens the margin of the second"


def test_a_large_spill_is_outside_the_margin():
    found = rings(spilled(World(size=8), 3, -0.4, 0.0))
    assert found[0].estimate.high < 0
    assert found[0].estimate.value == pytest.approx(-0.4, abs=4 * SPREAD)
    assert found[0].estimate.p < 0.05
    assert found[0].no_margin is None
    assert found[0].placebos >= 20
    assert found[1].estimate.low <= 0 <= found[1].estimate.high


def test_what_happens_inside_changes_no_ring():
    world = World(size=8)
    plain, renewed = (rings(made(replace(world, effect=e), 5)) for e in (0.0, 0.5))
    for a, b in zip(plain, renewed, strict=True):
        assert a.estimate.value == pytest.approx(b.estimate.value, abs=1e-12)
        assert a.estimate.low == pytest.approx(b.estimate.low, abs=1e-12)


def test_reasons_without_a_ring():
    data = made(World(size=8), 1)
    nowhere = rings(replace(data, contiguity=NOWHERE))
    assert [r.reason for r in nowhere] == [NoEstimate.NO_BOUNDARIES] * 2
    first = data.strata.index[data.strata == "WK0000"]
    whole = replace(data, starts=pd.Series(2012, index=first))
    assert [r.reason for r in rings(whole)] == [NoEstimate.NO_NEIGHBOURS] * 2
    edge = list(around(data)[0])
    but_one = replace(data, starts=pd.Series(2012, index=first.difference(edge[:1])))
    assert [r.reason for r in rings(but_one)] == [NoEstimate.NO_BEYOND, NoEstimate.NO_NEIGHBOURS]


def test_too_few_different_rings_give_no_margin():
    small = rings(made(World(side=4, size=2), 1))
    assert small[0].placebos < 40
    tiny = rings(made(World(side=3, size=1), 2))
    assert tiny[0].placebos < 20
    assert tiny[0].no_margin is NoMargin.FEW_PLACEBOS
    assert np.isinf(tiny[0].estimate.low)
