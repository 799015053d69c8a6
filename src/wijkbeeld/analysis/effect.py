"""The difference between renewed and other areas, with its placebo distribution and interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkbeeld.analysis import aggregate, by_area, did
from wijkbeeld.analysis.area_change import exposed, spread_of
from wijkbeeld.analysis.assignments import Placebos, permuted
from wijkbeeld.analysis.group_times import Control, GroupTimes, group_times
from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.permutation import Distribution, Spread, interval, joint_p, p_value

DYNAMIC = ["att", "low", "high", "p", "n_treated", "n_control"]
"""Columns of the estimates by event time."""


@dataclass(frozen=True)
class Estimate:
    """One number with its uncertainty (points).

    Attributes
    ----------
    detectable
        Smallest difference that would fall outside the margin; NaN without a margin.
    """

    value: float
    low: float
    high: float
    p: float
    n_treated: int
    n_control: int
    detectable: float = float("nan")


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
    overall_distribution
        The overall estimate under every assignment.
    """

    overall: Estimate
    dynamic: pd.DataFrame
    groups: pd.Series
    calendar: pd.Series
    n_assignments: float
    permutations: int
    before_p: float = float("nan")
    overall_distribution: Distribution | None = None


@dataclass(frozen=True)
class Contrast:
    """What renewed areas are compared with, and from which wave.

    Attributes
    ----------
    control, anticipation, same_stratum
        As in :func:`wijkbeeld.analysis.did.att_gt` and
        :func:`wijkbeeld.analysis.group_times.group_times`.
    """

    control: Control = "never_treated"
    anticipation: int = 0
    same_stratum: bool = False


def effect(
    panel: Panel,
    control: Control = "never_treated",
    anticipation: int = 0,
    permutations: int = 999,
    seed: int = 1,
    *,
    same_stratum: bool = False,
) -> Effect:
    """Estimate with p values and intervals from starts that are permuted within strata.

    Parameters
    ----------
    control, anticipation, same_stratum
        As in :class:`Contrast`; waves count from one fixed base wave.
    permutations, seed
        As in :func:`wijkbeeld.analysis.assignments.permuted`.

    Raises
    ------
    NoEstimateError
        No area starts within the waves, or none can be compared.
    """
    if not panel.groups:
        raise NoEstimateError(NoEstimate.NO_START)
    contrast = Contrast(control, anticipation, same_stratum)
    return effect_beside(panel, contrast, permuted(panel, permutations, seed))


def effect_beside(panel: Panel, contrast: Contrast, placebos: Placebos) -> Effect:
    """Estimate with p values and intervals from given placebo assignments.

    Raises
    ------
    NoEstimateError
        No area has a wave before its start and one from it on, or none can be compared.
    """
    cells = cells_of(panel, contrast.anticipation)
    estimated = did.att_gt(
        panel,
        cells,
        contrast.control,
        placebos.assigned,
        [panel.values, *exposed(panel, contrast.anticipation)],
        same_stratum=contrast.same_stratum,
    )
    happened = by_area.contributions(
        panel,
        contrast.control,
        "universal",
        contrast.anticipation,
        same_stratum=contrast.same_stratum,
    )
    taking_part = (happened.mass > 0).sum(axis=0)
    _, n_treated, n_control = by_area.overall_att(panel, happened)
    counts = Counts(
        n_treated, n_control, taking_part, np.where(taking_part > 0, happened.n_control, 0)
    )
    strata = panel.strata if contrast.same_stratum else np.zeros(len(panel.codes), int)
    spread = spread_of(panel, cells, placebos, strata)
    return effect_of(panel, cells, estimated, placebos, counts, spread)


@dataclass(frozen=True)
class Counts:
    """Areas behind an estimate.

    Attributes
    ----------
    n_treated, n_control
        Renewed areas with a part in it, and different areas they are compared with.
    treated, control
        The same of every cell.
    """

    n_treated: int
    n_control: int
    treated: np.ndarray
    control: np.ndarray


