"""Compositions of areas: how many dwellings, households or inhabitants of every kind, by year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

import numpy as np
import pandas as pd

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.features import Feature, MixKind, Variant
from wijkbeeld.catalog.models import Break
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import Dataset, opened

LEAST, MOST = 90.0, 103.0
"""What the shares of an area may add up to: they are rounded to whole percents, and the owner of
some dwellings is not known.
"""
HALF = 0.5
"""A richer way of publishing counts when it covers this part of the areas of the fullest one."""

TENURE = "eigendom"
_OWN = {
    "koop": re.compile(r"eigena|koop|eigen woning", re.I),
    "corporatie": re.compile(r"social|corporatie", re.I),
    "overig": re.compile(r"particul|overige (ver)?huur", re.I),
}
_TOTAL = re.compile(r"totaal", re.I)
"""How own figures on tenure are called; the total is of the same file."""

_SIZES = ("woningen", "huishoudens", "inwoners")
"""What says how large an area is, the best first."""


@dataclass(frozen=True)
class Composition:
    """Counts of every kind in one year.

    Attributes
    ----------
    counts
        Index all areas of the scope, columns ids of the kinds of the variant: share times the
        number of dwellings, households or inhabitants of that year, or own counts. A row is NaN
        where any of these is not known.
    weight
        Indicator whose counts the shares were multiplied with; empty for own counts.
    """

    variant: Variant
    year: int
    counts: pd.DataFrame
    weight: str

    @property
    def n(self) -> int:
        """Areas with a composition."""
        return int(self.counts.notna().all(axis=1).sum())


def features(data: Dataset) -> dict[str, Feature]:
    """Features of the catalog; tenure also by the user's own figures, where these have it."""
    known = dict(catalog().features)
    own = _own_tenure(data)
    if own:
        tenure = known[TENURE]
        richest, *rest = tenure.variants
        known[TENURE] = tenure.model_copy(update={"variants": (richest, *own, *rest)})
    return known


def _own_tenure(data: Dataset) -> list[Variant]:
    """Ways in which own figures count dwellings by owner, by what they are called."""
    counts = [i for i in data.manifest.indicators if i.get("kind") == "aantal"]
    found = [[i for i in counts if _is(i, kind)] for kind in _OWN]
    return [
        Variant(
            id="eigen_" + "_".join(str(i["id"]) for i in each),
            kinds=tuple(
                MixKind(id=kind, label=str(i["label"]), indicator=str(i["id"]))
                for kind, i in zip(_OWN, each, strict=True)
            ),
            is_count=True,
            note="Eigen cijfers: aantallen woningen zoals in je bestand.",
        )
        for each in product(*found)
    ]


def _is(indicator: dict[str, object], kind: str) -> bool:
    label = str(indicator["label"])
    return [k for k, form in _OWN.items() if form.search(label)] == [kind]


@lru_cache(maxsize=24)
def compositions(scope: Scope, feature: Feature) -> dict[int, Composition]:
    """Every year that has a composition, each as it is published most richly."""
    data = opened(scope)
    tables = {i: data.wide(scope, i) for i in _indicators(feature, data)}
    years = sorted({int(y) for table in tables.values() for y in table.columns})
    found: dict[int, Composition] = {}
    for year in years:
        ways = [_of(data, scope, variant, year) for variant in feature.variants]
        having = [w for w in ways if w is not None and w.n]
        if having:
            fullest = max(w.n for w in having)
            found[year] = next(w for w in having if w.n >= HALF * fullest)
    return found


def _indicators(feature: Feature, data: Dataset) -> list[str]:
    known = data.measures()
    wanted = [i for v in feature.variants for i in v.indicators]
    return [i for i in dict.fromkeys(wanted) if i in known]


