"""Words on a drawn chart: notes, names of quadrants and names at the ends of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from wijkbeeld.charts.level import QUADRANT
from wijkbeeld.charts.lines import apart
from wijkbeeld.charts.text import MEASURED, SOURCE
from wijkbeeld.present.chart_paper import (
    INK,
    SOFT,
    TEXT,
    Sheet,
    colour_of,
    plain,
)


def is_line_name(note: Any) -> bool:
    """Whether a note is the name at the end of a line."""
    return bool(
        note.xref == "paper" and note.yref == "y" and note.xanchor == "left" and note.x == 1
    )


def notes(sheet: Sheet, figure: go.Figure) -> None:
    """Write the notes of a chart, and the names at the ends of its lines."""
    names = [a for a in figure.layout.annotations if is_line_name(a)]
    _line_names(sheet, names)
    axes = sheet.axes
    frames = {"paper": axes.transAxes}
    for note in figure.layout.annotations:
        if note in names or note.name in (MEASURED, SOURCE, QUADRANT) or not note.text:
            continue
        x, y = (
            v if ref == "paper" else sheet.place(w, v)
            for w, ref, v in (("x", note.xref, note.x), ("y", note.yref, note.y))
        )
        axes.text(
            x,
            y,
            plain(note.text),
            transform=blended_transform_factory(
                frames.get(note.xref, axes.transData), frames.get(note.yref, axes.transData)
            ),
            fontsize=TEXT * 0.86,
            color=colour_of(note.font.color) or SOFT,
            ha=note.xanchor if note.xanchor in ("left", "right") else "center",
            va=note.yanchor if note.yanchor in ("top", "bottom") else "center",
            rotation=-(note.textangle or 0),
        )


def quadrants(sheet: Sheet, figure: go.Figure) -> None:
    """Names of quadrants in bands above and below the marks, where no mark can lie."""
    notes = [a for a in figure.layout.annotations if a.name == QUADRANT]
    if not notes:
        return
    axes, points = sheet.axes, _points(sheet.axes)
    size = TEXT * 0.86
    band = (2 * size * 1.15 + 16) / points  # two lines, and half a mark
    low, high = axes.dataLim.intervaly
    more = ((high - low) or 1.0) * band / (1 - 2 * band)
    axes.set_ylim(low - more, high + more)
    for note in notes:
        first, *rest = plain(note.text).split("\n")
        below = 1 - 2 * size * 1.15 / points if note.yanchor == "top" else 0.01
        for line, up in ((" ".join(rest), below), (first, below + size * 1.1 / points)):
            axes.text(  # each line by itself: only then a browser's own letters end at the side
                note.x,
                up,
                line,
                transform=axes.transAxes,
                fontsize=size,
                color=colour_of(note.font.color) or SOFT,
                ha=note.xanchor,
                va="bottom",
            )


def _points(axes: Axes) -> float:
    """Height of axes, in points."""
    paper = axes.figure
    return float(axes.get_position().height * paper.bbox.height * 72 / paper.dpi)


def _line_names(sheet: Sheet, names: Sequence[Any]) -> None:
    """Names at the ends of lines, moved apart for the larger letters of a stage."""
    axes = sheet.axes
    low, high = axes.get_ylim()
    tall = _points(axes)
    texts = [plain(n.text) for n in names]
    heights = [TEXT * 1.12 * (t.count("\n") + 1) for t in texts]
    wanted = [tall * (float(n.y) - low) / (high - low) for n in names]
    for note, text, middle in zip(names, texts, apart(wanted, heights, tall), strict=True):
        axes.text(
            1.012,
            middle / tall,
            text,
            transform=axes.transAxes,
            color=colour_of(note.font.color) or INK,
            va="center",
            ha="left",
            linespacing=1.0,
            fontweight=600,
        )
