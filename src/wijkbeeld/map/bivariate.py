"""Two measures on one map: each in thirds, together a square of nine classes."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from wijkbeeld.analysis.class_limits import QUANTILES
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.classing import Cut
from wijkbeeld.map.content import Thematic
from wijkbeeld.map.figure_classes import by_limits
from wijkbeeld.map.thematic import uncut
from wijkbeeld.store.read import opened
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.two_measures import thirds_note, thirds_of

THIRDS = 3


@lru_cache(maxsize=32)
def bivariate(scope: Scope, first: str, second: str, base: int | None) -> Thematic:
    """Show two measures at once, in the years that both have.

    The limits of the thirds are those of the last of those years, and hold in all. Class
    ``3 * (b - 1) + a`` is third ``a`` of the first measure and third ``b`` of the second; an area
    that lacks either has none.

    Parameters
    ----------
    base
        Wave from which changes of both count; None for the situation.
    """
    measures = opened(scope).measures()
    parts = [uncut(scope, m, base) for m in (first, second)]
    years = [y for y in parts[0].values if y in parts[1].values]
    known = parts[0].values[years].notna() & parts[1].values[years].notna()
    a, b = (
        _in_thirds(replace(part, values=part.values[years]), known, measures[m], base)
        for part, m in zip(parts, (first, second), strict=True)
    )
    classes = (3 * (b.classes.astype("int64") - 1) + a.classes).where(known, 0).astype("uint8")
    names = thirds_of(a.labels, b.labels)
    return replace(
        a,
        classes=classes,
        labels=names,
        title=f"{a.title} en {lowered(b.title)}",
        note=thirds_note(),
        is_level=False,
        ramp="square",
        first=a,
        second=b,
    )


def _in_thirds(part: Thematic, known: pd.DataFrame, subject: Measure, base: int | None) -> Thematic:
    """Values in three classes; names are three, also where values repeat too often for that.

    Parameters
    ----------
    known
        Where both measures have a value: those areas make the thirds of either.
    """
    of_both = replace(part, values=part.values.where(known))
    plain = by_limits(of_both, subject, base, Cut(QUANTILES, THIRDS), with_middle=False)
    heading = f"{part.title} ({part.unit.strip('()')})"  # one column beside another
    return replace(plain, values=part.values, labels=_padded(plain.labels), heading=heading)


def _padded(labels: tuple[str, ...]) -> tuple[str, ...]:
    return (*labels, *[""] * THIRDS)[:THIRDS]


def shared_years(scope: Scope, first: str, second: str, base: int | None) -> list[int]:
    """Years that both measures have at a level, in which they compare with the base."""
    data = opened(scope)
    measures = data.measures()

    def years(measure: str) -> list[int]:
        all_years = data.any_waves(scope, measure)
        if base is None:
            return all_years
        return measures[measure].later(base, all_years) if base in all_years else []

    both = set(years(second))
    return [y for y in years(first) if y in both]


def values_of(shown: Thematic, year: int) -> pd.DataFrame:
    """Values of both measures in a year, of areas that have both: columns ``a, b``."""
    if shown.second is None:
        raise ValueError("a map of one measure")
    frame = pd.DataFrame({"a": shown.values[year], "b": shown.second.values[year]})
    return frame.dropna()
