"""Time series with an axis to scale of the years, gaps left open and breaks drawn as breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.catalog import Band, Break
from wijkbeeld.charts.lines import Kind, Line, Look, Style, looks_of, name_lines
from wijkbeeld.charts.policy_bands import ROW, STRIP_GAP, draw_bands, strip_bounds
from wijkbeeld.charts.text import Axis, Heading, Room, escape, frame
from wijkbeeld.words.numbers import number

BREAK = "#d6506a"
"""Colour of the line at a break: 3:1 or more on white and on dark."""


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
    from_zero
        Whether the axis of the values begins at zero.
    """

    span: tuple[int, int] | None = None
    breaks: tuple[Break, ...] = ()
    join_over: int = 99
    bands: Sequence[Band] = ()
    events: Sequence[tuple[int, str]] = ()
    from_zero: bool = False


def series_figure(
    lines: list[Line], axis: Axis, heading: Heading, style: Style, years: Years | None = None
) -> go.Figure:
    """Draw the lines of areas and references over years, each named at its end."""
    years = years or Years()
    first, last = years.span or _span(lines)
    figure = go.Figure()
    looks = looks_of(lines, style)
    for line, look in zip(lines, looks, strict=True):
        figure.add_trace(_trace(line, axis, years, look))
    draw_breaks(figure, [b for b in years.breaks if first < b.year <= last])
    _draw_events(figure, [e for e in years.events if first <= e[0] <= last], style.ink)
    rows = draw_bands(figure, years.bands, (first, last), style.ink)
    plot_top, strip_bottom = strip_bounds(rows, style.height)
    values = _value_range(lines, years.from_zero)
    figure.update_layout(
        xaxis=_year_axis(lines, first, last),
        yaxis=_value_axis(axis, values) | {"domain": [0, plot_top]},
        yaxis2={
            "domain": [strip_bottom, 1],
            "range": [max(rows, 1), 0],
            "visible": False,
            "fixedrange": True,
            "anchor": "x",
        },
        uniformtext={"mode": "hide", "minsize": 8},
        bargap=0,
    )
    right = name_lines(figure, lines, looks, values, style.height)
    plot = style.height + (rows * ROW + STRIP_GAP if rows else 0)
    return frame(figure, heading, plot, room=Room(_left(axis, values), right))


def _left(axis: Axis, values: tuple[float, float]) -> int:
    """Pixels for the numbers along the axis of the values."""
    return 22 + 7 * max(len(axis.write(value)) + 1 for value in values)


def points(frame: pd.DataFrame, year: str, value: str) -> tuple[list[int], list[float]]:
    """Years and values of a frame as plain lists, missing values as NaN."""
    return frame[year].astype(int).tolist(), frame[value].astype(float).fillna(np.nan).tolist()


def _span(lines: list[Line]) -> tuple[int, int]:
    """First and last year of the lines; without any, those of the published waves."""
    years = [y for line in lines for y in line.years]
    return (min(years), max(years)) if years else (2002, 2024)


def _trace(line: Line, axis: Axis, years: Years, look: Look) -> go.Scatter:
    x, y = _with_gaps(line, years.breaks, years.join_over)
    note = f"<br>{escape(line.note)}" if line.note else ""
    is_main = line.kind is Kind.MAIN
    few = [line.few.get(round(year), "") for year in x]
    return go.Scatter(
        x=x,
        y=y,
        name=escape(line.name),
        mode="lines+markers+text" if line.few else "lines+markers",
        text=[escape(text) for text in few] if line.few else None,
        textposition="top center",
        connectgaps=False,
        line=look.line,
        marker={
            "size": 8 if is_main else 3,
            "symbol": ["circle-open" if line.is_hollow or text else "circle" for text in few],
            "line": {"width": 2 if is_main else 0, "color": look.ink},
        },
        error_y=_margins(line, x, look),
        showlegend=False,
        customdata=[_hover(line, axis, year, value) for year, value in zip(x, y, strict=True)],
        hovertemplate=(
            f"%{{x}}: %{{customdata}} {escape(axis.unit)}{note}<extra>{escape(line.name)}</extra>"
        ),
    )


def _margins(line: Line, x: list[float], look: Look) -> dict[str, object] | None:
    """Margins of error as whiskers, where they are known."""
    if not line.margins:
        return None
    return {
        "type": "data",
        "array": [line.margins.get(round(year), 0.0) for year in x],
        "color": look.ink,
        "thickness": 1.5,
        "width": 4,
    }


def _hover(line: Line, axis: Axis, year: float, value: float) -> str:
    """Value with its margin, and how many areas or respondents stand behind it."""
    n, margin = line.counts.get(round(year)), line.margins.get(round(year))
    return (
        axis.write(value)
        + ("" if margin is None else f" ± {axis.write(margin)}")
        + ("" if n is None else f" ({' '.join(['n =', number(n), line.counted]).strip()})")
    )


def _year_axis(lines: list[Line], first: int, last: int) -> dict[str, object]:
    years = {int(y) for line in lines for y in line.years if first <= y <= last}
    return {
        "range": [first - 0.7, last + 0.7],
        "tickvals": _thinned(sorted(years)),
        "automargin": False,
        "autotickangles": [0, -60],
        "showgrid": False,
        "zeroline": False,
    }


def _value_range(lines: list[Line], from_zero: bool) -> tuple[float, float]:
    """Lowest and highest value of the axis: all values with their margins, and some air."""
    known = [
        value + way * line.margins.get(year, 0.0)
        for line in lines
        for year, value in zip(line.years, line.values, strict=True)
        for way in (-1, 1)
        if value == value
    ]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if from_zero:
        return -0.03 * max(high, 1.0), 1.1 * max(high, 1.0)
    air = 0.08 * (high - low) or 0.05 * abs(high) or 1.0
    return low - air, high + air


def _value_axis(axis: Axis, values: tuple[float, float]) -> dict[str, object]:
    """Axis of the values, with a decimal more where they lie so close that ticks would repeat."""
    low, high = values
    is_close = (high - low) / 5 < 10**-axis.decimals
    ticks = Axis(axis.unit, axis.decimals + 1) if is_close else axis
    return {
        "tickformat": ticks.tick_format,
        "ticksuffix": "%" if axis.unit.startswith("%") else "",
        "range": [low, high],
        "automargin": False,
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


def draw_breaks(figure: go.Figure, breaks: Sequence[Break]) -> None:
    """Mark years from which values do not compare with before."""
    told = 0
    for one in breaks:
        at = one.year - 0.5
        figure.add_shape(  # as add_vline does, in a fifth of the time
            type="line",
            x0=at,
            x1=at,
            xref="x",
            y0=0,
            y1=1,
            yref="y domain",
            line={"color": BREAK, "width": 1.2, "dash": "dash"},
        )
        figure.add_annotation(
            x=at,
            y=1.0,
            yref="paper",
            text="breuk" if one.year - told > 2 else "",
            showarrow=False,
            textangle=-90,
            xanchor="right",
            yanchor="top",
            font={"size": 11},
            hovertext=escape(one.note),
        )
        told = one.year if one.year - told > 2 else told


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
