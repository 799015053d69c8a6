"""The specification curve: every estimate, and the choices that each was made with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.charts.renewal.style import OTHERS, RENEWED, ZERO_LINE
from wijkbeeld.charts.text import GREY, Heading, Room, escape, frame
from wijkbeeld.words.numbers import number, signed

_ROW = 22
"""Pixels of a row of dots."""
_CURVE = 164
"""Pixels of the plot without them."""


def curve_figure(
    table: pd.DataFrame, rows: Sequence[tuple[str, pd.Series]], chosen: int, title: str, source: str
) -> go.Figure:
    """Draw every specification from low to high, with the choices of each in dots below it.

    Parameters
    ----------
    table
        Column ``value`` (points), one row per specification.
    rows
        Name of a choice and where it was made: boolean, on the index of ``table``.
    chosen
        Index of the specification of the page.
    """
    ordered = table.dropna(subset=["value"]).sort_values("value")
    figure = go.Figure()
    figure.add_hline(y=0, line=ZERO_LINE)
    _add_estimates(figure, ordered["value"], ordered.index == chosen)
    names = [escape(name) for name, _ in rows]
    for name, (_, made) in zip(names, rows, strict=True):
        _add_dots(figure, name, made.reindex(ordered.index).to_numpy(bool))
    height = _CURVE + _ROW * len(rows)
    split = 1 - 170 / height
    figure = frame(figure, Heading(title, source), height, room=Room(on_top=True))
    figure.update_layout(
        yaxis={"domain": [split + 0.03, 1], "title": "verschil (punt)", "tickformat": ",.2f"},
        yaxis2={
            "domain": [0, split - 0.02],
            "categoryorder": "array",
            "categoryarray": names[::-1],
            "automargin": True,
        },
        xaxis={
            "showticklabels": False,
            "title": f"{number(len(ordered))} manieren, laag naar hoog",
            "anchor": "y2",
        },
    )
    return figure


def _add_estimates(figure: go.Figure, values: pd.Series, is_chosen: np.ndarray) -> None:
    """Draw the curve, with the specification of the page as a diamond."""
    figure.add_scatter(
        x=np.arange(len(values)),
        y=values,
        mode="markers",
        showlegend=False,
        customdata=[signed(v, 3) for v in values],
        marker={
            "color": [RENEWED if c else OTHERS for c in is_chosen],
            "size": [14 if c else 7 for c in is_chosen],
            "symbol": ["diamond" if c else "circle" for c in is_chosen],
        },
        hovertemplate="%{customdata} punt<extra></extra>",
    )


def _add_dots(figure: go.Figure, name: str, made: np.ndarray) -> None:
    """Put a dot under every estimate that was made with a choice."""
    places = np.flatnonzero(made)
    figure.add_scatter(
        x=places,
        y=[name] * len(places),
        mode="markers",
        yaxis="y2",
        showlegend=False,
        hoverinfo="skip",
        marker={"color": GREY, "size": 5},
    )
