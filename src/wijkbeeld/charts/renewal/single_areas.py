"""One renewed area at a time: beside its look-alikes, or beside a synthetic copy."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.charts.renewal.style import OTHERS, RENEWED, START_LINE, marker, score_axes
from wijkbeeld.charts.text import GREY, Heading, escape, frame
from wijkbeeld.words.numbers import number, signed


def areas_figure(table: pd.DataFrame, title: str, source: str) -> go.Figure:
    """Draw the development of each renewed area beside that of its look-alikes.

    Parameters
    ----------
    table
        Columns ``label, own, partners`` (points), in the order to show.
    """
    figure = go.Figure()
    rows = [escape(t) for t in table["label"]]
    _add_links(figure, rows, table)
    for column, name, colour, symbol in (
        ("partners", "vergelijkbare gebieden", OTHERS, "circle-open"),
        ("own", "vernieuwd gebied", RENEWED, "circle"),
    ):
        figure.add_scatter(
            x=table[column],
            y=rows,
            mode="markers",
            name=name,
            customdata=[signed(v, 3) for v in table[column]],
            marker=marker(colour, symbol),
            hovertemplate=f"%{{y}}: %{{customdata}} punt<extra>{name}</extra>",
        )
    figure.update_xaxes(
        title="ontwikkeling (punt)",
        tickformat=",.2f",
        nticks=5,
        tickangle=0,
        zeroline=True,
        zerolinecolor=GREY,
    )
    figure.update_yaxes(autorange="reversed", automargin=True, tickfont={"size": 11})
    return frame(figure, Heading(title, source), 36 + 24 * max(len(rows), 2), legend=True)


def _add_links(figure: go.Figure, rows: Sequence[str], table: pd.DataFrame) -> None:
    """Join the two points of every area with a line."""
    for row, own, partners in zip(rows, table["own"], table["partners"], strict=True):
        figure.add_scatter(
            x=[partners, own],
            y=[row, row],
            mode="lines",
            line={"color": GREY, "width": 3},
            hoverinfo="skip",
            showlegend=False,
        )


def synthetic_figure(
    own: pd.Series, copy: pd.Series, start: int, measure: Measure, title: str, source: str
) -> go.Figure:
    """Draw an area and its synthetic copy, with the start of renewal (a year) marked.

    Parameters
    ----------
    own, copy
        Scores of both, on the same index of waves; ``own`` has the name of the area.
    """
    figure = go.Figure()
    for values, label, colour, dash in (
        (copy, "synthetische kopie", OTHERS, "dash"),
        (own, str(own.name), RENEWED, "solid"),
    ):
        figure.add_scatter(
            x=values.index,
            y=values,
            mode="lines+markers",
            name=escape(label),
            line={"color": colour, "dash": dash, "width": 3},
            customdata=[number(v, measure.decimals) for v in values],
            hovertemplate="%{x}: %{customdata}<extra></extra>",
        )
    figure.add_vline(x=start, line=START_LINE)
    score_axes(figure, list(own.index), measure.unit, measure.decimals)
    return frame(figure, Heading(title, source), 246, legend=True)
