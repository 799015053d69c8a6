"""Means of ATT(g, t): Callaway & Sant'Anna (2021), section 3.1; pinned by mpdta of R ``did``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wijkbeeld.analysis.did import AttGt
from wijkbeeld.analysis.group_times import GroupTimes
from wijkbeeld.analysis.panel import Panel


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
