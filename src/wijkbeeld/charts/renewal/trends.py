"""How the scores of renewed and of other areas went, before anything is estimated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.analysis.levels import mean_line
from wijkbeeld.charts.renewal.style import OTHERS, RENEWED, START_LINE, score_axes
from wijkbeeld.charts.text import Heading, escape, frame
from wijkbeeld.words.numbers import number

_BAND = {RENEWED: "rgba(169,72,15,0.16)", OTHERS: "rgba(123,135,148,0.18)"}
_LINE = {
    RENEWED: {"color": RENEWED, "width": 3, "dash": "solid"},
    OTHERS: {"color": OTHERS, "width": 2, "dash": "dash"},
}


@dataclass(frozen=True)
class Side:
    """Renewed or other areas.

    Attributes
    ----------
    table
        Rows areas, columns waves.
    weights
        Inhabitants or dwellings per area; None for the unweighted mean.
    """

    name: str
    table: pd.DataFrame
    weights: pd.Series | None = None


def trends_figure(
    groups: Sequence[Side],
    unit: str,
    decimals: int,
    starts: Sequence[int],
    title: str,
    source: str,
) -> go.Figure:
    """Draw the mean and the spread (half of the areas) of renewed and other areas per wave.

    Parameters
    ----------
    groups
        The renewed areas first.
    starts
        Years in which renewal starts, marked on the axis.
    """
    figure = go.Figure()
    for side, colour in zip(groups, (RENEWED, OTHERS), strict=False):
        known = side.table[side.table.columns[side.table.notna().any()]]
        if not known.empty:
            _add_middle_half(figure, side.name, known, colour)
            _add_mean(figure, Side(side.name, known, side.weights), colour, decimals)
    for year in sorted(set(starts)):
        figure.add_vline(x=year, line=START_LINE, opacity=0.6)
    waves = sorted({int(w) for g in groups for w in g.table.columns[g.table.notna().any()]})
    score_axes(figure, waves, unit, decimals)
    return frame(figure, Heading(title, source), 276, legend=True)


def _add_middle_half(figure: go.Figure, name: str, table: pd.DataFrame, colour: str) -> None:
    """Fill the band between the quartiles of each wave."""
    years = [int(w) for w in table.columns]
    low, high = table.quantile(0.25), table.quantile(0.75)
    figure.add_scatter(
        x=[*years, *years[::-1]],
        y=[*high, *low[::-1]],
        fill="toself",
        fillcolor=_BAND[colour],
        line={"width": 0},
        hoverinfo="skip",
        name=f"{escape(name)}: middelste helft",
        showlegend=False,
        mode="lines",
    )


def _add_mean(figure: go.Figure, side: Side, colour: str, decimals: int) -> None:
    """Draw the mean of each wave; pointing at it tells the quartiles and the number of areas."""
    table, means = side.table, mean_line(side.table, side.weights)
    low, mean, high = table.quantile(0.25), means["mean"], table.quantile(0.75)
    counts = means["n"]
    hover_text = [
        [number(m, decimals), number(a, decimals), number(b, decimals), number(int(c))]
        for m, a, b, c in zip(mean, low, high, counts, strict=True)
    ]
    figure.add_scatter(
        x=[int(w) for w in table.columns],
        y=mean,
        mode="lines+markers",
        name=f"{escape(side.name)} ({_size(counts)})",
        customdata=hover_text,
        line=_LINE[colour],
        hovertemplate=(
            "%{x}: %{customdata[0]} (middelste helft %{customdata[1]} tot "
            "%{customdata[2]}, n = %{customdata[3]})<extra></extra>"
        ),
    )


def _size(counts: pd.Series) -> str:
    """Say how many areas have a score, which may differ per wave."""
    fewest, most = number(int(counts.min())), number(int(counts.max()))
    return f"n = {most}" if fewest == most else f"n = {fewest} tot {most}"
