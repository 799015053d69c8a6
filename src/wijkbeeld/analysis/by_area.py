"""ATT(g, t) of what happened, taken apart by renewed area: counts, a table, leaving one out.

The same numbers as :mod:`wijkbeeld.analysis.did` by another route; a test holds them equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from wijkbeeld.analysis.group_times import (
    BasePeriod,
    Control,
    GroupTimes,
    group_times,
    rounding,
    wave_pairs,
)
from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError
from wijkbeeld.analysis.panel import NEVER, Panel


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
    """Take the comparison apart by renewed area; parameters of ``group_times`` and ``att_gt``."""
    cells = group_times(panel, base_period, anticipation)
    areas = np.flatnonzero(panel.treated)
    gain, mass = np.zeros((2, len(areas), len(cells.time)))
    n_control = np.zeros(len(cells.time), int)
    if not len(cells.time):
        return Contributions(cells, areas, gain, mass, n_control)
    pairs, column = wave_pairs(cells)
    change, weight = _changes(panel, panel.values, pairs)
    strata = (
        np.unique(panel.strata, return_inverse=True)[1]
        if same_stratum
        else np.zeros(len(panel.codes), int)
    )
    sums = _by_start(panel, strata, change, weight)
    others = np.zeros(len(panel.codes), bool)
    tiny = rounding(panel)
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
        after = beside[strata] & (weight[:, at] > 0) & (cells.time[here] >= g)
        others |= (after & _allowed(panel, control, g, latest)).any(axis=1)
        part = weight[mine][:, at] * usable[strata[mine]]
        gain[np.ix_(own, here)] = (
            change[mine][:, at] * usable[strata[mine]] - part * mean[strata[mine]]
        )
        mass[np.ix_(own, here)] = part
        n_control[here] = (against[2] * beside).sum(axis=0)
    return Contributions(cells, areas, gain, mass, n_control, int(others.sum()))


def _allowed(panel: Panel, control: Control, group: int, latest: np.ndarray) -> np.ndarray:
    """Areas that a start group may be compared with in each of its cells, shape (n, cells)."""
    never = (panel.start == NEVER)[:, None]
    if control == "never_treated":
        return np.broadcast_to(never, (len(panel.codes), len(latest)))
    start = panel.start[:, None]
    return np.asarray(never | ((start > latest) & (start < NEVER) & (start != group)))


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


def _changes(panel: Panel, values: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weighted change and weight per area between waves (base, time): shape (n, pairs)."""
    there = ~np.isnan(panel.values)
    both = there[:, pairs[:, 0]] & there[:, pairs[:, 1]]
    weight = both * panel.weights[:, None]
    return np.where(both, values[:, pairs[:, 1]] - values[:, pairs[:, 0]], 0.0) * panel.weights[
        :, None
    ], weight


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
        found.gain.sum(axis=0), mass, out=np.full(len(mass), np.nan), where=mass > rounding(panel)
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


def overall_att(panel: Panel, found: Contributions) -> tuple[float, int, int]:
    """Mean over all waves from the start on, without inference.

    Returns
    -------
    value, n_treated, n_control
        NaN where there is no comparison; renewed areas with a part in any wave from the start on,
        and the different areas they are compared with.
    """
    after = found.after
    total = found.mass[:, after].sum()
    if not total > rounding(panel):
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
        gain.sum() - gain, rest, out=np.full(len(gain), np.nan), where=rest > rounding(panel)
    )
    taking_part = (mass > 0) & (len(mass) > 1)
    return pd.Series(
        values[taking_part], index=[str(c) for c in panel.codes[found.areas[taking_part]]]
    ).dropna()
