"""Permutation inference: what would the estimate have been had other areas been renewed?

The interval holds every effect that a test against placebo assignments does not reject (MacKinnon &
Webb, *Randomization inference for difference-in-differences with few treated clusters*, Journal of
Econometrics 218(2), 2020). Where renewed areas are more volatile than the others, estimates are
divided by their own spread first (Chung & Romano, *Exact and asymptotically robust permutation
tests*, Annals of Statistics 41(2), 2013).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

LEVEL = 0.95
FEWEST_ASSIGNMENTS = 20
"""Fewer different assignments than this cannot carry a 95% interval."""
UNUSUAL = 0.25
_STEPS = 50
_FAR = 40.0
"""An end this many spreads away bounds nothing."""


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


def _spare(n: int, level: float) -> int:
    """Assignments, of n, that may stay outside a margin."""
    return int(np.floor((1 - level) * n + 1e-9))


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
        Number of different assignments: with fewer than ``FEWEST_ASSIGNMENTS`` nothing is bounded.

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
    spare = _spare(len(a), level)
    if spare < 1 or possible < FEWEST_ASSIGNMENTS:
        return -np.inf, np.inf
    return float(np.sort(low)[spare - 1]), float(np.sort(high)[::-1][spare - 1])


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


@dataclass(frozen=True)
class Spread:
    """Variance of the estimate of every assignment, as far as its own areas show it.

    Taking an effect d out of the data changes it from v to v - 2 d c + d^2 w.

    Attributes
    ----------
    variance, covariance, exposure
        v, c and w, the observed ones first, shape (assignments,).
    """

    variance: np.ndarray
    covariance: np.ndarray
    exposure: np.ndarray

    @classmethod
    def of_mean(cls, gap: np.ndarray, shift: np.ndarray, weight: np.ndarray) -> Spread:
        """Of weighted means over areas.

        Parameters
        ----------
        gap, shift
            Outcome of every area, and what an effect of one adds to it, shape (assignments, areas).
        weight
            Same shape; 0 where an area is not known.
        """
        total = weight.sum(axis=1, keepdims=True)
        share = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
        count = (weight > 0).sum(axis=1)
        free = count / np.maximum(count - 1, 1)
        y, d = (np.where(weight > 0, x, 0.0) for x in (gap, shift))
        y, d = (
            np.where(weight > 0, x - (share * x).sum(axis=1, keepdims=True), 0.0) for x in (y, d)
        )
        y, d = share * y, share * d
        sums = ((y * y).sum(axis=1), (y * d).sum(axis=1), (d * d).sum(axis=1))
        return cls(*(free * x for x in sums))

    def without(self, effect: float) -> np.ndarray:
        """Standard deviations once an effect is taken out of the data, shape (assignments,)."""
        taken = self.variance - 2 * effect * self.covariance + effect**2 * self.exposure
        return np.asarray(np.sqrt(np.maximum(taken, 1e-18)))

    def plus(self, extra: np.ndarray) -> Spread:
        """With a variance that no effect changes, shape (assignments,)."""
        return Spread(self.variance + extra, self.covariance, self.exposure)

    def is_unusual(self, effect: float) -> bool:
        """Whether the renewed areas vary more than most placebos do, without an effect.

        The limit is low on purpose: with five areas that vary twice as much, asking for more than
        nine in ten left the truth out in 10% of 800 worlds; asking for three in four, in 6%.
        """
        spread = self.without(effect)
        return bool((spread[1:] >= spread[0]).mean() < UNUSUAL)


@dataclass(frozen=True)
class Distribution:
    """An estimate under every placebo assignment.

    Attributes
    ----------
    statistics, exposure
        As in :func:`interval`.
    possible
        Number of different assignments.
    spread
        Of every assignment, where estimates are divided by it first; else None.
    """

    statistics: np.ndarray
    exposure: np.ndarray
    possible: float
    spread: Spread | None = None

    @property
    def p(self) -> float:
        """Two-sided p of no effect."""
        return self._p_of(0.0)

    @property
    def is_bounded(self) -> bool:
        """Whether there are enough different assignments for a margin."""
        return self.possible >= FEWEST_ASSIGNMENTS

    def margin(self, level: float = LEVEL) -> tuple[float, float]:
        """Effects that are not rejected; infinite ends where they are not bounded."""
        if self.spread is None:
            return interval(self.statistics, self.exposure, level, self.possible)
        if np.isnan(self.statistics[0]):
            return float("nan"), float("nan")
        if not self.is_bounded:
            return -np.inf, np.inf
        return self._end(-1, level), self._end(1, level)

    def detectable(self, level: float = LEVEL) -> float:
        """Smallest difference that would fall outside the margin, had there been no effect.

        The effect that was found is taken out of the data first, and one of a size put in: placebos
        that share areas with what was renewed move along.
        """
        if not self.is_bounded or np.isnan(self.statistics[0]):
            return float("nan")
        found = float(self.statistics[0])
        sizes = [self._first_rejected(found, way, level) for way in (-1, 1)]
        return max(sizes) if all(np.isfinite(sizes)) else float("nan")

    def _first_rejected(self, found: float, way: int, level: float) -> float:
        """Smallest effect in one direction after which no effect would be rejected."""

        def kept(size: float) -> bool:
            # Taking the effect out and putting another in is taking their difference out.
            left = np.abs(self._without(found - way * size))
            known = left[~np.isnan(left)]
            return bool((known >= left[0] - 1e-12).sum() >= _spare(len(known), level))

        return _boundary(kept, float(np.nanstd(self.statistics)))

    def _without(self, effect: float) -> np.ndarray:
        """Statistics once an effect is taken out of the data, in spreads where those are used."""
        left = self.statistics - effect * self.exposure
        return left if self.spread is None else np.asarray(left / self.spread.without(effect))

    def _p_of(self, effect: float) -> float:
        return p_value(self._without(effect))

    def _is_kept(self, effect: float, level: float) -> bool:
        left = np.abs(self._without(effect))
        known = left[~np.isnan(left)]
        return bool((known >= left[0] - 1e-12).sum() >= _spare(len(known), level))

    def _end(self, way: int, level: float) -> float:
        """End of the margin on one side."""
        estimate = float(self.statistics[0])
        size = _boundary(
            lambda size: self._is_kept(estimate + way * size, level),
            float(np.nanstd(self.statistics)),
        )
        return estimate + way * size


def _boundary(kept: Callable[[float], bool], step: float) -> float:
    """Size up to which something is kept, from zero on; infinite where it is kept very far out.

    Parameters
    ----------
    step
        Size to begin with: the spread of the estimates.
    """
    low, high = 0.0, step or 1e-9
    while kept(high):
        low, high = high, 2 * high
        if high > _FAR * (step or 1e-9):
            return float("inf")
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if kept(middle) else (low, middle)
    return low
