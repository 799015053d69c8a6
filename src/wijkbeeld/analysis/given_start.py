"""Development given the start: beside areas that stood about equally high.

A local straight line through start and change (loess: Cleveland, 1979) says what change belongs to
a start. Each area is left out of its own line, so that it is not compared with itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

FEWEST = 20
"""Areas that a line needs."""
_LEAST_NEAR, _MOST_NEAR = 20, 100
"""A line runs through the nearest half of the areas, but not through fewer or more than these."""
_NOISIEST = 1.0
"""An expected change may not vary more than the change of one area does."""


@dataclass(frozen=True)
class GivenStart:
    """Change less what belongs to the start.

    Attributes
    ----------
    values
        Of all areas; missing where it cannot be said, and for areas outside what is compared.
    within_place
        Whether areas are compared with the rest of their place; else with all areas.
    n
        Areas that are compared with each other.
    """

    values: pd.Series
    within_place: bool
    n: int


def given_start(start: pd.Series, change: pd.Series, place: pd.Index | None = None) -> GivenStart:
    """Change of areas less that of areas that started about equally high.

    Shows who did better or worse than areas that stood equally high: often weak areas rise more
    anyway (regression to the mean), and a plain development map flatters them.

    Parameters
    ----------
    start, change
        Of all areas, on one index.
    place
        Areas to stay within. Where fewer than :data:`FEWEST` of them have both, all areas are
        compared with each other instead. None for all.
    """
    known = start.notna() & change.notna()
    inside = known if place is None else known & known.index.isin(place)
    is_own = place is not None and int(inside.sum()) >= FEWEST
    used = inside if is_own else known
    expected = expected_changes(start[used].to_numpy("float64"), change[used].to_numpy("float64"))
    values = (change[used] - expected).reindex(change.index)
    return GivenStart(values, is_own, int(used.sum()))


def expected_changes(start: np.ndarray, change: np.ndarray) -> np.ndarray:
    """What change belongs to the start of each area, by a local line through the other areas.

    The line runs through the nearest half of the others (:data:`_LEAST_NEAR` to
    :data:`_MOST_NEAR`), with tricube weights by distance: an area at the same distance as the last
    of them weighs nothing, so that the order of the areas does not matter. Where such a line says
    too little, it runs through all others.

    Parameters
    ----------
    start, change
        Shape (areas,), nothing missing.

    Returns
    -------
    ndarray
        Missing with too few areas, and for an area so far from all others that a line to it says
        less than the change of any one area would.
    """
    n = len(start)
    found = np.full(n, np.nan)
    if n < FEWEST:
        return found
    order = np.argsort(start, kind="stable")
    x, y = start[order], change[order]
    near = min(max(n // 2, _LEAST_NEAR), _MOST_NEAR, n - 1)
    every = np.arange(n)
    expected = _read_off(x, y, every, _nearest(x, near))
    for row in every[np.isnan(expected)]:
        expected[row] = _read_off(x, y, every[[row]], every[None, :])[0]
    found[order] = expected
    return found


def _read_off(x: np.ndarray, y: np.ndarray, rows: np.ndarray, window: np.ndarray) -> np.ndarray:
    """What belongs to some of the values, by a line through their window without themselves."""
    distance = np.abs(x[window] - x[rows, None])
    reach = distance.max(axis=1)
    apart = np.divide(
        distance, reach[:, None], out=np.zeros_like(distance), where=reach[:, None] > 0
    )
    weights = (1 - apart**3).clip(0) ** 3
    weights[window == rows[:, None]] = 0.0
    expected = _line(x[window], y[window], weights, x[rows])
    return np.where(reach == 0, _mean_of_equals(x, y)[rows], expected)


def _nearest(x: np.ndarray, near: int) -> np.ndarray:
    """Places of the nearest others of each value and of itself; values are in order."""
    n = len(x)
    first = np.zeros(n, dtype=int)
    for i in range(n):
        at = first[i - 1] if i else 0
        while at + near < n - 1 and x[i] - x[at] > x[at + near + 1] - x[i]:
            at += 1
        first[i] = at
    return first[:, None] + np.arange(near + 1)


def _line(x: np.ndarray, y: np.ndarray, weights: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Weighted straight line per row, read at one value; missing where that says too little."""
    total = weights.sum(axis=1, keepdims=True)
    share = np.divide(weights, total, out=np.full_like(weights, np.nan), where=total > 0)
    centred = x - (share * x).sum(axis=1, keepdims=True)
    spread = (share * centred**2).sum(axis=1)
    from_middle = at - (share * x).sum(axis=1)
    slope = np.divide(from_middle, spread, out=np.zeros_like(spread), where=spread > 0)
    each = share * (1 + slope[:, None] * centred)
    return np.where((each**2).sum(axis=1) <= _NOISIEST, (each * y).sum(axis=1), np.nan)


def _mean_of_equals(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Mean of all others with the very same value."""
    groups = pd.Series(y).groupby(x)
    others = groups.transform("count").to_numpy() - 1
    total = groups.transform("sum").to_numpy() - y
    found: np.ndarray = np.divide(total, others, out=np.full(len(x), np.nan), where=others > 0)
    return found


@dataclass(frozen=True)
class Pattern:
    """Whether areas that began low changed more or less.

    Attributes
    ----------
    correlation, lowest, highest
        Rank correlation (Spearman) of start and change, and its 95% interval.
    low, high
        Mean change of the half that began low, and of the half that began high.
    """

    n: int
    correlation: float
    lowest: float
    highest: float
    low: float
    high: float

    def direction(self, least: float) -> int:
        """1 where low starters changed more, -1 where high starters did, 0 where neither is clear.

        Parameters
        ----------
        least
            Difference between the halves from which there is something to tell.
        """
        apart = self.low - self.high
        if abs(apart) < least or apart * self.correlation >= 0:
            return 0
        return 0 if self.lowest <= 0 <= self.highest else (1 if apart > 0 else -1)


def pattern(start: pd.Series, change: pd.Series) -> Pattern | None:
    """How change goes with the start; None with too few areas or nothing to put in order.

    The interval is Fisher's, with the spread of a rank correlation (Bonett and Wright, 2000).
    """
    known = start.notna() & change.notna()
    start, change = start[known], change[known]
    n = len(start)
    if n < FEWEST or start.nunique() < 2 or change.nunique() < 2:
        return None
    found = float(start.corr(change, method="spearman"))
    spread = 1.96 * np.sqrt((1 + found**2 / 2) / (n - 3))
    centre = np.arctanh(np.clip(found, -0.999999, 0.999999))
    middle = float(start.median())
    low, high = change[start < middle], change[start > middle]
    if low.empty or high.empty:
        low, high = change[start <= start.min()], change[start > start.min()]
    return Pattern(
        n,
        found,
        float(np.tanh(centre - spread)),
        float(np.tanh(centre + spread)),
        float(low.mean()),
        float(high.mean()),
    )
