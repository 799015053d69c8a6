"""Map geometry of a dataset version: simplified once at build time, served under a hashed name."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkbeeld.store.merge import Tables

TOLERANCE = {"gemeente": 90.0, "wijk": 45.0, "buurt": 25.0}
"""Simplification in metres; shared edges stay shared (coverage simplification)."""

DECIMALS = 5
"""Decimals of degrees in the served files: about one metre."""


@dataclass(frozen=True)
class Layer:
    """One served file and the areas in it, in order."""

    file: str
    bounds: tuple[float, float, float, float]
    count: int


def derive(folder: Path, tables: Tables) -> None:
    """Write ``web/``: polygons per level and edition, gemeente outlines, and water.

    Parameters
    ----------
    folder
        Folder of the version that is being built.
    tables
        Its tables.
    """
    web = folder / "web"
    web.mkdir()
    index: dict[str, dict[str, object]] = {}
    pairs = tables.scores[["edition", "level"]].drop_duplicates()
    areas = tables.areas[tables.areas.geometry.notna()]
    for edition, level in pairs.itertuples(index=False):
        if level not in TOLERANCE:
            continue
        chosen = areas[(areas["indeling"] == edition) & (areas["level"] == level) & ~areas["is_water"]]
        if len(chosen):
            chosen = chosen.sort_values("code")
            index[f"{level}-{edition}"] = _write(web, f"{level}-{edition}", _polygons(chosen, level))
    for edition in sorted({int(e) for e in pairs["edition"]}):
        outline = _outlines(areas, edition)
        if outline is not None:
            index[f"omtrek-{edition}"] = _write(web, f"omtrek-{edition}", outline)
        wet = areas[(areas["indeling"] == edition) & areas["is_water"]]
        if len(wet):
            index[f"water-{edition}"] = _write(web, f"water-{edition}", _polygons(wet, "gemeente"))
    (web / "index.json").write_text(json.dumps(index, indent=1), encoding="utf-8")


def read_index(folder: Path) -> dict[str, Layer]:
    """Layers of a version, by ``<level>-<edition>``."""
    try:
        content = json.loads((folder / "web" / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: Layer(v["file"], tuple(v["bounds"]), int(v["count"])) for k, v in content.items()}


def _polygons(chosen: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    """Simplify as one coverage and go to degrees; an area never disappears."""
    shapes = np.asarray(chosen.geometry.array)
    simple = shapely.coverage_simplify(shapes, TOLERANCE[level])
    lost = shapely.is_empty(simple) | (shapely.area(simple) == 0)
    simple = np.where(lost, shapes, simple)
    frame = chosen.set_geometry(gpd.GeoSeries(simple, index=chosen.index, crs=chosen.crs))
    return frame.to_crs(4326)


def _outlines(areas: gpd.GeoDataFrame, edition: int) -> gpd.GeoDataFrame | None:
    """Boundaries of gemeenten: their own layer, or the finest other level joined."""
    here = areas[(areas["indeling"] == edition) & ~areas["is_water"]]
    for level in ("gemeente", "wijk", "buurt"):
        chosen = here[here["level"] == level]
        if chosen.empty:
            continue
        if level != "gemeente":
            union = shapely.union_all if len(chosen) < 50 else shapely.coverage_union_all
            shapes = {town: union(np.asarray(group.geometry.array)) for town, group in chosen.groupby("gemeente_code")}
            chosen = gpd.GeoDataFrame(
                {"code": list(shapes), "name": list(shapes)}, geometry=list(shapes.values()), crs=areas.crs
            )
        simple = _polygons(chosen, "gemeente")
        return simple.set_geometry(simple.geometry.boundary)
    return None


def _write(web: Path, name: str, frame: gpd.GeoDataFrame) -> dict[str, object]:
    """Write gzipped GeoJSON: ids count up in the order of the frame, names travel along once."""
    rounded = shapely.set_precision(np.asarray(frame.geometry.array), 10**-DECIMALS, mode="pointwise")
    shapes = shapely.to_geojson(rounded)
    features = [
        f'{{"type":"Feature","id":{n},"properties":{json.dumps(p, ensure_ascii=False)},"geometry":{_short(g)}}}'
        for n, (g, p) in enumerate(zip(shapes, _properties(frame), strict=True))
    ]
    text = '{"type":"FeatureCollection","features":[' + ",\n".join(features) + "]}"
    packed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    file = f"{name}-{hashlib.sha256(packed).hexdigest()[:16]}.geojson.gz"
    (web / file).write_bytes(packed)
    return {"file": file, "bounds": [round(float(b), 5) for b in frame.total_bounds], "count": len(frame)}


def _short(geojson: str) -> str:
    return geojson.replace(" ", "")


def _properties(frame: pd.DataFrame) -> list[dict[str, str]]:
    if "gemeente_naam" not in frame:
        return [{"n": str(n)} for n in frame["name"]]
    return [
        {"c": str(c), "n": str(n), "g": str(g)}
        for c, n, g in zip(frame["code"], frame["name"], frame["gemeente_naam"], strict=True)
    ]
