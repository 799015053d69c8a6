"""Fast sums of change equal those written out, with and without missing waves."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.analysis.assignments import assign
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.weighted_changes import Changes

PAIRS = np.array([[0, 1], [2, 1], [0, 3], [1, 3]])


@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.1, 0.9]))
def test_sums_over_sets_equal_the_definition(seed: int, missing: float):
    rng = np.random.default_rng(seed)
    values = rng.normal(4.0, 0.2, (30, 4))
    values[rng.random(values.shape) < missing] = np.nan
    exposure = rng.integers(0, 2, values.shape).astype(float)
    weights = rng.uniform(0.5, 900.0, 30)
    panel = Panel(
        pd.Index(map(str, range(30))),
        (1, 2, 3, 4),
        values,
        np.full(30, NEVER),
        weights,
        np.zeros(30, int),
    )
    sets = np.array([rng.choice(30, 6, replace=False) for _ in range(5)])
    changes = Changes(panel, [values, exposure], PAIRS)
    change, mass = changes.over(sets)
    there = ~np.isnan(values)
    for p, (start, end) in enumerate(PAIRS):
        both = there[:, start] & there[:, end]
        step = np.where(both, values[:, end] - values[:, start], 0.0) * weights
        moved = np.where(both, exposure[:, end] - exposure[:, start], 0.0) * weights
        np.testing.assert_allclose(change[:, 0, p], step[sets].sum(axis=1), atol=1e-8)
        np.testing.assert_allclose(change[:, 1, p], moved[sets].sum(axis=1), atol=1e-8)
        np.testing.assert_allclose(mass[:, p], (both * weights)[sets].sum(axis=1), atol=1e-8)
        whole, whole_mass = changes.within(weights > 100)
        assert np.isclose(whole[0, p], step[weights > 100].sum(), atol=1e-8)
        assert np.isclose(whole_mass[p], (both * weights)[weights > 100].sum(), atol=1e-8)


def test_every_area_of_a_stratum_is_dealt_every_start_equally_often():
    start = np.full(12, NEVER)
    start[[0, 1, 5]] = 1, 2, 1
    strata = np.repeat([3, 8], [5, 7])
    panel = Panel(
        pd.Index(map(str, range(12))), (1, 2, 3), np.ones((12, 3)), start, np.ones(12), strata
    )
    drawn = assign(panel, 40_000, np.random.default_rng(1))
    for g, inside, expected in (
        (2, range(5), 1 / 5),
        (1, range(5), 1 / 5),
        (1, range(5, 12), 1 / 7),
    ):
        shares = [(drawn[g][1:] == area).any(axis=1).mean() for area in inside]
        np.testing.assert_allclose(shares, expected, atol=0.012)
    assert [list(drawn[g][0]) for g in (1, 2)] == [[0, 5], [1]], "the first is what happened"
