"""Text and frame that all charts share: names are never markup, every picture says what it is.

A picture has its finding on top, what is measured below that, and its source at the foot: all
within the picture, so that a saved one still says it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, NamedTuple

import plotly.graph_objects as go

from wijkbeeld.words.numbers import number

GREY = "#7b8794"
"""References and other areas: 3:1 or more on white and on dark."""

_DOTTED = {"type": "line", "line": {"color": GREY, "width": 1, "dash": "dot"}}
ZERO_LINES = (
    {**_DOTTED, "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper"},
    {**_DOTTED, "y0": 0, "y1": 0, "x0": 0, "x1": 1, "xref": "paper"},
)
"""Lines where nothing changed, in a chart of two changes."""

SOURCE = "bron"
"""Name of the note with the source at the foot of a figure."""

MEASURED = "gemeten"
"""Name of the note below the title: what is measured, and what colours and signs mean."""


class _Letters(NamedTuple):
    """Letters that fit on a line."""

    title: int
    small: int


_NARROW, _WIDE = _Letters(44, 53), _Letters(72, 87)
"""Of 330 pixels, a step on a phone, and of 540, half a page of a window that is wide."""

_WIDE_FROM = 1200
"""Pixels from which a window is wide."""

_letters: ContextVar[_Letters] = ContextVar("letters", default=_NARROW)

_LEAD, _SMALL_LEAD = 21, 17
"""Pixels of a line of a title, and of small text: 1.3 times the letter."""

_TOP, _TITLE_AT = 8, 18
"""Pixels above the title, and where Plotly must put it for that."""

_EDGE = 4
"""Pixels left of text and below the source: a saved picture has no page around it."""

_FOOT = 62
"""Pixels from the plot to the source: labels and title of the axis lie between."""

_LEGEND = 88
"""Pixels below the plot of a figure with a legend there."""


@dataclass(frozen=True)
class Heading:
    """What stands in a figure, so that a saved picture says what it is and where it comes from.

    Attributes
    ----------
    title
        The finding; where there is nothing to say, what is shown.
    source
        Where the figures come from, and how marks are to be read.
    measured
        What is measured, with its unit.
    """

    title: str
    source: str
    measured: str = ""


@dataclass(frozen=True)
class Sign:
    """What a sign in a colour stands for; told in words above the plot instead of a legend."""

    sign: str
    colour: str
    label: str


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


@dataclass(frozen=True)
class Room:
    """Pixels around the plot of a figure.

    Attributes
    ----------
    over
        Between the plot and the text above it, for names of columns.
    on_top
        Whether the source stands above the plot: below it is a long title of an axis.
    """

    left: int = 60
    right: int = 16
    over: int = 0
    on_top: bool = False


def fit_lines(window: int | None) -> None:
    """Wrap the text of the figures made from now on to what a window holds.

    Parameters
    ----------
    window
        Width in pixels; None where it is not known: lines then fit on a phone.
    """
    _letters.set(_WIDE if window is not None and window >= _WIDE_FROM else _NARROW)


def escape(text: str) -> str:
    """Plotly reads HTML in names; a name from a file is text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")


def narrow(name: str, width: int = 16) -> list[str]:
    """Cut a name in short lines: at spaces, after hyphens and strokes, in a word only at need."""
    parts: list[str] = [""]
    for piece in re.findall(r"[^\s/-]+[/-]*\s*|[/-]+\s*", name):
        if parts[-1] and len(parts[-1] + piece.rstrip()) > width:
            parts.append("")
        parts[-1] += piece
    return [line for part in parts for line in wrap(part.strip(), width + 6)] or [""]


