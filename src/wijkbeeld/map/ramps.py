"""Colours of classes that are not the nine of a score: by what a measure means."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from wijkbeeld.catalog.models import Direction
from wijkbeeld.map.palette import Palette

Ramp = Literal["score", "amount", "change", "square"]

_BLUES = ("#dfeaf6", "#bdd7e7", "#6baed6", "#3182bd", "#08519c")
"""ColorBrewer Blues, the lightest a little darker: an amount without better or worse."""

_BROWN_TEAL = (
    "#8c510a",
    "#bf812d",
    "#dfc27d",
    "#f6e8c3",
    "#f5f5f5",
    "#c7eae5",
    "#80cdc1",
    "#35978f",
    "#01665e",
)
"""ColorBrewer BrBG, safe for protan, deutan and tritan vision: less and more, not better."""

SQUARE = (
    "#e8e8e8",
    "#ace4e4",
    "#5ac8c8",
    "#dfb0d6",
    "#a5add3",
    "#5698b9",
    "#be64ac",
    "#8c62aa",
    "#3b4994",
)
"""Two measures in thirds: the first rises with each step, the second with every three.

Source: J. Stevens, *Bivariate Choropleth Maps* (2015), scheme DkBlue.
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
