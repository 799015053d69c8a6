"""The mix of areas beside each other: types, concentration, what goes with it, and what if."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from wijkbeeld.analysis.mixing import entropy, known_units, separation, simpson

CORPORATION_AREA = 2 / 3
"""Part of the dwellings above which an area is a corporatiebuurt (*Veerkracht in het
corporatiebezit*).
"""

HALF_KNOWN = 0.5
"""Part of an area that must be known for it to have a type."""

FEWEST = 10
"""Areas below which no relation is told."""

_Z = 1.959964
"""Standard normal quantile of a 95% interval."""


def area_mix(counts: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Composition and mix of areas that are made of units.

    Parameters
    ----------
    counts
        Rows units, columns kinds; NaN where not known.
    groups
        Area of each unit.

    Returns
    -------
    DataFrame
        Index areas with at least one known unit. Columns: a share (0..1) per kind, ``total``,
        ``entropy`` (0..1), ``simpson``, ``largest`` (the kind) and ``largest_share``, ``n`` and
        ``left_out`` (units that take part, and that are not known).
    """
    values = counts.to_numpy("float64")
    used, unknown = known_units(values), np.isnan(values).any(axis=1)
    at, names = pd.factorize(groups, sort=True)
    n = np.bincount(at[used], minlength=len(names))
    has = n > 0
    columns = [np.bincount(at[used], kind[used], len(names)) for kind in values.T]
    sums = np.column_stack(columns)[has]
    total = sums.sum(axis=1)
    shares = sums / total[:, None]
    return pd.DataFrame(shares, index=pd.Index(names[has]), columns=counts.columns).assign(
        total=total,
        entropy=entropy(sums),
        simpson=simpson(sums),
        largest=counts.columns.to_numpy()[shares.argmax(axis=1)],
        largest_share=shares.max(axis=1),
        n=n[has],
        left_out=np.bincount(at[unknown], minlength=len(names))[has],
    )


def coverage(counts: pd.DataFrame, groups: pd.Series, sizes: pd.Series) -> pd.Series:
    """Part of every area of which the composition is known, 0..1.

    Parameters
    ----------
    counts, groups
        As :func:`area_mix` takes them.
    sizes
        Dwellings, households or inhabitants of every unit, on any index that has these units. A
        unit without a size counts as the mean of those of its area; where none has a size every
        unit counts once. Units with nothing to count take no part.

    Returns
    -------
    Series
        Index all areas; NaN where there is nothing to count.
    """
    values = counts.to_numpy("float64")
    used = known_units(values)
    takes_part = used | np.isnan(values).any(axis=1)
    at, names = pd.factorize(groups.reindex(counts.index), sort=True)
    size = sizes.reindex(counts.index).to_numpy("float64")

    def by_area(units: np.ndarray, of: np.ndarray) -> np.ndarray:
        return np.asarray(np.bincount(at[units], of[units], len(names)))

    sized, ones = takes_part & np.isfinite(size), np.ones(len(size))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = by_area(sized, size) / by_area(sized, ones)
    size = np.where(sized, size, np.where(np.isfinite(mean), mean, 1.0)[at])
    whole = by_area(takes_part, size)
    with np.errstate(invalid="ignore"):
        part = by_area(used, size) / np.where(whole > 0, whole, np.nan)
    return pd.Series(part, index=pd.Index(names))


def types(largest_share: pd.Series, mixed: float, single: float) -> pd.Series:
    """Type of each area: ``single``, ``mixed``, or ``between``.

    Parameters
    ----------
    largest_share
        Share of the largest kind, 0..1.
    mixed, single
        An area is mixed where its largest kind has at most ``mixed``, and of a single kind where
        it has at least ``single`` (which goes first). Our own limits; there are no official ones.
    """
    kind = np.select(
        [largest_share >= single, largest_share <= mixed], ["single", "mixed"], "between"
    )
    return pd.Series(kind, index=largest_share.index).where(largest_share.notna())


