"""Group-time average treatment effects of Callaway & Sant'Anna (2021), outcome regression without
covariates.

ATT(g, t) = mean change from the base wave to t of areas that start in wave g, minus the mean change
of the comparison areas. It measures an effect only if both would have changed alike without renewal
(parallel trends), which data cannot prove.

Source: B. Callaway & P.H.C. Sant'Anna, *Difference-in-differences with multiple time periods*,
Journal of Econometrics 225(2), 2021, equations 2.7, 2.8 and section 3.1. Pinned by the published
mpdta estimates of the R package ``did`` and by ``diff-diff`` on generated panels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.weighted_changes import Changes

Control = Literal["never_treated", "not_yet_treated"]
BasePeriod = Literal["universal", "varying"]
Assignments = dict[int, np.ndarray]
"""Per start index the positions of its areas, shape (assignments, size)."""


@dataclass(frozen=True)
class GroupTimes:
    """Which comparisons (g, t) there are, and their base waves; arrays of one length."""

    group: np.ndarray
    time: np.ndarray
    base: np.ndarray

    @property
    def event_time(self) -> np.ndarray:
        """Waves since the start (event time)."""
        return np.asarray(self.time - self.group)


def group_times(
    panel: Panel, base_period: BasePeriod = "universal", anticipation: int = 0
) -> GroupTimes:
    """Comparisons that the waves allow.

    Parameters
    ----------
    base_period
        ``universal``: every wave against the last wave before the start.
        ``varying``: waves before the start against the wave before them (the
        default of R ``did``).
    anticipation
        Count from so many waves before the last one before the start.
    """
    rows = []
    for g in panel.groups:
        fixed = g - 1 - anticipation
        for t in range(len(panel.waves)):
            b = fixed if base_period == "universal" or t >= g else t - 1
            if b >= 0 and b != t:
                rows.append((g, t, b))
    table = np.array(rows, dtype=int).reshape(-1, 3)
    return GroupTimes(table[:, 0], table[:, 1], table[:, 2])


def observed_assignment(panel: Panel) -> Assignments:
    """Areas by start index as they are: one assignment."""
    return {g: np.flatnonzero(panel.start == g)[None, :] for g in panel.groups}


@dataclass(frozen=True)
class AttGt:
    """ATT(g, t) of every assignment and cell.

    Attributes
    ----------
    att
        Shape (assignments, cells), in points; NaN where either side is empty.
    mass
        Weight of the treated areas behind it, same shape.
    """

    att: np.ndarray
    mass: np.ndarray


def att_gt(
    panel: Panel,
    cells: GroupTimes,
    control: Control,
    assigned: Assignments,
    outcomes: list[np.ndarray] | None = None,
    *,
    same_stratum: bool = False,
) -> list[AttGt]:
    """Compute ATT(g, t) for one or many assignments of the same start indices to areas.

    Parameters
    ----------
    control
        ``never_treated``: areas never renewed. ``not_yet_treated``: also areas renewed later than
        both waves.
    assigned
        As :func:`observed_assignment`; all entries with the same number of assignments, and
        every column in one stratum when ``same_stratum``.
    outcomes
        Outcomes on the same areas and waves, each shape (n, T); where ``panel.values`` is missing
        they do not count. None: the outcome of the panel.
    same_stratum
        Compare every renewed area with the others in its own stratum (gemeente). Renewed areas in a
        stratum without comparison areas take no part.

    Returns
    -------
    list of Contrasts
        One per outcome.
    """
    used = [panel.values] if outcomes is None else outcomes
    pairs, column = _pairs(cells)
    changes, kinds = Changes(panel, used, pairs), len(used)
    strata = panel.strata if same_stratum else np.zeros(len(panel.codes), int)
    places = {g: strata[index[0]] for g, index in assigned.items()}
    rows = len(next(iter(assigned.values())))
    total, mass = np.zeros((rows, kinds, len(column))), np.zeros((rows, len(column)))
    tiny = _tiny(panel)
    for stratum in np.unique(strata[panel.treated]):
        inside = strata == stratum
        mine = {
            g: index[:, places[g] == stratum]
            for g, index in assigned.items()
            if (places[g] == stratum).any()
        }
        sums, parts = {}, {}
        for g, index in mine.items():
            sums[g], parts[g] = changes.over(index)
        everyone, everyone_mass = changes.within(inside)
        untreated, untreated_mass = (
            everyone - sum(sums.values()),
            everyone_mass - sum(parts.values()),
        )
        for g in mine:
            here = np.flatnonzero(cells.group == g)
            at = column[here]
            against, against_mass = untreated[:, :, at], untreated_mass[:, at]
            if control == "not_yet_treated":
                latest = np.maximum(cells.time[here], cells.base[here])
                for h in mine:
                    if h != g and (h > latest).any():
                        against = against + sums[h][:, :, at] * (h > latest)
                        against_mass = against_mass + parts[h][:, at] * (h > latest)
            part = parts[g][:, at]
            usable = (part > tiny) & (against_mass > tiny)
            share = np.divide(part, against_mass, out=np.zeros_like(part), where=usable)
            total[:, :, here] += (sums[g][:, :, at] - against * share[:, None, :]) * usable[
                :, None, :
            ]
            mass[:, here] += part * usable
    known = mass > tiny
    return [
        AttGt(np.divide(total[:, k], mass, out=np.full(mass.shape, np.nan), where=known), mass)
        for k in range(kinds)
    ]


def _pairs(cells: GroupTimes) -> tuple[np.ndarray, np.ndarray]:
    """Different pairs of waves (base, time) of the cells, and which pair each cell has."""
    pairs, column = np.unique(np.c_[cells.base, cells.time], axis=0, return_inverse=True)
    return pairs, column.ravel()


def _tiny(panel: Panel) -> float:
    """Masses up to this are rounding."""
    return 1e-9 * max(float(panel.weights.sum()), 1e-300)


def _changes(panel: Panel, values: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weighted change and weight of every area between pairs of waves (base, time): shape (n,
    pairs).
    """
    there = ~np.isnan(panel.values)
    both = there[:, pairs[:, 0]] & there[:, pairs[:, 1]]
    weight = both * panel.weights[:, None]
    return np.where(both, values[:, pairs[:, 1]] - values[:, pairs[:, 0]], 0.0) * panel.weights[
        :, None
    ], weight


