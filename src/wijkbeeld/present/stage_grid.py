"""The 100 m grid on the stage: its pictures in the colours of a beamer, held by the scene itself.

A stage asks for nothing once it stands, so the pictures lie in its content. Only what lies around
the place that the map is about is kept: the whole country would be megabytes a wave.
"""

from __future__ import annotations

import base64
import io
import math
from typing import Any

from PIL import Image

from wijkbeeld.map import palette, raster
from wijkbeeld.map.view import Grid
from wijkbeeld.store.read import open_dataset

Bounds = tuple[float, float, float, float]

_MARGIN = 0.6
"""Part of the size of the place that is kept on each side."""


def pictures(grid: Grid, dataset: str, colours: list[str], home: Bounds | None) -> dict[str, Any]:
    """Pictures by wave as addresses that hold them, their corners, and no cell to ask for.

    Parameters
    ----------
    colours
        Nine, ``#rrggbb``.
    home
        Place that the map is about (west, south, east, north in degrees); None for all cells.
    """
    data = open_dataset(dataset)
    urls, corners = {}, grid.corners
    for wave, address in grid.urls.items():
        subject = raster.subject_of(address.rsplit("/", 1)[1])
        if subject is None:
            raise ValueError(f"no subject in the address of a picture: {address}")
        drawn = raster.png(data, subject, palette.DEFAULT.id)
        image = Image.open(io.BytesIO(drawn))
        part, corners = _around(image.size, grid.corners, home)
        urls[wave] = _held(_painted(image.crop(part), colours))
    return {"urls": urls, "corners": corners, "probe": ""}


def _painted(image: Image.Image, colours: list[str]) -> bytes:
    """The same classes in other colours; what has no class stays transparent."""
    image.putpalette([0, 0, 0] + [int(c[n : n + 2], 16) for c in colours for n in (1, 3, 5)])
    out = io.BytesIO()
    image.save(out, "PNG", transparency=0, compress_level=9)
    return out.getvalue()


def _held(content: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(content).decode()


def _around(
    size: tuple[int, int], corners: list[list[float]], home: Bounds | None
) -> tuple[tuple[int, int, int, int], list[list[float]]]:
    """Part of a picture around a place, in pixels, and the corners of that part.

    Columns are even in longitude and rows in Web Mercator, so whole pixels keep their place.
    """
    wide, high = size
    if home is None:
        return (0, 0, wide, high), corners
    (left, top), _, (right, bottom), _ = corners
    above, below = _mercator(top), _mercator(bottom)
    west, south, east, north = home
    beside, over = _MARGIN * (east - west), _MARGIN * (north - south)

    def column(lng: float) -> int:
        return min(max(round((lng - left) / (right - left) * wide), 0), wide)

    def row(lat: float) -> int:
        return min(max(round((above - _mercator(lat)) / (above - below) * high), 0), high)

    x0, x1 = column(west - beside), column(east + beside)
    y0, y1 = row(north + over), row(south - over)
    lngs = [left + x / wide * (right - left) for x in (x0, x1)]
    lats = [_latitude(above - y / high * (above - below)) for y in (y0, y1)]
    places = [(lngs[0], lats[0]), (lngs[1], lats[0]), (lngs[1], lats[1]), (lngs[0], lats[1])]
    return (x0, y0, x1, y1), [[round(lng, 7), round(lat, 7)] for lng, lat in places]


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _latitude(up: float) -> float:
    return math.degrees(2 * math.atan(math.exp(up)) - math.pi / 2)
