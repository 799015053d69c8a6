"""Group-time average treatment effects of Callaway & Sant'Anna (2021), outcome regression without covariates.

ATT(g, t) = mean change from the base wave to t of areas that start in wave g, minus the mean change
of the comparison areas. It measures an effect only if both would have changed alike without renewal
(parallel trends), which data cannot prove.

Source: B. Callaway & P.H.C. Sant'Anna, *Difference-in-differences with multiple time periods*,
Journal of Econometrics 225(2), 2021, equations 2.7, 2.8 and section 3.1. Pinned by the published mpdta
estimates of the R package ``did`` and by ``diff-diff`` on generated panels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from wijkbeeld.analysis.panel import Panel

Control = Literal["nooit", "nog niet"]
Base = Literal["vast", "wisselend"]
Cohorts = dict[int, np.ndarray]
"""Per start index the positions of its areas, shape (assignments, size)."""
_AT_ONCE = 8_000_000
"""Numbers gathered in one step: keeps memory below some 100 MB."""


@dataclass(frozen=True)
class Cells:
    """Which comparisons (g, t) there are, and from which wave each is counted; arrays of one length."""

    group: np.ndarray
    time: np.ndarray
    base: np.ndarray

    @property
    def since(self) -> np.ndarray:
        """Waves since the start (event time)."""
        return np.asarray(self.time - self.group)


def plan(panel: Panel, base: Base = "vast", lag: int = 0) -> Cells:
    """Comparisons that the waves allow.

    Parameters
    ----------
    base
        ``vast``: every wave against the last wave before the start (universal base).
        ``wisselend``: waves before the start against the wave before them (varying base, the
        default of R ``did``).
    lag
        Count from so many waves before the last one before the start.
    """
    rows = []
    for g in panel.groups:
        fixed = g - 1 - lag
        for t in range(len(panel.waves)):
            b = fixed if base == "vast" or t >= g else t - 1
            if b >= 0 and b != t:
                rows.append((g, t, b))
    found = np.array(rows, dtype=int).reshape(-1, 3)
    return Cells(found[:, 0], found[:, 1], found[:, 2])


def cohorts(panel: Panel) -> Cohorts:
    """Areas by start index as they are: one assignment."""
    return {g: np.flatnonzero(panel.start == g)[None, :] for g in panel.groups}


@dataclass(frozen=True)
class Contrasts:
    """ATT(g, t) of every assignment and cell.

    Attributes
    ----------
    att
        Shape (assignments, cells), in points; NaN where either side is empty.
    mass
        Weight of the treated areas behind it, same shape.
    n_treated, n_control
        Areas behind it in the first assignment, shape (cells,).
    """

    att: np.ndarray
    mass: np.ndarray
    n_treated: np.ndarray
    n_control: np.ndarray


def contrasts(
    panel: Panel, cells: Cells, control: Control, assigned: Cohorts, values: np.ndarray | None = None,
    *, within: bool = False,
) -> Contrasts:  # fmt: skip
    """Compute ATT(g, t) for one or many assignments of the same start indices to areas.

    Parameters
    ----------
    control
        ``nooit``: areas never renewed. ``nog niet``: also areas renewed later than both waves.
    assigned
        As :func:`cohorts`; all entries with the same number of assignments, and every column in one
        stratum when ``within``.
    values
        Other outcome on the same areas and waves, shape (n, T); where ``panel.values`` is missing
        it does not count.
    within
        Compare every renewed area with the others in its own stratum (gemeente). Renewed areas in a
        stratum without comparison areas take no part.
    """
    pairs, column = np.unique(np.c_[cells.base, cells.time], axis=0, return_inverse=True)
    change, weight = _changes(panel, panel.values if values is None else values, pairs)
    column = column.ravel()
    strata = panel.strata if within else np.zeros(len(panel.codes), int)
    places = {g: strata[index[0]] for g, index in assigned.items()}
    shape = (len(next(iter(assigned.values()))), len(column))
    total, mass = np.zeros(shape), np.zeros(shape)
    n_treated, n_control = np.zeros(len(column), int), np.zeros(len(column), int)
    tiny = 1e-9 * max(float(panel.weights.sum()), 1e-300)
    for stratum in np.unique(strata[panel.treated]):
        inside = strata == stratum
        mine = {g: index[:, places[g] == stratum] for g, index in assigned.items() if (places[g] == stratum).any()}
        sums = {g: (_gather(change, index), _gather(weight, index)) for g, index in mine.items()}
        never = [x[inside].sum(axis=0) - sum(s[k] for s in sums.values()) for k, x in enumerate((change, weight))]
        for g, own in sums.items():
            here = np.flatnonzero(cells.group == g)
            latest = np.maximum(cells.time[here], cells.base[here])
            against = [n[:, column[here]].copy() for n in never]
            for h, other in sums.items():
                if control == "nog niet" and h != g:
                    for k in (0, 1):
                        against[k] += other[k][:, column[here]] * (h > latest)
            gained, part = own[0][:, column[here]], own[1][:, column[here]]
            usable = (part > tiny) & (against[1] > tiny)
            mean = np.divide(against[0], against[1], out=np.zeros_like(gained), where=usable)
            total[:, here] += np.where(usable, gained - part * mean, 0.0)
            mass[:, here] += np.where(usable, part, 0.0)
            known = weight[:, column[here]] > 0
            never_here = inside & ~np.isin(np.arange(len(inside)), np.concatenate([i[0] for i in mine.values()]))
            later = sum(known[mine[h][0]].sum(axis=0) * (h > latest) for h in mine if control == "nog niet" and h != g)
            n_treated[here] += np.where(usable[0], known[mine[g][0]].sum(axis=0), 0)
            n_control[here] += np.where(usable[0], known[never_here].sum(axis=0) + later, 0)
    att = np.divide(total, mass, out=np.full(shape, np.nan), where=mass > tiny)
    return Contrasts(att, mass, n_treated, n_control)


def _changes(panel: Panel, values: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weighted change and weight of every area between pairs of waves (base, time): shape (n, pairs)."""
    there = ~np.isnan(panel.values)
    both = there[:, pairs[:, 0]] & there[:, pairs[:, 1]]
    weight = both * panel.weights[:, None]
    return np.where(both, values[:, pairs[:, 1]] - values[:, pairs[:, 0]], 0.0) * panel.weights[:, None], weight