@dataclass(frozen=True)
class Aggregate:
    """Weighted means of ATT(g, t).

    Attributes
    ----------
    keys
        Event time, start index or wave index; a single 0 for the simple mean.
    values
        Shape (assignments, keys), in points.
    overall
        Shape (assignments,).
    """

    keys: np.ndarray
    values: np.ndarray
    overall: np.ndarray


def simple(cells: GroupTimes, found: AttGt) -> Aggregate:
    """Mean over all waves from the start on, weighted by the treated areas in each."""
    value = _means(found.att, found.mass, (cells.time >= cells.group)[:, None])
    return Aggregate(np.array([0]), value, value[:, 0])


def dynamic(cells: GroupTimes, found: AttGt) -> Aggregate:
    """Mean per number of waves since the start; overall is the plain mean from the start on."""
    keys, values = _by(cells.event_time, found, np.ones(len(cells.time), bool))
    return Aggregate(keys, values, _unweighted_mean(values[:, keys >= 0]))


def by_group(cells: GroupTimes, found: AttGt, sizes: dict[int, float]) -> Aggregate:
    """Mean per start index over its waves; overall is weighted by the size of the groups."""
    keys = np.unique(cells.group)
    values = np.stack(
        [_unweighted_mean(found.att[:, (cells.group == g) & (cells.time >= g)]) for g in keys],
        axis=1,
    )
    weight = np.broadcast_to([sizes[int(g)] for g in keys], values.shape)
    return Aggregate(keys, values, _means(values, weight, np.ones((len(keys), 1)))[:, 0])


def by_calendar(cells: GroupTimes, found: AttGt) -> Aggregate:
    """Mean per wave over the groups that have started; overall is the plain mean over waves."""
    keys, values = _by(cells.time, found, cells.time >= cells.group)
    return Aggregate(keys, values, _unweighted_mean(values))


def sizes(panel: Panel) -> dict[int, float]:
    """Mass of each start group."""
    return {g: float(panel.weights[panel.start == g].sum()) for g in panel.groups}


