"""Which comparisons (group, time) the waves allow, and which areas are treated in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from wijkbeeld.analysis.panel import Panel

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


def wave_pairs(cells: GroupTimes) -> tuple[np.ndarray, np.ndarray]:
    """Different pairs of waves (base, time) of the cells, and which pair each cell has."""
    pairs, column = np.unique(np.c_[cells.base, cells.time], axis=0, return_inverse=True)
    return pairs, column.ravel()


def rounding(panel: Panel) -> float:
    """Masses up to this are rounding."""
    return 1e-9 * max(float(panel.weights.sum()), 1e-300)
