"""What residents say in surveys: margins, change with its margin, and set beside statistics.

Margins are of 95%. A share with respondents has Wilson's interval (Wilson, 1927); the change of two
shares that of Newcombe (1998, method 10), which for symmetric margins is the root of their squares
summed, so one formula serves both. Samples of two waves count as drawn apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

LEVEL = 0.95
_Z = float(stats.norm.ppf(0.5 + LEVEL / 2))
FEWEST_AREAS = 3
"""Areas on both sides from which the difference of two means gets a margin."""

Judged = Literal["up", "down", "unclear"]
JUDGED: tuple[Judged, ...] = ("up", "unclear", "down")


@dataclass(frozen=True)
class Sure:
    """Values with their interval; ``low`` and ``high`` are missing where no margin is known."""

    value: pd.Series
    low: pd.Series
    high: pd.Series

    def of(self, areas: pd.Index) -> Sure:
        """The same of some areas."""
        return Sure(*(s.reindex(areas) for s in (self.value, self.low, self.high)))


@dataclass(frozen=True)
class Difference:
    """Difference of two means, ``first`` minus ``second``.

    Attributes
    ----------
    low, high
        Margin by Welch's t; missing with fewer than :data:`FEWEST_AREAS` areas on a side.
    """

    value: float
    low: float
    high: float
    first: float
    second: float
    n_first: int
    n_second: int

    @property
    def has_margin(self) -> bool:
        """Whether enough areas stand on both sides."""
        return bool(np.isfinite(self.low))

    @property
    def is_clear(self) -> bool:
        """Whether the margin leaves zero out."""
        return self.has_margin and not self.low <= 0 <= self.high


def wilson(percent: pd.Series, n: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Interval of a share that respondents gave.

    Parameters
    ----------
    percent
        0..100; outside that, and without respondents, the interval is missing.
    """
    share = (percent / 100).where(percent.between(0, 100))
    count = n.where(n > 0).astype("float64")
    scale = 1 + _Z**2 / count
    middle = (share + _Z**2 / (2 * count)) / scale
    half = _Z * np.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2)) / scale
    return 100 * (middle - half).clip(lower=0), 100 * (middle + half).clip(upper=1)


def sure(value: pd.Series, n: pd.Series, margin: pd.Series, *, is_share: bool) -> Sure:
    """Values of a survey with the margin of the file, else of the share; else none.

    A mark on a scale has no margin without its spread: respondents alone do not give one.

    Parameters
    ----------
    value, n, margin
        On one index; ``margin`` is half the width of the interval of 95%.
    """
    half = margin.where(margin >= 0)
    low, high = value - half, value + half
    if is_share:
        below, above = wilson(value, n)
        low, high = low.fillna(below).clip(lower=0), high.fillna(above).clip(upper=100)
    return Sure(value, low, high)


def change(first: Sure, last: Sure) -> Sure:
    """Change between two waves with its interval."""
    value = last.value - first.value
    below = np.hypot(last.value - last.low, first.high - first.value)
    above = np.hypot(last.high - last.value, first.value - first.low)
    return Sure(value, value - below, value + above)


def judged(found: Sure, *, higher_is_better: bool = True) -> pd.Series:
    """What the interval of a change says: ``up``, ``down`` or ``unclear``; missing without value.

    Without a margin nothing is clear.
    """
    sign = 1 if higher_is_better else -1
    low = np.minimum(sign * found.low, sign * found.high)
    high = np.maximum(sign * found.low, sign * found.high)
    return _labelled(found.value, low > 0, high < 0)


def judged_by_limit(
    value: pd.Series, limits: tuple[float, float], *, higher_is_better: bool = True
) -> pd.Series:
    """The same for a statistic without a margin: clear at or beyond limits around zero."""
    low, high = limits if higher_is_better else (-limits[1], -limits[0])
    own = value if higher_is_better else -value
    return _labelled(value, own >= high, own < low)


def _labelled(value: pd.Series, up: pd.Series, down: pd.Series) -> pd.Series:
    words = np.select([up.to_numpy(), down.to_numpy()], ["up", "down"], "unclear")
    return pd.Series(words, value.index, dtype="object").where(value.notna(), None)


def agreement(paper: pd.Series, felt: pd.Series, is_renewed: pd.Series) -> pd.DataFrame:
    """Count areas by what statistics and residents say, renewed and not.

    Returns
    -------
    DataFrame
        A row for each of the nine pairs, index ``paper, felt``; columns ``renewed, others``.
    """
    index = pd.MultiIndex.from_product([JUDGED, JUDGED], names=["paper", "felt"])
    both = pd.DataFrame({"paper": paper, "felt": felt}).dropna()
    mine = is_renewed.reindex(both.index).astype(bool)

    def counts(of: pd.DataFrame) -> pd.Series:
        return of.groupby(["paper", "felt"]).size().reindex(index, fill_value=0)

    return pd.DataFrame({"renewed": counts(both[mine]), "others": counts(both[~mine])})


def difference(first: pd.Series, second: pd.Series) -> Difference | None:
    """Difference of two unweighted means over areas, with Welch's margin; None without areas.

    The spread over areas holds both how areas differ and the chance of each sample. Areas count as
    apart from each other, so where neighbours move together the true margin is wider.
    """
    one, two = first.dropna(), second.dropna()
    if one.empty or two.empty:
        return None
    value = float(one.mean() - two.mean())
    low = high = float("nan")
    if min(len(one), len(two)) >= FEWEST_AREAS:
        part, rest = float(one.var()) / len(one), float(two.var()) / len(two)
        half = 0.0
        if part + rest > 0:
            freedom = (part + rest) ** 2 / (part**2 / (len(one) - 1) + rest**2 / (len(two) - 1))
            half = float(stats.t.ppf(0.5 + LEVEL / 2, freedom)) * float(np.sqrt(part + rest))
        low, high = value - half, value + half
    return Difference(value, low, high, float(one.mean()), float(two.mean()), len(one), len(two))


def mean_margins(table: pd.DataFrame) -> pd.DataFrame:
    """Mean per year over areas with half its interval of 95%.

    Returns
    -------
    DataFrame
        Index years with a value; columns ``mean, half, n``; ``half`` is missing with few areas.
    """
    n = table.notna().sum()
    enough = n.where(n >= FEWEST_AREAS)
    factor = pd.Series(stats.t.ppf(0.5 + LEVEL / 2, enough - 1), n.index)
    half = factor * table.std() / np.sqrt(enough)
    made = pd.DataFrame({"mean": table.mean(), "half": half, "n": n})
    return made[made["n"] > 0]


def hidden(counts: pd.DataFrame, minimum: int) -> tuple[pd.Index, pd.Index]:
    """Areas with too few respondents in some wave, and areas of which that is not known.

    Parameters
    ----------
    counts
        Respondents; index areas, columns waves.
    """
    few = (counts < minimum).any(axis=1)
    unknown = counts.isna().any(axis=1) & ~few
    return counts.index[few], counts.index[unknown]


def nearest(year: int, waves: list[int]) -> int:
    """The wave nearest to a year; of two as near the earlier.

    >>> nearest(2005, [2002, 2008, 2012])
    2002
    """
    return min(sorted(waves), key=lambda w: abs(w - year))
