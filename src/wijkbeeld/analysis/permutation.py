"""Permutation inference: what would the estimate have been had other areas been renewed?

With few renewed areas cluster-robust errors and the wild bootstrap are too small (MacKinnon & Webb,
*Randomization inference for difference-in-differences with few treated clusters*, Journal of
Econometrics 218(2), 2020). Starts of renewal are assigned anew to areas of the same stratum
(placebos); the interval holds every effect that such a test does not reject.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
import pandas as pd

from wijkbeeld.analysis import aggregate, by_area, did
from wijkbeeld.analysis.group_times import Assignments, Control, group_times
from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError
from wijkbeeld.analysis.panel import Panel

LEVEL = 0.95
MANY = 10**12
FEWEST_ASSIGNMENTS = 40
"""Fewer possible assignments than this cannot carry a 95% interval."""


def assign(panel: Panel, times: int, rng: np.random.Generator) -> Assignments:
    """Assign the observed starts at random to areas of the same stratum.

    Returns
    -------
    Assignments
        Per start index the positions of areas, shape (times + 1, size); the first row is what
        happened.
    """
    ranked = np.lexsort((panel.start, panel.strata))  # by stratum, and in it the renewed ones first
    ranked = ranked[np.isin(panel.strata[ranked], panel.strata[panel.treated])]
    size, renewed = _strata(panel)
    first = np.cumsum(size) - size
    pool = np.tile(np.arange(len(ranked), dtype="int32"), (times, 1))
    rows = np.arange(times)[:, None]
    for nth in range(
        renewed.max(initial=0)
    ):  # Fisher-Yates: the nth renewed area of every stratum at once
        at = first[renewed > nth] + nth
        other = at + (rng.random((times, len(at))) * (size[renewed > nth] - nth)).astype(int)
        taken = pool[rows, other]
        pool[rows, other] = pool[:, at]
        pool[:, at] = taken
    places = {g: np.flatnonzero(panel.start[ranked] == g) for g in panel.groups}
    return {g: ranked[np.vstack([at[None, :], pool[:, at]])] for g, at in places.items()}


def n_assignments(panel: Panel) -> float:
    """Number of different assignments within strata (which areas), at most ``MANY``."""
    total = 1.0
    for size, renewed in zip(*_strata(panel), strict=True):
        total *= float(min(comb(int(size), int(renewed)), MANY))
    return min(total, float(MANY))


def _strata(panel: Panel) -> tuple[np.ndarray, np.ndarray]:
    """Number of areas and of renewed ones in every stratum with renewal, in order of stratum."""
    numbers, renewed = np.unique(panel.strata[panel.treated], return_counts=True)
    place = np.searchsorted(numbers, panel.strata)
    inside = numbers[np.minimum(place, len(numbers) - 1)] == panel.strata
    return np.bincount(place[inside], minlength=len(numbers)), renewed


def p_value(statistics: np.ndarray) -> float:
    """Two-sided p: the share of assignments with an estimate at least as far from zero.

    Parameters
    ----------
    statistics
        Estimates, the observed one first, shape (assignments,).
    """
    known = statistics[~np.isnan(statistics)]
    if np.isnan(statistics[0]) or len(known) < 2:
        return float("nan")
    return float((np.abs(known) >= abs(known[0]) - 1e-12).mean())


def interval(
    statistics: np.ndarray, exposure: np.ndarray, level: float = LEVEL, possible: float = np.inf
) -> tuple[float, float]:
    """Effects that the permutation test does not reject, for a constant additive effect.

    Taking an effect d out of the data changes the estimate of assignment r from a_r to a_r - d b_r,
    with b_r its exposure to the areas that were really renewed. The assignment is at least as
    extreme for every d between (a_0 - a_r) / (b_0 - b_r) and (a_0 + a_r) / (b_0 + b_r), so the test
    inverts exactly.

    Parameters
    ----------
    statistics
        a_r, the observed one first, shape (assignments,).
    exposure
        b_r, same shape; the largest, mostly 1, for the observed one.
    possible
        Number of assignments there are: with fewer than ``FEWEST_DEALS`` nothing is bounded.

    Returns
    -------
    low, high
        Points; infinite where the assignments cannot bound it, NaN where there is no estimate.
    """
    known = ~np.isnan(statistics) & ~np.isnan(exposure)
    if not known[0] or known.sum() < 2:
        return float("nan"), float("nan")
    a, b = statistics[known], exposure[known]
    same = np.abs(b) >= b[0] - 1e-12
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = (a[0] - a) / (b[0] - b), (a[0] + a) / (b[0] + b)
    low, high = np.fmin(one, two), np.fmax(one, two)
    low[same], high[same] = -np.inf, np.inf
    spare = int(np.floor((1 - level) * len(a) + 1e-9))  # assignments that may be left outside
    if spare < 1 or possible < FEWEST_ASSIGNMENTS:
        return -np.inf, np.inf
    return float(np.sort(low)[spare - 1]), float(np.sort(high)[::-1][spare - 1])


@dataclass(frozen=True)
class Estimate:
    """One number with its uncertainty (points)."""

    value: float
    low: float
    high: float
    p: float
    n_treated: int
    n_control: int


@dataclass(frozen=True)
class Effect:
    """Difference between renewed and comparison areas, with permutation intervals.

    Attributes
    ----------
    overall
        Mean over all waves from the start on.
    dynamic
        Index waves since the start; columns ``att, low, high, p, n_treated, n_control``.
        The wave just before the start is 0 by construction and left out.
    groups, calendar
        Mean per start wave and per wave (years as index), column ``att``.
    n_assignments
        Number of possible assignments.
    permutations
        How many were drawn.
    before_p
        Joint p of all waves before the start: NaN where there are none, or too few assignments.
    """

    overall: Estimate
    dynamic: pd.DataFrame
    groups: pd.Series
    calendar: pd.Series
    n_assignments: float
    permutations: int
    before_p: float = float("nan")


def joint_p(statistics: np.ndarray, possible: float = np.inf) -> float:
    """One p for several estimates: how often an assignment's largest, in spreads, is as large.

    Parameters
    ----------
    statistics
        Shape (assignments, estimates), the observed ones first.
    """
    known = ~np.isnan(statistics).all(axis=0)
    if not known.any() or possible < FEWEST_ASSIGNMENTS:
        return float("nan")
    spread = np.nanstd(statistics[:, known], axis=0)
    scaled = np.abs(statistics[:, known]) / np.where(spread > 0, spread, np.inf)
    return p_value(np.nanmax(np.where(np.isnan(scaled), -1.0, scaled), axis=1))


def effect(
    panel: Panel,
    control: Control = "never_treated",
    anticipation: int = 0,
    permutations: int = 999,
    seed: int = 1,
    *,
    same_stratum: bool = False,
) -> Effect:
    """Estimate with permutation p values and intervals.

    Parameters
    ----------
    control, anticipation
        As in :mod:`wijkbeeld.analysis.did`; waves count from one fixed base wave.
    permutations
        Assignments to draw within strata.
    same_stratum
        Compare within strata too, as in :func:`wijkbeeld.analysis.did.att_gt`.

    Raises
    ------
    NoEstimateError
        No area starts within the waves, or none can be compared.
    """
    if not panel.groups:
        raise NoEstimateError(NoEstimate.NO_START)
    cells = group_times(panel, "universal", anticipation)
    if not len(cells.time) or not (cells.time >= cells.group).any():
        raise NoEstimateError(NoEstimate.NO_WAVE_BEFORE)
    assigned = assign(panel, permutations, np.random.default_rng(seed))
    after, before = _exposed(panel, anticipation)
    found, shift, early = did.att_gt(
        panel, cells, control, assigned, [panel.values, after, before], same_stratum=same_stratum
    )
    happened = by_area.contributions(
        panel, control, "universal", anticipation, same_stratum=same_stratum
    )
    taking_part = (happened.mass > 0).sum(axis=0)
    controls = np.where(taking_part > 0, happened.n_control, 0)
    if np.isnan(aggregate.simple(cells, found).overall[0]):
        raise NoEstimateError(NoEstimate.NO_CONTROLS)
    possible = n_assignments(panel)
    whole, moved = aggregate.simple(cells, found).overall, aggregate.simple(cells, shift).overall
    curve = aggregate.dynamic(cells, found)
    moves = aggregate.dynamic(cells, shift).values, aggregate.dynamic(cells, early).values
    rows = []
    for k, event_time in enumerate(curve.keys):
        low, high = interval(
            curve.values[:, k], moves[0 if event_time >= 0 else 1][:, k], possible=possible
        )
        here = cells.event_time == event_time
        rows.append(
            (
                int(event_time),
                curve.values[0, k],
                low,
                high,
                p_value(curve.values[:, k]),
                int(taking_part[here].sum()),
                int(controls[here].max()),
            )
        )
    table = pd.DataFrame(
        rows, columns=["event_time", "att", "low", "high", "p", "n_treated", "n_control"]
    )
    low, high = interval(whole, moved, possible=possible)
    seen = did.AttGt(found.att[:1], found.mass[:1])
    groups, calendar = (
        aggregate.by_group(cells, seen, aggregate.sizes(panel)),
        aggregate.by_calendar(cells, seen),
    )
    _, n_treated, n_control = by_area.overall_att(panel, happened)
    return Effect(
        Estimate(float(whole[0]), low, high, p_value(whole), n_treated, n_control),
        table.set_index("event_time"),
        pd.Series(groups.values[0], index=[panel.waves[g] for g in groups.keys]),
        pd.Series(calendar.values[0], index=[panel.waves[t] for t in calendar.keys]),
        possible,
        permutations,
        joint_p(curve.values[:, curve.keys < 0], possible),
    )


def _exposed(panel: Panel, anticipation: int) -> tuple[np.ndarray, np.ndarray]:
    """1 where an area is renewed (from its start), and 1 where it counts before its base wave."""
    time = np.arange(len(panel.waves))[None, :]
    start = panel.start[:, None]
    after = (time >= start).astype(float)
    before = ((time < start) & (time != start - 1 - anticipation) & panel.treated[:, None]).astype(
        float
    )
    return after, before
