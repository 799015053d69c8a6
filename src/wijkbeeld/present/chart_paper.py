"""Paper for charts on a large screen: sizes, colours, and the places along an axis."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

WIDTH, HEIGHT = 960.0, 340.0
"""Size of the drawing in points; on a screen of 1920 pixels a point is two pixels."""

TEXT = 30.0
"""Points of text: 56 pixels on a screen of 1080 lines, what can be read from ten metres."""

LETTER = 0.5
"""Width of a letter, as part of its height, that room is kept for."""

INK, SOFT, RULE, SPINE = "#16202b", "#44505c", "#d3d9df", "#8793a0"

ON_DARK = {INK: "#e8edf2", SOFT: "#b9c4cf", RULE: "#3a4653"}
"""What stands for the colours of the paper where the ground is dark."""

ON_DARK_PATTERN = re.compile("|".join(ON_DARK))

_DASHES: dict[str, Any] = {
    "solid": "-",
    "dot": (0, (1, 2)),
    "dash": (0, (4, 3)),
    "dashdot": (0, (4, 2, 1, 2)),
    "longdash": (0, (7, 3)),
}

WIDER = 1.7
"""Lines and marks, in points per pixel of the screen figure."""


mpl.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "wijkbeeld",
        "axes.unicode_minus": True,
        "font.family": ["DejaVu Sans"],
        "font.size": TEXT,
    }
)


@dataclass
class Sheet:
    """A pair of axes, with the names that stand for places along them."""

    axes: Axes
    names: dict[str, list[str]] = field(default_factory=dict)

    def place(self, way: str, value: Any) -> float:
        """Place of a value or of a name along an axis."""
        if not isinstance(value, str):
            return float(value)
        known = self.names.setdefault(way, [])
        text = plain(value)
        if text not in known:
            known.append(text)
        return float(known.index(text))

    def places(self, way: str, given: Any) -> np.ndarray:
        """Places of values along an axis; what is missing stays missing."""
        values = [] if given is None else list(given)
        return np.array([np.nan if v is None else self.place(way, v) for v in values], float)


def plain(text: Any) -> str:
    """Text without markup; a dollar would start mathematics."""
    lines = re.sub(r"<br\s*/?>", "\n", str(text or ""))
    return html.unescape(re.sub(r"<[^>]+>", "", lines)).replace("$", r"\$")


def colour_of(given: Any) -> Any:
    """A colour as matplotlib takes it."""
    found = re.fullmatch(r"rgba?\(([^)]*)\)", given or "")
    if not found:
        return given
    parts = [float(p) for p in found[1].split(",")]
    return (*[p / 255 for p in parts[:3]], parts[3] if len(parts) > 3 else 1.0)


def is_many(given: Any) -> bool:
    """Whether a value is given for each point."""
    return isinstance(given, list | tuple | np.ndarray)


def dash_of(given: str | None) -> Any:
    """A dash by its name, or in pixels as ``7px,4px``."""
    if given in _DASHES or given is None:
        return _DASHES[given or "solid"]
    lengths = [float(p.strip().removesuffix("px")) for p in given.split(",")]
    return (0, tuple(max(length / 2, 0.5) for length in lengths))


def label_of(trace: Any) -> str:
    """Name of a trace in the legend; one that starts with a dash is left out of it."""
    return plain(trace.name) if trace.name and trace.showlegend is not False else "_"
