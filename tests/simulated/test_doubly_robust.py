"""The doubly robust estimator where the truth is known: renewal goes to areas with one tenure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.support.worlds import WAVES, World, made
from wijkbeeld.analysis import specification_curve
from wijkbeeld.analysis.estimators import compare, leave_one_out
from wijkbeeld.analysis.no_estimate import NoEstimate
from wijkbeeld.analysis.specification import ComparisonData, Specification

CHOICE = Specification("lbm", match="doubly_robust")


def by_tenure(world: World, seed: int, slope: float = 0.02, shift: float = 0.8) -> ComparisonData:
    """A world in which areas with much social rent are renewed, and develop differently anyway."""
    data = made(world, seed)
    rng = np.random.default_rng([seed, 77])
    table = data.tables["lbm"]
    renewed = table.index.isin(data.starts.index)
    early = pd.DataFrame(
        {
            "corporatie": rng.normal(0, 1, len(table)) + shift * renewed,
            "adressendichtheid": rng.normal(7, 1, len(table)),
        },
        index=table.index,
    )
    drift = slope * np.outer(early["corporatie"], np.arange(len(WAVES)))
    return replace(data, tables={"lbm": table + drift}, early=early)


@pytest.mark.parametrize(
    ("world", "effect"),
    [
        (World(size=15, scattered=True), 0.0),
        (World(size=15, effect=0.05), 0.05),
        (World(size=15, starts=(2012, 2016), weighted=True), 0.0),
    ],
)
def test_the_margin_covers_where_the_plain_comparison_is_wrong(world: World, effect: float):
    held, values, plain = 0, [], []
    for seed in range(160):
        data = by_tenure(world, seed)
        choice = replace(CHOICE, weight="woningen") if world.weighted else CHOICE
        found = compare(data, choice, 199, seed).effect
        assert found is not None
        held += found.overall.low <= effect <= found.overall.high
        values.append(found.overall.value)
        if seed < 40:
            other = compare(data, replace(choice, match="none", same_stratum=False), 19, seed)
            plain.append(other.effect.overall.value)
    assert 0.91 <= held / 160 <= 0.99
    assert np.mean(values) == pytest.approx(effect, abs=4 * np.std(values) / 20)
    assert np.mean(plain) > effect + 0.03, "without characteristics the tenure counts as an effect"


def test_it_stands_in_the_curve_only_with_tenure_and_urbanity_from_before():
    data = by_tenure(World(size=8), 1)
    base = Specification("lbm")
    with_it = specification_curve.all_together(data, base)
    assert "doubly_robust" in {c.match for c in with_it}
    table = specification_curve.table(data, with_it)
    found = table.loc[table["match"] == "doubly_robust", "value"]
    assert found.notna().all()
    first = compare(data, CHOICE, 19).effect
    assert first.overall.value == pytest.approx(found.iloc[0], abs=1e-12)
    for lost in ("corporatie", "adressendichtheid"):
        without = replace(data, early=data.early.drop(columns=lost))
        choices = specification_curve.all_together(without, base)
        assert "doubly_robust" not in {c.match for c in choices}


def test_without_a_like_there_is_no_estimate():
    data = by_tenure(World(size=8), 1, shift=50.0)
    found = compare(data, CHOICE, 19)
    assert (found.effect, found.reason) == (None, NoEstimate.NO_OVERLAP)
    row = specification_curve.table(data, [CHOICE]).iloc[0]
    assert row["reason"] is NoEstimate.NO_OVERLAP
    assert np.isnan(row["value"])


def test_no_wave_before_the_start_is_a_reason():
    data = by_tenure(World(size=8, starts=(2008,)), 1)
    choice = replace(CHOICE, anticipation=1)
    assert compare(data, choice, 19).reason is NoEstimate.NO_WAVE_BEFORE
    row = specification_curve.table(data, [choice]).iloc[0]
    assert row["reason"] is NoEstimate.NO_WAVE_BEFORE


def test_leaving_one_out_is_the_estimate_without_it():
    data = by_tenure(World(size=8, starts=(2012, 2016), weighted=True), 3)
    choice = replace(CHOICE, weight="woningen")
    left = leave_one_out(compare(data, choice, 19), data)
    assert len(left) == 8
    for code in left.index[:3]:
        rest = replace(
            data,
            starts=data.starts.drop(code),
            tables={"lbm": data.tables["lbm"].drop(code)},
        )
        alone = compare(rest, choice, 19).effect.overall.value
        assert left[code] == pytest.approx(alone, abs=1e-3), "standardised over one area less"
