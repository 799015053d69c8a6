"""Group-time effects against published numbers and an independent library."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from diff_diff import CallawaySantAnna

from wijkbeeld.analysis import aggregate, by_area, did
from wijkbeeld.analysis.group_times import group_times, observed_assignment
from wijkbeeld.analysis.panel import NEVER, Panel, make_panel


def panel_of(frame: pd.DataFrame, unit: str, time: str, outcome: str, first: str) -> Panel:
    table = frame.pivot(index=unit, columns=time, values=outcome)
    starts = frame.groupby(unit)[first].first().replace(0, np.nan)
    return make_panel(table, starts)


def test_mpdta_as_published(real_data: Path):
    frame = pd.read_csv(real_data / "checks" / "mpdta.csv")
    panel = panel_of(frame, "countyreal", "year", "lemp", "first.treat")
    table = by_area.att_gt_table(panel)
    years = np.array(panel.waves)
    found = {(int(years[r.group]), int(years[r.time])): r.att for r in table.itertuples()}
    published = {
        (2004, 2004): -0.0105,
        (2004, 2005): -0.0704,
        (2004, 2006): -0.1373,
        (2004, 2007): -0.1008,
        (2006, 2006): -0.0046,
        (2006, 2007): -0.0412,
        (2007, 2007): -0.0261,
    }
    for key, value in published.items():
        assert found[key] == pytest.approx(value, abs=5e-5), key
    cells = group_times(panel, "varying")
    (values,) = did.att_gt(panel, cells, "never_treated", observed_assignment(panel))
    dynamic = aggregate.dynamic(cells, values)
    after = dict(zip(dynamic.keys.tolist(), dynamic.values[0], strict=True))
    assert [after[e] for e in range(4)] == pytest.approx(
        [-0.0199, -0.0510, -0.1373, -0.1008], abs=5e-5
    )
    assert dynamic.overall[0] == pytest.approx(-0.0772, abs=5e-5)
    group = aggregate.by_group(cells, values, aggregate.sizes(panel))
    assert group.values[0] == pytest.approx([-0.0797, -0.0229, -0.0261], abs=5e-5)
    assert group.overall[0] == pytest.approx(-0.0310, abs=5e-5)
    assert aggregate.by_calendar(cells, values).overall[0] == pytest.approx(-0.0417, abs=5e-5)
    assert aggregate.simple(cells, values).overall[0] == pytest.approx(-0.0400, abs=5e-5)


KINDS = (
    "balanced",
    "unbalanced",
    "irregular",
    "all treated",
    "one treated",
    "no pre-wave",
    "first wave",
)


def generated(seed: int) -> pd.DataFrame:
    """One panel in long form: unit, wave, outcome, first wave with treatment (0: never)."""
    rng = np.random.default_rng(seed)
    kind = KINDS[seed % len(KINDS)]
    n, length = int(rng.integers(30, 90)), int(rng.integers(4, 9))
    waves = np.array([2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022, 2024])[:length]
    if kind != "irregular":
        waves = np.arange(1, length + 1)
    first = rng.choice([0, *waves[1:]], n)
    if kind == "all treated":
        first = rng.choice(waves[1:], n)
    elif kind == "one treated":
        first = np.where(np.arange(n) == 0, waves[length // 2], 0)
    elif kind == "no pre-wave":
        first = np.where(rng.random(n) < 0.4, waves[1], 0)
    elif kind == "first wave":
        first = rng.choice([0, *waves], n)
    first[-3:] = 0 if kind != "all treated" else first[-3:]
    level, trend = rng.normal(4, 0.3, n), rng.normal(0, 0.1, length)
    renewed = (first[:, None] > 0) & (waves >= first[:, None])
    y = level[:, None] + trend + 0.2 * renewed + rng.normal(0, 0.1, (n, length))
    frame = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(n), length),
            "wave": np.tile(waves, n),
            "y": y.ravel(),
            "first": np.repeat(first, length),
        }
    )
    if kind == "unbalanced":
        frame = frame[rng.random(len(frame)) > 0.15]
    return frame


@pytest.mark.parametrize("seed", range(50))
def test_equal_to_diff_diff(seed: int):
    """ATT(g,t) and its means to 1e-8, with both kinds of control, on a wave index.

    Calendar and overall means are pinned by the published mpdta numbers: the library reports none
    here.
    """
    frame = generated(seed)
    waves = np.sort(frame["wave"].unique())
    place = {w: n + 1 for n, w in enumerate(waves)}
    frame = frame.assign(
        index=frame["wave"].map(place), start=frame["first"].map(place).fillna(0).astype(int)
    )
    panel = panel_of(frame, "unit", "wave", "y", "first")
    kept = frame[frame["start"] != 1]  # nothing to compare with: both leave them out
    for ours, theirs in (
        ("never_treated", "never_treated"),
        ("not_yet_treated", "not_yet_treated"),
    ):
        if ours == "never_treated" and not (panel.start == NEVER).any():
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = CallawaySantAnna(control_group=theirs, estimation_method="reg").fit(
                kept, outcome="y", unit="unit", time="index", first_treat="start", aggregate="all"
            )
        cells = group_times(panel, "varying")
        (found,) = did.att_gt(panel, cells, ours, observed_assignment(panel))
        np.testing.assert_allclose(
            by_area.att_gt_table(panel, by_area.contributions(panel, ours, "varying"))["att"],
            found.att[0],
            atol=1e-10,
        )
        for g, t, att in zip(cells.group, cells.time, found.att[0], strict=True):
            other = fit.group_time_effects.get((g + 1, t + 1))
            expected = np.nan if other is None else other["effect"]
            assert att == pytest.approx(expected, abs=1e-8, nan_ok=True), (g, t)
        assert aggregate.simple(cells, found).overall[0] == pytest.approx(
            fit.overall_att, abs=1e-8, nan_ok=True
        )
        dynamic = aggregate.dynamic(cells, found)
        for event_time, value in zip(dynamic.keys.tolist(), dynamic.values[0], strict=True):
            if event_time in fit.event_study_effects:
                assert value == pytest.approx(
                    fit.event_study_effects[event_time]["effect"], abs=1e-8
                ), event_time
            else:
                assert np.isnan(value)
        groups = aggregate.by_group(cells, found, aggregate.sizes(panel))
        for g, value in zip(groups.keys, groups.values[0], strict=True):
            if not np.isnan(value):
                assert value == pytest.approx(fit.group_effects[g + 1]["effect"], abs=1e-8), g
