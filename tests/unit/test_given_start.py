"""Development given the start: the line, its edges, who is compared with whom, what is said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from wijkbeeld.analysis.given_start import (
    FEWEST,
    GivenStart,
    expected_changes,
    given_start,
    pattern,
)
from wijkbeeld.store.read import Measure
from wijkbeeld.words import given_start as words


def by_hand(x, y, near):
    """Each area by ``numpy.polyfit`` on the others, with tricube weights."""
    found = []
    for i in range(len(x)):
        others = np.arange(len(x)) != i
        distance = np.abs(x[others] - x[i])
        weights = (1 - (distance / np.sort(distance)[near - 1]) ** 3).clip(0) ** 3
        slope, height = np.polyfit(x[others], y[others], 1, w=np.sqrt(weights))
        found.append(slope * x[i] + height)
    return np.array(found)


@pytest.mark.parametrize(("n", "near"), [(30, 20), (60, 30), (260, 100)])
def test_each_area_is_read_off_a_local_line_through_the_others(n, near):
    rng = np.random.default_rng(n)
    x, y = rng.uniform(size=n), rng.normal(size=n)
    assert expected_changes(x, y) == pytest.approx(by_hand(x, y, near), abs=1e-9)


def test_order_and_equal_starts_do_not_matter():
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=80).round(1), rng.normal(size=80)
    mixed = rng.permutation(80)
    assert expected_changes(x[mixed], y[mixed]) == pytest.approx(expected_changes(x, y)[mixed])
    assert expected_changes(-x, y) == pytest.approx(expected_changes(x, y))
    same = expected_changes(np.zeros(30), y[:30])
    assert same == pytest.approx((y[:30].sum() - y[:30]) / 29)


def test_the_lowest_area_is_not_measured_by_areas_that_all_lie_above_it():
    """Truth: change is -0.3 times the start. A mean of the ten nearest errs at both edges."""
    rng = np.random.default_rng(1)
    line, mean = [], []
    for _ in range(60):
        x = np.sort(rng.normal(0, 0.2, 43))
        y = -0.3 * x + rng.normal(0, 0.06, 43)
        line.append(expected_changes(x, y)[:4] + 0.3 * x[:4])
        nearest = [np.argsort(np.abs(x - x[i]), kind="stable")[1:11] for i in range(4)]
        mean.append(np.array([y[n].mean() for n in nearest]) + 0.3 * x[:4])
    assert abs(np.nanmean(line)) < 0.012
    assert np.mean(mean) < -0.025


def test_an_area_far_from_all_others_has_no_figure():
    rng = np.random.default_rng(3)
    x, y = np.r_[rng.normal(0, 0.01, 40), 50.0], rng.normal(size=41)
    found = expected_changes(x, y)
    assert np.isnan(found[-1])
    assert not np.isnan(found[:40]).any()
    assert not np.isnan(expected_changes(np.r_[x[:40], 0.04], y)).any(), "a lone one has a line"
    two = np.r_[np.zeros(40), 1.0]
    assert np.isnan(expected_changes(two, rng.normal(size=41))[-1])


def test_a_place_with_too_few_areas_is_set_beside_all():
    rng = np.random.default_rng(4)
    codes = [f"WK{n:03d}" for n in range(100)]
    start = pd.Series(rng.normal(size=100), codes)
    change = pd.Series(rng.normal(size=100), codes)
    start["WK000"] = np.nan
    large = given_start(start, change, pd.Index(codes[: FEWEST + 1]))
    assert (large.within_place, large.n) == (True, FEWEST)
    assert list(large.values.dropna().index) == codes[1 : FEWEST + 1]
    small = given_start(start, change, pd.Index(codes[:FEWEST]))
    everything = given_start(start, change)
    assert (small.within_place, small.n) == (False, 99)
    pd.testing.assert_series_equal(small.values, everything.values)
    assert isinstance(everything, GivenStart)
    assert given_start(start[:9], change[:9]).values.isna().all()


@pytest.fixture
def score():
    return Measure("lbm", "Totaalscore", "score", 2, "hoger", "", "", "")


def areas(slope, n=200, level=0.2):
    rng = np.random.default_rng(5)
    start = pd.Series(rng.normal(size=n))
    return start, slope * start + level + pd.Series(rng.normal(0, 0.1, n))


@pytest.mark.parametrize(
    ("slope", "level", "claim"),
    [
        (-0.1, 0.2, "Wie laag begon, ging hier gemiddeld meer vooruit"),
        (-0.1, -0.5, "Wie laag begon, ging hier gemiddeld minder achteruit"),
        (0.1, 0.2, "Wie hoog begon, ging hier gemiddeld meer vooruit"),
        (0.0, 0.2, "Wie laag begon, ging hier niet duidelijk meer of minder vooruit"),
        (-0.001, 0.2, "Wie laag begon, ging hier niet duidelijk meer of minder vooruit"),
    ],
)
def test_that_low_areas_rose_more_is_said_only_where_it_is_so(score, slope, level, claim):
    found = pattern(*areas(slope, level=level))
    said = words.pattern_sentence(found, score)
    assert said.startswith(claim)
    assert "(n = 200)" in said
    assert ("regressie" in said) == (slope < -0.01)
    assert words.pattern_title(found, score).startswith(claim)


def test_a_clear_order_of_a_trifle_is_not_told(score):
    start = pd.Series(np.arange(100.0))
    found = pattern(start, -start / 10_000)
    assert found is not None
    assert found.highest < 0
    assert "niet duidelijk" in words.pattern_sentence(found, score)
    assert pattern(start[:19], start[:19]) is None
    assert words.pattern_sentence(None, score) == ""


def test_the_interval_is_that_of_bonett_and_wright():
    """Width for 43 areas and a correlation near -0.04, as they give it."""
    start, change = areas(-0.004, 43)
    found = pattern(start, change)
    rho = start.corr(change, method="spearman")
    spread = 1.96 * np.sqrt((1 + rho**2 / 2) / 40)
    assert (found.lowest, found.highest) == pytest.approx(
        (np.tanh(np.arctanh(rho) - spread), np.tanh(np.arctanh(rho) + spread))
    )


def test_areas_without_a_figure_are_counted_and_named():
    reasons = {"geen cijfer in 2002": ["A", "B"], "geen cijfer in 2022": []}
    assert words.left_out("wijk", 43, reasons) == (
        "2 van de 43 wijken hebben geen cijfer ‘gegeven startniveau’: geen cijfer in 2002 (A, B)."
    )
    assert words.left_out("wijk", 43, {"geen cijfer in 2002": []}) == ""
