"""Areas with so few inhabitants or dwellings that their score says little."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

import numpy as np
import pandas as pd

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.question import Question
from wijkbeeld.store.read import opened


class Counted(Enum):
    """What was counted; the value is the indicator."""

    INHABITANTS = "inwoners"
    DWELLINGS = "woningen"


PER_DWELLING = 2
"""Inhabitants that one dwelling counts for: half as many dwellings are as small an area."""


@dataclass(frozen=True)
class SmallArea:
    """An area below the minimum: what was counted, how many, and in which year."""

    code: str
    name: str
    counted: Counted
    number: int
    year: int


@dataclass(frozen=True)
class Tally:
    """What was counted in a number of areas, from the first to the last year used."""

    counted: Counted
    areas: int
    first: int
    last: int


@dataclass(frozen=True)
class Small:
    """Areas below the minimum.

    Attributes
    ----------
    minimum
        Inhabitants that an area must have.
    wave
        The base wave: of each area the figure of the year nearest to it counts, inhabitants or
        dwellings; inhabitants where both are as near.
    areas
        By code.
    tallies
        What was counted in how many areas, and in which years.
    unknown
        Codes of areas with a score of which neither is known in any year: they take part, for the
        minimum cannot be applied.
    """

    minimum: int
    wave: int
    areas: dict[str, SmallArea]
    tallies: tuple[Tally, ...] = ()
    unknown: frozenset[str] = frozenset()

    @property
    def codes(self) -> frozenset[str]:
        """Their codes."""
        return frozenset(self.areas)

    def of(self, codes: pd.Index) -> tuple[SmallArea, ...]:
        """Those among some areas, in their order."""
        return tuple(self.areas[c] for c in codes if c in self.areas)


def small(question: Question) -> Small:
    """Areas of the scope of a question below its minimum, renewed or not."""
    found = _small(question.scope, base_wave(question), question.minimum)
    table = opened(question.scope).wide(question.scope, question.measure.id)
    scored = frozenset(map(str, table.index[table.notna().any(axis=1)]))
    return replace(found, unknown=found.unknown & scored)


def base_wave(question: Question) -> int:
    """The wave that changes count from: the last before the first start; else the first wave."""
    table = opened(question.scope).wide(question.scope, question.measure.id)
    waves = [int(w) for w in table.columns[table.notna().any()]]
    before = [w for w in waves if w < question.starts.min()]
    return (
        before[max(len(before) - 1 - question.specification.anticipation, 0)]
        if before
        else (waves[0])
    )


@lru_cache(maxsize=8)
def _small(scope: Scope, wave: int, minimum: int) -> Small:
    if minimum <= 0:
        return Small(minimum, wave, {})
    areas = opened(scope).by_code(scope)
    known = pd.concat(
        [_nearest(scope, c, wave).assign(counted=c) for c in Counted], keys=range(len(Counted))
    )
    known = known[known.index.get_level_values(1).isin(areas.index)]
    known["apart"] = (known["year"] - wave).abs()
    known = known.sort_values("apart", kind="stable")  # inhabitants first where both are as near
    known = known[~known.index.get_level_values(1).duplicated()].droplevel(0).sort_index()
    least = known["counted"].map({c: _least(c, minimum) for c in Counted}).astype("float64")
    few = known[known["value"] < least]
    found = {
        str(code): SmallArea(str(code), str(areas.at[code, "name"]), counted, int(n), int(year))
        for code, n, year, counted in few[["value", "year", "counted"]].itertuples()
    }
    unknown = frozenset(map(str, areas.index.difference(known.index)))
    return Small(minimum, wave, found, _tallies(known), unknown)


def _tallies(known: pd.DataFrame) -> tuple[Tally, ...]:
    """What was counted where, of a frame with columns ``counted`` and ``year``."""
    years = [(c, known.loc[known["counted"] == c, "year"]) for c in Counted]
    return tuple(Tally(c, len(y), int(y.min()), int(y.max())) for c, y in years if len(y))


def _least(counted: Counted, minimum: int) -> float:
    """How many there must be, of what was counted."""
    return float(minimum if counted is Counted.INHABITANTS else minimum // PER_DWELLING)


def _nearest(scope: Scope, counted: Counted, wave: int) -> pd.DataFrame:
    """Figure of each area in the year nearest to a wave in which it has one, the earlier first.

    Returns
    -------
    DataFrame
        Index code; columns ``value`` and ``year``.
    """
    table = opened(scope).figure_table(scope, counted.value).astype("float64")
    if counted is Counted.DWELLINGS:
        table = table.combine_first(_published(scope))
    order = sorted(table.columns, key=lambda y: (abs(y - wave), y))
    if not order:
        return pd.DataFrame({"value": pd.Series(dtype=float), "year": pd.Series(dtype=float)})
    values = table[order].to_numpy()
    first = (~np.isnan(values)).argmax(axis=1)
    return pd.DataFrame(
        {"value": values[np.arange(len(values)), first], "year": np.array(order)[first]},
        index=table.index,
    ).dropna()


def _published(scope: Scope) -> pd.DataFrame:
    """Published early dwellings of a scope: index code, columns years."""
    place = scope.level, scope.classification
    rows = [s for s in catalog().early_stock if (s.level, s.classification) == place]
    frame = pd.DataFrame([(s.code, s.year, float(s.dwellings)) for s in rows])
    if frame.empty:
        return pd.DataFrame(dtype=float)
    return frame.pivot(index=0, columns=1, values=2)
