"""A still picture of how areas developed: SVG from the served outlines, without a map library."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.palette import DEFAULT
from wijkbeeld.map.shown_as import ShownAs
from wijkbeeld.store.read import opened

MEASURE = "lbm"
"""The total score of the Leefbaarometer: the one measure that goes back to 2002."""

_FINE = 2
"""Steps of the drawing in one pixel of the page."""

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Ink:
    """Size and colours of a picture.

    Attributes
    ----------
    wide, high
        Largest size in pixels of a page; the picture takes the shape of the areas.
    edge, between
        Outlines of gemeenten, and between areas.
    empty
        Areas without a value.
    marked
        Areas that stand out.
    classes
        Classes of a development, low to high.
    """

    wide: int
    high: int
    edge: str
    between: str
    empty: str
    marked: str
    classes: tuple[str, ...] = DEFAULT.classes


@dataclass(frozen=True)
class Development:
    """How areas developed between their first and last wave.

    Attributes
    ----------
    classes
        Class 1..9 by area code; areas that cannot be compared are not in it.
    """

    base: int
    wave: int
    classes: dict[str, int]

    @property
    def up(self) -> int:
        """Areas that went at least one class above "no development"."""
        return sum(c > 5 for c in self.classes.values())

    @property
    def down(self) -> int:
        """Areas that went at least one class below it."""
        return sum(c < 5 for c in self.classes.values())


@lru_cache(maxsize=64)
def development(scope: Scope) -> Development | None:
    """Development over all waves that most areas have; None where there is one wave or no map."""
    data = opened(scope)
    waves = data.mappable_waves(scope, MEASURE)
    if len(waves) < 2 or f"{scope.level}-{scope.classification}" not in read_index(data.folder):
        return None
    base, wave = waves[0], waves[-1]
    shown = ShownAs(MEASURE, base).thematic(scope).classes[wave]
    classes = {str(code): int(c) for code, c in shown.items() if c}
    return Development(base, wave, classes) if classes else None


@lru_cache(maxsize=64)
def development_picture(scope: Scope, ink: Ink) -> str:
    """Draw how the areas of a scope developed, in their class colours.

    Returns
    -------
    str
        SVG; empty where there is no development to draw.
    """
    found = development(scope)
    if found is None:
        return ""
    colours = {c: ink.classes[n - 1] for c, n in found.classes.items()}
    return _drawn(scope, colours, ink)


@lru_cache(maxsize=16)
def marked_picture(scope: Scope, codes: frozenset[str], ink: Ink) -> str:
    """Draw some areas of a scope filled, among the others.

    Returns
    -------
    str
        SVG; empty without boundaries.
    """
    if f"{scope.level}-{scope.classification}" not in read_index(opened(scope).folder):
        return ""
    return _drawn(scope, dict.fromkeys(codes, ink.marked), ink)


def _drawn(scope: Scope, colours: dict[str, str], ink: Ink) -> str:
    """Draw the areas of a scope, each in its colour; empty where none has a boundary."""
    inside = set(opened(scope).by_code(scope).index)
    areas = {c: rings for c, rings in _outlines(scope) if c in inside}
    if not areas:
        return ""
    west, south, east, north = _bounds(r for rings in areas.values() for r in rings)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = _FINE * min(ink.wide / ((east - west) * narrow), ink.high / (north - south))

    def path(rings: list[Ring]) -> str:
        return "".join(_path(r, west, north, scale * narrow, scale) for r in rings)

    by_colour: dict[str, list[str]] = {}
    for code, rings in areas.items():
        by_colour.setdefault(colours.get(code, ink.empty), []).append(path(rings))
    fills = "".join(
        f'<path d="{"".join(paths)}" fill="{colour}"/>' for colour, paths in by_colour.items()
    )
    towns = opened(scope).by_code(scope)["gemeente_code"].unique()
    borders = "".join(path(rings) for code, rings in _towns(scope) if code in towns)
    across, down = (east - west) * narrow * scale, (north - south) * scale
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="-2 -2 {across + 4:.0f} {down + 4:.0f}" width="{across / _FINE:.0f}" '
        f'height="{down / _FINE:.0f}" fill-rule="evenodd" stroke="{ink.between}" '
        f'stroke-width=".6" stroke-linejoin="round">{fills}<path d="{borders}" fill="none" '
        f'stroke="{ink.edge}" stroke-width="{0.7 if len(towns) > 20 else 2.5}"/></svg>'
    )


def _path(ring: Ring, west: float, north: float, across: float, down: float) -> str:
    """One ring in whole steps, each point relative to the one before."""
    steps = [(round((x - west) * across), round((north - y) * down)) for x, y in ring]
    text, (last_x, last_y) = f"M{steps[0][0]} {steps[0][1]}l", steps[0]
    moves = []
    for x, y in steps[1:]:
        if (x, y) != (last_x, last_y):
            moves.append(f"{x - last_x} {y - last_y}")
            last_x, last_y = x, y
    return text + " ".join(moves) + "z" if moves else ""


def _bounds(rings: Iterator[Ring]) -> tuple[float, float, float, float]:
    points = [p for ring in rings for p in ring]
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _outlines(scope: Scope) -> Iterator[tuple[str, list[Ring]]]:
    """Coarse outlines of the areas of a level, by code."""
    layer = read_index(opened(scope).folder)[f"{scope.level}-{scope.classification}"]
    yield from _features(scope, layer.first)


def _towns(scope: Scope) -> Iterator[tuple[str, list[Ring]]]:
    """Outlines of gemeenten, where the version has them."""
    layer = read_index(opened(scope).folder).get(f"omtrek-{scope.classification}")
    if layer is not None:
        yield from _features(scope, layer.first)


def _features(scope: Scope, file: str) -> Iterator[tuple[str, list[Ring]]]:
    content = gzip.decompress((opened(scope).folder / "web" / file).read_bytes())
    for feature in json.loads(content)["features"]:
        yield str(feature["properties"]["c"]), list(_rings(feature["geometry"]))


def _rings(shape: dict[str, object]) -> Iterator[Ring]:
    """Rings of a polygon, and lines of a boundary, of a GeoJSON geometry."""
    kind, parts = shape["type"], shape["coordinates"]
    assert isinstance(parts, list)
    if kind == "LineString":
        yield parts
    elif kind in ("Polygon", "MultiLineString"):
        yield from parts
    else:
        for polygon in parts:
            yield from polygon
