"""Colours of the nine classes, low to high, and of what lies around them.

Class names stand beside them everywhere. Each class differs from the next by a contrast (WCAG) of
1.5 to 1 or more, at every zoom and without a border. Classes on either side of the middle may be
equally light: hue tells those apart, in every kind of colour vision. So is an area without a
figure: its grey, and from zoom 8 the white border of areas.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Nine class colours, a colour for missing values, and a name for the user."""

    id: str
    label: str
    classes: tuple[str, ...]
    missing: str = "#b9bcc2"


DEFAULT = Palette(
    "paarsgroen",
    "Paars-groen (kleurenblindveilig)",
    (
        "#762a83",
        "#885d9a",
        "#a888b7",
        "#d1b8d3",
        "#f8f6ef",
        "#b3d2ac",
        "#76b16f",
        "#389343",
        "#147333",
    ),
)
"""After ColorBrewer PRGn, safe for protan, deutan and tritan vision; its lightness spread anew."""

LIKE_OFFICIAL = Palette(
    "oranjegroen",
    "Oranje-groen (zoals de officiële kaart)",
    (
        "#a03000",
        "#ce4d00",
        "#ee7c11",
        "#ffb665",
        "#fff6db",
        "#b6d47b",
        "#7cb252",
        "#42923b",
        "#15742e",
    ),
)
"""Near the colours that readers of the official viewer know; not safe for every colour vision."""

HIGH_CONTRAST = Palette(
    "contrast",
    "Hoog contrast (oranje-blauw)",
    (
        "#5b2a0d",
        "#8f3b00",
        "#d06200",
        "#ffa64d",
        "#f5f2ea",
        "#9fc8ef",
        "#4f93d8",
        "#1a5fa8",
        "#173861",
    ),
    "#8b9199",
)
"""Wide steps in lightness, for a weak beamer."""


@dataclass(frozen=True)
class Scenery:
    """What lies around the areas on the map.

    A class as light as the ground or the water is told from it by a line: the border of its
    gemeente, half a pixel or more wide at every zoom, or the shore.
    ``place`` is the line around the areas of a place that lie scattered. An area outside the place
    is ground with a border of ``edge``. So is every area, filled with ``land``, on a map on which
    people point at a place.
    """

    ground: str
    water: str
    shore: str
    outline: str
    place: str
    land: str
    edge: str


SCENERY = {
    "light": Scenery("#e9edf1", "#9ec6e0", "#4f7fa3", "#2b3540", "#16202b", "#ffffff", "#7b8794"),
    "dark": Scenery("#10161c", "#24405a", "#86b3d6", "#2b3540", "#e8edf2", "#2b3743", "#8f9ba8"),
}
"""By the theme of the page."""

GRID_OUTLINE = "#b9c4cf"
"""Borders of gemeenten between cells of the 100 m grid, on the dark (``map_layers.js``)."""

ALL = {p.id: p for p in (DEFAULT, LIKE_OFFICIAL, HIGH_CONTRAST)}

LINES = ("#1b5e9b", "#a9480f", "#0b7a75", "#8a3b8f", "#6b6b00", "#b3263e", "#3d4f63", "#7a5c3a")
"""Line colours for areas in charts: 4.5:1 or more on white."""

LINES_DARK = (
    "#7cb7ee",
    "#f2a46b",
    "#5ecfc8",
    "#d9a0de",
    "#d3cf55",
    "#f28a9a",
    "#b8c7d6",
    "#d0b18d",
)
"""The same, for a dark background."""
