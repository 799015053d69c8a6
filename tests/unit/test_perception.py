"""Margins of surveys against scipy, by their properties, and by how often they hold the truth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wijkbeeld.analysis import perception as p


def one(*values: float) -> pd.Series:
    return pd.Series(values, dtype="float64")


NONE = one(np.nan)


@pytest.mark.parametrize(("k", "n"), [(0, 20), (7, 20), (20, 20), (133, 250)])
def test_wilson_is_that_of_scipy(k, n):
    theirs = stats.binomtest(k, n).proportion_ci(0.95, "wilson")
    low, high = p.wilson(one(100 * k / n), one(n))
    assert (low[0], high[0]) == pytest.approx((100 * theirs.low, 100 * theirs.high))


def test_newcombe_gives_his_published_interval():
    """Newcombe (1998, table II): 56/70 and 48/80 differ by 0.2; method 10 gives .0524 to .3339."""
    a = p.sure(one(60.0), one(80), NONE, is_share=True)
    b = p.sure(one(80.0), one(70), NONE, is_share=True)
    found = p.change(a, b)
    assert found.low[0] == pytest.approx(5.24, abs=0.005)
    assert found.high[0] == pytest.approx(33.39, abs=0.005)


def test_symmetric_margins_add_as_squares():
    a = p.sure(one(7.0), NONE, one(0.3), is_share=False)
    b = p.sure(one(7.4), NONE, one(0.4), is_share=False)
    found = p.change(a, b)
    assert (found.low[0], found.high[0]) == pytest.approx((-0.1, 0.9))
    assert p.judged(found)[0] == "unclear"


def test_a_mark_with_respondents_only_has_no_margin_and_is_never_clear():
    a = p.sure(one(5.0), one(500), NONE, is_share=False)
    b = p.sure(one(9.0), one(500), NONE, is_share=False)
    assert np.isnan(a.low[0])
    assert p.judged(p.change(a, b))[0] == "unclear"


@given(st.floats(0, 100), st.integers(1, 5000))
def test_an_interval_holds_its_value_and_stays_a_share(percent, n):
    low, high = p.wilson(one(percent), one(n))
    assert -1e-9 <= low[0] <= percent + 1e-9
    assert percent - 1e-9 <= high[0] <= 100 + 1e-9


@given(st.floats(-5, 5), st.floats(0, 3))
def test_a_change_judged_the_other_way_round_is_mirrored(value, half):
    made = p.Sure(one(value), one(value - half), one(value + half))
    mirror = {"up": "down", "down": "up", "unclear": "unclear"}
    assert p.judged(made, higher_is_better=False)[0] == mirror[p.judged(made)[0]]


def test_changes_of_shares_hold_the_truth_in_95_of_100():
    rng = np.random.default_rng(5)
    size = 20_000
    n1, n2 = rng.integers(20, 200, size), rng.integers(20, 200, size)
    p1, p2 = rng.uniform(0.05, 0.95, size), rng.uniform(0.05, 0.95, size)
    missing = pd.Series(np.nan, range(size))

    def wave(n, share):
        return p.sure(
            pd.Series(100 * rng.binomial(n, share) / n), pd.Series(n), missing, is_share=True
        )

    found = p.change(wave(n1, p1), wave(n2, p2))
    truth = 100 * (p2 - p1)
    covered = ((found.low <= truth) & (truth <= found.high)).mean()
    assert 0.94 <= covered <= 0.965


def test_the_difference_is_welchs_and_holds_the_truth():
    rng = np.random.default_rng(7)
    a, b = one(*rng.normal(0.2, 0.5, 12)), one(*rng.normal(0, 0.2, 60))
    theirs = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
    found = p.difference(a, b)
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high))
    assert (found.n_first, found.n_second) == (12, 60)
    hits = 0
    for _ in range(1000):
        d = p.difference(one(*rng.normal(0.3, 0.5, 8)), one(*rng.normal(0, 0.25, 40)))
        hits += d.low <= 0.3 <= d.high
    assert 0.93 <= hits / 1000 <= 0.97


def test_few_areas_give_a_difference_without_a_margin():
    found = p.difference(one(0.1, 0.3), one(0.0, 0.1, 0.2))
    assert found.value == pytest.approx(0.1)
    assert not found.has_margin
    assert not found.is_clear
    assert p.difference(one(np.nan), one(1.0)) is None


def test_agreement_counts_every_area_once_and_needs_both():
    paper = pd.Series(["up", "up", "down", "up", None], list("abcde"))
    felt = pd.Series(["up", "unclear", "down", None, "up"], list("abcde"))
    mine = pd.Series([True, False, False, True, True], list("abcde"))
    table = p.agreement(paper, felt, mine)
    assert len(table) == 9
    assert table.to_numpy().sum() == 3
    assert table.loc[("up", "up"), "renewed"] == 1
    assert table.loc[("up", "unclear"), "others"] == 1


def test_a_statistic_is_clear_beyond_its_limits():
    value = one(-0.02, 0.0, 0.02, np.nan)
    assert list(p.judged_by_limit(value, (-0.01, 0.01))) == ["down", "unclear", "up", None]
    turned = p.judged_by_limit(value, (-0.01, 0.01), higher_is_better=False)
    assert list(turned) == ["up", "unclear", "down", None]


def test_areas_below_the_minimum_are_told_from_those_that_are_not_known():
    counts = pd.DataFrame({2015: [19, 20, np.nan, np.nan], 2023: [90, 20, 50, 3]}, list("abcd"))
    few, unknown = p.hidden(counts, 20)
    assert (list(few), list(unknown)) == (["a", "d"], ["c"])


def test_means_have_a_margin_from_three_areas_on():
    table = pd.DataFrame({2015: [1.0, 2.0, 3.0], 2017: [1.0, 2.0, np.nan], 2019: [np.nan] * 3})
    made = p.mean_margins(table)
    assert list(made.index) == [2015, 2017]
    half = stats.t.ppf(0.975, 2) * 1.0 / np.sqrt(3)
    assert made.loc[2015, "half"] == pytest.approx(half)
    assert np.isnan(made.loc[2017, "half"])
