"""Two or three lines without axes, named at their ends: a picture of what a page shows."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape

WIDE, HIGH = 300, 150
_NAMES = 96
"""Pixels at the right that are kept for names."""

_APART = 17
"""Least distance between two names, in pixels."""


@dataclass(frozen=True)
class SmallLine:
    """One line: its name, years with their values, and how it is drawn.

    Attributes
    ----------
    values
        Value by year; a year without one breaks nothing, it is left out.
    dash
        SVG dash pattern; empty for a solid line.
    """

    name: str
    values: dict[int, float]
    colour: str
    dash: str = ""


STYLE = """
.wb-lines { position: relative; font-size: 13px; line-height: 17px; }
.wb-lines span { position: absolute; white-space: nowrap; }
"""


def small_lines(lines: list[SmallLine], alt: str) -> str:
    """Draw lines over the same years, to one scale.

    Parameters
    ----------
    alt
        What the picture tells, for who cannot see it.

    Returns
    -------
    str
        HTML: the lines as an SVG image, their names as text over it, for an image does not know
        the letters of the page around it; empty without two years to draw.
    """
    years = sorted({y for line in lines for y in line.values})
    values = [v for line in lines for v in line.values.values()]
    if len(years) < 2:
        return ""
    low, high = min(values), max(values)
    across = (WIDE - _NAMES - 12) / (years[-1] - years[0])
    up = (HIGH - 40) / ((high - low) or 1)

    def place(year: int, value: float) -> tuple[float, float]:
        return 8 + (year - years[0]) * across, HIGH - 28 - (value - low) * up

    ends = {line.name: place(*max(line.values.items())) for line in lines}
    heights = apart([ends[line.name][1] for line in lines], _APART)
    drawn, names = [], []
    for line, height in zip(lines, heights, strict=True):
        points = " ".join("{:.1f},{:.1f}".format(*place(*p)) for p in sorted(line.values.items()))
        x, y = ends[line.name]
        drawn.append(
            f'<polyline points="{points}" fill="none" stroke="{line.colour}" stroke-width="2.5" '
            f'stroke-dasharray="{line.dash}"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{line.colour}"/>'
        )
        names.append(_text(line.name, x + 9, height - 9, f"color:{line.colour}"))
    names.append(_text(str(years[0]), 8, HIGH - 18))
    names.append(_text(str(years[-1]), place(years[-1], low)[0] - 16, HIGH - 18))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" '
        f'height="{HIGH}">{"".join(drawn)}</svg>'
    )
    content = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return (
        f'<div class="wb-lines" style="width:{WIDE}px"><img alt="{escape(alt)}" '
        f'src="data:image/svg+xml;base64,{content}">{"".join(names)}</div>'
    )


def _text(text: str, left: float, top: float, style: str = "") -> str:
    return f'<span style="left:{left:.0f}px;top:{top:.0f}px;{style}">{escape(text)}</span>'


def apart(heights: list[float], least: float) -> list[float]:
    """Heights with at least so much between them, in the same order, moved as little as can be."""
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    moved = list(heights)
    groups: list[list[int]] = []
    for n in order:
        groups.append([n])
        while len(groups) > 1 and _middle(groups[-1], heights) - _middle(groups[-2], heights) < (
            least * (len(groups[-1]) + len(groups[-2])) / 2
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    for group in groups:
        first = _middle(group, heights) - least * (len(group) - 1) / 2
        for step, n in enumerate(group):
            moved[n] = first + step * least
    return moved


def _middle(group: list[int], heights: list[float]) -> float:
    return sum(heights[n] for n in group) / len(group)
