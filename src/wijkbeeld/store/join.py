"""Lay figures of one year's classification on the areas of an edition: the three-step rule.

1. Same boundary, whatever the code (intersection over union of at least 0.95 where both maps are
   there; else the same code, with the same codes in the gemeente and the same size).
2. Else rebuilt from areas that lie wholly inside, of the level itself or a finer one, weighted
   with their inhabitants or dwellings: counts are summed, shares and averages rebuilt.
3. Else not at all: a gap with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkbeeld.catalog.text_columns import same, stacked
from wijkbeeld.store.ground import no_map, other_borders, same_ground, why_not
from wijkbeeld.store.land import Land
from wijkbeeld.store.rebuild import MADE, rebuilt
from wijkbeeld.store.same_areas import same_areas

JOIN_COLUMNS = ["edition", "level", "code", "indicator", "year", "value", "status", "koppeling"]
GAP_COLUMNS = ["edition", "level", "code", "year", "reden"]
_KEY = ["edition", "level", "code", "indicator", "year"]
_FINER = {"gemeente": ("wijk", "buurt"), "wijk": ("buurt",)}
_BEST_FIRST = {"zelfde indeling": 0, "grens": 1, "code": 2, "gewogen": 3}
"""How figures of one area can come from several classifications, surest first."""


Every = dict[tuple[str, int, int], pd.DataFrame]
"""Figures by level, year and classification."""


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
        Levels to lay figures on, by the year of their areas.
    """
    years = list(join_by_year(figures, areas, editions))
    if not years:
        return Joined(_typed(pd.DataFrame(columns=JOIN_COLUMNS), value="float64"), _no_gaps())
    gaps = pd.concat([one.gaps for one in years], ignore_index=True)
    return Joined(stacked([one.figures for one in years]), gaps)


def join_by_year(
    figures: pd.DataFrame, areas: gpd.GeoDataFrame, editions: dict[int, set[str]]
) -> Iterator[Joined]:
    """The same, a year at a time: figures of a year are laid on areas by those of that year."""
    land = Land(areas)
    for _, of_year in figures.groupby("year"):
        yield _join_year(of_year, land, editions)


def _join_year(figures: pd.DataFrame, land: Land, editions: dict[int, set[str]]) -> Joined:
    """Join figures of one year to every edition."""
    parts: dict[int, list[pd.DataFrame]] = {}
    gaps = [_no_gaps()]
    grouped = figures.groupby(["level", "year", "indeling"], observed=True)
    every = {(str(lv), int(y), int(i)): rows for (lv, y, i), rows in grouped}
    for edition, levels in editions.items():
        for (level, year, classification), rows in every.items():
            if level not in levels:
                continue
            if classification == edition:
                part = _as_published(rows, edition, "zelfde indeling")
                parts.setdefault(edition, []).append(part)
                continue
            published = _Published(rows, level, year, classification)
            part, gap = _across(published, land, every, edition)
            parts.setdefault(edition, []).append(part)
            gaps.append(_typed(gap[GAP_COLUMNS]))
    joined = [_surest(stacked(parts.pop(edition))) for edition in sorted(parts)]
    none = _typed(pd.DataFrame(columns=JOIN_COLUMNS), value="float64")
    return Joined(stacked(joined) if joined else none, pd.concat(gaps, ignore_index=True))


def _no_gaps() -> pd.DataFrame:
    return _typed(pd.DataFrame(columns=GAP_COLUMNS))


def _surest(joined: pd.DataFrame) -> pd.DataFrame:
    """One figure per area, indicator and year: the one that was laid on it most surely."""
    if joined.empty or not joined.duplicated(_KEY).any():
        return joined
    order = joined["koppeling"].astype("str").map(_BEST_FIRST)
    ordered = joined.assign(_order=order).sort_values("_order", kind="stable")
    return ordered.drop_duplicates(_KEY).drop(columns="_order")


def _typed(frame: pd.DataFrame, **others: str) -> pd.DataFrame:
    """Years as small whole numbers, everything else as text unless named."""
    types = dict.fromkeys(frame.columns, "str") | {"edition": "int16", "year": "int16"}
    return frame.astype(types | others)


def _as_published(rows: pd.DataFrame, edition: int, how: str) -> pd.DataFrame:
    """Figures that hold for the areas of an edition as they are."""
    part = rows.assign(edition=np.int16(edition), koppeling=same(how, len(rows)))
    return part[JOIN_COLUMNS]


def _across(
    published: _Published, land: Land, every: Every, edition: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join one level and year to an edition with another classification."""
    figures, base = published.figures, published.classification
    target, donor = land.of(edition, published.level), land.of(base, published.level)
    codes = pd.Index(figures["code"].astype("str").unique())
    verdict = same_areas(codes, donor, target, figures)
    parts = [
        _as_published(figures[figures["code"].isin(verdict.index[verdict == how])], edition, how)
        for how in ("grens", "code")
    ]
    changed = target.index.difference(verdict.index[verdict.isin(["grens", "code"])])
    renamed = same_ground(donor[donor.index.isin(codes)], target.loc[changed])
    parts.append(_as_published(_renamed(figures, renamed), edition, "grens"))
    changed = changed.difference(renamed.index)
    touched = _touched(target.loc[changed], codes, land, base)
    made = _made(published, land, every, target.loc[touched])
    made = made.assign(level=published.level, year=np.int16(published.year))
    parts += [_as_published(made, edition, "gewogen")] if len(made) else []
    touched = touched.difference(pd.Index(made["code"].unique()))
    gaps = pd.DataFrame(
        {
            "edition": edition,
            "level": published.level,
            "code": touched,
            "year": published.year,
            "reden": _reasons(verdict.reindex(touched), donor, target, base).to_numpy(),
        }
    )
    return stacked(parts), gaps


def _renamed(figures: pd.DataFrame, renamed: pd.Series) -> pd.DataFrame:
    """Figures of areas that go on under another code, with that code."""
    pairs = pd.DataFrame({"code": renamed.to_numpy(), "new": renamed.index})
    found = figures[figures["code"].isin(pairs["code"])]
    found = found.assign(code=found["code"].astype("str")).merge(pairs, on="code")
    return found.assign(code=found["new"]).drop(columns="new")


def _made(
    published: _Published, land: Land, every: Every, target: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Figures rebuilt from areas of the level itself, and what those lack from finer ones."""
    base = published.classification
    parts = []
    for level in (published.level, *_FINER.get(published.level, ())):
        rows = every.get((level, published.year, base))
        if rows is not None and len(target):
            parts.append(rebuilt(rows, land.of(base, level), target))
    parts = [p for p in parts if len(p)]
    if not parts:
        return pd.DataFrame(columns=MADE)
    return pd.concat(parts, ignore_index=True).drop_duplicates(["code", "indicator"])


def _reasons(
    verdict: pd.Series, donor: gpd.GeoDataFrame, target: gpd.GeoDataFrame, base: int
) -> pd.Series:
    """Why areas stay without figures: by both maps, else by what the codes and sizes told."""
    by_map = why_not(verdict.index, donor, target, base)
    is_general = by_map.isin([other_borders(base), no_map(base)])
    return verdict.where(is_general & verdict.notna(), by_map)


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
            .query(points, predicate="intersects")
            .reshape(2, -1)
        )
        on_ground[np.unique(hit)] = True
    return target.index[by_number | on_ground]
