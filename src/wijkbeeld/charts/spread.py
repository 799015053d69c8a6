"""Lines of areas in the spread of all: between the lowest and the highest tenth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.catalog import Break
from wijkbeeld.charts.lines import Kind, Line, Style
from wijkbeeld.charts.series import Years, series_figure
from wijkbeeld.charts.text import Axis, Heading

_BAND = "rgba(123, 135, 148, 0.22)"
"""Grey that text and lines stand upon, on white and on dark."""


def spread_figure(
    spread: pd.DataFrame,
    named: Sequence[Line],
    breaks: tuple[Break, ...],
    counted: str,
    heading: Heading,
    style: Style,
) -> go.Figure:
    """Draw the median of all areas, the band between their tenths, and some by name.

    Parameters
    ----------
    spread
        Index years, columns ``n, low, middle, high``, in percent; tenths missing where too few.
    named
        Lines that stand out.
    counted
        What is counted, more than one: ``gemeenten``.
    """
    years = [int(y) for y in spread.index]
    counts = dict(zip(years, spread["n"].astype(int), strict=True))

    def line(column: str, name: str, kind: Kind) -> Line:
        return Line(name, years, list(spread[column]), kind, counts=counts, counted=counted)

    lines = [*named, line("middle", "Middelste (mediaan)", Kind.GROUP)]
    if spread["high"].notna().any():
        lines += [
            line("high", "1 op de 10 hoger", Kind.ALL),
            line("low", "1 op de 10 lager", Kind.ALL),
        ]
    figure = series_figure(
        lines, Axis("%", 0), heading, style, Years(breaks=breaks, from_zero=True)
    )
    for part in _unbroken(spread.dropna(), breaks):
        figure.add_trace(_band(part))
    figure.data = figure.data[len(lines) :] + figure.data[: len(lines)]
    return figure


def _unbroken(spread: pd.DataFrame, breaks: Sequence[Break]) -> list[pd.DataFrame]:
    """Parts of the years without a break in them, of two years or more."""
    cuts = sorted({b.year for b in breaks})
    edges = [float("-inf"), *cuts, float("inf")]
    parts = [spread[(spread.index >= a) & (spread.index < b)] for a, b in pairwise(edges)]
    return [part for part in parts if len(part) > 1]


def _band(part: pd.DataFrame) -> go.Scatter:
    years = [int(y) for y in part.index]
    return go.Scatter(
        x=[*years, *years[::-1]],
        y=[*part["high"], *part["low"][::-1]],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=_BAND,
        hoverinfo="skip",
        showlegend=False,
    )
