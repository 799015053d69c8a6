"""Where an area lies in its gemeente: outlines, as a picture without a map library."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

WIDE, HIGH = 320, 210
"""Size of the picture, in pixels of a page."""

_EDGE = 6


def place_picture(areas: gpd.GeoDataFrame, code: str, label: str) -> str:
    """Draw some areas, one of them filled.

    Parameters
    ----------
    areas
        Columns ``code`` and ``geometry``, in metres (RD New).
    code
        The area to fill.
    label
        What the picture shows, for who cannot see it.

    Returns
    -------
    str
        SVG, in colours that stand on light and on dark; empty without boundaries.
    """
    known = areas[areas.geometry.notna()]
    if code not in set(known["code"]):
        return ""
    west, south, east, north = (float(v) for v in known.total_bounds)
    scale = min((WIDE - 2 * _EDGE) / (east - west), (HIGH - 2 * _EDGE) / (north - south))
    wide, high = (east - west) * scale + 2 * _EDGE, (north - south) * scale + 2 * _EDGE

    def path(shape: BaseGeometry) -> str:
        simple = shape.simplify(0.7 / scale)
        rings = (
            "M"
            + "L".join(
                f"{(x - west) * scale + _EDGE:.1f},{(north - y) * scale + _EDGE:.1f}"
                for x, y in ring
            )
            + "Z"
            for ring in _rings(simple)
        )
        return "".join(rings)

    others = "".join(path(g) for g in known.loc[known["code"] != code, "geometry"])
    mine = "".join(path(g) for g in known.loc[known["code"] == code, "geometry"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" role="img" '
        f'aria-label="{escape(label)}" width="{wide:.0f}" height="{high:.0f}" '
        'fill-rule="evenodd">'
        f'<path d="{others}" fill="#7b8794" fill-opacity=".25" stroke="#7b8794" '
        'stroke-width=".8"/>'
        f'<path d="{mine}" fill="#c8410b" stroke="#ffffff" stroke-width="1.2"/></svg>'
    )


def _rings(shape: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
    """Rings of a polygon, or of the polygons of a collection."""
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon" and not part.is_empty:
            yield [(x, y) for x, y, *_ in part.exterior.coords]
            for hole in part.interiors:
                yield [(x, y) for x, y, *_ in hole.coords]
