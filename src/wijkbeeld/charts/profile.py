"""One area: its dimensions beside others, and how a change splits over them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.analysis.levels import Decomposition
from wijkbeeld.charts.text import GREY, Heading, Room, Sign, escape, frame, narrow
from wijkbeeld.words.numbers import signed

UP, DOWN = "#1b7837", "#762a83"
"""Better and worse: the ends of the map's default palette."""

_LEFT = 110
"""Pixels for the names of the dimensions."""


def profile_figure(
    table: pd.DataFrame, labels: dict[str, str], colours: Sequence[str], heading: Heading
) -> go.Figure:
    """Draw the dimensions of an area beside references.

    Parameters
    ----------
    table
        Index dimension, columns at most three names (the area first); deviations in points.
    labels
        Dutch name per dimension.
    """
    figure = go.Figure()
    for n, name in enumerate(table.columns):
        values = table[name].tolist()
        figure.add_trace(
            go.Bar(
                y=[_label(labels[str(d)]) for d in table.index],
                x=values,
                orientation="h",
                name=escape(str(name)),
                showlegend=False,
                marker={
                    "color": (colours[0], GREY, "rgba(0,0,0,0)")[n],
                    "line": {"color": colours[0] if n == 0 else GREY, "width": 1.5},
                },
                customdata=[signed(v, 3) for v in values],
                hovertemplate=f"%{{y}}: %{{customdata}} punt<extra>{escape(str(name))}</extra>",
            )
        )
    figure.update_layout(barmode="group", bargap=0.28)
    figure.update_xaxes(
        title="verschil met de referentie (punt)",
        tickformat=",.2f",
        zeroline=True,
        zerolinecolor=GREY,
        zerolinewidth=1.5,
    )
    figure.update_yaxes(autorange="reversed", automargin=False)
    signs = [
        Sign(sign, colours[0] if n == 0 else GREY, str(name))
        for n, (sign, name) in enumerate(zip(("■", "■", "□"), table.columns, strict=False))
    ]
    return frame(figure, heading, 260, room=Room(left=_LEFT), signs=signs)


def _label(name: str) -> str:
    """Name of a dimension on short lines."""
    return "<br>".join(map(escape, narrow(name)))


def decomposition_figure(
    split: Decomposition, labels: dict[str, str], heading: Heading
) -> go.Figure:
    """Draw how the change of the deviation adds up from the five dimensions."""
    names = [_label(labels[d]) for d in split.parts] + ["Totaal"]
    values = [*split.parts.values(), split.total]
    figure = go.Figure(
        go.Waterfall(
            orientation="h",
            y=names,
            x=values,
            measure=["relative"] * len(split.parts) + ["total"],
            increasing={"marker": {"color": UP}},
            decreasing={"marker": {"color": DOWN}},
            totals={"marker": {"color": UP if split.total >= 0 else DOWN}},
            connector={"line": {"color": GREY}},
            text=[signed(v, 3) for v in values],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{text} punt<extra></extra>",
        )
    )
    sums = [0.0, *np.cumsum(list(split.parts.values())), split.total]
    air = 0.22 * (max(sums) - min(sums) or 0.1)
    figure.update_xaxes(
        title="punt",
        tickformat=",.2f",
        zeroline=True,
        zerolinecolor=GREY,
        range=[min(sums) - air, max(sums) + air],
    )
    figure.update_yaxes(autorange="reversed", automargin=False)
    figure.update_layout(uniformtext={"minsize": 9, "mode": "show"})
    return frame(figure, heading, 260, room=Room(left=_LEFT))
