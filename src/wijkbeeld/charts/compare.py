"""Two to eight areas side by side: small multiples, dumbbells, a heat map of dimensions."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from wijkbeeld.charts.text import GREY, Axis, Heading, escape, frame
from wijkbeeld.words.numbers import signed

ROW = 190
"""Height of a row of small multiples, in pixels."""

_COLUMNS = 4


def multiples_figure(
    table: pd.DataFrame, reference: pd.Series, axis: Axis, colours: Sequence[str], heading: Heading
) -> go.Figure:
    """Draw one small chart per area on the same axes, the other areas in grey behind it.

    Parameters
    ----------
    table
        Index names of areas, columns waves.
    reference
        Index waves, named: the mean to compare with, drawn dashed in every chart.
    """
    columns = min(_COLUMNS, len(table))
    rows = math.ceil(len(table) / columns)
    figure = make_subplots(
        rows,
        columns,
        shared_xaxes=True,
        shared_yaxes="all",
        horizontal_spacing=0.03,
        vertical_spacing=0.16 / rows,
        subplot_titles=[_lines(str(name)) for name in table.index],
    )
    for n in range(len(table)):
        for trace in (
            *_others(table, n),
            _mean(reference, is_first=n == 0),
            _own(table, n, axis, colours),
        ):
            figure.add_trace(trace, row=n // columns + 1, col=n % columns + 1)
    _share_axes(figure, table, reference, axis)
    figure.update_annotations(font={"size": 13})
    return frame(figure, heading.title, heading.source, 130 + rows * ROW)


def _lines(name: str) -> str:
    """Name on lines of at most sixteen characters, where it has spaces."""
    return "<br>".join(escape(part) for part in textwrap.wrap(name, 16, break_long_words=False))


def _others(table: pd.DataFrame, n: int) -> list[go.Scatter]:
    """Every area but the n-th, in grey."""
    return [
        go.Scatter(
            x=_waves(table),
            y=table.iloc[other],
            mode="lines",
            hoverinfo="skip",
            showlegend=False,
            line={"color": GREY, "width": 1},
            opacity=0.35,
            connectgaps=False,
        )
        for other in range(len(table))
        if other != n
    ]


def _mean(reference: pd.Series, *, is_first: bool) -> go.Scatter:
    return go.Scatter(
        x=list(reference.index),
        y=reference,
        mode="lines",
        name=escape(str(reference.name)),
        legendgroup="ref",
        showlegend=is_first,
        line={"color": GREY, "width": 1.6, "dash": "dot"},
        hoverinfo="skip",
    )


def _own(table: pd.DataFrame, n: int, axis: Axis, colours: Sequence[str]) -> go.Scatter:
    """The n-th area in its own colour, with its values on hover."""
    values = table.iloc[n]
    name = escape(str(table.index[n]))
    return go.Scatter(
        x=_waves(table),
        y=values,
        mode="lines+markers",
        showlegend=False,
        connectgaps=False,
        line={"color": colours[n % len(colours)], "width": 2.8},
        marker={"size": 6},
        customdata=[axis.write(v) for v in values],
        hovertemplate=f"%{{x}}: %{{customdata}} {escape(axis.unit)}<extra>{name}</extra>",
    )


def _waves(table: pd.DataFrame) -> list[float]:
    """Waves as places along the axis; a break lies between two years."""
    return [float(w) for w in table.columns]


def _share_axes(figure: go.Figure, table: pd.DataFrame, reference: pd.Series, axis: Axis) -> None:
    """Give all charts the same years and the same range of values."""
    ends = [int(table.columns[0]), int(table.columns[-1])]
    figure.update_xaxes(
        tickvals=ends,
        ticktext=[f"’{w % 100:02d}" for w in ends],
        range=[ends[0] - 2, ends[1] + 2],
        showgrid=False,
        zeroline=False,
    )
    values = np.concatenate([table.to_numpy("float64").ravel(), reference.to_numpy("float64")])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    room = 0.08 * (high - low or 1.0)
    figure.update_yaxes(
        tickformat=axis.tick_format, zeroline=False, nticks=4, range=[low - room, high + room]
    )


def dumbbell_figure(table: pd.DataFrame, axis: Axis, colour: str, heading: Heading) -> go.Figure:
    """Draw the first and the last value of each area, joined by a line.

    Parameters
    ----------
    table
        Index names of areas, columns two waves; the highest in the last wave is drawn on top.
    """
    base, wave = (int(w) for w in table.columns)
    table = table.sort_values(wave)
    figure = go.Figure()
    for name, start, end in table.itertuples(name=None):
        figure.add_scatter(
            x=[start, end],
            y=[escape(str(name))] * 2,
            mode="lines",
            hoverinfo="skip",
            showlegend=False,
            line={"color": GREY, "width": 3},
        )
    for year, symbol in ((base, "circle-open"), (wave, "circle")):
        figure.add_trace(_ends(table, year, symbol, axis, colour))
    figure.update_xaxes(title=escape(axis.unit), tickformat=axis.tick_format, zeroline=False)
    figure.update_yaxes(automargin=True)
    return frame(figure, heading.title, heading.source, 170 + 34 * len(table))


def _ends(table: pd.DataFrame, year: int, symbol: str, axis: Axis, colour: str) -> go.Scatter:
    """Values of all areas in one of two waves, with the change between both on hover."""
    base, wave = table.columns
    changes = [signed(v, axis.decimals + 1) for v in table[wave] - table[base]]
    return go.Scatter(
        x=table[year],
        y=[escape(str(n)) for n in table.index],
        mode="markers",
        name=str(year),
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
    figure = go.Figure(
        go.Heatmap(
            z=table.to_numpy(),
            x=columns,
            y=[escape(str(n)) for n in table.index],
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
    figure.update_yaxes(autorange="reversed", automargin=True)
    frame(figure, heading.title, heading.source, 170 + 38 * len(table), legend=False)
    return _with_names_on_top(figure, columns)


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


def _with_names_on_top(figure: go.Figure, names: list[str]) -> go.Figure:
    """Names on two lines, and at an angle where a narrow screen leaves them no room."""
    figure.update_xaxes(
        side="top",
        tickvals=names,
        ticktext=[_lines(name) for name in names],
        autotickangles=[0, -60],
    )
    return figure.update_layout(
        height=figure.layout.height + 40, margin={"t": figure.layout.margin.t + 78, "b": 20}
    )
