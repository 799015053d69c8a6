"""Limits of classes from values: quantiles, natural breaks, or on both sides of a middle."""

from __future__ import annotations

import warnings
from typing import Literal

import numpy as np

Method = Literal["kwantielen", "natuurlijk"]
QUANTILES: Method = "kwantielen"
NATURAL: Method = "natuurlijk"

SAMPLE = 500
"""Natural breaks compare all pairs of values: they are sought in this many, evenly taken from the
ordered values, the lowest and highest among them."""


ONE_SIDED = 0.95
"""Part of the values on one side of a middle from which the other side has one class."""


def limits_of(values: np.ndarray, k: int, method: Method, decimals: int) -> tuple[float, ...]:
    """Lower limits of all classes but the lowest; a value on a limit is in the higher class.

    Parameters
    ----------
    values
        Any shape; missing values do not take part.
    k
        Number of classes that is asked for.
    decimals
        Limits are rounded to it, so that a legend can write them as they are.

    Returns
    -------
    tuple of float
        Rising, at most ``k - 1``; fewer where values repeat too often to be told apart.

    Notes
    -----
    ``mapclassify`` gives the highest value of each class; the limit is the next value above it.
    """
    known = np.sort(values[~np.isnan(values)], axis=None)
    if not len(known) or known[0] == known[-1]:
        return ()
    tops = np.asarray(_tops(known, k, method), dtype="float64")[:-1]
    above = np.searchsorted(known, tops, side="right")
    found = np.unique(np.round(known[above[above < len(known)]], decimals))
    return tuple(float(v) for v in found[found > known[0]])


def _tops(known: np.ndarray, k: int, method: Method) -> np.ndarray:
    """Highest value of each class, of values in order."""
    import mapclassify  # takes a second to load: only when classes are asked for

    if method == NATURAL:
        at = np.unique(np.linspace(0, len(known) - 1, SAMPLE).round().astype("int64"))
        known = known[at]
    distinct = len(np.unique(known))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about numba, and about values that repeat
        if method == NATURAL:
            return np.asarray(mapclassify.FisherJenks(known, min(k, distinct)).bins)
        return np.asarray(mapclassify.Quantiles(known, k).bins)


def limits_around(
    values: np.ndarray, middle: float, k: int, method: Method, decimals: int
) -> tuple[float, ...]:
    """Limits on both sides of a middle.

    Where values lie on both sides, limits lie equally far on both, and the class in between holds
    the middle. Where nearly all lie on one side, the middle is a limit and that side has the rest.

    Parameters
    ----------
    values, method, decimals
        As in :func:`limits_of`.
    k
        Odd number of classes.

    Returns
    -------
    tuple of float
        Rising.
    """
    apart = values[~np.isnan(values)] - middle
    for side in (1.0, -1.0):
        own = side * apart[side * apart > 0]
        if len(own) and len(own) >= ONE_SIDED * np.count_nonzero(apart):
            steps = (0.0, *limits_of(own, k - 1, method, decimals))
            return tuple(sorted({round(middle + side * v, decimals) for v in steps}))
    distances = limits_of(np.abs(apart), (k + 1) // 2, method, decimals)
    return tuple(
        round(middle + d, decimals) for d in (*(-v for v in reversed(distances)), *distances)
    )


def numbered(values: np.ndarray, limits: tuple[float, ...]) -> np.ndarray:
    """Class number of every value: one more than the number of limits that it reaches.

    Returns
    -------
    ndarray of uint8, same shape
        0 where the value is missing.
    """
    found = np.searchsorted(np.asarray(limits, dtype="float64"), values, side="right") + 1
    return np.where(np.isnan(values), 0, found).astype("uint8")


def places(limits: tuple[float, ...], middle: float | None) -> tuple[float, ...]:
    """Place of each class on a scale of colours, 0 to 1; one half is the middle.

    Without a middle classes are spread from end to end. With one, those on either side are at
    equal steps from it, so that a side with fewer classes does not reach its end.
    """
    count = len(limits) + 1
    if middle is None:
        return tuple(float(v) for v in np.linspace(0, 1, count)) if count > 1 else (1.0,)
    below = sum(1 for v in limits if v <= middle)
    has_middle_class = middle not in limits
    steps = range(-below, count - below) if has_middle_class else _without_zero(below, count)
    most = max(abs(n) for n in steps) or 1
    return tuple(0.5 + n / most / 2 for n in steps)


def _without_zero(below: int, count: int) -> list[int]:
    """Steps of classes from a middle that is a limit: none is in the middle itself."""
    return [*range(-below, 0), *range(1, count - below + 1)]
