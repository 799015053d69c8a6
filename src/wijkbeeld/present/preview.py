"""A scene in small, as a picture for a list: drawn from what the stage draws, without a browser."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import math
import re
import textwrap
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

WIDE, HIGH = 320, 180
"""Pixels of a preview."""

_HEAD = 40
"""Pixels above the picture, for the title."""

_WIDEST = 44
"""Letters of a line, in any font of a browser."""

_FINER = 2
"""Pixels of a map for each of the preview."""

_INK, _SOFT, _WARNING, _LAND = "#16202b", "#44505c", "#8a4b00", "#e9edf1"
ToPixel = Callable[[float, float], tuple[float, float]]

_SIZE = re.compile(r'(<svg[^>]*?) width="[^"]*"')
_TALL = re.compile(r'(<svg[^>]*?) height="[^"]*"')


def preview(scene: dict[str, Any], web: Path) -> str:
    """Draw a scene.

    Parameters
    ----------
    scene
        One of the ``scenes`` of a deck's content.
    web
        Folder with the geometry of its dataset.

    Returns
    -------
    str
        SVG of :data:`WIDE` by :data:`HIGH` pixels.
    """
    words, lead = _lines(scene["title"], 36, 2), _INK  # any font of a browser is to fit
    parts = [_text(8, 17 + 15 * n, line, 13, lead, bold=True) for n, line in enumerate(words)]
    parts.append(_picture(scene, web))
    if scene.get("changed"):
        parts.append(_badge("andere cijfers"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" '
        f'height="{HIGH}" font-family="Source Sans, system-ui, sans-serif">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>{"".join(parts)}</svg>'
    )


def _picture(scene: dict[str, Any], web: Path) -> str:
    if scene["missing"]:
        return _list(_lines(scene["missing"], _WIDEST, 6), _WARNING)
    maps = [shown for shown in (scene["map"], scene.get("second")) if shown]
    if maps:
        each = WIDE // len(maps)
        return "".join(_map(shown, web, n * each, each) for n, shown in enumerate(maps))
    if scene["svg"]:
        return _chart(scene["svg"])
    if scene.get("table"):
        rows = [scene["table"]["header"], *scene["table"]["rows"]]
        return _list([" · ".join(row) for row in rows], _SOFT)
    question = scene["question"]
    return _list(list(question["options"]) if question else list(scene["lines"]), _SOFT)


def _lines(text: str, wide: int, most: int) -> list[str]:
    return textwrap.wrap(text, wide, max_lines=most, placeholder="…")


def _text(x: float, y: float, text: str, size: int, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}"{weight}>'
        f"{html.escape(text, quote=False)}</text>"
    )


def _list(lines: list[str], colour: str) -> str:
    cut = [line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…" for line in lines[:8]]
    return "".join(_text(12, _HEAD + 18 + 16 * n, line, 12, colour) for n, line in enumerate(cut))


def _badge(text: str) -> str:
    box = f'<rect x="{WIDE - 96}" y="{HIGH - 22}" width="92" height="18" rx="3" fill="{_WARNING}"/>'
    return box + _text(WIDE - 90, HIGH - 9, text, 12, "#fff")


def _chart(svg: str) -> str:
    bare = _TALL.sub(r"\1", _SIZE.sub(r"\1", svg, count=1), count=1)
    place = f'<svg x="6" y="{_HEAD}" width="{WIDE - 12}" height="{HIGH - _HEAD - 6}"'
    return bare.replace("<svg", place, 1)


def _map(shown: dict[str, Any], web: Path, left: int, wide: int) -> str:
    """A map as a picture within the drawing, with its wave."""
    high = HIGH - _HEAD
    image = Image.new("RGB", (wide * _FINER, high * _FINER), shown["missing"])
    _paint(image, shown, web)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    held = base64.b64encode(out.getvalue()).decode()
    return (
        f'<image x="{left}" y="{_HEAD}" width="{wide}" height="{high}" '
        f'href="data:image/png;base64,{held}"/>'
        + _text(left + 8, HIGH - 10, str(shown["wave"]), 22, _INK, bold=True)
    )


def _paint(image: Image.Image, shown: dict[str, Any], web: Path) -> None:
    """Fill the areas that a map is about, in their colours; others in that of land."""
    level = shown["levels"][0]
    classes = level["classes"][shown["waves"].index(shown["wave"])] if level["classes"] else ""
    colours = level["palette"] or shown["palette"]
    outside = level["outside"] or ""
    to_pixel = _projection(shown["home"] or shown["bounds"], image.size)
    draw = ImageDraw.Draw(image)
    if shown["grid"]:
        _paste(image, shown["grid"], shown["wave"], to_pixel)
        return
    file = web / (level["overview"] or level["geometry"]).rsplit("/", 1)[1]
    for number, rings in enumerate(_shapes(file)):
        klasse = int(classes[number : number + 1] or 0)
        fill = colours[klasse - 1] if klasse else shown["missing"]
        if outside[number : number + 1] == "1":
            fill = _LAND
        for ring in rings:
            points = [to_pixel(x, y) for x, y in ring]
            if len(points) > 2:
                draw.polygon(points, fill=fill, outline="#16202b" if fill != _LAND else "#d3d9df")


def _paste(image: Image.Image, grid: dict[str, Any], wave: int, to_pixel: ToPixel) -> None:
    """Lay the picture of the 100 m grid where it belongs."""
    address = grid["urls"][str(wave)]
    cells = Image.open(io.BytesIO(base64.b64decode(address.split(",", 1)[1]))).convert("RGBA")
    (left, top), (right, bottom) = (to_pixel(*grid["corners"][n]) for n in (0, 2))
    size = (max(1, round(right - left)), max(1, round(bottom - top)))
    small = cells.resize(size, Image.Resampling.NEAREST)
    image.paste(small, (round(left), round(top)), small)


def _projection(bounds: list[list[float]], size: tuple[int, int]) -> ToPixel:
    """From degrees to pixels of a picture in which the bounds fit."""
    (west, south), (east, north) = bounds
    narrow = math.cos(math.radians((south + north) / 2))
    scale = 0.94 * min(size[0] / ((east - west) * narrow), size[1] / (north - south))
    middle_x, middle_y = (west + east) / 2, (south + north) / 2

    def to_pixel(x: float, y: float) -> tuple[float, float]:
        return (
            size[0] / 2 + (x - middle_x) * narrow * scale,
            size[1] / 2 - (y - middle_y) * scale,
        )

    return to_pixel


@lru_cache(maxsize=4)
def _shapes(file: Path) -> list[list[list[list[float]]]]:
    """Outer rings of each area, in the order of the file."""
    found = []
    for feature in json.loads(gzip.decompress(file.read_bytes()))["features"]:
        shape = feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        found.append([polygon[0] for polygon in parts])
    return found
