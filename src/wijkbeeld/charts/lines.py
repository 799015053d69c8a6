"""Lines of a series: what each is of, how it looks, and where its name stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, cycle
from typing import Any

import numpy as np
import plotly.graph_objects as go

from wijkbeeld.charts.text import GREY, escape, narrow

MOST_NAMED = 8
"""With more lines than this the names stand in a legend beside the plot."""

_LEAD = 16
"""Pixels of a line of a name at the end of a line."""

_LETTER = 7.2
"""Widest mean width in pixels of a letter of a name."""


class Kind(StrEnum):
    """What a line is of."""

    MAIN = "main"
    """What the page is about: a chosen area, or the place itself."""
    AROUND = "around"
    """A gemeente or place around it."""
    GROUP = "group"
    """A programme or selection."""
    ALL = "all"
    """Everything in the dataset."""


_DASHES = {
    Kind.AROUND: ("2px,3px", "8px,3px,2px,3px", "1px,6px"),
    Kind.GROUP: ("12px,3px",),
    Kind.ALL: ("7px,4px",),
}


@dataclass(frozen=True)
class Line:
    """One line: ``values`` on ``years`` (missing values stay gaps).

    Attributes
    ----------
    name
        In full, for the hover, the table and who cannot see the picture.
    label
        Short name at the end of the line; the full one where it is empty.
    note
        What the hover adds.
    counts
        Areas behind a mean, or respondents, per year.
    counted
        What the areas are called, more than one; empty for respondents.
    margins
        Half the width of the margin of error, per year.
    few
        Years with few respondents: drawn open, with this text.
    is_hollow
        Whether all points are open: the values mean little.
    """

    name: str
    years: Sequence[int]
    values: Sequence[float]
    kind: Kind = Kind.MAIN
    label: str = ""
    note: str = ""
    counts: Mapping[int, int] = field(default_factory=dict)
    counted: str = ""
    margins: Mapping[int, float] = field(default_factory=dict)
    few: Mapping[int, str] = field(default_factory=dict)
    is_hollow: bool = False

    @property
    def end(self) -> float:
        """Last known value; missing without one."""
        known = [v for _, v in sorted(zip(self.years, self.values, strict=True)) if v == v]
        return known[-1] if known else float("nan")


@dataclass(frozen=True)
class Style:
    """How a series looks.

    Attributes
    ----------
    colours
        Line colours, one per area in turn.
    ink, soft
        Colour of text, and of text about everything in the dataset.
    height
        Of the plot, in pixels.
    """

    colours: Sequence[str]
    ink: str = "#44505c"
    soft: str = "#5c6874"
    height: int = 300


@dataclass(frozen=True)
class Look:
    """How one line is drawn, and the colour of its name."""

    line: dict[str, object]
    ink: str


def looks_of(lines: Sequence[Line], style: Style) -> list[Look]:
    """Chosen areas solid and in colour, gemeente dotted, everything dashed and grey."""
    wide = 3.5 if sum(line.kind is Kind.MAIN for line in lines) == 1 else 2.8
    colours = cycle(style.colours)
    dashes = {kind: cycle(known) for kind, known in _DASHES.items()}
    looks = []
    for line in lines:
        if line.kind is Kind.MAIN:
            colour = next(colours)
            looks.append(Look({"color": colour, "width": wide, "dash": "solid"}, colour))
            continue
        is_all = line.kind is Kind.ALL
        drawn = {
            "color": GREY if is_all else style.ink,
            "width": 2,
            "dash": next(dashes[line.kind]),
        }
        looks.append(Look(drawn, style.soft if is_all else style.ink))
    return looks


def apart(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Middles of labels nearest to where they are wanted, so that none overlap.

    The labels keep their order. Neighbours that would overlap share their shift (pool adjacent
    violators on the middles less the room that the labels before them need).

    Parameters
    ----------
    wanted
        Pixels from the bottom.
    heights
        Of the labels, in pixels.
    room
        Pixels that all must lie within; where it is too small they stick out at the top.
    """
    if not len(wanted):
        return []
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    tall = [heights[n] for n in order]
    steps = list(accumulate((a + b) / 2 for a, b in zip([-tall[0], *tall], tall, strict=False)))
    pools: list[tuple[float, int]] = []
    for n, step in zip(order, steps, strict=True):
        mean, size = wanted[n] - step, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, size = (before * many + mean * size) / (many + size), many + size
        pools.append((mean, size))
    shifts = np.repeat([mean for mean, _ in pools], [size for _, size in pools])
    low = tall[0] / 2
    shifts = np.clip(shifts, low, max(low, room - tall[-1] / 2 - steps[-1]))
    placed = dict(zip(order, shifts + np.array(steps), strict=True))
    return [float(placed[n]) for n in range(len(wanted))]


def name_lines(
    figure: go.Figure,
    lines: Sequence[Line],
    looks: Sequence[Look],
    values: tuple[float, float],
    height: int,
) -> int:
    """Write the name of every line at its end, or in a legend beside the plot where they crowd.

    Parameters
    ----------
    values
        Lowest and highest value of the axis.
    height
        Of the plot, in pixels.

    Returns
    -------
    int
        Pixels that the names take to the right of the plot.
    """
    named = [(line, look) for line, look in zip(lines, looks, strict=True) if line.end == line.end]
    texts = [
        narrow(line.label or line.name) + (narrow(line.note) if line.is_hollow else [])
        for line, _ in named
    ]
    wide = max((len(part) for text in texts for part in text), default=0)
    tall = [_LEAD * len(text) + 4 for text in texts]
    if len(named) > MOST_NAMED or sum(tall) > height:
        _beside(figure, lines)
        return int(wide * _LETTER) + 56
    low, high = values
    wanted = [height * (line.end - low) / (high - low) for line, _ in named]
    for (line, look), text, at, middle in zip(
        named, texts, wanted, apart(wanted, tall, height), strict=True
    ):
        figure.add_annotation(_name(text, look, line.end, middle - at))
    return int(wide * _LETTER) + 16


def _name(text: list[str], look: Look, value: float, shift: float) -> dict[str, Any]:
    """Name at the height of a value, moved by some pixels."""
    return {
        "text": "<br>".join(map(escape, text)),
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 6,
        "y": value,
        "yref": "y",
        "yanchor": "middle",
        "yshift": shift,
        "align": "left",
        "showarrow": False,
        "font": {"size": 12, "color": look.ink},
        "borderpad": 0,
    }


def _beside(figure: go.Figure, lines: Sequence[Line]) -> None:
    """Legend to the right of the plot, names in short lines."""
    names = {escape(line.name): line.label or line.name for line in lines}
    for trace in figure.data:
        if trace.name in names:
            trace.update(name="<br>".join(map(escape, narrow(names[trace.name]))), showlegend=True)
    figure.update_layout(
        showlegend=True,
        legend={
            "orientation": "v",
            "x": 1,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "font": {"size": 12},
        },
    )
