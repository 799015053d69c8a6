"""How every area changed, and how far the areas of an assignment lie apart in it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from wijkbeeld.analysis.assignments import Placebos
from wijkbeeld.analysis.group_times import GroupTimes
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.permutation import Spread

FEWEST_AREAS = 5
"""With fewer renewed areas their spread says too little to divide by: how they move does."""
FEWEST_STEPS = 4
"""With fewer steps from wave to wave an area does not show how much it moves."""


def spread_of(
    panel: Panel,
    cells: GroupTimes,
    placebos: Placebos,
    strata: np.ndarray,
    beyond: Callable[[int, np.ndarray], np.ndarray] | None = None,
) -> Spread | None:
    """Variance of the overall estimate of every assignment, from how its areas differ.

    Parameters
    ----------
    strata
        What areas are compared within, shape (n,).
    beyond
        From a start index and the change of every area to what is not expected of it, shape (n,);
        None: minus the mean of the never renewed areas in the same stratum.
    """
    if beyond is None:

        def beyond(_: int, change: np.ndarray) -> np.ndarray:
            return beyond_usual(change, panel, strata)

    if sum(m.shape[1] for m in placebos.assigned.values()) < FEWEST_AREAS:
        return spread_from_steps(panel, placebos, strata)
    happened = exposed(panel, 0)[0]
    parts = []
    for g, members in placebos.assigned.items():
        after = (cells.group == g) & (cells.time >= g)
        if after.any():
            base, times = int(cells.base[after][0]), cells.time[after]
            gap, shift = (
                beyond(g, mean_change(panel, y, base, times)) for y in (panel.values, happened)
            )
            parts.append((gap[members], shift[members], panel.weights[members]))
    gap, shift, weight = (np.concatenate(x, axis=1) for x in zip(*parts, strict=True))
    return Spread.of_mean(gap, shift, np.where(np.isnan(gap), 0.0, weight))


def spread_from_steps(panel: Panel, placebos: Placebos, strata: np.ndarray) -> Spread | None:
    """Variance of every assignment from how its areas move from wave to wave.

    A few areas do not show how far they lie apart, but each of them shows how much it moves. The
    scale differs from that of the estimate by a constant, which a ratio does not see.
    """
    if len(panel.waves) < FEWEST_STEPS + 1:
        return None
    step, moved = (
        np.stack([beyond_usual(c, panel, strata) for c in np.diff(y, axis=1).T], axis=1)
        for y in (panel.values, exposed(panel, 0)[0])
    )
    known = ~np.isnan(step)
    members = np.concatenate(list(placebos.assigned.values()), axis=1)
    mass = np.where(known, panel.weights[:, None], 0.0)[members]
    share = mass / np.maximum(mass.sum(axis=1, keepdims=True), 1e-300)
    y, d = (np.where(known, x, 0.0)[members] * share for x in (step, moved))
    return Spread(*((one * two).sum(axis=(1, 2)) for one, two in ((y, y), (y, d), (d, d))))


def mean_change(panel: Panel, values: np.ndarray, base: int, times: np.ndarray) -> np.ndarray:
    """Mean over some waves of the change since a base wave, shape (n,); NaN without any."""
    known = ~np.isnan(panel.values[:, times]) & ~np.isnan(panel.values[:, [base]])
    change = np.where(known, values[:, times] - values[:, [base]], 0.0).sum(axis=1)
    count = known.sum(axis=1)
    unknown = np.full(len(change), np.nan)
    return np.asarray(np.divide(change, count, out=unknown, where=count > 0))


def beyond_usual(measured: np.ndarray, panel: Panel, strata: np.ndarray) -> np.ndarray:
    """Minus the mean of the never renewed areas in the same stratum."""
    never = np.where(panel.start == NEVER, measured, np.nan)
    return np.asarray(measured - pd.Series(never).groupby(strata).transform("mean").to_numpy())


def exposed(panel: Panel, anticipation: int) -> tuple[np.ndarray, np.ndarray]:
    """1 where an area is renewed (from its start), and 1 where it counts before its base wave."""
    time = np.arange(len(panel.waves))[None, :]
    start = panel.start[:, None]
    after = (time >= start).astype(float)
    before = ((time < start) & (time != start - 1 - anticipation) & panel.treated[:, None]).astype(
        float
    )
    return after, before
