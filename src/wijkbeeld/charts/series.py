"""Time series with an axis to scale of the years, gaps left open and breaks drawn as breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.catalog import Band, Break
from wijkbeeld.charts.text import GREY, escape, heading, room
from wijkbeeld.words.numbers import number

BREAK = "#d6506a"
"""Colour of a break: readable on white and on dark."""

_DASHES = ("dot", "dash", "dashdot", "longdash")
_BAND_FILL = "rgba(120,135,155,0.28)"
ROW = 28
"""Height of a row of bands, in pixels."""


@dataclass(frozen=True)
class Line:
    """One line: ``values`` on ``years`` (missing values stay gaps).

    ``is_reference`` draws it thin and dashed; ``note`` and ``counts`` (areas behind a mean, per
    year) are shown on hover.
    """

    name: str
    years: Sequence[int]
    values: Sequence[float]
    is_reference: bool = False
    note: str = ""
    counts: Mapping[int, int] = field(default_factory=dict)


def series_figure(
    lines: list[Line],
    unit: str,
    decimals: int,
    colours: Sequence[str],
    *,
    breaks: tuple[Break, ...] = (),
    bands: Sequence[Band] = (),
    span: tuple[int, int] | None = None,
    events: Sequence[tuple[int, str]] = (),
    height: int = 420,
    join_over: int = 99,
    title: str = "",
    source: str = "",
    ink: str = "#3d4a57",
) -> go.Figure:
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
    events
        Years with something that happened there, drawn as marked lines.
    ink
        Colour of the band labels.
    title, source
        Written in the figure, so that a saved picture says what it is and where it comes from.
    join_over
        Points further apart than this many years are not joined.
    """
    figure = go.Figure()
    years = [y for line in lines for y in line.years]
    first, last = span or ((min(years), max(years)) if years else (2002, 2024))
    number_of_areas = number_of_references = 0
    for line in lines:
        colour = GREY if line.is_reference else colours[number_of_areas % len(colours)]
        dash = _DASHES[number_of_references % len(_DASHES)] if line.is_reference else "solid"
        number_of_areas += not line.is_reference
        number_of_references += line.is_reference
        x, y = _with_gaps(line, breaks, join_over)
        figure.add_trace(
            go.Scatter(
                x=x,
                y=y,
                name=escape(line.name),
                mode="lines+markers",
                connectgaps=False,
                line={"color": colour, "width": 1.6 if line.is_reference else 2.8, "dash": dash},
                marker={"size": 5 if line.is_reference else 8, "symbol": "circle"},
                customdata=[
                    _told(v, decimals, line.counts.get(round(a))) for a, v in zip(x, y, strict=True)
                ],
                hovertemplate=(
                    "%{x}: %{customdata} "
                    f"{escape(unit)}{_hint(line)}<extra>{escape(line.name)}</extra>"
                ),
            )
        )
    _draw_breaks(figure, [b for b in breaks if first < b.year <= last])
    _draw_events(figure, [e for e in events if first <= e[0] <= last], ink)
    rows = _draw_bands(figure, bands, first, last, ink)
    strip = ROW * rows
    above = room(title, source)
    plot = max(height - above - 66 - strip, 120)
    share = plot / (plot + strip + 8) if rows else 1.0
    ticks = sorted({int(y) for y in years if first <= y <= last})
    figure.update_layout(
        height=height,
        margin={"l": 60, "r": 16, "t": above, "b": 70},
        showlegend=True,
        title={
            "text": heading(title, source),
            "x": 0,
            "xanchor": "left",
            "y": 0.97,
            "yanchor": "top",
            "font": {"size": 15},
        },
        xaxis={
            "range": [first - 0.7, last + 0.7],
            "tickvals": _thinned(ticks),
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={
            "title": {"text": escape(unit)},
            "tickformat": f",.{_tick_decimals(lines, decimals)}f",
            "zeroline": False,
            "domain": [0, share],
        },
        yaxis2={
            "domain": [1 - strip / (plot + strip + 8) if rows else 1, 1],
            "range": [max(rows, 1), 0],
            "visible": False,
            "fixedrange": True,
            "anchor": "x",
        },
        legend={"orientation": "h", "y": -0.16, "x": 0, "xanchor": "left", "yanchor": "top"},
        separators=",.",
        hovermode="closest",
        uniformtext={"mode": "hide", "minsize": 8},
        bargap=0,
    )
    return figure


def _told(value: float, decimals: int, n: int | None) -> str:
    """Value for the hover text, with the number of areas behind it when it is a mean."""
    return number(value, decimals) + (f" (n = {number(n)})" if n is not None else "")


def _hint(line: Line) -> str:
    return f"<br>{escape(line.note)}" if line.note else ""


def _tick_decimals(lines: list[Line], decimals: int) -> int:
    """Decimals on the axis: one more where the values lie so close that ticks would repeat."""
    values = [v for line in lines for v in line.values if v == v]
    close = bool(values) and (max(values) - min(values)) / 5 < 10**-decimals
    return decimals + 1 if close else decimals


def _thinned(ticks: list[int]) -> list[int]:
    """Every year that has a point, or every other one when they crowd."""
    return ticks if len(ticks) <= 12 else ticks[::2]


def _with_gaps(
    line: Line, breaks: tuple[Break, ...], join_over: int
) -> tuple[list[float], list[float]]:
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
            x=one.year - 0.5,
            y=1.0,
            yref="paper",
            text="breuk",
            showarrow=False,
            textangle=-90,
            xanchor="right",
            yanchor="top",
            font={"size": 11, "color": BREAK},
            hovertext=escape(one.note),
        )


def _draw_events(figure: go.Figure, events: Sequence[tuple[int, str]], ink: str) -> None:
    for number_, (year, text) in enumerate(events, start=1):
        figure.add_vline(x=year, line={"color": ink, "width": 1.2, "dash": "dot"})
        figure.add_annotation(
            x=year,
            y=0.0,
            yref="paper",
            text=f"<b>{number_}</b>",
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"size": 12, "color": ink},
            hovertext=escape(f"{year}: {text}"),
        )


def _draw_bands(figure: go.Figure, bands: Sequence[Band], first: int, last: int, ink: str) -> int:
    """Draw policy periods as bars in a strip above the plot; return the number of rows used.

    A label that does not fit its bar on a small screen is left to the hover text.
    """
    low, high = first - 0.7, last + 0.7
    shown = [(b, *_years(b, last)) for b in bands]
    shown = [(b, max(s, low), min(e, high)) for b, s, e in shown if e > low and s < last]
    ends: list[float] = []
    rows = []
    for _, start, end in shown:
        row = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        ends[row : row + 1] = [end]
        rows.append(row)
    if shown:
        figure.add_trace(
            go.Bar(
                y=[r + 0.5 for r in rows],
                base=[s for _, s, _ in shown],
                x=[e - s for _, s, e in shown],
                orientation="h",
                width=0.86,
                xaxis="x",
                yaxis="y2",
                showlegend=False,
                cliponaxis=True,
                marker={"color": _BAND_FILL},
                text=[escape(b.label) for b, _, _ in shown],
                textposition="inside",
                insidetextanchor="start",
                constraintext="inside",
                textfont={"size": 11, "color": ink},
                textangle=0,
                customdata=[
                    escape(f"{b.start}-{b.end or 'nu'}. {b.note} Bron: {b.source}")
                    for b, _, _ in shown
                ],
                hovertemplate="%{text}<br>%{customdata}<extra></extra>",
            )
        )
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
