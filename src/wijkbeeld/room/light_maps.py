"""Maps for phones: only the areas that a map is about, so that a national file stays at home.

A map of one gemeente is drawn from files of the whole country. Values go by the number of an area
in its file, so areas that lie far outside keep their number and lose their shape; neighbours stay
as surroundings. Outlines and water that lie elsewhere are left out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Read = Callable[[str, str], bytes | None]
Box = tuple[float, float, float, float]

PREFIX = "../../../volg/vlak/"
"""Address of the files made here, from the map's frontend."""
_LARGEST_PART = 0.6
"""Of the areas inside: a map of more than this keeps its own files."""
_MARGIN = 0.15
"""Of width and height, around the areas inside."""
_AWAY: dict[str, Any] = {
    "type": "Feature",
    "properties": {"c": "", "n": "", "g": "", "p": [0, 0], "s": 0},
    "geometry": {"type": "Polygon", "coordinates": []},
}


@dataclass
class LightMaps:
    """Makes maps light, and keeps the files that were made.

    Attributes
    ----------
    read
        Gives the gzipped file of a dataset by its name, or None.
    files
        What was made, by name; gzipped GeoJSON.
    """

    read: Read
    files: dict[str, bytes] = field(default_factory=dict)
    _made: dict[str, tuple[str, Box]] = field(default_factory=dict)

    def light(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """The data of a map, with lighter files where it is about few of their areas."""
        levels, boxes = [], []
        for level in shown.get("levels", []):
            cut = self._level(level)
            if cut is None:
                return dict(shown)
            name, box = cut
            levels.append({**level, "geometry": PREFIX + name, "overview": None})
            boxes.append(box)
        if not levels:
            return dict(shown)
        around = _with_margin(_join(boxes))
        others = {key: self._around(shown.get(key), around) for key in ("outline", "water")}
        return {**shown, "levels": levels, **others}

    def _level(self, level: Mapping[str, Any]) -> tuple[str, Box] | None:
        outside = str(level.get("outside") or "")
        if not outside or outside.count("1") < (1 - _LARGEST_PART) * len(outside):
            return None
        known = f"{level['geometry']} {level.get('overview')} {outside}"
        if known not in self._made:
            features = self._features(level["geometry"])
            named = self._features(level["overview"]) if level.get("overview") else features
            if features is None or named is None or len(features) != len(outside):
                return None
            inside = [_box(f) for f, o in zip(features, outside, strict=True) if o != "1"]
            if not inside:
                return None
            box = _join(inside)
            around = _with_margin(box)
            kept = [
                {**shape, "properties": name["properties"]}
                if o != "1" or _holds(around, next(_corners(shape["geometry"]["coordinates"])))
                else {**_AWAY, "id": number}
                for number, (shape, name, o) in enumerate(
                    zip(features, named, outside, strict=True)
                )
            ]
            self._made[known] = (self._keep(kept), box)
        return self._made[known]

    def _around(self, address: str | None, box: Box) -> str | None:
        known = f"{address} {box}"
        if known not in self._made:
            features = self._features(address) if address else None
            if features is None:
                return address
            near = [shape for shape in features if _touch(_box(shape), box)]
            self._made[known] = (self._keep(near), box)
        return PREFIX + self._made[known][0]

    def _features(self, address: str) -> list[dict[str, Any]] | None:
        """Shapes in the file at an address; None when it is no file of a dataset."""
        parts = address.split("/")
        packed = self.read(*parts[-2:]) if parts[:-2] == ["..", "..", "kaart"] else None
        if packed is None:
            return None
        shapes: list[dict[str, Any]] = json.loads(gzip.decompress(packed))["features"]
        return shapes

    def _keep(self, features: list[dict[str, Any]]) -> str:
        told = {"type": "FeatureCollection", "features": features}
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        packed = gzip.compress(text.encode("utf-8"), 9, mtime=0)
        name = f"{hashlib.sha256(packed).hexdigest()[:16]}.geojson"
        self.files[name] = packed
        return name


def _corners(coordinates: list[Any]) -> Iterator[list[float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
        return
    for part in coordinates:
        yield from _corners(part)


def _box(shape: Mapping[str, Any]) -> Box:
    corners = list(_corners(shape["geometry"]["coordinates"]))
    x, y = [c[0] for c in corners], [c[1] for c in corners]
    return min(x), min(y), max(x), max(y)


def _holds(box: Box, corner: list[float]) -> bool:
    return box[0] <= corner[0] <= box[2] and box[1] <= corner[1] <= box[3]


def _join(boxes: list[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _with_margin(box: Box) -> Box:
    west, south, east, north = box
    wide, high = _MARGIN * (east - west), _MARGIN * (north - south)
    return west - wide, south - high, east + wide, north + high


def _touch(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
