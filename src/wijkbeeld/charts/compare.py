"""Two to eight areas side by side: small multiples, dumbbells, a heat map of dimensions."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from wijkbeeld.charts.lines import Kind, Line, Look, Style, looks_of
from wijkbeeld.charts.text import GREY, Axis, Heading, Room, Sign, escape, frame, narrow
from wijkbeeld.words.numbers import number, signed

ROW = 190
"""Height of a row of small multiples, in pixels."""

_COLUMNS = 3
_DIMENSION_LINES = {
    "won": ("Woning-", "voor-", "raad"),
    "fys": ("Fysieke", "omge-", "ving"),
    "vrz": ("Voorzie-", "ningen"),
    "soc": ("Sociale", "samen-", "hang"),
    "onv": ("Overlast,", "onveilig-", "heid"),
}
"""Names of dimensions in lines that stand above a column on a phone."""
_LETTER = 7.2
"""Widest mean width in pixels of a letter of a name."""
_DASH_SIGNS = {Kind.AROUND: "·····", Kind.ALL: "– – –"}


def multiples_figure(
    lines: Sequence[Line],
    references: Sequence[Line],
    axis: Axis,
    style: Style,
    heading: Heading,
) -> go.Figure:
    """Draw one small chart per area on the same axes, the other areas in grey behind it.

    Parameters
    ----------
    lines
        The areas, on the same years; half years are breaks.
    references
        Drawn in every chart.
    """
    columns = min(_COLUMNS, len(lines))
    rows = math.ceil(len(lines) / columns)
    titles = [narrow(line.label) for line in lines]
    figure = make_subplots(
        rows,
        columns,
        shared_yaxes="all",
        horizontal_spacing=0.03,
        vertical_spacing=0.3 / rows,
        subplot_titles=["<br>".join(map(escape, title)) for title in titles],
    )
    looks = looks_of(references, style)
    for n, line in enumerate(lines):
        for trace in (
            *(_other(other) for other in lines if other is not line),
            *(_reference(one, look) for one, look in zip(references, looks, strict=True)),
            _own(line, axis, style.colours[n % len(style.colours)]),
        ):
            figure.add_trace(trace, row=n // columns + 1, col=n % columns + 1)
    _share_axes(figure, [*lines, *references], axis)
    figure.update_annotations(font={"size": 13})
    signs = [
        Sign(_DASH_SIGNS[one.kind], look.ink, one.name)
        for one, look in zip(references, looks, strict=True)
    ]
    over = 18 * max(len(title) for title in titles[:columns])
    return frame(figure, heading, 30 + rows * ROW, room=Room(over=over), signs=signs)


def _other(line: Line) -> go.Scatter:
    """Another area, in grey."""
    return go.Scatter(
        x=list(line.years),
        y=list(line.values),
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
        line={"color": GREY, "width": 1},
        opacity=0.35,
        connectgaps=False,
    )


def _reference(line: Line, look: Look) -> go.Scatter:
    return go.Scatter(
        x=list(line.years),
        y=list(line.values),
        mode="lines",
        name=escape(line.name),
        showlegend=False,
        line=look.line,
        hoverinfo="skip",
    )


def _own(line: Line, axis: Axis, colour: str) -> go.Scatter:
    """An area in its own colour, with its values on hover."""
    note = f"<br>{escape(line.note)}" if line.note else ""
    return go.Scatter(
        x=list(line.years),
        y=list(line.values),
        mode="lines+markers",
        showlegend=False,
        connectgaps=False,
        line={"color": colour, "width": 2.8},
        marker={
            "size": 6,
            "symbol": [
                "circle-open" if line.is_hollow or year in line.few else "circle"
                for year in line.years
            ],
        },
        error_y={
            "type": "data",
            "array": [line.margins.get(year, 0.0) for year in line.years],
            "visible": bool(line.margins),
            "color": colour,
            "thickness": 1.2,
            "width": 3,
        },
        customdata=[
            axis.write(value)
            + (f" (n = {number(line.counts[year])})" if year in line.counts else "")
            for year, value in zip(line.years, line.values, strict=True)
        ],
        hovertemplate=(
            f"%{{x}}: %{{customdata}} {escape(axis.unit)}{note}<extra>{escape(line.label)}</extra>"
        ),
    )


def _share_axes(figure: go.Figure, lines: Sequence[Line], axis: Axis) -> None:
    """Give all charts the same years and the same range of values."""
    years = lines[0].years
    ends = [int(years[0]), int(years[-1])]
    figure.update_xaxes(
        tickvals=ends,
        ticktext=[f"’{w % 100:02d}" for w in ends],
        range=[ends[0] - 2, ends[1] + 2],
        showgrid=False,
        zeroline=False,
    )
    reach = [
        value + way * line.margins.get(year, 0.0)
        for line in lines
        for year, value in zip(line.years, line.values, strict=True)
        for way in (-1, 1)
    ]
    low, high = float(np.nanmin(reach)), float(np.nanmax(reach))
    room = 0.08 * (high - low or 1.0)
    figure.update_yaxes(
        tickformat=axis.tick_format,
        zeroline=False,
        nticks=4,
        range=[low - room, high + room],
        automargin=False,
    )


def dumbbell_figure(
    table: pd.DataFrame, axis: Axis, colour: str, heading: Heading, hollow: Sequence[str] = ()
) -> go.Figure:
    """Draw the first and the last value of each area, joined by a line.

    Parameters
    ----------
    table
        Index names of areas, columns two waves; the highest in the last wave is drawn on top.
    hollow
        Names of areas whose values mean little: their line is dotted.
    """
    base, wave = (int(w) for w in table.columns)
    table = table.sort_values(wave)
    names = _on_lines(table.index)
    figure = go.Figure()
    for name, written, (start, end) in zip(table.index, names, table.to_numpy(), strict=True):
        figure.add_scatter(
            x=[start, end],
            y=[written] * 2,
            mode="lines",
            hoverinfo="skip",
            showlegend=False,
            line={"color": GREY, "width": 3, "dash": "dot" if name in hollow else "solid"},
        )
    for year, symbol in ((base, "circle-open"), (wave, "circle")):
        figure.add_trace(_ends(table, year, symbol, axis, colour))
    figure.update_xaxes(title=escape(axis.unit), tickformat=axis.tick_format, zeroline=False)
    figure.update_yaxes(automargin=False)
    signs = [Sign("○", colour, str(base)), Sign("●", colour, str(wave))]
    return frame(figure, heading, 30 + 42 * len(table), room=Room(left=_left(names)), signs=signs)


def _on_lines(names: pd.Index) -> list[str]:
    """Names on short lines, for along an axis."""
    return ["<br>".join(map(escape, narrow(str(name)))) for name in names]


def _left(names: Sequence[str]) -> int:
    """Pixels for names along an axis."""
    return 16 + int(_LETTER * max(len(part) for name in names for part in name.split("<br>")))


def _ends(table: pd.DataFrame, year: int, symbol: str, axis: Axis, colour: str) -> go.Scatter:
    """Values of all areas in one of two waves, with the change between both on hover."""
    base, wave = table.columns
    changes = [signed(v, axis.decimals + 1) for v in table[wave] - table[base]]
    return go.Scatter(
        x=table[year],
        y=_on_lines(table.index),
        mode="markers",
        name=str(year),
        showlegend=False,
        marker={
            "size": 13,
            "symbol": symbol,
            "color": colour,
            "line": {"width": 2.5, "color": colour},
        },
        customdata=[
            [axis.write(value), change] for value, change in zip(table[year], changes, strict=True)
        ],
        hovertemplate=(
            f"{year}: %{{customdata[0]}} {escape(axis.unit)}<br>verandering: "
            "%{customdata[1]}<extra>%{y}</extra>"
        ),
    )


def heat_figure(
    table: pd.DataFrame,
    labels: dict[str, str],
    colours: tuple[str, ...],
    limit: float,
    heading: Heading,
) -> go.Figure:
    """Draw deviations of areas by dimension, each cell with its number.

    Parameters
    ----------
    table
        Index names of areas, columns dimensions; points.
    limit
        Value at which the scale ends, on both sides.
    """
    columns = [labels[str(d)] for d in table.columns]
    names = _on_lines(table.index)
    figure = go.Figure(
        go.Heatmap(
            z=table.to_numpy(),
            x=columns,
            y=names,
            zmin=-limit,
            zmax=limit,
            colorscale=[[n / (len(colours) - 1), c] for n, c in enumerate(colours)],
            text=[[signed(v, 2) for v in row] for row in table.to_numpy()],
            showscale=False,
            xgap=3,
            ygap=3,
            hovertemplate="%{y}, %{x}: %{text} punt<extra></extra>",
        )
    )
    _write_in_cells(figure, limit)
    figure.update_yaxes(autorange="reversed", automargin=False)
    figure.update_xaxes(
        side="top",
        tickvals=columns,
        ticktext=["<br>".join(_DIMENSION_LINES[str(d)]) for d in table.columns],
        tickangle=0,
        tickfont={"size": 11},
    )
    room = Room(left=_left(names), over=56)
    return frame(figure, heading, 42 * len(table), room=room)


def _write_in_cells(figure: go.Figure, limit: float) -> None:
    """Write the text of a heat map in its cells, light on the dark ends of the scale."""
    heat = figure.data[0]
    for row, column in np.ndindex(heat.z.shape):
        is_dark = abs(heat.z[row, column]) > 0.62 * limit
        figure.add_annotation(
            x=heat.x[column],
            y=heat.y[row],
            text=heat.text[row][column],
            showarrow=False,
            font={"color": "#ffffff" if is_dark else "#16202b", "size": 13},
        )
