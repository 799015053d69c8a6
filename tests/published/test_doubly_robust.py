"""The doubly robust estimator against published numbers and an independent library."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from diff_diff import CallawaySantAnna

from wijkbeeld.analysis.doubly_robust import att_gt
from wijkbeeld.analysis.group_times import group_times, observed_assignment
from wijkbeeld.analysis.panel import NEVER, Panel, make_panel


def test_mpdta_with_population_as_published(real_data: Path):
    """R ``did``, ``att_gt(xformla = ~lpop, est_method = "dr")``: Callaway & Sant'Anna (2021)."""
    frame = pd.read_csv(real_data / "checks" / "mpdta.csv")
    table = frame.pivot(index="countyreal", columns="year", values="lemp")
    starts = frame.groupby("countyreal")["first.treat"].first().replace(0, np.nan)
    panel = make_panel(table, starts)
    people = frame.groupby("countyreal")["lpop"].first().reindex(panel.codes).to_numpy()[:, None]
    published = {
        (2004, 2004): -0.0145,
        (2004, 2005): -0.0764,
        (2004, 2006): -0.1404,
        (2004, 2007): -0.1069,
        (2006, 2004): -0.0005,
        (2006, 2005): -0.0062,
        (2006, 2006): 0.0010,
        (2006, 2007): -0.0413,
        (2007, 2004): 0.0267,
        (2007, 2005): -0.0046,
        (2007, 2006): -0.0284,
        (2007, 2007): -0.0288,
    }
    cells = group_times(panel, "varying")
    covariates = dict.fromkeys(panel.groups, people)
    (found,) = att_gt(panel, cells, covariates, observed_assignment(panel), [panel.values])
    years = np.array(panel.waves)
    ours = {
        (int(years[g]), int(years[t])): a
        for g, t, a in zip(cells.group, cells.time, found.att[0], strict=True)
    }
    for key, value in published.items():
        assert ours[key] == pytest.approx(value, abs=5e-5), key


def generated(seed: int) -> tuple[Panel, np.ndarray]:
    """Areas with three characteristics that both the start and the development depend on."""
    rng = np.random.default_rng(seed)
    n, length, start = int(rng.integers(150, 400)), 5, 2
    x = rng.normal(0, 1, (n, 3)) * [1.0, 100.0, 0.01]
    score = x @ [0.7, -0.005, 30.0] - 1.0
    renewed = rng.random(n) < 1 / (1 + np.exp(-score))
    trend = np.arange(length) * (x @ [0.1, 0.001, -2.0])[:, None]
    y = rng.normal(4, 0.2, (n, 1)) + trend + rng.normal(0, 0.1, (n, length))
    y += 0.3 * renewed[:, None] * (np.arange(length) >= start)
    codes = pd.Index([f"WK{i:06d}" for i in range(n)])
    first = np.where(renewed, start, NEVER)
    return Panel(codes, tuple(range(length)), y, first, np.ones(n), np.zeros(n, int)), x


def ours(panel: Panel, x: np.ndarray) -> dict[int, float]:
    """ATT(2, t) by t."""
    cells = group_times(panel)
    (found,) = att_gt(panel, cells, {2: x}, observed_assignment(panel), [panel.values])
    return dict(zip(cells.time.tolist(), found.att[0].tolist(), strict=True))


def theirs(panel: Panel, x: np.ndarray, outcome: np.ndarray, method: str) -> dict[int, float]:
    """The same of ``diff-diff``."""
    n, length = outcome.shape
    frame = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(n), length),
            "time": np.tile(np.arange(1, length + 1), n),
            "y": outcome.ravel(),
            "first": np.repeat(np.where(panel.treated, panel.start + 1, 0), length),
        }
    )
    names = [f"x{k}" for k in range(x.shape[1])]
    frame[names] = np.repeat(x, length, axis=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = CallawaySantAnna(
            estimation_method=method, base_period="universal", pscore_trim=1e-12
        ).fit(
            frame,
            outcome="y",
            unit="unit",
            time="time",
            first_treat="first",
            covariates=names,
        )
    return {int(t) - 1: e["effect"] for (_, t), e in fitted.group_time_effects.items()}


@pytest.mark.parametrize("seed", range(12))
def test_equal_to_the_weighted_residuals_of_diff_diff(seed: int):
    """What a regression on comparison areas leaves, inversely weighted by ``diff-diff``: to 1e-6.

    The library divides the comparison by the number of renewed areas, R ``DRDID`` and the paper by
    the sum of the weights: so its ``dr`` is near and not the same.
    """
    panel, x = generated(seed)
    others = ~panel.treated
    full = np.c_[np.ones(len(x)), x]
    change = panel.values - panel.values[:, [1]]
    beta = np.linalg.lstsq(full[others], change[others], rcond=None)[0]
    found = ours(panel, x)
    exact = theirs(panel, x, change - full @ beta, "ipw")
    near = theirs(panel, x, panel.values, "dr")
    for t in (0, 2, 3, 4):
        assert found[t] == pytest.approx(exact[t], abs=1e-6)
        assert found[t] == pytest.approx(near[t], abs=2e-2)


@pytest.mark.parametrize("seed", range(4))
def test_many_assignments_at_once_are_each_alone(seed: int):
    panel, x = generated(seed)
    rng = np.random.default_rng(seed)
    size = int(panel.treated.sum())
    many = np.array([rng.choice(len(x), size, replace=False) for _ in range(30)])
    cells = group_times(panel)
    (together,) = att_gt(panel, cells, {2: x}, {2: many}, [panel.values])
    for row, members in enumerate(many):
        start = np.full(len(x), NEVER)
        start[members] = 2
        alone = Panel(panel.codes, panel.waves, panel.values, start, panel.weights, panel.strata)
        expected = ours(alone, x)
        for at, t in enumerate(cells.time):
            assert together.att[row, at] == pytest.approx(expected[int(t)], abs=1e-9)
