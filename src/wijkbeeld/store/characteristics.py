"""Characteristics of areas that comparisons are made on: stock, density, inhabitants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened

STRUCTURE = ("koop", "corporatie", "bouw_vanaf_2000", "adressendichtheid", "inwoners", "eengezins")
SKEWED = ("inwoners", "adressendichtheid")
"""Compared on a logarithmic scale: twice as many counts the same everywhere."""
_COUNTED = ("gemeente", "wijk", "buurt")
"""Levels of which inhabitants and dwellings are published."""
MOST_HAVE_IT = 0.7
"""Part of the areas that must have a figure to compare on it; else near means only known."""


def structure(scope: Scope, needed: list[str] | None = None) -> dict[str, tuple[int, pd.Series]]:
    """Figures that most areas have, each in its earliest such year.

    Parameters
    ----------
    needed
        Areas of which most must have the figure too.

    Returns
    -------
    dict
        Per indicator the year and the values on all areas of the scope.
    """
    data = opened(scope)
    codes = data.by_code(scope).index
    years = data.figure_years(scope)
    usable = {}
    for id_ in STRUCTURE:
        full = years[(years["indicator"] == id_) & (years["areas"] >= MOST_HAVE_IT * len(codes))]
        for year in sorted(int(y) for y in full["year"]):
            column = data.figure(scope, id_, year).set_index("code")["value"]
            if needed is None or column.reindex(needed).notna().mean() >= MOST_HAVE_IT:
                usable[id_] = (year, column.reindex(codes))
                break
    return usable


def scaled(id_: str, values: pd.Series) -> pd.Series:
    """Values as they are compared."""
    return np.log1p(values) if id_ in SKEWED else values


@dataclass(frozen=True)
class Counts:
    """Inhabitants (or another count) per area, with their year; no year where they are unknown."""

    counts: pd.Series
    year: int | None


@lru_cache(maxsize=32)
def counted(scope: Scope, indicator: str) -> Counts:
    """A count of the areas of a scope, of the year nearest to the classification that most have."""
    data = opened(scope)
    codes = data.areas(scope)["code"]
    unknown = Counts(pd.Series(np.nan, index=codes), None)
    if scope.level not in _COUNTED:
        return unknown
    table = data.figure_table(scope, indicator).reindex(codes)
    years = [int(y) for y, n in table.notna().sum().items() if n > 0.5 * len(codes)]
    if not years:
        return unknown
    near = min(years, key=lambda y: (abs(y - scope.classification), y))
    return Counts(table[near].rename(None), near)


def people(scope: Scope) -> Counts:
    """Inhabitants of all areas, as :func:`counted` gives them."""
    return counted(scope, "inwoners")


def counted_of(scope: Scope, indicator: str, codes: Iterable[str]) -> Counts:
    """A count of some areas: of the year of the whole level, or else of the nearest they have.

    A dataset may hold figures of one gemeente only. The year is that of the whole level, or where
    none of the areas has that one, the nearest that one of them has.
    """
    listed = list(codes)
    whole = counted(scope.whole(), indicator)
    counts = whole.counts.reindex(listed)
    if counts.notna().all() or scope.level not in _COUNTED:
        return Counts(counts, whole.year)
    table = opened(scope).figure_table(scope.whole(), indicator).reindex(listed)
    nearest = sorted(table, key=lambda y: (abs(int(y) - scope.classification), y))
    for year in nearest:
        counts = counts.fillna(table[year])
    has_whole = whole.year is not None and whole.counts.reindex(listed).notna().any()
    other = next((int(y) for y in nearest if table[y].notna().any()), None)
    return Counts(counts, whole.year if has_whole else other)


def people_of(scope: Scope, codes: Iterable[str]) -> Counts:
    """Inhabitants of some areas, as :func:`counted_of` gives them."""
    return counted_of(scope, "inwoners", codes)
