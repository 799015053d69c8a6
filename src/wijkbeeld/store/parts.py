"""Which parts of a dataset an official file fills, so that it can be taken out again.

Official figures are merged: where two files fill the same part (the same edition and level, the
same map, the same year), what gave way is not kept. So files that share a part go together, and
then nothing of them is left and nothing of others is lost. Own files have layers instead.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkbeeld.store.manifest import FileAccount
from wijkbeeld.store.merge import bare_figures
from wijkbeeld.store.merge_areas import NO_MAP
from wijkbeeld.store.reading import Reading
from wijkbeeld.store.tables import Tables

SCORES, MAP, FIGURES = "scores", "grenzen", "kerncijfers"


def parts_of(reading: Reading) -> list[str]:
    """Parts that a reading fills, such as ``scores/2024/wijk``; an own file fills none."""
    if reading.kind == "eigen":
        return []
    found: set[str] = set()
    for part, frame, by in (
        (SCORES, reading.scores, "edition"),
        (MAP, reading.areas, "indeling"),
        (FIGURES, reading.figures, "year"),
    ):
        if frame is None or frame.empty:
            continue
        known = frame[[by, "level"]].drop_duplicates().dropna()
        found |= {f"{part}/{int(y)}/{lv}" for y, lv in zip(known[by], known["level"], strict=True)}
    return sorted(found)


def together(files: list[FileAccount], one: FileAccount) -> list[FileAccount] | None:
    """Official files that go when one goes: itself, and all that share a part with one that goes.

    Returns
    -------
    list of FileAccount or None
        None when the parts of some official file are not known: it came in with an older
        Wijkbeeld.
    """
    official = [f for f in files if not f.layer and f.kind != "eigen"]
    if any(f.parts is None for f in official):
        return None
    gone, parts = [one], set(one.parts or ())
    while True:
        more = [f for f in official if f not in gone and parts & set(f.parts or ())]
        if not more:
            return gone
        gone += more
        parts |= {p for f in more for p in f.parts or ()}


def without_parts(old: Tables, parts: set[str]) -> Tables:
    """The tables without some parts; own figures that those covered come back."""
    by = {kind: _pairs(parts, kind) for kind in (SCORES, MAP, FIGURES)}
    scores = {
        level: frame[~_is_in(frame, "edition", by[SCORES])].reset_index(drop=True)
        for level, frame in old.scores.items()
    }
    official = _is_in(old.figures, "year", by[FIGURES]) & (old.figures["rang"] == 0)
    figures = bare_figures(old, ~official)
    areas = _areas(old.areas, by[MAP], by[SCORES] | by[MAP], scores, figures)
    return Tables(scores, areas, figures, old.indicators, old.layers)


def _areas(
    areas: gpd.GeoDataFrame,
    maps: set[tuple[int, str]],
    touched: set[tuple[int, str]],
    scores: dict[str, pd.DataFrame],
    figures: pd.DataFrame,
) -> gpd.GeoDataFrame:
    """Areas without some maps; what has neither map, score nor figure is no area any more."""
    is_unmapped = _is_in(areas, "indeling", maps)
    left = areas.copy()
    left.loc[is_unmapped, "geometry"] = None
    left.loc[is_unmapped, "rang"] = np.int8(NO_MAP)
    left.loc[is_unmapped, "bron"] = ""
    used = {
        *(
            key
            for frame in scores.values()
            for key in zip(frame["edition"], frame["level"], frame["code"], strict=True)
        ),
        *zip(figures["indeling"], figures["level"], figures["code"], strict=True),
    }
    is_used = [k in used for k in zip(left["indeling"], left["level"], left["code"], strict=True)]
    idle = _is_in(left, "indeling", touched) & left["geometry"].isna() & ~np.array(is_used, bool)
    return left[~idle & ~(is_unmapped & left["is_water"])].reset_index(drop=True)


def _pairs(parts: set[str], kind: str) -> set[tuple[int, str]]:
    split = [p.split("/") for p in parts]
    return {(int(year), level) for name, year, level in split if name == kind}


def _is_in(frame: pd.DataFrame, by: str, pairs: set[tuple[int, str]]) -> pd.Series:
    """Whether rows are of one of some years with their level."""
    found = pd.Series(False, index=frame.index)
    for year, level in pairs:
        found |= (frame[by] == year) & (frame["level"] == level)
    return found
