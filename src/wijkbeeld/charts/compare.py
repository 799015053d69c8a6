"""Two to eight areas side by side: small multiples, dumbbells, a heat map of dimensions."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from wijkbeeld.charts.text import GREY, escape, frame
from wijkbeeld.words.numbers import number, signed

ROW = 190
"""Height of a row of small multiples, in pixels."""


def multiples_figure(
    table: pd.DataFrame,
    names: list[str],
    reference: pd.Series,
    reference_name: str,
    colours: Sequence[str],
    unit: str,
    decimals: int,
    title: str,
    source: str,
    *,
    columns: int = 4,
) -> go.Figure:
    """Draw one small chart per area on the same axes, the other areas in grey behind it.

    Parameters
    ----------
    table
        Rows areas (in the order of ``names``), columns waves.
    reference
        Index waves: the mean to compare with, drawn dashed in every chart.
    """
    columns = min(columns, len(names))
    rows = math.ceil(len(names) / columns)
    figure = make_subplots(
        rows,
        columns,
        shared_xaxes=True,
        shared_yaxes="all",
        horizontal_spacing=0.03,
        vertical_spacing=0.16 / rows,
        subplot_titles=[_lines(n) for n in names],
    )
    waves = [int(w) for w in table.columns]
    for n, name in enumerate(names):
        place = {"row": n // columns + 1, "col": n % columns + 1}
        for other in range(len(names)):
            if other != n:
                figure.add_scatter(
                    x=waves,
                    y=table.iloc[other],
                    mode="lines",
                    hoverinfo="skip",
                    showlegend=False,
                    line={"color": GREY, "width": 1},
                    opacity=0.35,
                    connectgaps=False,
                    **place,
                )
        figure.add_scatter(
            x=list(reference.index),
            y=reference,
            mode="lines",
            name=escape(reference_name),
            legendgroup="ref",
            showlegend=n == 0,
            line={"color": GREY, "width": 1.6, "dash": "dot"},
            hoverinfo="skip",
            **place,
        )
        own = table.iloc[n]
        figure.add_scatter(
            x=waves,
            y=own,
            mode="lines+markers",
            showlegend=False,
            connectgaps=False,
            line={"color": colours[n % len(colours)], "width": 2.8},
            marker={"size": 6},
            customdata=[number(v, decimals) for v in own],
            hovertemplate=f"%{{x}}: %{{customdata}} {escape(unit)}<extra>{escape(name)}</extra>",
            **place,
        )
    ends = [waves[0], waves[-1]]
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
        tickformat=f",.{decimals}f", zeroline=False, nticks=4, range=[low - room, high + room]
    )
    figure.update_annotations(font={"size": 13})
    return frame(figure, title, source, 130 + rows * ROW)


def _lines(name: str) -> str:
    """Name on lines of at most sixteen characters, where it has spaces."""
    return "<br>".join(escape(part) for part in textwrap.wrap(name, 16, break_long_words=False))


def dumbbell_figure(
    start: pd.Series,
    end: pd.Series,
    base: int,
    wave: int,
    unit: str,
    decimals: int,
    colour: str,
    title: str,
    source: str,
) -> go.Figure:
    """Draw the first and the last value of each area, joined by a line.

    Parameters
    ----------
    start, end
        Index names of areas; areas are drawn in the order of the last value, highest on top.
    """
    order = end.sort_values().index
    figure = go.Figure()
    for name in order:
        figure.add_scatter(
            x=[start[name], end[name]],
            y=[escape(str(name))] * 2,
            mode="lines",
            hoverinfo="skip",
            showlegend=False,
            line={"color": GREY, "width": 3},
        )
    for values, year, symbol in ((start, base, "circle-open"), (end, wave, "circle")):
        figure.add_scatter(
            x=values.reindex(order),
            y=[escape(str(n)) for n in order],
            mode="markers",
            name=str(year),
            marker={
                "size": 13,
                "symbol": symbol,
                "color": colour,
                "line": {"width": 2.5, "color": colour},
            },
            customdata=[
                [number(values[n], decimals), signed(end[n] - start[n], decimals + 1)]
                for n in order
            ],
            hovertemplate=(
                f"{year}: %{{customdata[0]}} {escape(unit)}<br>verandering: "
                "%{customdata[1]}<extra>%{y}</extra>"
            ),
        )
    figure.update_xaxes(title=escape(unit), tickformat=f",.{decimals}f", zeroline=False)
    figure.update_yaxes(automargin=True)
    return frame(figure, title, source, 170 + 34 * len(order))


def heat_figure(
    table: pd.DataFrame,
    labels: dict[str, str],
    colours: tuple[str, ...],
    limit: float,
    title: str,
    source: str,
) -> go.Figure:
    """Draw deviations of areas by dimension, each cell with its number.

    Parameters
    ----------
    table
        Index names of areas, columns dimensions; points.
    limit
        Value at which the scale ends, on both sides.
    """
    scale = [[n / (len(colours) - 1), c] for n, c in enumerate(colours)]
    text = [[signed(v, 2) for v in row] for row in table.to_numpy()]
    figure = go.Figure(
        go.Heatmap(
            z=table.to_numpy(),
            x=[labels[str(d)] for d in table.columns],
            y=[escape(str(n)) for n in table.index],
            zmin=-limit,
            zmax=limit,
            colorscale=scale,
            text=text,
            showscale=False,
            xgap=3,
            ygap=3,
            hovertemplate="%{y}, %{x}: %{text} punt<extra></extra>",
        )
    )
    for y, name in enumerate(table.index):
        for x, dimension in enumerate(table.columns):
            value = table.iloc[y, x]
            dark = abs(value) > 0.62 * limit
            figure.add_annotation(
                x=labels[str(dimension)],
                y=escape(str(name)),
                text=text[y][x],
                showarrow=False,
                font={"color": "#ffffff" if dark else "#16202b", "size": 13},
            )
    figure.update_yaxes(autorange="reversed", automargin=True)
    # Names on two lines, and at an angle where a narrow screen leaves them no room.
    broken = [_lines(labels[str(d)]) for d in table.columns]
    figure.update_xaxes(
        side="top",
        tickvals=[labels[str(d)] for d in table.columns],
        ticktext=broken,
        autotickangles=[0, -60],
    )
    framed = frame(figure, title, source, 170 + 38 * len(table), legend=False)
    return framed.update_layout(
        height=framed.layout.height + 40, margin={"t": framed.layout.margin.t + 78, "b": 20}
    )
