"""Permutation inference: what would the estimate have been had other areas been renewed?

The interval holds every effect that a test against placebo assignments does not reject (MacKinnon &
Webb, *Randomization inference for difference-in-differences with few treated clusters*, Journal of
Econometrics 218(2), 2020).
"""

from __future__ import annotations

import numpy as np

LEVEL = 0.95
FEWEST_ASSIGNMENTS = 40
"""Fewer possible assignments than this cannot carry a 95% interval."""


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
        Number of assignments there are: with fewer than ``FEWEST_ASSIGNMENTS`` nothing is bounded.

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
