"""The shapes of a map: brought to RD New, repaired, and only what has a surface."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkbeeld.sources.boundaries.columns import keep
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.store.reading import Reading

RD = 28992
_RD_BOX = (-10_000.0, 280_000.0, 300_000.0, 640_000.0)
_NL_BOX = (2.5, 50.5, 7.5, 54.0)


MANY_CORNERS = 250_000
"""Corners of a layer from which it is the whole country in full detail."""

DETAIL = 10.0
"""What is left out of such a layer, in metres: a map draws 25 metres at its finest."""


_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def to_rd(frame: gpd.GeoDataFrame, label: str, reading: Reading) -> gpd.GeoDataFrame:
    """Bring to RD New; where the file names no system, tell it from the coordinates."""
    box = frame.total_bounds
    looks_rd, looks_wgs = _inside(box, _RD_BOX), _inside(box, _NL_BOX)
    if frame.crs is None or (frame.crs.to_epsg() == 4326 and looks_rd):
        if not (looks_rd or looks_wgs):
            raise SourceError(
                label,
                "Het coördinatenstelsel ontbreekt en de coördinaten liggen niet in Nederland.",
                "Bewaar de kaart opnieuw met coördinatenstelsel RD New (EPSG:28992).",
            )
        system = RD if looks_rd else 4326
        frame = frame.set_crs(system, allow_override=True)
        reading.notes.append(f"Coördinatenstelsel niet (goed) vermeld; gelezen als EPSG:{system}.")
    moved = frame.to_crs(RD)
    if not _inside(moved.total_bounds, _RD_BOX):
        raise SourceError(
            label,
            "De gebieden liggen niet in Nederland. Klopt het coördinatenstelsel?",
            "Bewaar de kaart opnieuw met coördinatenstelsel RD New (EPSG:28992).",
        )
    return moved


def _inside(box: np.ndarray, limits: tuple[float, float, float, float]) -> bool:
    return bool(
        np.isfinite(box).all()
        and box[0] >= limits[0]
        and box[1] >= limits[1]
        and box[2] <= limits[2]
        and box[3] <= limits[3]
    )


def sound(frame: gpd.GeoDataFrame, reading: Reading) -> gpd.GeoDataFrame:
    """Repair invalid polygons; refuse what has no surface."""
    shapes = np.asarray(frame.geometry.array, dtype=object)
    invalid = ~shapely.is_valid(shapes)
    if invalid.any():
        shapes[invalid] = shapely.make_valid(shapes[invalid])
        reading.notes.append(f"{int(invalid.sum())} ongeldige vlakken hersteld.")
    other = ~np.isin(shapely.get_type_id(shapes), _POLYGONS) | shapely.has_z(shapes)
    shapes[other] = np.array([polygons(s) for s in shapes[other]], dtype=object)
    frame = frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))
    has_surface = pd.Series(shapely.area(shapes) > 0, index=frame.index)
    return keep(frame, has_surface, "geen vlak (leeg, lijn of punt)", reading)


def slimmed(frame: gpd.GeoDataFrame, reading: Reading) -> gpd.GeoDataFrame:
    """Leave out detail that nobody sees of a map of the whole country.

    Maps of many years in full detail do not fit in the memory of an ordinary computer. Borders
    that areas share stay shared; an area never disappears.
    """
    shapes = np.asarray(frame.geometry.array, dtype=object)
    if shapely.get_num_coordinates(shapes).sum() < MANY_CORNERS:
        return frame
    simple = shapely.coverage_simplify(shapes, DETAIL)
    lost = shapely.is_empty(simple) | ~shapely.is_valid(simple)
    simple[lost] = shapes[lost]
    reading.notes.append(f"Grenzen van heel Nederland: bewaard tot op {DETAIL:.0f} meter.")
    return frame.set_geometry(gpd.GeoSeries(simple, index=frame.index, crs=frame.crs))


def polygons(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Only the polygons of a shape, as one (multi)polygon without height."""
    if shape is None or shape.is_empty:
        return None
    shape = shapely.force_2d(shape)
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [p for p in shapely.get_parts(shape) if p.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.unary_union(parts) if parts else None