def _of(data: Dataset, scope: Scope, variant: Variant, year: int) -> Composition | None:
    """Counts of one variant in one year; None where a kind or the number is not there."""
    columns = {k.id: data.wide(scope, k.indicator).get(year) for k in variant.kinds if k.indicator}
    if any(c is None for c in columns.values()):
        return None
    values = pd.DataFrame(columns)
    if variant.is_count:
        return Composition(variant, year, _filled(values, _total(data, scope, variant, year)), "")
    rest = next((k.id for k in variant.kinds if k.indicator is None), None)
    if rest is not None:
        left = 100 - values.sum(axis=1, min_count=values.shape[1])
        values[rest] = left.where(left >= 0)
    values = values[[k.id for k in variant.kinds]]
    sizes = {w: data.wide(scope, w).get(year) for w in variant.weights}
    known = {w: s for w, s in sizes.items() if s is not None and s.notna().any()}
    if not known:
        return None
    both = {w: int((s.notna() & values.notna().all(axis=1)).sum()) for w, s in known.items()}
    weight = next(w for w in known if both[w] >= HALF * max(both.values()))
    size = known[weight].reindex(values.index)
    return Composition(variant, year, _counts(values, size), weight)


def _counts(shares: pd.DataFrame, size: pd.Series) -> pd.DataFrame:
    """Share times size; a row is NaN where one is not known or the shares do not add up."""
    fits = shares.notna().all(axis=1) & shares.sum(axis=1).between(LEAST, MOST) & size.notna()
    return (shares.mul(size, axis=0) / 100).where(fits)


def _total(data: Dataset, scope: Scope, variant: Variant, year: int) -> pd.Series | None:
    """Total that an own file has beside its kinds in a year."""
    files = {i["id"]: i.get("source") for i in data.manifest.indicators}
    mine = {files.get(i) for i in variant.indicators}
    for own in data.manifest.indicators:
        if _TOTAL.search(str(own["label"])) and own.get("source") in mine:
            column = data.wide(scope, str(own["id"])).get(year)
            if column is not None and column.notna().any():
                return column
    return None


def _filled(values: pd.DataFrame, total: pd.Series | None) -> pd.DataFrame:
    """Fill what follows from the total of the file: one kind that lacks, or kinds that are none."""
    if total is not None:
        rest = total - values.sum(axis=1)
        lacking = values.isna().sum(axis=1)
        follows = ((lacking == 1) & (rest >= 0)) | (rest == 0)
        each = rest.where(lacking > 0) / lacking.where(lacking > 0)
        values = values.apply(lambda column: column.where(~(column.isna() & follows), each))
    whole = values.notna().all(axis=1)
    return values.where(whole, np.nan)


def sizes_of(data: Dataset, scope: Scope, one: Composition) -> pd.Series:
    """How large every area is in the year of a composition: what it is weighed with, or else some.

    Empty where nothing of that year says it.
    """
    for indicator in dict.fromkeys([*filter(None, [one.weight]), *_SIZES]):
        column = data.wide(scope, indicator).get(one.year)
        if column is not None and column.notna().any():
            return column.rename(indicator)
    return pd.Series(dtype="float64")


def well_covered(found: dict[int, Composition]) -> tuple[dict[int, Composition], dict[int, int]]:
    """Years with at least half of the areas of the fullest year, and areas of the years without.

    A year in which one city has figures says nothing of a country.
    """
    fullest = max((c.n for c in found.values()), default=0)
    kept = {y: c for y, c in found.items() if c.n >= HALF * fullest}
    return kept, {y: c.n for y, c in found.items() if y not in kept}


def breaks_of(data: Dataset, found: dict[int, Composition]) -> tuple[Break, ...]:
    """Years from which compositions do not compare with the year before, and why.

    A break in the number of dwellings or inhabitants is none: it weighs areas, and shares do not
    change with it.
    """
    measures = data.measures()
    years = sorted(found)
    breaks: list[Break] = []
    for before, year in pairwise(years):
        one, other = found[before].variant, found[year].variant
        if one.id != other.id:
            note = f"Andere indeling of bron vanaf {year}."
            breaks.append(Break(year=year, note=note))
            continue
        declared = [
            b
            for i in other.indicators
            if i in measures
            for b in measures[i].breaks_between(before, year)
        ]
        if declared:
            notes = " ".join(dict.fromkeys(b.note for b in declared))
            breaks.append(Break(year=year, note=notes))
    return tuple(breaks)


def comparable_years(
    found: dict[int, Composition], breaks: tuple[Break, ...], year: int
) -> list[int]:
    """Years that compare with a year: no break between them."""
    return [y for y in found if not any(min(y, year) < b.year <= max(y, year) for b in breaks)]
