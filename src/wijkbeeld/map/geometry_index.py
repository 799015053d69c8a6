"""The areas on a map as its geometry holds them: codes, bounds, outlines."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.geometry import read_index
from wijkbeeld.store.read import opened


@lru_cache(maxsize=16)
def mapped_codes(scope: Scope) -> pd.Index:
    """Codes of the areas on the map, in the order of its geometry."""
    data = opened(scope)
    codes = data.by_code(scope).index
    layer = read_index(data.folder).get(f"{scope.level}-{scope.classification}")
    if layer is not None and layer.count == len(codes):
        return codes  # every area has a boundary: no need to read them all to know which
    return pd.Index(data.geometry(scope)["code"])


@lru_cache(maxsize=8)
def mapped_bounds(scope: Scope) -> pd.DataFrame:
    """Bounds in degrees (``minx, miny, maxx, maxy``) of the areas on the map, by code."""
    frame = opened(scope).geometry(scope)
    return frame.to_crs(4326).bounds.set_axis(frame["code"])


@lru_cache(maxsize=64)
def outside(scope: Scope, inside: Scope | None) -> str | None:
    """Which areas of a level lie outside a part of it, one character each, in the order of the map.

    None where none does.
    """
    if inside is None or inside.is_whole:
        return None
    here = mapped_codes(scope).isin(opened(inside).by_code(inside).index)
    return "".join("0" if i else "1" for i in here)


def home(inside: Scope) -> tuple[float, float, float, float] | None:
    """Bounds of the place that a page is about; None for everything."""
    if inside.is_whole:
        return None
    return around(inside.whole(), opened(inside).by_code(inside).index)


def around(scope: Scope, codes: pd.Index) -> tuple[float, float, float, float] | None:
    """Bounds in degrees of some areas together; None where none is on the map."""
    mine = mapped_bounds(scope).reindex(codes).dropna()
    if mine.empty:
        return None
    west, south = (float(v) for v in mine[["minx", "miny"]].min())
    east, north = (float(v) for v in mine[["maxx", "maxy"]].max())
    return west, south, east, north


def outlines(scope: Scope, codes: list[str]) -> dict[str, Any]:
    """Polygons of some areas as GeoJSON, numbered as ``codes``; coarse for a large set."""
    folder = opened(scope).folder
    layer = read_index(folder)[f"{scope.level}-{scope.classification}"]
    first = _served(folder, layer.first)["features"]
    place = {str(f["properties"]["c"]): n for n, f in enumerate(first)}
    fine = first
    if layer.overview and len(codes) < 1000:
        fine = _served(folder, layer.file)["features"]
    kept = [c for c in codes if c in place]
    features = [
        {
            "type": "Feature",
            "id": n,
            "geometry": fine[place[c]]["geometry"],
            "properties": {k: first[place[c]]["properties"][k] for k in ("c", "n", "g")},
        }
        for n, c in enumerate(kept)
    ]
    return {"type": "FeatureCollection", "features": features}


def town_borders(scope: Scope) -> dict[str, Any]:
    """Coarse borders of gemeenten as GeoJSON; without features where the version has none."""
    folder = opened(scope).folder
    layer = read_index(folder).get(f"omtrek-{scope.classification}")
    if layer is None:
        return {"type": "FeatureCollection", "features": []}
    return _served(folder, layer.first)


def _served(folder: Path, file: str) -> dict[str, Any]:
    """GeoJSON of a file that is served to browsers."""
    content: dict[str, Any] = json.loads(gzip.decompress((folder / "web" / file).read_bytes()))
    return content
