"""Placebo groups lie as the renewed areas do."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.worlds import World, lattice, made
from wijkbeeld.analysis.clusters import Lie, cities_of, draw, grow, layout
from wijkbeeld.analysis.contiguity import NOWHERE
from wijkbeeld.analysis.ladder import Beside, ladder
from wijkbeeld.analysis.no_estimate import NoEstimate
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.permutation import Distribution, Spread, p_value
from wijkbeeld.analysis.specification import Specification

SIDE, CITIES = 6, 4
TOUCH, CITY = lattice(SIDE, CITIES)


def panel(treated: dict[int, int]) -> Panel:
    """A panel in which areas (positions) start in a wave."""
    n = len(TOUCH.codes)
    start = np.full(n, NEVER)
    for at, wave in treated.items():
        start[at] = wave
    values = np.random.default_rng(1).normal(4, 0.1, (n, 5))
    zeros = np.zeros(n, int)
    return Panel(TOUCH.codes, (2002, 2008, 2012, 2016, 2020), values, start, zeros + 1.0, zeros)


def is_connected(areas: set[int], near: list[list[int]]) -> bool:
    reached, edge = {min(areas)}, [min(areas)]
    while edge:
        for other in near[edge.pop()]:
            if other in areas and other not in reached:
                reached.add(other)
                edge.append(other)
    return reached == areas


@given(st.integers(1, 20), st.integers(0, 10_000))
@settings(deadline=None)
def test_a_grown_cluster_hangs_together(size: int, seed: int):
    near = TOUCH.among(TOUCH.codes, pd.factorize(CITY)[0])
    pool = list(range(SIDE * SIDE))
    areas = grow(size, pool, set(pool), near, Random(seed))
    assert areas is not None
    assert len(set(areas)) == size
    assert set(areas) <= set(pool)
    assert is_connected(set(areas), near)


def test_a_cluster_that_does_not_fit_is_not_grown():
    near = TOUCH.among(TOUCH.codes, pd.factorize(CITY)[0])
    assert grow(SIDE * SIDE + 1, [0], set(range(SIDE * SIDE)), near, Random(1)) is None


@pytest.mark.parametrize(
    ("treated", "lie", "components"),
    [
        ([0, 1, 2, 6], Lie.CLUSTER, 1),
        ([0, 1, 20, 21, 40], Lie.CLUSTERS, 3),
        ([0, 14, 40, 80], Lie.SCATTERED, 4),
        (list(range(SIDE * SIDE)), Lie.WHOLE, 1),
    ],
)
def test_the_layout_is_recognised(treated, lie, components):
    made = panel(dict.fromkeys(treated, 2))
    cities = cities_of(made, CITY)
    found = layout(made, TOUCH.among(made.codes, cities), cities)
    assert found.lie is lie
    assert len(found.components) == components
    assert sorted(a for c in found.components for a in c) == treated


def test_placebos_have_the_same_sizes_cities_and_starts():
    """Two clusters in one city and one in another, with starts that differ within a cluster."""
    treated = {0: 2, 1: 3, 6: 2, 20: 3, 21: 3, 40: 2}
    made = panel(treated)
    cities = cities_of(made, CITY)
    near = TOUCH.among(made.codes, cities)
    drawn = draw(made, CITY, TOUCH, 60, 3)
    assert len(drawn.layout.components) == 3
    first = {g: m[0] for g, m in drawn.placebos.assigned.items()}
    assert {int(a): g for g, areas in first.items() for a in areas} == treated
    for row in range(1, 61):
        areas = np.concatenate([m[row] for m in drawn.placebos.assigned.values()])
        assert len(set(areas.tolist())) == len(treated)
        assert np.bincount(cities[areas]).tolist() == [5, 1]
        inside = set(areas[cities[areas] == 0].tolist())
        parts = layout(panel(dict.fromkeys(inside, 2)), near, cities).components
        assert sorted(map(len, parts)) in ([2, 3], [5]), "apart, or beside each other if it must"


def test_whole_cities_have_their_placebos_elsewhere():
    made = panel(dict.fromkeys(range(SIDE * SIDE), 2))
    drawn = draw(made, CITY, TOUCH, 40, 1)
    cities = cities_of(made, CITY)
    hosts = {int(c) for row in drawn.placebos.assigned[2][1:] for c in set(cities[row])}
    assert hosts == {1, 2, 3}
    assert drawn.placebos.possible <= 4, "only different cities count as different"


def test_without_boundaries_areas_are_permuted_in_their_city():
    made = panel(dict.fromkeys([0, 1, 2], 2))
    drawn = draw(made, CITY, NOWHERE, 30, 1)
    assert drawn.layout.lie is Lie.SCATTERED
    assert (cities_of(made, CITY)[drawn.placebos.assigned[2]] == 0).all()


def test_gemeenten_are_one_country():
    own = pd.Series([f"GM{i:04d}" for i in range(len(TOUCH.codes))], index=TOUCH.codes)
    assert not cities_of(panel({0: 2}), own).any()


@given(
    st.lists(st.floats(-1, 1, allow_nan=False), min_size=60, max_size=200),
    st.floats(-1, 1, allow_nan=False),
    st.floats(0.5, 3),
)
@settings(deadline=None)
def test_margin_and_p_agree_and_move_with_an_effect(values, added, scale):
    """Zero is outside exactly where few are as extreme; an added effect moves all alike."""
    statistics = np.array(values)
    exposure = np.r_[1.0, np.zeros(len(values) - 1)]
    for spread in (None, Spread(*(np.full(len(values), v) for v in (scale**2, 0.0, 0.0)))):
        found = Distribution(statistics, exposure, 1e6, spread)
        low, high = found.margin()
        assert low <= statistics[0] <= high
        if not (np.isclose(low, 0, atol=1e-6) or np.isclose(high, 0, atol=1e-6)):
            outside = low > 0 or high < 0
            assert outside == (p_value(statistics) * len(values) < np.floor(0.05 * len(values)))
        moved = Distribution(statistics + added * exposure, exposure, 1e6, spread).margin()
        assert moved == pytest.approx((low + added, high + added), abs=1e-6)


def test_a_dataset_of_one_gemeente_still_has_a_city():
    """A municipality may load its own wijken only: then there is a rest of the city."""
    data = made(World(cities=1, starts=(2014,)), 1)
    rungs = ladder(data, Specification("lbm"), 99)
    assert rungs[Beside.CITY].estimate is not None
    assert rungs[Beside.CITY_ALIKE].estimate is not None
    assert rungs[Beside.CITIES_ALIKE].reason is NoEstimate.NO_CITIES
    gemeenten = replace(data, strata=pd.Series(data.contiguity.codes, data.contiguity.codes))
    assert ladder(gemeenten, Specification("lbm"), 99)[Beside.CITY].reason is NoEstimate.NO_REST
