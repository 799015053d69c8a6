"""Map geometry of a dataset version: simplified once at build time, served under a hashed name."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from wijkbeeld.store.shown import shown_in
from wijkbeeld.store.tables import Tables

TOLERANCE = {"gemeente": 90.0, "wijk": 45.0, "buurt": 25.0}
"""Simplification in metres; shared edges stay shared (coverage simplification)."""

DECIMALS = 5
"""Decimals of degrees in the served files: about one metre."""

OVERVIEW_FROM, OVERVIEW_TOLERANCE, OVERVIEW_DECIMALS = 1000, 240.0, 4
"""From this many areas a coarse overview (metres, decimals of degrees) is drawn first."""


@dataclass(frozen=True)
class Layer:
    """Served polygons and the areas in them, in order.

    Attributes
    ----------
    file
        All detail; also the names, unless there is an overview.
    overview
        The same areas in coarse outline with their names, for the first look at a large set.
    """

    file: str
    bounds: tuple[float, float, float, float]
    count: int
    overview: str | None = None

    @property
    def first(self) -> str:
        """File that a page loads first: the one with the names."""
        return self.overview or self.file


def derive(folder: Path, tables: Tables) -> None:
    """Write ``web/``: polygons per level and year of areas, gemeente outlines, and water.

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
    pairs = [(year, level) for year, levels in shown_in(tables).items() for level in levels]
    areas = tables.areas[tables.areas.geometry.notna()]
    for edition, level in sorted(pairs):
        if level not in TOLERANCE:
            continue
        chosen = areas[
            (areas["indeling"] == edition) & (areas["level"] == level) & ~areas["is_water"]
        ]
        if len(chosen):
            chosen = chosen.sort_values("code")
            index[f"{level}-{edition}"] = _level(web, f"{level}-{edition}", chosen, level)
    for edition in sorted({edition for edition, _ in pairs}):
        outline = _outlines(areas, edition)
        if outline is not None:
            index[f"omtrek-{edition}"] = _write(
                web, f"omtrek-{edition}", outline, DECIMALS, names=True
            )
        wet = areas[(areas["indeling"] == edition) & areas["is_water"]]
        if len(wet):
            index[f"water-{edition}"] = _write(
                web, f"water-{edition}", _polygons(wet, 90.0), DECIMALS, names=False
            )
    (web / "index.json").write_text(json.dumps(index, indent=1), encoding="utf-8")


def read_index(folder: Path) -> dict[str, Layer]:
    """Layers of a version, by ``<level>-<edition>``."""
    try:
        content = json.loads((folder / "web" / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {
        k: Layer(v["file"], tuple(v["bounds"]), int(v["count"]), v.get("overview"))
        for k, v in content.items()
    }


def _level(web: Path, name: str, chosen: gpd.GeoDataFrame, level: str) -> dict[str, object]:
    """Write the polygons of a level; for a large set first a coarse overview."""
    large = len(chosen) >= OVERVIEW_FROM
    entry = _write(web, name, _polygons(chosen, TOLERANCE[level]), DECIMALS, names=not large)
    if large:
        coarse = _write(
            web,
            f"{name}-overzicht",
            _polygons(chosen, OVERVIEW_TOLERANCE),
            OVERVIEW_DECIMALS,
            names=True,
        )
        entry["overview"] = coarse["file"]
    return entry


def _polygons(chosen: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """Simplify as one coverage and go to degrees; an area never disappears."""
    shapes = np.asarray(chosen.geometry.array)
    simple = shapely.coverage_simplify(shapes, tolerance)
    lost = shapely.is_empty(simple) | (shapely.area(simple) == 0)
    simple = np.where(lost, shapes, simple)
    frame = chosen.assign(size=np.sqrt(shapely.area(shapes)))
    return frame.set_geometry(gpd.GeoSeries(simple, index=chosen.index, crs=chosen.crs)).to_crs(
        4326
    )


def _outlines(areas: gpd.GeoDataFrame, edition: int) -> gpd.GeoDataFrame | None:
    """Boundaries of gemeenten: their own layer, or the finest other level joined."""
    here = areas[(areas["indeling"] == edition) & ~areas["is_water"]]
    for level in ("gemeente", "wijk", "buurt"):
        chosen = here[here["level"] == level]
        if chosen.empty:
            continue
        if level != "gemeente":
            towns = chosen.groupby("gemeente_code")
            shapes = {town: _union(np.asarray(group.geometry.array)) for town, group in towns}
            names = towns["gemeente_naam"].first().reindex(list(shapes))
            chosen = gpd.GeoDataFrame(
                {"code": list(shapes), "name": names.to_numpy(), "gemeente_naam": names.to_numpy()},
                geometry=list(shapes.values()),
                crs=areas.crs,
            )
        simple = _polygons(chosen, TOLERANCE["gemeente"])
        return simple.assign(inside=simple.geometry.representative_point()).set_geometry(
            simple.geometry.boundary
        )
    return None


def _union(shapes: np.ndarray) -> shapely.Geometry:
    """Union of areas that share edges; the slower way where maps do not fit together exactly."""
    if len(shapes) >= 50:
        try:
            quick = shapely.coverage_union_all(shapes)
        except shapely.errors.GEOSException:
            return shapely.union_all(shapes)
        if shapely.is_valid(quick):
            return quick
    return shapely.union_all(shapes)


def _write(
    web: Path, name: str, frame: gpd.GeoDataFrame, decimals: int, *, names: bool
) -> dict[str, object]:
    """Write gzipped GeoJSON: ids count up in the order of the frame, names travel along once."""
    rounded = shapely.set_precision(
        np.asarray(frame.geometry.array), 10**-decimals, mode="pointwise"
    )
    shapes = shapely.to_geojson(rounded)
    properties = _properties(frame) if names else [{}] * len(frame)
    features = [
        f'{{"type":"Feature","id":{n},"properties":{json.dumps(p, ensure_ascii=False)},'
        f'"geometry":{_short(g)}}}'
        for n, (g, p) in enumerate(zip(shapes, properties, strict=True))
    ]
    text = '{"type":"FeatureCollection","features":[' + ",\n".join(features) + "]}"
    packed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    file = f"{name}-{hashlib.sha256(packed).hexdigest()[:16]}.geojson.gz"
    (web / file).write_bytes(packed)
    return {
        "file": file,
        "bounds": [round(float(b), 5) for b in frame.total_bounds],
        "count": len(frame),
    }


def _short(geojson: str) -> str:
    return geojson.replace(" ", "")


def _properties(frame: gpd.GeoDataFrame) -> list[dict[str, object]]:
    """Code, name, gemeente, and for the label a place inside the area and its size in metres."""
    inside = frame["inside"] if "inside" in frame else frame.geometry.representative_point()
    return [
        {
            "c": str(c),
            "n": str(n),
            "g": str(g),
            "p": [round(float(x), 4), round(float(y), 4)],
            "s": round(float(s)),
        }
        for c, n, g, x, y, s in zip(
            frame["code"],
            frame["name"],
            frame["gemeente_naam"],
            shapely.get_x(inside),
            shapely.get_y(inside),
            frame["size"],
            strict=True,
        )
    ]
