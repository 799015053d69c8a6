"""Time series with an axis to scale of the years, gaps left open and breaks drawn as breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.catalog import Band, Break
from wijkbeeld.words.numbers import number

BREAK = "#d6506a"
"""Colour of a break: readable on white and on dark."""

_DASHES = ("dot", "dash", "dashdot", "longdash")
_BAND_FILL = "rgba(120,135,155,0.28)"
LETTER_YEARS = 0.17
"""Width of a letter of a band label, in years on an axis of twenty years."""
ROW = 20
"""Height of a row of bands, in pixels."""


@dataclass(frozen=True)
class Line:
    """One line: ``values`` on ``years`` (missing values stay gaps).

    ``is_reference`` draws it thin and dashed; ``note`` is shown on hover.
    """

    name: str
    years: Sequence[int]
    values: Sequence[float]
    is_reference: bool = False
    note: str = ""
    symbols: Sequence[str] | None = None


def series_figure(
    lines: list[Line], unit: str, decimals: int, colours: Sequence[str], *,
    breaks: tuple[Break, ...] = (), bands: Sequence[Band] = (), span: tuple[int, int] | None = None,
    height: int = 420, join_over: int = 99, ink: str = "#3d4a57",
) -> go.Figure:  # fmt: skip
    """Draw lines over years.

    Parameters
    ----------
    lines
        Areas and references.
    unit, decimals
        Of the values; written on the axis and in hover texts.
    colours
        Line colours, one per area in turn.
    breaks
        Years from which values do not compare with before: the line is cut and marked there.
    bands
        Policy periods drawn behind the lines.
    span
        First and last year of the axis.
    ink
        Colour of the band labels.
    join_over
        Points further apart than this many years are not joined.
    """
    figure = go.Figure()
    years = [y for line in lines for y in line.years]
    first, last = span or ((min(years), max(years)) if years else (2002, 2024))
    number_of_areas = number_of_references = 0
    for line in lines:
        colour = "#7b8794" if line.is_reference else colours[number_of_areas % len(colours)]
        dash = _DASHES[number_of_references % len(_DASHES)] if line.is_reference else "solid"
        number_of_areas += not line.is_reference
        number_of_references += line.is_reference
        x, y = _with_gaps(line, breaks, join_over)
        figure.add_trace(
            go.Scatter(
                x=x, y=y, name=line.name, mode="lines+markers", connectgaps=False,
                line={"color": colour, "width": 1.6 if line.is_reference else 2.8,
                      "dash": dash},
                marker={"size": 5 if line.is_reference else 8, "symbol": "circle"},
                customdata=[number(v, decimals) for v in y],
                hovertemplate=f"%{{x}}: %{{customdata}} {unit}{_hint(line)}<extra>{_escape(line.name)}</extra>",
            )
        )  # fmt: skip
    _draw_breaks(figure, [b for b in breaks if first < b.year <= last])
    rows = _draw_bands(figure, bands, first, last, ink)
    strip = ROW * rows
    plot = height - 50 - strip
    ticks = sorted({int(y) for y in years if first <= y <= last})
    figure.update_layout(
        height=height, margin={"l": 60, "r": 16, "t": 10, "b": 40},
        yaxis2={"domain": [(plot + 8) / (plot + strip + 8) if rows else 1, 1], "range": [max(rows, 1), 0],
                "visible": False, "fixedrange": True, "anchor": "x"},
        xaxis={"range": [first - 0.7, last + 0.7], "tickvals": _thinned(ticks), "showgrid": False, "zeroline": False},
        yaxis={"title": {"text": unit}, "tickformat": f",.{decimals}f", "zeroline": False,
               "domain": [0, plot / (plot + strip + 8) if rows else 1]},
        legend={"orientation": "h", "y": -0.13, "x": 0, "xanchor": "left", "yanchor": "top"},
        separators=",.", hovermode="closest",
    )  # fmt: skip
    return figure


def _hint(line: Line) -> str:
    return f"<br>{_escape(line.note)}" if line.note else ""


def _escape(text: str) -> str:
    """Plotly reads HTML in names; a name from a file is text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")


def _thinned(ticks: list[int]) -> list[int]:
    """Every year that has a point, or every other one when they crowd."""
    return ticks if len(ticks) <= 12 else ticks[::2]


def _with_gaps(line: Line, breaks: tuple[Break, ...], join_over: int) -> tuple[list[float], list[float]]:
    """Insert a missing point where a line may not run on."""
    x: list[float] = []
    y: list[float] = []
    before: int | None = None
    for year, value in sorted(zip(line.years, line.values, strict=True)):
        broken = before is not None and any(before < b.year <= year for b in breaks)
        far = before is not None and year - before > join_over
        if broken or far:
            x.append(year - 0.01)
            y.append(float("nan"))
        x.append(year)
        y.append(float(value))
        before = year
    return x, y


def _draw_breaks(figure: go.Figure, breaks: Sequence[Break]) -> None:
    for one in breaks:
        figure.add_vline(x=one.year - 0.5, line={"color": BREAK, "width": 1.2, "dash": "dash"})
        figure.add_annotation(
            x=one.year - 0.5, y=1.0, yref="paper", text="breuk", showarrow=False, textangle=-90,
            xanchor="right", yanchor="top", font={"size": 11, "color": BREAK}, hovertext=_escape(one.note),
        )  # fmt: skip


def _draw_bands(figure: go.Figure, bands: Sequence[Band], first: int, last: int, colour: str) -> int:
    """Draw policy periods as bars in a strip above the plot; return the number of rows used."""
    low, high = first - 0.7, last + 0.7
    shown = [(b, *_years(b, last)) for b in bands]
    shown = [(b, max(s, low), min(e, high)) for b, s, e in shown if e > low and s < last]
    ends: list[float] = []
    for band, start, end in shown:
        reach = max(end, start + LETTER_YEARS * len(band.label) * (high - low) / 20)
        row = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        ends[row : row + 1] = [reach]
        figure.add_shape(
            type="rect", xref="x", yref="y2", x0=start, x1=end, y0=row + 0.08, y1=row + 0.92,
            fillcolor=_BAND_FILL, line={"width": 0},
        )  # fmt: skip
        figure.add_annotation(
            x=start, y=row + 0.5, xref="x", yref="y2", text=_escape(band.label), showarrow=False,
            xanchor="left", yanchor="middle", font={"size": 11, "color": colour},
            hovertext=_escape(f"{band.note} ({band.start}-{band.end or 'nu'}) Bron: {band.source}"),
        )  # fmt: skip
    return len(ends)


def _years(band: Band, last: int) -> tuple[float, float]:
    """Start and end of a band in years; open bands run to the edge."""

    def at(text: str) -> float:
        parts = text.split("-")
        return int(parts[0]) + (int(parts[1]) - 1) / 12 if len(parts) > 1 else float(parts[0])

    return at(band.start), at(band.end) + 0.99 if band.end else last + 0.7


def points(frame: pd.DataFrame, year: str, value: str) -> tuple[list[int], list[float]]:
    """Years and values of a frame as plain lists, missing values as NaN."""
    return frame[year].astype(int).tolist(), frame[value].astype(float).fillna(np.nan).tolist()
