"""Time series with an axis to scale of the years, gaps left open and breaks drawn as breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.catalog import Band, Break
from wijkbeeld.charts.policy_bands import ROW, draw_bands, strip_bounds
from wijkbeeld.charts.text import GREY, Axis, Heading, escape, room, title_layout
from wijkbeeld.words.numbers import number

BREAK = "#d6506a"
"""Colour of a break: readable on white and on dark."""

_DASHES = ("dot", "dash", "dashdot", "longdash")
_LEAST_PLOT = 120
"""Height in pixels that is left for the lines, however many bands stand above them."""


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


@dataclass(frozen=True)
class Years:
    """The years of a series, and what happened in them.

    Attributes
    ----------
    span
        First and last year of the axis; None for those of the lines.
    breaks
        Years from which values do not compare with before: the line is cut and marked there.
    join_over
        Points further apart than this many years are not joined.
    bands
        Policy periods drawn above the lines.
    events
        Years with something that happened there, drawn as marked lines.
    """

    span: tuple[int, int] | None = None
    breaks: tuple[Break, ...] = ()
    join_over: int = 99
    bands: Sequence[Band] = ()
    events: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class Style:
    """How a series looks.

    Attributes
    ----------
    colours
        Line colours, one per area in turn.
    ink
        Colour of the labels of bands and events.
    height
        Of the figure, in pixels.
    """

    colours: Sequence[str]
    ink: str = "#3d4a57"
    height: int = 420


def series_figure(
    lines: list[Line], axis: Axis, heading: Heading, style: Style, years: Years | None = None
) -> go.Figure:
    """Draw the lines of areas and references over years."""
    years = years or Years()
    first, last = years.span or _span(lines)
    figure = go.Figure()
    _draw_lines(figure, lines, axis, style.colours, years)
    _draw_breaks(figure, [b for b in years.breaks if first < b.year <= last])
    _draw_events(figure, [e for e in years.events if first <= e[0] <= last], style.ink)
    rows = draw_bands(figure, years.bands, (first, last), style.ink)
    above = room(heading.title, heading.source)
    plot_height = max(style.height - above - 66 - ROW * rows, _LEAST_PLOT)
    plot_top, strip_bottom = strip_bounds(rows, plot_height)
    figure.update_layout(
        height=style.height,
        margin={"l": 60, "r": 16, "t": above, "b": 70},
        showlegend=True,
        title=title_layout(heading.title, heading.source, 0.97),
        xaxis=_year_axis(lines, first, last),
        yaxis=_value_axis(lines, axis) | {"domain": [0, plot_top]},
        yaxis2={
            "domain": [strip_bottom, 1],
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


def points(frame: pd.DataFrame, year: str, value: str) -> tuple[list[int], list[float]]:
    """Years and values of a frame as plain lists, missing values as NaN."""
    return frame[year].astype(int).tolist(), frame[value].astype(float).fillna(np.nan).tolist()


def _span(lines: list[Line]) -> tuple[int, int]:
    """First and last year of the lines; without any, those of the published waves."""
    years = [y for line in lines for y in line.years]
    return (min(years), max(years)) if years else (2002, 2024)


def _draw_lines(
    figure: go.Figure, lines: list[Line], axis: Axis, colours: Sequence[str], years: Years
) -> None:
    areas, references = count(), count()
    for line in lines:
        if line.is_reference:
            dash = _DASHES[next(references) % len(_DASHES)]
            look = {"color": GREY, "width": 1.6, "dash": dash}
        else:
            look = {"color": colours[next(areas) % len(colours)], "width": 2.8, "dash": "solid"}
        figure.add_trace(_trace(line, axis, years, look))


def _trace(line: Line, axis: Axis, years: Years, look: dict[str, object]) -> go.Scatter:
    x, y = _with_gaps(line, years.breaks, years.join_over)
    note = f"<br>{escape(line.note)}" if line.note else ""
    return go.Scatter(
        x=x,
        y=y,
        name=escape(line.name),
        mode="lines+markers",
        connectgaps=False,
        line=look,
        marker={"size": 5 if line.is_reference else 8, "symbol": "circle"},
        customdata=[
            axis.write(value) + _sample_size(line.counts.get(round(year)))
            for year, value in zip(x, y, strict=True)
        ],
        hovertemplate=(
            f"%{{x}}: %{{customdata}} {escape(axis.unit)}{note}<extra>{escape(line.name)}</extra>"
        ),
    )


def _sample_size(n: int | None) -> str:
    """Number of areas behind a value, when it is a mean."""
    return "" if n is None else f" (n = {number(n)})"


def _year_axis(lines: list[Line], first: int, last: int) -> dict[str, object]:
    years = {int(y) for line in lines for y in line.years if first <= y <= last}
    return {
        "range": [first - 0.7, last + 0.7],
        "tickvals": _thinned(sorted(years)),
        "showgrid": False,
        "zeroline": False,
    }


def _value_axis(lines: list[Line], axis: Axis) -> dict[str, object]:
    """Axis of the values, with a decimal more where they lie so close that ticks would repeat."""
    values = [v for line in lines for v in line.values if v == v]
    is_close = bool(values) and (max(values) - min(values)) / 5 < 10**-axis.decimals
    ticks = Axis(axis.unit, axis.decimals + 1) if is_close else axis
    return {
        "title": {"text": escape(axis.unit)},
        "tickformat": ticks.tick_format,
        "zeroline": False,
    }


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
        is_broken = before is not None and any(before < b.year <= year for b in breaks)
        is_far = before is not None and year - before > join_over
        if is_broken or is_far:
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
    for place, (year, text) in enumerate(events, start=1):
        figure.add_vline(x=year, line={"color": ink, "width": 1.2, "dash": "dot"})
        figure.add_annotation(
            x=year,
            y=0.0,
            yref="paper",
            text=f"<b>{place}</b>",
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"size": 12, "color": ink},
            hovertext=escape(f"{year}: {text}"),
        )