def look_of(found: pd.DataFrame, kinds: pd.Series, corporation: str) -> pd.Series:
    """What a map tells of each area: ``mixed``, ``between``, ``corporation``, or its one kind.

    Parameters
    ----------
    found, kinds
        As :func:`area_mix` and :func:`types` give them.
    corporation
        The kind of which more than :data:`CORPORATION_AREA` goes before every type, whatever the
        limits; it need not be among the kinds.
    """
    looks = kinds.where(kinds != "single", found["largest"])  # without a type stays without
    if corporation not in found:
        return looks
    is_typed = kinds.notna()
    return looks.mask(is_typed & (found[corporation] > CORPORATION_AREA), "corporation")


@dataclass(frozen=True)
class Concentration:
    """Whether a group spreads or concentrates between two years, over the same areas.

    Attributes
    ----------
    areas
        Index areas. Columns ``before``, ``after`` (share of the group of the own city, 0..1),
        ``change``, ``level_before``, ``level_after`` (share of the group within the area).
    cities
        Index cities. Columns ``before``, ``after``: dissimilarity over the areas of the city in
        both years; cities where one is not defined are left out.
    """

    areas: pd.DataFrame
    cities: pd.DataFrame


def concentration(
    first: tuple[pd.Series, pd.Series], last: tuple[pd.Series, pd.Series], city: pd.Series
) -> Concentration:
    """Compare where a group lived in two years.

    Parameters
    ----------
    first, last
        Size of the group, and of everybody, per area. Areas unknown or empty in one of the years
        take no part.
    city
        City of each area.
    """
    frame = pd.DataFrame({"x0": first[0], "t0": first[1], "x1": last[0], "t1": last[1]}).dropna()
    frame = frame[(frame["t0"] > 0) & (frame["t1"] > 0)]
    of = city.reindex(frame.index)
    sums = frame.groupby(of)[["x0", "x1"]].transform("sum")
    before, after = frame["x0"] / sums["x0"], frame["x1"] / sums["x1"]
    areas = pd.DataFrame(
        {
            "before": before,
            "after": after,
            "change": after - before,
            "level_before": frame["x0"] / frame["t0"],
            "level_after": frame["x1"] / frame["t1"],
        }
    )
    both = {
        when: separation(frame[x], frame[t], of)["dissimilarity"]
        for when, x, t in (("before", "x0", "t0"), ("after", "x1", "t1"))
    }
    return Concentration(areas, pd.DataFrame(both).dropna())


@dataclass(frozen=True)
class Relation:
    """Spearman's rank correlation of areas with its 95% interval; ``n`` areas."""

    rho: float
    low: float
    high: float
    n: int


def relation(one: pd.Series, other: pd.Series) -> Relation | None:
    """Rank correlation of two values of areas, with the interval of Bonett and Wright (2000).

    On Fisher's scale the standard error is √((1 + ρ²/2)/(n − 3)). Areas that lie together are not
    independent, so the true interval is wider. None with fewer than :data:`FEWEST` areas, or where
    one of the values is the same everywhere.
    """
    both = pd.DataFrame({"x": one, "y": other}).dropna()
    if len(both) < FEWEST or both.nunique().min() < 2:
        return None
    rho = float(spearmanr(both["x"], both["y"]).statistic)
    if abs(rho) >= 1 - 1e-12:
        return Relation(rho, rho, rho, len(both))
    half = _Z * np.sqrt((1 + rho**2 / 2) / (len(both) - 3))
    low, high = np.tanh(np.arctanh(rho) + np.array([-half, half]))
    return Relation(rho, float(low), float(high), len(both))


def moved(
    counts: pd.DataFrame, units: pd.Index, change: tuple[str, str], number: float
) -> pd.DataFrame:
    """Counts after a number of dwellings in some units went from one kind to another.

    Every unit gives in proportion to what it has of the kind. Arithmetic on the stock, no forecast.

    Parameters
    ----------
    counts
        Rows units, columns kinds.
    change
        The kind they were, and the kind they become.
    number
        Dwellings in all; no more than there are.

    Raises
    ------
    ValueError
        There are not so many of that kind.
    """
    before, after = change
    have = counts.loc[units, before]
    there = float(have.sum())
    if not 0 <= number <= there + 1e-9:
        raise ValueError(f"{number} of {before} asked for, there are {there}")
    part = have.fillna(0) * (number / there if there else 0.0)
    made = counts.copy()
    made.loc[units, before] = have - part
    made.loc[units, after] = counts.loc[units, after] + part
    return made
