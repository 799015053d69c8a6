"""Colours of classes that are not the nine of a score: by what a measure means."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from wijkbeeld.catalog.models import Direction
from wijkbeeld.map.palette import Palette

Ramp = Literal["score", "amount", "change", "square"]

_BLUES = ("#e8f3ff", "#a3c5d9", "#529ec9", "#2477b1", "#08519c")
"""After ColorBrewer Blues: an amount without better or worse. Five classes differ 1.5 to 1."""

_BROWN_TEAL = (
    "#8c510a",
    "#b07002",
    "#bd9c4a",
    "#d9c695",
    "#f6f6f6",
    "#a0cfc9",
    "#4fac9f",
    "#138880",
    "#01665e",
)
"""After ColorBrewer BrBG, safe for protan, deutan and tritan vision: less and more, not better."""

SQUARE = (
    "#fff0ba",
    "#94cfcf",
    "#20b1b1",
    "#dd95cf",
    "#7e88b8",
    "#2c7394",
    "#cd32ad",
    "#724891",
    "#303a78",
)
"""Two measures in thirds: the first rises with each step, the second with every three.

After J. Stevens, *Bivariate Choropleth Maps* (2015), scheme DkBlue, with cream for its
lightest grey, as areas outside the place and without a figure are grey; each step of either measure
differs 1.5 to 1 or more. A step of the second is the larger, so that classes that touch at a corner
differ 1.3 to 1.
"""


def coloured(
    palette: Palette, ramp: Ramp, direction: Direction, places: tuple[float, ...]
) -> Palette:
    """Palette with a colour for each class, by its place on the ramp (0 to 1).

    A score has the nine colours of the palette. An amount goes from light to dark, so that dark is
    more: in the palette's colour for good where higher is better, in that for weak where lower is
    better, in blue where neither is. A change, or a distance from a middle, goes to two sides:
    the good side has the good colour; without better or worse it is brown and teal.
    """
    if ramp == "square":
        return replace(palette, classes=SQUARE)
    if ramp == "score":
        return palette
    return replace(palette, classes=_between(_anchors(palette, ramp, direction), places))


def _anchors(palette: Palette, ramp: Ramp, direction: Direction) -> tuple[str, ...]:
    low_to_high = palette.classes
    if ramp == "change":
        if direction == "neutraal":
            return _BROWN_TEAL
        return low_to_high if direction == "hoger is beter" else low_to_high[::-1]
    middle = len(low_to_high) // 2
    if direction == "neutraal":
        return _BLUES
    return low_to_high[middle:] if direction == "hoger is beter" else low_to_high[middle::-1]


def _between(anchors: tuple[str, ...], places: tuple[float, ...]) -> tuple[str, ...]:
    """Colours at places (0 to 1) along anchors."""
    parts = np.array([[int(c[n : n + 2], 16) for n in (1, 3, 5)] for c in anchors], dtype="float64")
    at = np.asarray(places) * (len(anchors) - 1)
    mixed = [np.interp(at, np.arange(len(anchors)), parts[:, n]).round() for n in range(3)]
    return tuple(f"#{int(r):02x}{int(g):02x}{int(b):02x}" for r, g, b in zip(*mixed, strict=True))
