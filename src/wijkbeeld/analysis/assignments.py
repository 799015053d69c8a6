"""Placebo assignments: the observed starts of renewal, given to other areas.

With few renewed areas cluster-robust errors and the wild bootstrap are too small (MacKinnon & Webb,
*Randomization inference for difference-in-differences with few treated clusters*, Journal of
Econometrics 218(2), 2020). So an estimate is compared with what it would have been had other areas
been renewed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np

from wijkbeeld.analysis.group_times import Assignments
from wijkbeeld.analysis.panel import Panel

MANY = 10**12


@dataclass(frozen=True)
class Placebos:
    """Assignments of the observed starts to areas.

    Attributes
    ----------
    assigned
        Per start index the positions of areas, shape (times + 1, size); the first row is what
        happened.
    possible
        Number of different assignments there are, at most ``MANY``.
    """

    assigned: Assignments
    possible: float

    @property
    def times(self) -> int:
        """Assignments drawn, without the observed one."""
        return len(next(iter(self.assigned.values()))) - 1


def permuted(panel: Panel, times: int = 999, seed: int = 1) -> Placebos:
    """Assign the observed starts at random to areas of the same stratum, ``times`` times."""
    return Placebos(assign(panel, times, np.random.default_rng(seed)), n_assignments(panel))


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
