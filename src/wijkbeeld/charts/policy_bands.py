"""Policy periods as bars in a strip above a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from wijkbeeld.catalog import Band
from wijkbeeld.charts.text import Heading, Room, escape, frame

ROW = 28
"""Height of a row of bands, in pixels."""

STRIP_GAP = 8
"""Pixels between the plot and the strip above it."""

_FILL = "rgba(120,135,155,0.28)"
_STRONG = "rgba(27,94,155,0.35)"
"""Of bars that are the chart itself."""


@dataclass(frozen=True)
class _Bar:
    """A band within the years of the axis, in the first row where it touches no other."""

    band: Band
    start: float
    end: float
    row: int


def draw_bands(figure: go.Figure, bands: Sequence[Band], span: tuple[int, int], ink: str) -> int:
    """Draw policy periods as bars on the second y-axis; return the number of rows used.

    A label that does not fit its bar on a small screen is left to the hover text.
    """
    bars = _bars(bands, span)
    if bars:
        figure.add_trace(
            go.Bar(
                y=[b.row + 0.5 for b in bars],
                base=[b.start for b in bars],
                x=[b.end - b.start for b in bars],
                orientation="h",
                width=0.86,
                xaxis="x",
                yaxis="y2",
                showlegend=False,
                cliponaxis=True,
                marker={"color": _FILL},
                text=[escape(b.band.label) for b in bars],
                textposition="inside",
                insidetextanchor="start",
                constraintext="inside",
                textfont={"size": 11, "color": ink},
                textangle=0,
                customdata=[_explanation(b.band) for b in bars],
                hovertemplate="%{text}<br>%{customdata}<extra></extra>",
            )
        )
    return max((b.row + 1 for b in bars), default=0)


def timeline_figure(bands: Sequence[Band], last: int, heading: Heading, ink: str) -> go.Figure:
    """Draw all policy periods under each other, each in a row of its own, up to a year.

    What is still in force runs on to the edge.
    """
    spans = [_years(band, last) for band in bands]
    first = min(start for start, _ in spans)
    rows = [len(bands) - n - 0.5 for n in range(len(bands))]
    figure = go.Figure(
        go.Bar(
            y=rows,
            base=[start for start, _ in spans],
            x=[min(end, last + 0.7) - start for start, end in spans],
            orientation="h",
            width=0.86,
            showlegend=False,
            marker={"color": _STRONG},
            text=[escape(b.label) for b in bands],
            textposition="inside",
            insidetextanchor="start",
            textangle=0,
            textfont={"size": 12, "color": ink},
            customdata=[_explanation(b) for b in bands],
            hovertemplate="%{text}<br>%{customdata}<extra></extra>",
        )
    )
    figure.update_xaxes(range=[first - 1, last + 1], tickformat="d")
    figure.update_yaxes(range=[0, len(bands)], visible=False)
    return frame(figure, heading, ROW * len(bands), room=Room(left=8))


def strip_bounds(rows: int, plot_height: int) -> tuple[float, float]:
    """Top of the plot and bottom of the strip, as parts of the height of both."""
    if not rows:
        return 1.0, 1.0
    strip = ROW * rows
    both = plot_height + strip + STRIP_GAP
    return plot_height / both, 1 - strip / both


def _bars(bands: Sequence[Band], span: tuple[int, int]) -> list[_Bar]:
    first, last = span
    low, high = first - 0.7, last + 0.7
    bars: list[_Bar] = []
    ends: list[float] = []  # of the last bar in each row
    for band in bands:
        start, end = _years(band, last)
        if end <= low or start >= last:
            continue
        start, end = max(start, low), min(end, high)
        row = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        ends[row : row + 1] = [end]
        bars.append(_Bar(band, start, end, row))
    return bars


def _explanation(band: Band) -> str:
    return escape(f"{band.start}–{band.end or 'nu'}. {band.note} Bron: {band.source}")


def _years(band: Band, last: int) -> tuple[float, float]:
    """Start and end of a band in years; open bands run to the edge."""

    def at(text: str) -> float:
        parts = text.split("-")
        return int(parts[0]) + (int(parts[1]) - 1) / 12 if len(parts) > 1 else float(parts[0])

    return at(band.start), at(band.end) + 0.99 if band.end else last + 0.7
