"""Lay figures of one year's classification on the areas of an edition: the three-step rule.

1. Same code and same boundary (intersection over union of at least 0.95 where both maps are
   there; else the same codes in the gemeente and the same size).
2. Else rebuilt from buurten that lie wholly inside, weighted with their inhabitants or dwellings:
   counts are summed, shares and averages rebuilt with their weights.
3. Else not at all: a gap with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkbeeld.store.land import Land
from wijkbeeld.store.rebuild import rebuilt
from wijkbeeld.store.same_areas import same_areas

JOIN_COLUMNS = ["edition", "level", "code", "indicator", "year", "value", "status", "koppeling"]
GAP_COLUMNS = ["edition", "level", "code", "year", "reden"]
_KEY = ["edition", "level", "code", "indicator", "year"]
_BEST_FIRST = {"zelfde indeling": 0, "grens": 1, "code": 2, "gewogen": 3}
"""How figures of one area can come from several classifications, surest first."""


@dataclass(frozen=True)
class Joined:
    """Figures on an edition's areas, and the gaps."""

    figures: pd.DataFrame
    gaps: pd.DataFrame


@dataclass(frozen=True)
class _Published:
    """Figures of one level and year, in the classification in which they were published."""

    figures: pd.DataFrame
    level: str
    year: int
    classification: int


def join(figures: pd.DataFrame, areas: gpd.GeoDataFrame, editions: dict[int, set[str]]) -> Joined:
    """Join figures to every edition.

    Parameters
    ----------
    figures
        Table ``figures`` of the store.
    areas
        Table ``areas`` of the store.
    editions
        Levels that have scores, by edition.
    """
    parts: list[pd.DataFrame] = []
    gaps: list[pd.DataFrame] = []
    land = Land(areas)
    for edition, levels in editions.items():
        for (level, year, classification), rows in figures.groupby(
            ["level", "year", "indeling"], observed=True
        ):
            if level not in levels:
                continue
            if classification == edition:
                parts.append(_as_published(rows, edition, "zelfde indeling"))
                continue
            published = _Published(rows, str(level), int(year), int(classification))
            part, gap = _across(published, land, figures, edition)
            parts.append(part)
            gaps.append(gap)
    joined = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=JOIN_COLUMNS)
    missing = pd.concat(gaps, ignore_index=True) if gaps else pd.DataFrame(columns=GAP_COLUMNS)
    return Joined(
        _typed(_surest(joined)[JOIN_COLUMNS], value="float64"), _typed(missing[GAP_COLUMNS])
    )


def _surest(joined: pd.DataFrame) -> pd.DataFrame:
    """One figure per area, indicator and year: the one that was laid on it most surely."""
    if joined.empty:
        return joined
    order = joined["koppeling"].map(_BEST_FIRST)
    ordered = joined.assign(_order=order).sort_values("_order", kind="stable")
    return ordered.drop_duplicates(_KEY).drop(columns="_order")


def _typed(frame: pd.DataFrame, **others: str) -> pd.DataFrame:
    """Years as small whole numbers, everything else as text unless named."""
    types = dict.fromkeys(frame.columns, "str") | {"edition": "int16", "year": "int16"}
    return frame.astype(types | others)


def _as_published(rows: pd.DataFrame, edition: int, how: str) -> pd.DataFrame:
    """Figures that hold for the areas of an edition as they are."""
    return rows.assign(edition=edition, koppeling=how)[JOIN_COLUMNS]


def _across(
    published: _Published, land: Land, every: pd.DataFrame, edition: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join one level and year to an edition with another classification; ``every`` has buurten."""
    figures, base = published.figures, published.classification
    target, donor = land.of(edition, published.level), land.of(base, published.level)
    codes = pd.Index(figures["code"].unique())
    verdict = same_areas(codes, donor, target, figures)
    parts = [
        _as_published(figures[figures["code"].isin(verdict.index[verdict == how])], edition, how)
        for how in ("grens", "code")
    ]
    changed = target.index.difference(verdict.index[verdict.isin(["grens", "code"])])
    touched = _touched(target.loc[changed], codes, land, base)
    if published.level != "buurt":  # nothing smaller to rebuild a buurt from
        buurten, unsure = land.of(base, "buurt"), target.loc[touched]
        made = rebuilt(every, published.year, base, buurten, unsure)
        made = made.assign(edition=edition, level=published.level, year=published.year)
        parts += [made.assign(koppeling="gewogen")[JOIN_COLUMNS]] if len(made) else []
        touched = touched.difference(pd.Index(made["code"].unique()))
    reasons = verdict.reindex(touched)
    unknown = f"dit gebied bestond in de indeling van {base} niet"
    gaps = pd.DataFrame(
        {
            "edition": edition,
            "level": published.level,
            "code": touched,
            "year": published.year,
            "reden": reasons.where(reasons.notna(), unknown).to_numpy(),
        }
    )
    return pd.concat(parts, ignore_index=True), gaps


def _touched(target: gpd.GeoDataFrame, codes: pd.Index, land: Land, base: int) -> pd.Index:
    """Areas that the figures say something about: same gemeente number, or the same ground.

    Merged gemeenten have a new number, so where maps of the old year are there they decide too.
    """
    by_number = target.index.str.slice(2, 6).isin(set(codes.str.slice(2, 6)))
    old = land.with_boundary(base)
    old = old[old.index.isin(codes)]
    on_ground = np.zeros(len(target), bool)
    if len(old) and target["geometry"].notna().any():
        points = shapely.point_on_surface(np.asarray(target["geometry"].array))
        hit, _ = (
            shapely.STRtree(np.asarray(old["geometry"].array))
            .query(points, predicate="within")
            .reshape(2, -1)
        )
        on_ground[np.unique(hit)] = True
    return target.index[by_number | on_ground]
