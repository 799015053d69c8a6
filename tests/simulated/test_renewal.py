"""Worlds whose truth is known: is it found, and does the page's warning see the traps?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.twoway import twoway
from wijkbeeld.analysis import by_area, estimators, specification_curve
from wijkbeeld.analysis.assignments import assign, n_assignments
from wijkbeeld.analysis.balance import balance
from wijkbeeld.analysis.effect import effect
from wijkbeeld.analysis.matched_effect import matched_effect
from wijkbeeld.analysis.matching import match
from wijkbeeld.analysis.new_build_share import dose
from wijkbeeld.analysis.panel import NEVER, Panel, make_panel
from wijkbeeld.analysis.permutation import interval
from wijkbeeld.analysis.pretrends import start_of
from wijkbeeld.analysis.specification import ComparisonData, Specification

WAVES = (2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022)


def world(rng: np.random.Generator, treated: int, size: float, n: int = 200) -> Panel:
    """Areas that wander, in four strata; ``treated`` start in 2012 or 2014 and gain ``size``."""
    y = rng.normal(4.1, 0.15, (n, 1)) + rng.normal(0, 0.04, (n, len(WAVES))).cumsum(axis=1)
    start = np.full(n, NEVER)
    start[rng.choice(n, treated, replace=False)] = rng.choice([2, 3], treated)
    y += size * (np.arange(len(WAVES)) >= start[:, None])
    return Panel(
        pd.Index([f"WK{i:06d}" for i in range(n)]), WAVES, y, start, np.ones(n), np.arange(n) % 4
    )


@pytest.mark.parametrize("treated", [5, 15, 40])
def test_the_interval_covers_the_truth(treated: int):
    """95% intervals hold the truth in 93 to 97% of 400 draws; estimates are right on average.

    One size of effect is enough: another moves estimate and interval alike, as is tested below.
    """
    held, values, size = 0, [], 0.05
    for draw in range(400):
        rng = np.random.default_rng([treated, 5, draw])
        panel = world(rng, treated, size)
        panel.values[:] += (
            np.outer(panel.strata, np.arange(len(WAVES))) * 0.03
        )  # gemeenten drift apart
        found = effect(panel, permutations=999, seed=draw, same_stratum=True).overall
        held += found.low <= size <= found.high
        values.append(found.value)
    assert 0.93 <= held / 400 <= 0.97
    assert np.mean(values) == pytest.approx(size, abs=4 * np.std(values) / 20)


def test_two_way_effects_fail_where_group_time_effects_do_not():
    """Early areas gain and go on, late areas lose: the two-way coefficient has the wrong sign."""
    rng = np.random.default_rng(3)
    n = 300
    start = np.repeat([2, 5, NEVER], [200, 90, 10])
    time = np.arange(len(WAVES))
    event_time = time - start[:, None]
    gain = np.where(start[:, None] == 2, 0.06 * (event_time + 1), -0.02) * (event_time >= 0)
    y = rng.normal(4, 0.1, (n, 1)) + 0.01 * time + gain + rng.normal(0, 0.005, (n, len(WAVES)))
    panel = Panel(pd.RangeIndex(n), WAVES, y, start, np.ones(n), np.zeros(n, int))
    truth = gain[(event_time >= 0) & (start[:, None] < NEVER)].mean()
    ours = effect(panel, permutations=99)
    assert ours.overall.value == pytest.approx(truth, abs=0.005)
    assert ours.groups[2018] == pytest.approx(-0.02, abs=0.005)
    assert ours.groups[2012] > 0.1
    late = panel.keep(start != NEVER)
    wrong = twoway(late.values, time >= late.start[:, None])
    assert abs(wrong - truth) > 0.1, "two-way effects are far off here"


@pytest.mark.parametrize(
    ("treated", "areas", "shift"), [(15, 200, 0.0), (40, 200, 1.5), (40, 120, 1.0)]
)
def test_matched_intervals_cover_where_partners_are_shared(treated: int, areas: int, shift: float):
    """Renewed areas lie together, so that few partners serve many: true effect 0."""
    held = 0
    for draw in range(300):
        rng = np.random.default_rng([treated, areas, draw])
        panel = world(rng, treated, 0.0, areas)
        alike = pd.DataFrame(
            {"x": rng.normal(0, 1, areas) + shift * panel.treated}, index=panel.codes
        )
        found = matched_effect(panel, match(panel, alike), permutations=399, seed=draw).overall
        held += found.low <= 0 <= found.high
    assert 0.92 <= held / 300 <= 0.985


def worst(rng: np.random.Generator) -> Panel:
    """True effect 0: the worst 40 of 2,000 in the base wave are called renewed."""
    level = rng.normal(0, 1, 2000)
    y = level[:, None] + rng.normal(0, 1, (2000, 6))
    start = np.full(2000, NEVER)
    start[np.argsort(y[:, 3])[:40]] = 4
    return Panel(
        pd.RangeIndex(2000),
        (2008, 2012, 2014, 2016, 2018, 2020),
        y,
        start,
        np.ones(2000),
        np.zeros(2000, int),
    )


def test_choosing_the_worst_makes_an_effect_and_is_flagged():
    panel = worst(np.random.default_rng(1))
    last = effect(panel, permutations=199)
    assert last.overall.value > 0.5, "the trap: a large effect out of nothing"
    others = panel.start == NEVER
    assert start_of(panel, others).is_passing
    assert start_of(panel, others).is_suspect
    assert not start_of(panel, others, anticipation=1).is_passing, (
        "a wave earlier they were as they usually are"
    )
    earlier = effect(panel, anticipation=1, permutations=199)
    assert abs(earlier.overall.value) < last.overall.value / 2
    short = Panel(
        panel.codes,
        (2016, 2018),
        panel.values[:, 3:5],
        np.where(panel.start < NEVER, 1, NEVER),
        panel.weights,
        panel.strata,
    )
    assert start_of(short, others).is_suspect, (
        "with one wave before the start a low start cannot be checked"
    )


def test_a_fair_choice_is_not_flagged():
    worlds = [world(np.random.default_rng(s), 30, 0.05) for s in range(40)]
    flagged = sum(start_of(w, w.start == NEVER).is_suspect for w in worlds)
    assert flagged <= 4


def test_matching_on_the_last_score_makes_an_effect_out_of_nothing():
    """Daw & Hatfield (2018): areas whose usual level is lower, matched on a passing value."""
    rng = np.random.default_rng(8)
    n = 1500
    level = np.where(np.arange(n) < 150, -1.0, 0.0) + rng.normal(0, 0.5, n)
    y = level[:, None] + rng.normal(0, 0.7, (n, 6))
    starts = pd.Series(2014, index=[f"WK{i:06d}" for i in range(150)])
    table = pd.DataFrame(
        y, index=[f"WK{i:06d}" for i in range(n)], columns=[2002, 2008, 2012, 2014, 2016, 2018]
    )
    inputs = ComparisonData({"lbm": table}, starts, pd.Series(dtype="float64"))
    plain = estimators.compare(inputs, Specification("lbm"), 199).effect
    on_score = estimators.compare(inputs, Specification("lbm", match="score"), 199).effect
    assert plain is not None
    assert on_score is not None
    assert abs(plain.overall.value) < 0.15
    assert on_score.overall.value < -0.3


def test_leaving_the_ring_out_recovers_the_effect():
    """Neighbours fall by 0.10: beside them the effect looks larger than it is."""
    rng = np.random.default_rng(5)
    names = [f"WK{i:06d}" for i in range(120)]
    y = rng.normal(4, 0.1, (120, 1)) + rng.normal(0, 0.01, (120, 8))
    y[:20, 4:] += 0.05
    y[20:80, 4:] -= 0.10
    inputs = ComparisonData(
        {"lbm": pd.DataFrame(y, index=names, columns=WAVES)},
        pd.Series(2016, index=names[:20]),
        pd.Series(dtype="float64"),
        neighbours=frozenset(names[20:80]),
    )
    with_ring = estimators.compare(inputs, Specification("lbm"), 99).effect
    without = estimators.compare(inputs, Specification("lbm", without_neighbours=True), 99).effect
    assert with_ring is not None
    assert without is not None
    assert with_ring.overall.value == pytest.approx(0.11, abs=0.01)
    assert without.overall.value == pytest.approx(0.05, abs=0.01)


def test_matching_on_structure_makes_both_sides_alike():
    rng = np.random.default_rng(6)
    n = 800
    social = rng.uniform(10, 90, n)
    chance = np.where(social > 60, 0.25, 0.01)
    names = pd.Index([f"WK{i:06d}" for i in range(n)])
    renewed = rng.random(n) < chance
    y = 4 + rng.normal(0, 0.02, (n, 8)).cumsum(axis=1) - 0.002 * social[:, None] * np.arange(8)
    table, structure = (
        pd.DataFrame(y, index=names, columns=WAVES),
        pd.DataFrame({"corporatie": social}, index=names),
    )
    starts = pd.Series(2012, index=names[renewed])
    inputs = ComparisonData({"lbm": table}, starts, pd.Series(dtype="float64"), structure=structure)
    plain, matched = (
        estimators.compare(inputs, Specification("lbm", match=m), 199)
        for m in ("none", "structure")
    )
    assert plain.effect is not None
    assert matched.effect is not None
    assert plain.effect.overall.value < -0.1, (
        "renewed areas had more social rent, which falls anyway"
    )
    assert abs(matched.effect.overall.value) < 0.05
    others = matched.panel.start == NEVER
    alike = balance(matched.panel, inputs.structure, others, matched.matched)
    assert abs(alike["before"].iloc[0]) > 1
    assert abs(alike["after"].iloc[0]) < 0.1


def test_caliper_and_missing_characteristics_leave_areas_out_by_name():
    panel = world(np.random.default_rng(2), 10, 0.0)
    numbers = pd.DataFrame({"x": np.arange(200.0)}, index=panel.codes)
    first = panel.codes[np.flatnonzero(panel.treated)[0]]
    numbers.loc[first] = np.nan
    found = match(panel, numbers, caliper=0.001)
    assert str(first) in found.unmatched
    assert len(found.unmatched) == 10
    assert len(match(panel, numbers).treated) == 9


def test_specifications_and_leave_one_out():
    panel = world(np.random.default_rng(4), 12, 0.05)
    table = pd.DataFrame(panel.values, index=panel.codes, columns=WAVES)
    starts = pd.Series(
        [WAVES[s] for s in panel.start[panel.treated]], index=panel.codes[panel.treated]
    )
    crowd = {"inwoners": pd.Series(100.0, index=panel.codes)}
    inputs = ComparisonData(
        {"lbm": table}, starts, starts + 4, crowd, pd.Series(panel.strata, index=panel.codes)
    )
    base = Specification("lbm")
    ones, every = (
        specification_curve.one_at_a_time(inputs, base),
        specification_curve.all_together(inputs, base),
    )
    assert ones[0] == base
    assert len({*ones}) == len(ones)
    assert {*ones} <= {*every}
    found = specification_curve.table(inputs, ones, 99)
    quick = specification_curve.table(inputs, ones)
    np.testing.assert_allclose(quick["value"], found["value"], atol=1e-12)
    assert (quick["n_treated"] == found["n_treated"]).all()
    assert len(found) == len(ones)
    assert found["value"].notna().all()
    equal = found[(found["weight"] == "inwoners")]["value"].iloc[0]
    assert equal == pytest.approx(found["value"].iloc[0]), "equal weights change nothing"
    outcome = estimators.compare(inputs, base, 99)
    left = estimators.leave_one_out(outcome, inputs)
    assert len(left) == 12
    assert left.min() < outcome.effect.overall.value < left.max()


@pytest.mark.parametrize("same_stratum", [False, True])
@pytest.mark.parametrize("control", ["never_treated", "not_yet_treated"])
def test_two_ways_of_counting_agree(control, same_stratum):
    """The estimate of the permutations, the sum over areas, and leaving out an area for real."""
    panel = world(np.random.default_rng(12), 14, 0.05)
    panel.values[np.random.default_rng(1).random(panel.values.shape) < 0.1] = np.nan
    value, treated, others = by_area.overall_att(
        panel, by_area.contributions(panel, control, same_stratum=same_stratum)
    )
    found = effect(panel, control, permutations=9, same_stratum=same_stratum).overall
    assert value == pytest.approx(found.value, abs=1e-12)
    assert (treated, others) == (found.n_treated, found.n_control)
    left = by_area.leave_one_out(panel, same_stratum=same_stratum)
    for code in left.index[:4]:
        rest = panel.keep(np.asarray(panel.codes != code))
        assert left[code] == pytest.approx(
            by_area.overall_att(rest, by_area.contributions(rest, same_stratum=same_stratum))[0],
            abs=1e-12,
        )


def test_starts_fall_in_the_first_wave_after_them():
    table = pd.DataFrame(np.ones((5, 8)), index=list("abcde"), columns=WAVES)
    panel = make_panel(table, pd.Series({"a": 2002, "b": 2003, "c": 2012, "d": 2030}))
    assert panel.always == ("a",)
    assert panel.late == ("d",), "planned renewal is no fair comparison"
    assert dict(zip(panel.codes, panel.start, strict=True)) == {"b": 1, "c": 2, "e": NEVER}
    assert (
        dict(
            zip(
                *[(p := make_panel(table, pd.Series({"b": 2003}), delay=6)).codes, p.start],
                strict=True,
            )
        )["b"]
        == 2
    )


def test_dealing_keeps_strata_and_numbers():
    panel = world(np.random.default_rng(9), 17, 0.0)
    assigned = assign(panel, 50, np.random.default_rng(0))
    everyone = np.hstack(list(assigned.values()))
    assert all(len(set(row)) == 17 for row in everyone)
    usual = np.bincount(panel.strata[panel.treated], minlength=4)
    assert all((np.bincount(panel.strata[row], minlength=4) == usual).all() for row in everyone)
    assert n_assignments(panel) > 1e6


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.floats(-0.5, 0.5), st.floats(0.1, 3.0))
def test_an_added_effect_moves_estimate_and_interval_alike(seed: int, added: float, scale: float):
    """Equivariance: what is added to renewed areas comes out; another unit scales everything."""
    panel = world(np.random.default_rng(seed), 8, 0.0, 60)
    after = np.arange(len(WAVES)) >= panel.start[:, None]
    moved = Panel(
        panel.codes,
        WAVES,
        scale * panel.values + added * after,
        panel.start,
        panel.weights,
        panel.strata,
    )
    one, two = (effect(p, permutations=99).overall for p in (panel, moved))
    assert two.value == pytest.approx(scale * one.value + added, abs=1e-9)
    assert two.low == pytest.approx(scale * one.low + added, abs=1e-6)
    assert two.high == pytest.approx(scale * one.high + added, abs=1e-6)
    assert one.low <= one.value <= one.high


def test_a_passing_low_is_seen_in_a_gemeente_that_moves_as_a_whole():
    """The whole gemeente rises, and the areas that dipped most in it are renewed."""
    rng = np.random.default_rng(2)
    y = rng.normal(0, 0.1, (600, 6))
    strata = np.arange(600) // 60
    y[strata == 0, 3] += 0.8
    inside = np.flatnonzero(strata == 0)
    dips = inside[np.argsort(y[inside, 3] - y[inside, :3].mean(axis=1))[:15]]
    start = np.full(600, NEVER)
    start[dips] = 4
    panel = Panel(
        pd.RangeIndex(600), (2008, 2012, 2014, 2016, 2018, 2020), y, start, np.ones(600), strata
    )
    others = (start == NEVER) & (strata == 0)
    assert start_of(panel, others, same_stratum=True).is_passing


def test_an_interval_that_cannot_be_bounded_says_so():
    assert interval(np.array([0.1, 0.0]), np.array([1.0, 0.0])) == (-np.inf, np.inf)
    panel = world(np.random.default_rng(1), 1, 0.0, 12)
    found = effect(panel, permutations=199).overall
    assert np.isfinite(found.value)
    assert (found.low, found.high) == (-np.inf, np.inf)
    assert n_assignments(panel) == 3
    one_of_many = world(np.random.default_rng(1), 1, 0.0, 76)
    assert n_assignments(one_of_many) == 19
    assert effect(one_of_many, permutations=199).overall.low == -np.inf, (
        "nineteen assignments carry no 95% margin"
    )


def test_no_comparison_no_number():
    panel = world(np.random.default_rng(1), 5, 0.0, 40)
    alone = panel.keep(panel.treated)
    with pytest.raises(ValueError, match="comparison"):
        effect(alone.keep(alone.start == alone.groups[0]))
    with pytest.raises(ValueError, match="starts"):
        by_area.att_gt_table(panel.keep(~panel.treated))


def test_dose_counts_only_areas_that_were_built_up():
    share = pd.Series({"a": 40.0, "b": 95.0, "c": np.nan})
    homes = pd.Series({"a": 2000.0, "b": 3000.0, "c": 900.0})
    grown = dose(share, homes, pd.Series({"a": 1000.0, "b": 1000.0, "c": 900.0}), 2000)
    assert np.isnan(grown.loc["a", "dose"]), "twice as many dwellings: an extension"
    assert dose(share, homes, homes, 2000).loc["a", "dose"] == 40.0
    found = dose(share, homes, homes, 2003)
    assert found.loc["a", "dose"] == 40.0
    assert np.isnan(found.loc["b", "dose"]), "150 old dwellings: a new wijk, not renewal"
    assert not found.loc["c", "is_built_up"]


def drifting(rng: np.random.Generator, step: float) -> Panel:
    """True effect 0: renewed areas move a step more per wave, before and after the start."""
    panel = late(world(rng, 30, 0.0))
    panel.values[panel.treated] += step * np.arange(len(WAVES))
    return panel


def late(panel: Panel) -> Panel:
    """The same areas, all renewed from the sixth wave on."""
    return replace(panel, start=np.where(panel.treated, 5, NEVER))


@pytest.mark.parametrize("step", [0.03, -0.03])
def test_a_development_that_was_going_on_is_neither_dip_nor_effect(step: float):
    panel = drifting(np.random.default_rng(3), step)
    start = start_of(panel, panel.start == NEVER)
    assert start.is_drifting
    assert not start.is_passing
    assert not start.is_high
    assert effect(panel, permutations=299).before_p < 0.05


def test_the_joint_test_of_earlier_waves_gives_one_false_alarm_in_twenty():
    alarms = []
    for draw in range(300):
        panel = late(world(np.random.default_rng([8, draw]), 20, 0.0, 80))
        alarms.append(effect(panel, permutations=199, seed=draw).before_p < 0.05)
    assert 0.02 <= np.mean(alarms) <= 0.08


def test_counts_of_comparison_areas_are_those_of_the_same_stratum():
    rng = np.random.default_rng(2)
    y = rng.normal(4, 0.1, (60, len(WAVES)))
    start = np.full(60, NEVER)
    start[0], start[30] = 2, 6
    panel = Panel(pd.RangeIndex(60), WAVES, y, start, np.ones(60), np.repeat([0, 1], 30))
    found = effect(panel, permutations=19, same_stratum=True)
    assert found.overall.n_control == 58, "29 beside each"
    assert found.dynamic["n_control"].tolist().count(29) > 0
    assert found.dynamic["n_control"].max() <= 58
    cells = by_area.contributions(panel, same_stratum=True)
    assert set(cells.n_control) == {29}
    waiting = by_area.contributions(panel, "not_yet_treated", same_stratum=True)
    assert waiting.n_others == 58, "an area that waits in another stratum is no comparison"
    together = by_area.contributions(panel, "not_yet_treated")
    assert together.n_others == 59


def test_matching_needs_a_wave_after_the_start_and_goes_on_without_those_that_lack_one():
    panel = world(np.random.default_rng(4), 6, 0.0, 80)
    alike = pd.DataFrame({"x": np.arange(80.0)}, index=panel.codes)
    whole = matched_effect(panel, match(panel, alike), permutations=49).overall.n_treated
    position = np.flatnonzero(panel.treated)[0]
    panel.values[position, panel.start[position] :] = np.nan
    found = matched_effect(panel, match(panel, alike), permutations=49)
    assert found.overall.n_treated == whole - 1
    assert np.isfinite(found.overall.value)
    panel.values[panel.treated] = np.where(
        np.arange(len(WAVES)) >= panel.start[panel.treated][:, None],
        np.nan,
        panel.values[panel.treated],
    )
    with pytest.raises(ValueError, match="no renewed area has partners"):
        matched_effect(panel, match(panel, alike), permutations=49)
