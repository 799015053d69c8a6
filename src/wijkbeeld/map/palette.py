"""Colours of the nine classes, low to high. Class names stand beside them everywhere."""

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
        "#9970ab",
        "#c2a5cf",
        "#e7d4e8",
        "#f3f1ea",
        "#d9f0d3",
        "#a6dba0",
        "#5aae61",
        "#1b7837",
    ),
)
"""ColorBrewer PRGn, safe for protan, deutan and tritan vision."""

LIKE_OFFICIAL = Palette(
    "oranjegroen",
    "Oranje-groen (zoals de officiële kaart)",
    (
        "#a03000",
        "#d7591a",
        "#f08c42",
        "#f8bd7f",
        "#fdebb8",
        "#cfe6a5",
        "#9aca78",
        "#5aa653",
        "#1f7a34",
    ),
)
"""Near the colours that readers of the official viewer know; not safe for every colour vision."""

HIGH_CONTRAST = Palette(
    "contrast",
    "Hoog contrast (oranje-blauw)",
    (
        "#4d1d00",
        "#8f3b00",
        "#d06200",
        "#ffa64d",
        "#f5f2ea",
        "#9fc8ef",
        "#4f93d8",
        "#1a5fa8",
        "#06284f",
    ),
    "#8b9199",
)
"""Wide steps in lightness, for a weak beamer."""

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
