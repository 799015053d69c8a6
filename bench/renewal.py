"""Group-time effects with permutation intervals, beside ``diff-diff`` with its bootstrap."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from bench.table import Row, median
from wijkbeeld.analysis import specification_curve as curve
from wijkbeeld.analysis.effect import effect
from wijkbeeld.analysis.estimators import compare, leave_one_out
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.specification import ComparisonData, Specification

DRAWS = 999


def world(areas: int, waves: int, treated: int) -> Panel:
    """Areas that wander, with staggered starts and an effect of 0.05."""
    rng = np.random.default_rng(5)
    start = np.full(areas, NEVER)
    start[rng.choice(areas, treated, replace=False)] = rng.integers(2, waves - 1, treated)
    y = rng.normal(4.1, 0.15, (areas, 1)) + rng.normal(0, 0.03, (areas, waves)).cumsum(axis=1)
    y += 0.05 * (np.arange(waves) >= start[:, None])
    codes = pd.Index([f"WK{i:06d}" for i in range(areas)])
    return Panel(
        codes, tuple(range(1, waves + 1)), y, start, np.ones(areas), np.arange(areas) % 345
    )


def renewal() -> list[Row]:
    """One estimate with 999 replications, ours and the peer's; all numbers after a choice."""
    wijken, buurten = world(3300, 8, 100), world(12_000, 9, 400)
    ours = median(lambda: effect(wijken, permutations=DRAWS))
    theirs = median(lambda: peer_of(wijken), times=3)
    table = pd.DataFrame(wijken.values, index=wijken.codes, columns=list(wijken.waves))
    starts = pd.Series(wijken.start[wijken.treated] + 1, index=wijken.codes[wijken.treated])
    structure = pd.DataFrame(np.random.default_rng(1).normal(size=(3300, 4)), index=wijken.codes)
    inputs = ComparisonData(
        {"lbm": table},
        starts,
        starts + 3,
        {"inwoners": pd.Series(100.0, index=wijken.codes)},
        pd.Series(wijken.strata, index=wijken.codes),
        structure,
    )
    base = Specification("lbm")

    def page() -> None:
        found = compare(inputs, base, DRAWS)
        curve.table(inputs, curve.one_at_a_time(inputs, base), 199)
        curve.table(inputs, curve.all_together(inputs, base))
        leave_one_out(found, inputs)

    return [
        Row(
            "ATT, 3,300 wijken × 8 waves, 999 permutations (s)",
            ours,
            "diff-diff, 999 bootstraps",
            theirs,
            "goal ≤ 1 s and ≤ 0.1×",
        ),
        Row(
            "ATT, 12,000 buurten × 9 waves, 999 permutations (s)",
            median(lambda: effect(buurten, permutations=DRAWS)),
            goal="goal ≤ 4",
        ),
        Row(
            "all numbers of the page after a choice, 3,300 wijken (s)",
            median(page),
            goal="goal ≤ 1",
        ),
    ]


def peer_of(panel: Panel) -> None:
    """One estimate of ``diff-diff`` with its bootstrap."""
    from diff_diff import CallawaySantAnna

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
        CallawaySantAnna(estimation_method="reg", n_bootstrap=DRAWS, seed=1).fit(
            frame, outcome="y", unit="unit", time="time", first_treat="first", aggregate="all"
        )
