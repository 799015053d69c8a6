"""Text and frame that all charts share: names are never markup, every picture says what it is."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from wijkbeeld.words.numbers import number

GREY = "#7b8794"
"""References and other areas: 3:1 or more on white and on dark."""

_LINE = 52
"""Letters of a title that fit on one line of a phone: 53 of them took 360 of its 390 pixels."""

_LEAD = 20
"""Pixels of a line of a title."""


@dataclass(frozen=True)
class Heading:
    """What stands in a figure, so that a saved picture says what it is and where it comes from."""

    title: str
    source: str


@dataclass(frozen=True)
class Axis:
    """The values of a figure: their unit, and the decimals to write them with."""

    unit: str
    decimals: int

    def write(self, value: float) -> str:
        """Value in Dutch notation, without its unit."""
        return number(value, self.decimals)

    @property
    def tick_format(self) -> str:
        """Format of the numbers along the axis, for d3."""
        return f",.{self.decimals}f"


def escape(text: str) -> str:
    """Plotly reads HTML in names; a name from a file is text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")


def title_layout(title: str, source: str, top: float) -> dict[str, object]:
    """Title of a figure with its source in small type below, over as many lines as they need.

    Parameters
    ----------
    top
        Where the title begins, as a part of the height of the figure.
    """
    below = escape(source).replace("\n", "<br>")
    return {
        "text": (
            f"<b>{'<br>'.join(map(escape, lines(title)))}</b><br><span "
            f"style='font-size:11px;font-weight:400;opacity:0.85'>{below}</span>"
        ),
        "x": 0,
        "xanchor": "left",
        "y": top,
        "yanchor": "top",
        "font": {"size": 15, "weight": 400},
    }


def lines(title: str) -> list[str]:
    """Cut a title in lines that fit on a phone."""
    return wrap(title, _LINE) or [""]


def room(title: str, source: str) -> int:
    """Pixels above a figure for its title and source."""
    return 66 + _LEAD * (len(lines(title)) - 1) + 14 * source.count("\n")


def frame(
    figure: go.Figure, title: str, source: str, height: int, *, legend: bool = True, left: int = 60
) -> go.Figure:
    """Give a figure its title, source, margins and Dutch numbers."""
    below, above = 88 if legend else 56, room(title, source)
    height += _LEAD * (len(lines(title)) - 1)  # a longer title takes no room from the plot
    figure.update_layout(
        height=height,
        margin={"l": left, "r": 16, "t": above, "b": below},
        separators=",.",
        hovermode="closest",
        title=title_layout(title, source, 1 - 12 / height),
        showlegend=legend,
        legend={
            "orientation": "h",
            "y": -54 / (height - above - below),
            "x": 0,
            "xanchor": "left",
            "yanchor": "top",
        },
    )
    return figure
