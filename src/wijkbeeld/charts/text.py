"""Text and frame that all charts share: names are never markup, every picture says what it is."""

from __future__ import annotations

from textwrap import wrap

import plotly.graph_objects as go

GREY = "#7b8794"
"""References and other areas: 3:1 or more on white and on dark."""

_LINE = 52
"""Letters of a title that fit on one line of a phone: 53 of them took 360 of its 390 pixels."""

_LEAD = 20
"""Pixels of a line of a title."""


def escape(text: str) -> str:
    """Plotly reads HTML in names; a name from a file is text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")


def heading(title: str, source: str) -> str:
    """Title of a figure with its source in small type below, over as many lines as they need."""
    below = escape(source).replace("\n", "<br>")
    return (
        f"<b>{'<br>'.join(map(escape, lines(title)))}</b><br><span "
        f"style='font-size:11px'>{below}</span>"
    )


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
        title={
            "text": heading(title, source),
            "x": 0,
            "xanchor": "left",
            "y": 1 - 12 / height,
            "yanchor": "top",
            "font": {"size": 15},
        },
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