def _gather(numbers: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Sum rows of ``numbers`` (n, P) over the areas of each assignment: shape (assignments, P)."""
    step = max(1, _AT_ONCE // max(1, index.shape[1] * numbers.shape[1]))
    parts = [numbers[index[k : k + step]].sum(axis=1) for k in range(0, len(index), step)]
    return np.concatenate(parts)


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


def simple(cells: Cells, found: Contrasts) -> Aggregate:
    """Mean over all waves from the start on, weighted by the treated areas in each."""
    value = _mean(found.att, found.mass, cells.time >= cells.group)
    return Aggregate(np.array([0]), value[:, None], value)


def dynamic(cells: Cells, found: Contrasts) -> Aggregate:
    """Mean per number of waves since the start; overall is the plain mean from the start on."""
    keys, values = _by(cells.since, found, np.ones(len(cells.time), bool))
    return Aggregate(keys, values, _plain(values[:, keys >= 0]))


def by_group(cells: Cells, found: Contrasts, sizes: dict[int, float]) -> Aggregate:
    """Mean per start index over its waves; overall is weighted by the size of the groups."""
    keys = np.unique(cells.group)
    values = np.stack([_plain(found.att[:, (cells.group == g) & (cells.time >= g)]) for g in keys], axis=1)
    weight = np.broadcast_to([sizes[int(g)] for g in keys], values.shape)
    return Aggregate(keys, values, _mean(values, weight, np.ones(len(keys), bool)))


def by_calendar(cells: Cells, found: Contrasts) -> Aggregate:
    """Mean per wave over the groups that have started; overall is the plain mean over waves."""
    keys, values = _by(cells.time, found, cells.time >= cells.group)
    return Aggregate(keys, values, _plain(values))


def sizes(panel: Panel) -> dict[int, float]:
    """Mass of each start group."""
    return {g: float(panel.weights[panel.start == g].sum()) for g in panel.groups}


def _by(label: np.ndarray, found: Contrasts, use: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    keys = np.unique(label[use])
    return keys, np.stack([_mean(found.att, found.mass, use & (label == k)) for k in keys], axis=1)


def _mean(values: np.ndarray, weight: np.ndarray, use: np.ndarray) -> np.ndarray:
    """Weighted mean over some columns; missing values do not take part."""
    part = values[:, use]
    known = ~np.isnan(part)
    mass = np.where(known, weight[:, use], 0.0)
    total = mass.sum(axis=1)
    summed = (np.where(known, part, 0.0) * mass).sum(axis=1)
    return np.asarray(np.divide(summed, total, out=np.full(len(part), np.nan), where=total > 0))


def _plain(values: np.ndarray) -> np.ndarray:
    return _mean(values, np.ones_like(values), np.ones(values.shape[1], bool))


def att_gt(panel: Panel, control: Control = "nooit", base: Base = "wisselend", lag: int = 0) -> pd.DataFrame:
    """ATT(g, t) as a table.

    Returns
    -------
    DataFrame
        Columns ``group, time`` (wave indices), ``since``, ``base``, ``att`` (points), ``n_treated``,
        ``n_control``, ``mass``. Empty when no area starts after the first wave.

    Raises
    ------
    ValueError
        There is no renewed area in the panel.
    """
    if not panel.groups:
        raise ValueError("no area starts within the waves")
    cells = plan(panel, base, lag)
    found = contrasts(panel, cells, control, cohorts(panel))
    return pd.DataFrame(
        {"group": cells.group, "time": cells.time, "since": cells.since, "base": cells.base, "att": found.att[0],
         "n_treated": found.n_treated, "n_control": found.n_control, "mass": found.mass[0]}
    )  # fmt: skip


def estimate(panel: Panel, control: Control = "nooit", lag: int = 0, *, within: bool = False) -> tuple[float, int, int]:
    """Mean over all waves from the start on, without inference.

    Returns
    -------
    value, n_treated, n_control
        NaN where there is no comparison; most areas in any wave.
    """
    cells = plan(panel, "vast", lag)
    if not len(cells.time):
        return float("nan"), 0, 0
    found = contrasts(panel, cells, control, cohorts(panel), within=within)
    after = cells.time >= cells.group
    treated = sum(int(found.n_treated[after & (cells.group == g)].max(initial=0)) for g in panel.groups)
    return float(simple(cells, found).overall[0]), treated, int(found.n_control[after].max(initial=0))