def _by(label: np.ndarray, found: AttGt, use: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    keys = np.unique(label[use])
    return keys, _means(found.att, found.mass, use[:, None] & (label[:, None] == keys))


def _means(values: np.ndarray, weight: np.ndarray, member: np.ndarray) -> np.ndarray:
    """Weighted means over sets of columns, shape (rows, sets); missing values do not take part.

    ``member`` tells which columns belong to which set, shape (columns, sets).
    """
    known = ~np.isnan(values)
    mass = np.where(known, weight, 0.0)
    sets = member.astype("float64")
    total = mass @ sets
    summed = np.where(known, values, 0.0) * mass @ sets
    return np.asarray(np.divide(summed, total, out=np.full(total.shape, np.nan), where=total > 0))


def _unweighted_mean(values: np.ndarray) -> np.ndarray:
    return np.asarray(_means(values, np.ones_like(values), np.ones((values.shape[1], 1)))[:, 0])


@dataclass(frozen=True)
class Contributions:
    """What every renewed area adds to every comparison as it happened (one assignment).

    Attributes
    ----------
    cells
        The comparisons.
    areas
        Positions of the renewed areas, shape (m,).
    gain, mass
        Weighted change minus that of the comparison, and its weight, shape (m, cells); 0 where the
        area has no part in the cell. ATT(g, t) is the sum of ``gain`` over that of ``mass``.
    n_control
        Comparison areas of each cell, shape (cells,): those in the strata of its renewed areas.
    n_others
        Different comparison areas used in any wave from the start on.
    """

    cells: GroupTimes
    areas: np.ndarray
    gain: np.ndarray
    mass: np.ndarray
    n_control: np.ndarray
    n_others: int = 0

    @property
    def after(self) -> np.ndarray:
        """Cells from the start on."""
        return np.asarray(self.cells.time >= self.cells.group)


def contributions(
    panel: Panel,
    control: Control = "never_treated",
    base_period: BasePeriod = "universal",
    anticipation: int = 0,
    *,
    same_stratum: bool = False,
) -> Contributions:
    """Take the comparison apart by renewed area; parameters as in :func:`group_times` and
    :func:`att_gt`.
    """
    cells = group_times(panel, base_period, anticipation)
    areas = np.flatnonzero(panel.treated)
    gain, mass = np.zeros((2, len(areas), len(cells.time)))
    n_control = np.zeros(len(cells.time), int)
    if not len(cells.time):
        return Contributions(cells, areas, gain, mass, n_control)
    pairs, column = _pairs(cells)
    change, weight = _changes(panel, panel.values, pairs)
    strata = (
        np.unique(panel.strata, return_inverse=True)[1]
        if same_stratum
        else np.zeros(len(panel.codes), int)
    )
    sums = _by_start(panel, strata, change, weight)
    others = np.zeros(len(panel.codes), bool)
    tiny = _tiny(panel)
    for g in panel.groups:
        here = np.flatnonzero(cells.group == g)
        at = column[here]
        latest = np.maximum(cells.time[here], cells.base[here])
        against = sums[NEVER][:, :, at]
        if control == "not_yet_treated":
            against = against + sum(
                sums[h][:, :, at] * (h > latest) for h in panel.groups if h != g
            )
        usable = against[1] > tiny
        mean = np.divide(against[0], against[1], out=np.zeros_like(against[0]), where=usable)
        own = np.flatnonzero(panel.start[areas] == g)
        mine = areas[own]
        beside = usable & np.isin(np.arange(len(usable)), strata[mine])[:, None]
        others |= _used(
            panel, control, g, weight[:, at], beside[strata], latest, cells.time[here] >= g
        )
        part = weight[mine][:, at] * usable[strata[mine]]
        gain[np.ix_(own, here)] = (
            change[mine][:, at] * usable[strata[mine]] - part * mean[strata[mine]]
        )
        mass[np.ix_(own, here)] = part
        n_control[here] = (against[2] * beside).sum(axis=0)
    return Contributions(cells, areas, gain, mass, n_control, int(others.sum()))


def _used(
    panel: Panel,
    control: Control,
    group: int,
    weight: np.ndarray,
    beside: np.ndarray,
    latest: np.ndarray,
    after: np.ndarray,
) -> np.ndarray:
    """Areas that a start group is compared with in a wave from its start on; arrays are of its
    cells.
    """
    waiting = (
        (panel.start[:, None] > latest)
        & (panel.start[:, None] < NEVER)
        & (panel.start[:, None] != group)
    )
    allowed = (panel.start == NEVER)[:, None] | (waiting if control == "not_yet_treated" else False)
    return np.asarray((allowed & beside & (weight > 0) & after).any(axis=1))


def _by_start(
    panel: Panel, strata: np.ndarray, change: np.ndarray, weight: np.ndarray
) -> dict[int, np.ndarray]:
    """Per start index sums of change and weight, and number of areas: shape (3, strata, pairs)."""
    starts = [*panel.groups, NEVER]
    many = len(starts)
    cell = strata * many + np.searchsorted(starts, np.minimum(panel.start, NEVER))
    own = np.flatnonzero(panel.start <= NEVER)
    member = csr_array(
        (np.ones(len(own)), (cell[own], own)), shape=((strata.max() + 1) * many, len(strata))
    )
    summed = np.stack(
        [member @ numbers for numbers in (change, weight, (weight > 0).astype("float64"))]
    )
    return {g: summed[:, k::many] for k, g in enumerate(starts)}


def att_gt_table(panel: Panel, found: Contributions | None = None) -> pd.DataFrame:
    """ATT(g, t) as a table.

    Parameters
    ----------
    found
        The comparison to lay out; None: with never renewed areas, before the start from wave to
        wave (the defaults of R ``did``).

    Returns
    -------
    DataFrame
        Columns ``group, time`` (wave indices), ``event_time``, ``base``, ``att`` (points),
        ``n_treated``, ``n_control``, ``mass``. Empty when no area starts after the first wave.

    Raises
    ------
    NoEstimateError
        There is no renewed area in the panel.
    """
    if not panel.groups:
        raise NoEstimateError(NoEstimate.NO_START)
    found = contributions(panel, "never_treated", "varying") if found is None else found
    mass = found.mass.sum(axis=0)
    att = np.divide(
        found.gain.sum(axis=0), mass, out=np.full(len(mass), np.nan), where=mass > _tiny(panel)
    )
    cells, n_treated = found.cells, (found.mass > 0).sum(axis=0)
    return pd.DataFrame(
        {
            "group": cells.group,
            "time": cells.time,
            "event_time": cells.event_time,
            "base": cells.base,
            "att": att,
            "n_treated": n_treated,
            "n_control": np.where(n_treated > 0, found.n_control, 0),
            "mass": mass,
        }
    )


def estimate(panel: Panel, found: Contributions) -> tuple[float, int, int]:
    """Mean over all waves from the start on, without inference.

    Returns
    -------
    value, n_treated, n_control
        NaN where there is no comparison; renewed areas with a part in any wave from the start on,
        and the different areas they are compared with.
    """
    after = found.after
    total = found.mass[:, after].sum()
    if not total > _tiny(panel):
        return float("nan"), 0, 0
    treated = int((found.mass[:, after] > 0).any(axis=1).sum())
    return float(found.gain[:, after].sum() / total), treated, found.n_others


def leave_one_out(
    panel: Panel,
    control: Control = "never_treated",
    anticipation: int = 0,
    *,
    same_stratum: bool = False,
) -> pd.Series:
    """The estimate with each renewed area left out in turn: index area code, values points.

    An area that is left out as renewed stays what it was for others (a comparison as long as it is
    not yet renewed). Empty with fewer than two renewed areas.
    """
    found = contributions(panel, control, "universal", anticipation, same_stratum=same_stratum)
    gain, mass = (x[:, found.after].sum(axis=1) for x in (found.gain, found.mass))
    rest = mass.sum() - mass
    values = np.divide(
        gain.sum() - gain, rest, out=np.full(len(gain), np.nan), where=rest > _tiny(panel)
    )
    taking_part = (mass > 0) & (len(mass) > 1)
    return pd.Series(
        values[taking_part], index=[str(c) for c in panel.codes[found.areas[taking_part]]]
    ).dropna()
