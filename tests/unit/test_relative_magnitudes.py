"""The breakdown value, against ``HonestDiD`` of ``diff-diff`` and by hand."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from diff_diff import CallawaySantAnna, HonestDiD
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkbeeld.analysis.effect import Effect, effect
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.relative_magnitudes import NoBreakdown, relative_magnitudes

WAVES = (2002, 2008, 2012, 2014, 2016, 2018, 2020)


def panel_of(
    seed: int, starts: tuple[int, ...] = (3,), size: float = 0.3, n: int = 120, treated: int = 20
) -> Panel:
    rng = np.random.default_rng(seed)
    start = np.full(n, NEVER)
    start[:treated] = rng.choice(starts, treated)
    y = rng.normal(4, 0.2, (n, 1)) + rng.normal(0, 0.05, (n, len(WAVES))).cumsum(axis=1)
    y += size * (np.arange(len(WAVES)) >= start[:, None])
    codes = pd.Index([f"WK{i:06d}" for i in range(n)])
    weights = np.exp(rng.normal(0, 0.5, n))
    return Panel(codes, WAVES, y, start, weights, np.zeros(n, int))


def unweighted(panel: Panel) -> Panel:
    return Panel(
        panel.codes, panel.waves, panel.values, panel.start, np.ones(len(panel.codes)), panel.strata
    )


@pytest.mark.parametrize("multiple", [0.0, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("seed", range(3))
def test_the_identified_set_is_that_of_honest_did(seed: int, multiple: float):
    panel = unweighted(panel_of(seed))
    n, length = panel.values.shape
    frame = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(n), length),
            "time": np.tile(np.arange(1, length + 1), n),
            "y": panel.values.ravel(),
            "first": np.repeat(np.where(panel.treated, panel.start + 1, 0), length),
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = CallawaySantAnna(estimation_method="reg", base_period="universal").fit(
            frame,
            outcome="y",
            unit="unit",
            time="time",
            first_treat="first",
            aggregate="event_study",
        )
        theirs = HonestDiD(method="relative_magnitude", M=multiple).fit(fitted)
    found = effect(panel, permutations=99)
    value = found.overall.value
    ours = relative_magnitudes(panel, found).widened(value, value, multiple)
    assert ours == pytest.approx((theirs.lb, theirs.ub), abs=1e-6)


def test_at_the_breakdown_value_the_widened_margin_ends_at_zero():
    panel = panel_of(1, (3, 4))
    found = effect(panel, permutations=399)
    sensitivity = relative_magnitudes(panel, found)
    assert sensitivity.reason is None
    low, high = found.overall.low, found.overall.high
    assert low > 0
    assert sensitivity.widened(low, high, sensitivity.breakdown)[0] == pytest.approx(0, abs=1e-12)
    down = panel_of(1, (3, 4), -0.3)
    found = effect(down, permutations=399)
    mirrored = relative_magnitudes(down, found)
    wide = mirrored.widened(found.overall.low, found.overall.high, mirrored.breakdown)
    assert wide[1] == pytest.approx(0, abs=1e-12)


def test_the_mean_number_of_steps_is_the_mean_bias_of_one_per_wave():
    """A drift of one per wave of the renewed areas moves the estimate by exactly S."""
    for anticipation in (0, 1):
        panel = panel_of(2, (3, 5))
        drift = np.arange(len(WAVES)) * panel.treated[:, None]
        moved = Panel(
            panel.codes,
            panel.waves,
            panel.values + drift,
            panel.start,
            panel.weights,
            panel.strata,
        )
        plain = effect(panel, anticipation=anticipation, permutations=19)
        more = effect(moved, anticipation=anticipation, permutations=19)
        steps = relative_magnitudes(panel, plain, anticipation).steps
        assert more.overall.value - plain.overall.value == pytest.approx(steps, abs=1e-9)


@pytest.mark.parametrize("start", [1, 2])
def test_one_earlier_wave_shows_no_development(start: int):
    panel = panel_of(3, (start,))
    found = relative_magnitudes(panel, effect(panel, permutations=99))
    assert found.reason is NoBreakdown.FEW_WAVES
    assert found.earlier == start - 1
    assert np.isnan(found.breakdown)
    assert np.isnan(found.largest_step)


def test_reasons_without_a_breakdown_value():
    panel = panel_of(4, size=0.0)
    assert relative_magnitudes(panel, effect(panel)).reason is NoBreakdown.INSIDE
    few = panel_of(4, n=12, treated=1)
    assert relative_magnitudes(few, effect(few)).reason is NoBreakdown.NO_MARGIN


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.floats(0.2, 3.0), st.floats(0.05, 20.0))
def test_the_unit_of_the_outcome_does_not_matter(seed: int, size: float, scale: float):
    panel = panel_of(seed, size=size)
    other = Panel(
        panel.codes,
        panel.waves,
        panel.values * scale,
        panel.start,
        panel.weights,
        panel.strata,
    )

    def breakdown(p: Panel) -> float:
        found: Effect = effect(p, permutations=99)
        return relative_magnitudes(p, found).breakdown

    assert breakdown(other) == pytest.approx(breakdown(panel), rel=1e-6, nan_ok=True)