def cells_of(panel: Panel, anticipation: int) -> GroupTimes:
    """Comparisons with one fixed base wave.

    Raises
    ------
    NoEstimateError
        No area has a wave before its start and one from it on.
    """
    cells = group_times(panel, "universal", anticipation)
    if not len(cells.time) or not (cells.time >= cells.group).any():
        raise NoEstimateError(NoEstimate.NO_WAVE_BEFORE)
    return cells


def effect_of(
    panel: Panel,
    cells: GroupTimes,
    estimated: list[did.AttGt],
    placebos: Placebos,
    counts: Counts,
    spread: Spread | None,
) -> Effect:
    """Put ATT(g, t) of all assignments together.

    Parameters
    ----------
    estimated
        Of the outcome, and of the outcomes of :func:`exposed`.
    spread
        Of the overall estimate: used where renewed areas vary more than placebos do.
    """
    values, shift, early = estimated
    whole, moved = aggregate.simple(cells, values), aggregate.simple(cells, shift)
    if np.isnan(whole.overall[0]):
        raise NoEstimateError(NoEstimate.NO_CONTROLS)
    curve = aggregate.dynamic(cells, values)
    moves = aggregate.dynamic(cells, shift).values, aggregate.dynamic(cells, early).values
    exposure = np.where(curve.keys >= 0, moves[0], moves[1])
    estimate = float(whole.overall[0])
    unusual = spread if spread is not None and spread.is_unusual(estimate) else None
    overall = Distribution(whole.overall, moved.overall, placebos.possible, unusual)
    spreads = np.ones(len(whole.overall)) if unusual is None else unusual.without(estimate)
    scale = spreads / spreads[0]
    groups, calendar = _observed_means(panel, cells, values)
    low, high = overall.margin()
    return Effect(
        Estimate(
            estimate,
            low,
            high,
            overall.p,
            counts.n_treated,
            counts.n_control,
            overall.detectable(),
        ),
        _by_event_time(curve, exposure, cells, counts, (placebos.possible, scale)),
        groups,
        calendar,
        placebos.possible,
        placebos.times,
        joint_p(curve.values[:, curve.keys < 0] / scale[:, None], placebos.possible),
        overall,
    )


def with_margin(
    statistics: np.ndarray, exposure: np.ndarray, possible: float, scale: np.ndarray | None = None
) -> tuple[float, float, float, float]:
    """Estimate, interval and p from its distribution over assignments, the observed one first.

    Parameters
    ----------
    scale
        What every estimate is divided by first, the observed one by 1, shape (assignments,).
    """
    by = np.ones(len(statistics)) if scale is None else scale
    low, high = interval(statistics / by, exposure / by, possible=possible)
    return float(statistics[0]), low, high, p_value(statistics / by)


def _by_event_time(
    curve: aggregate.Aggregate,
    exposure: np.ndarray,
    cells: GroupTimes,
    counts: Counts,
    drawn: tuple[float, np.ndarray],
) -> pd.DataFrame:
    """Estimates per number of waves since the start: columns ``DYNAMIC``.

    Parameters
    ----------
    drawn
        Number of different assignments, and what the estimate of each is divided by.
    """
    possible, scale = drawn
    rows = []
    for k, event_time in enumerate(curve.keys):
        here = cells.event_time == event_time
        numbers = with_margin(curve.values[:, k], exposure[:, k], possible, scale)
        rows.append((*numbers, int(counts.treated[here].sum()), int(counts.control[here].max())))
    index = pd.Index(curve.keys.astype(int), name="event_time")
    return pd.DataFrame(rows, columns=DYNAMIC, index=index)


def _observed_means(
    panel: Panel, cells: GroupTimes, estimated: did.AttGt
) -> tuple[pd.Series, pd.Series]:
    """Mean per start wave and per wave, of what happened; index years."""
    observed = did.AttGt(estimated.att[:1], estimated.mass[:1])
    groups = aggregate.by_group(cells, observed, aggregate.sizes(panel))
    calendar = aggregate.by_calendar(cells, observed)
    return (
        pd.Series(groups.values[0], index=[panel.waves[g] for g in groups.keys]),
        pd.Series(calendar.values[0], index=[panel.waves[t] for t in calendar.keys]),
    )