def frame(
    figure: go.Figure,
    heading: Heading,
    plot: int,
    *,
    room: Room | None = None,
    signs: Sequence[Sign] = (),
    legend: bool = False,
) -> go.Figure:
    """Give a figure its title, what is measured, source, margins and Dutch numbers.

    Parameters
    ----------
    plot
        Height of the plot in pixels; text takes no room from it.
    signs
        What colours and signs mean, told above the plot.
    legend
        Whether a legend stands below the plot; the source then stands above it, for nobody knows
        how many lines a legend takes.
    """
    room = room or Room()
    on_top = room.on_top or legend
    title = wrap(heading.title, _letters.get().title) or [""]
    source = _small(heading.source)
    small = [*_small(heading.measured), *_told(signs), *(source if on_top else [])]
    lead = _LEAD if on_top else _SMALL_LEAD
    above = _TOP + _LEAD * len(title) + lead * len(small) + 14 + room.over
    foot = 0 if on_top else _SMALL_LEAD * len(source) + _EDGE
    below = _LEGEND if legend else _FOOT + foot
    height = above + plot + below
    if on_top:  # there are no notes then that say it
        told = [*_small(heading.measured), *_told(signs)]
        figure.update_layout(meta={MEASURED: " ".join(told), SOURCE: " ".join(source)})
    figure.update_layout(
        height=height,
        margin={"l": room.left, "r": room.right, "t": above, "b": below},
        separators=",.",
        hovermode="closest",
        title=_title(title, small if on_top else [], height),
        showlegend=legend or bool(figure.layout.showlegend),
    )
    if legend:
        below_plot = {"x": 0, "y": -54 / plot, "xanchor": "left", "yanchor": "top"}
        figure.update_layout(legend={"orientation": "h", **below_plot})
    if small and not on_top:
        _note(figure, MEASURED, small, room, yshift=room.over + 10)
    if not on_top:
        _note(figure, SOURCE, source, room, yshift=4 - _FOOT)
    return figure


def _small(text: str) -> list[str]:
    """Small text in lines that fit; a number of areas stays on one line."""
    kept = re.sub(r"\bn = ", "n\u00a0=\u00a0", text)
    return [escape(part) for line in kept.split("\n") for part in wrap(line, _letters.get().small)]


def _title(lines: list[str], small: list[str], height: int) -> dict[str, object]:
    below = "<br>".join(small)
    more = f"<br><span style='font-size:13px;font-weight:400'>{below}</span>" if small else ""
    return {
        "text": f"<b>{'<br>'.join(map(escape, lines))}</b>{more}",
        "x": 0,
        "xanchor": "left",
        "y": 1 - _TITLE_AT / height,
        "yanchor": "top",
        "pad": {"l": _EDGE},
        "font": {"size": 16, "weight": 400},
    }


def _note(figure: go.Figure, name: str, lines: list[str], room: Room, yshift: int) -> None:
    """Small text above or below the plot, from the left edge of the figure."""
    is_above = yshift > 0
    figure.add_annotation(
        name=name,
        text="<br>".join(lines),
        xref="paper",
        yref="paper",
        x=0,
        y=1 if is_above else 0,
        xshift=_EDGE - room.left,
        yshift=yshift,
        xanchor="left",
        yanchor="bottom" if is_above else "top",
        align="left",
        showarrow=False,
        font={"size": 13},
        borderpad=0,
    )


def _told(signs: Sequence[Sign]) -> list[str]:
    """Lines that say what signs mean, each sign in its colour."""
    lines: list[str] = []
    length = most = _letters.get().small
    for one in signs:
        first, *more = _small(one.label)
        text = f"<span style='color:{one.colour}'><b>{one.sign}</b></span> {first}"
        if not more and length + len(first) + 8 <= most:
            lines[-1] += f"   {text}"
            length += len(first) + 8
        else:
            lines += [text, *more]
            length = most if more else len(first) + 5
    return lines


_AXIS = re.compile(r"[xy]axis\d*")


def painted(figure: go.Figure, strong: str, ink: str, soft: str) -> go.Figure:
    """The figure with text in the colours of the theme: 4.5:1 or more on its ground.

    Text that has a colour of its own keeps it. The figure that was given stays as it is.

    Parameters
    ----------
    strong, ink, soft
        Of the title, of text, and of the source.
    """
    layout = figure.layout.to_plotly_json()
    for name in {"xaxis", "yaxis", *filter(_AXIS.fullmatch, layout)}:
        axis = layout.setdefault(name, {})
        _colour(axis, "tickfont", ink)
        _colour(axis.setdefault("title", {}), "font", ink)
    _colour(layout.setdefault("title", {}), "font", strong)
    _colour(layout.setdefault("legend", {}), "font", ink)
    layout["modebar"] = {"color": ink, "activecolor": strong, "bgcolor": "rgba(0,0,0,0)"}
    for note in layout.get("annotations", ()):
        if "color" not in note.get("font", {}):
            _colour(note, "font", soft if note.get("name") == SOURCE else ink)
    # All else was validated when it was drawn; once more would take longer than drawing did.
    drawn = go.Figure(data=figure.data, layout=layout, _validate=False)
    return drawn.update_traces(textfont_color=ink, selector={"type": "waterfall"})


def _colour(part: dict[str, Any], font: str, colour: str) -> None:
    """Give a font of a part of a figure a colour, and leave the rest of it as it is."""
    part[font] = {**part.get(font, {}), "color": colour}
