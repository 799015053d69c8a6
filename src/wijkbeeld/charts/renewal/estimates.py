"""Estimates with their margins: by waves since the start, or under each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.charts.renewal.style import OTHERS, RENEWED, ZERO_LINE, marker
from wijkbeeld.charts.text import GREY, Heading, Room, escape, frame
from wijkbeeld.words.numbers import number, signed

_BAR = "rgba(123,135,148,0.55)"
_AXIS = (
    "verschil (punt)<br><span style='font-size:11px'>bruin: nul buiten de marge<br>"
    "grijs: nul binnen de marge · open: geen marge</span>"
)


def event_figure(dynamic: pd.DataFrame, base: int, ink: str, title: str, source: str) -> go.Figure:
    """Draw the difference per number of waves since the start, with intervals.

    Parameters
    ----------
    dynamic
        Index waves since the start; columns ``att, low, high, n_treated`` (points). An interval
        that cannot be bounded is left out, and the point is drawn open.
    base
        Waves since the start of the base wave (-1: the last before it).
    """
    figure = go.Figure()
    figure.add_hline(y=0, line=ZERO_LINE)
    figure.add_vline(x=-0.5, line=ZERO_LINE | {"dash": "dot"})
    is_after = dynamic.index >= 0
    _add_side(figure, dynamic[~is_after], "voor de start")
    _add_side(figure, dynamic[is_after], "na de start")
    figure.add_scatter(
        x=[base],
        y=[0],
        mode="markers",
        marker={"color": GREY, "symbol": "line-ew-open", "size": 16},
        hovertemplate="startmeting: 0 door de berekening<extra></extra>",
        showlegend=False,
    )
    low, high = int(dynamic.index.min()), int(dynamic.index.max())
    figure.update_xaxes(
        title="metingen sinds de start", dtick=1, range=[min(low, base) - 0.5, high + 0.5]
    )
    figure.update_yaxes(title=_AXIS, tickformat=",.2f", color=ink)
    return frame(figure, Heading(title, source), 308, room=Room(on_top=True))


def _add_side(figure: go.Figure, dynamic: pd.DataFrame, name: str) -> None:
    """Draw the estimates on one side of the start, and name it above; nothing where there are none.

    Colour says what it says in the figure beside it: whether zero lies outside the margin.
    """
    known = dynamic.dropna(subset=["att"])
    if known.empty:
        return
    is_before = name.startswith("voor")
    figure.add_annotation(
        x=-0.5,
        y=1.0,
        yref="paper",
        yanchor="bottom",
        xanchor="right" if is_before else "left",
        xshift=-6 if is_before else 6,
        text=name,
        showarrow=False,
    )
    figure.add_scatter(
        x=known.index,
        y=known["att"],
        mode="markers",
        name=name,
        customdata=_hover_text(known, "att"),
        showlegend=False,
        marker=marker(_colours(known), _symbols(known)),
        error_y=_bars(known, "att", _BAR),
        hovertemplate="%{customdata[0]} punt (%{customdata[1]} tot %{customdata[2]}), "
        "n = %{customdata[3]} vernieuwde gebieden<extra></extra>",
    )


def estimates_figure(table: pd.DataFrame, title: str, source: str) -> go.Figure:
    """Draw estimates with intervals under each other: one row each.

    Parameters
    ----------
    table
        Columns ``label, value, low, high, n_treated``; in the order to show.
    """
    figure = go.Figure()
    known = table.dropna(subset=["value"])
    figure.add_vline(x=0, line=ZERO_LINE)
    figure.add_scatter(
        x=known["value"],
        y=[escape(t) for t in known["label"]],
        mode="markers",
        customdata=_hover_text(known, "value"),
        showlegend=False,
        marker=marker(_colours(known), _symbols(known)),
        error_x=_bars(known, "value", _BAR),
        hovertemplate="%{y}: %{customdata[0]} punt (%{customdata[1]} tot %{customdata[2]}), "
        "n = %{customdata[3]}<extra></extra>",
    )
    figure.update_xaxes(title=_AXIS, tickformat=",.2f", nticks=6, tickangle=0, automargin=True)
    figure.update_yaxes(autorange="reversed", automargin=True)
    return frame(
        figure, Heading(title, source), 62 + 34 * max(len(known), 2), room=Room(on_top=True)
    )


def _has_margin(table: pd.DataFrame) -> pd.Series:
    """Which intervals have an end on both sides."""
    return np.isfinite(table["low"]) & np.isfinite(table["high"])


def _colours(table: pd.DataFrame) -> list[str]:
    """Colour of each point: brown where zero lies outside its margin."""
    excludes_zero = _has_margin(table) & ((table["low"] > 0) | (table["high"] < 0))
    return [RENEWED if e else OTHERS for e in excludes_zero]


def _symbols(table: pd.DataFrame) -> list[str]:
    """Shape of each point: open without a margin."""
    return ["circle" if m else "circle-open" for m in _has_margin(table)]


def _bars(table: pd.DataFrame, estimate: str, colour: str) -> dict[str, Any]:
    """Bars from the estimates to both ends of their intervals."""
    has_margin = _has_margin(table)
    return {
        "type": "data",
        "symmetric": False,
        "color": colour,
        "thickness": 2,
        "width": 5,
        "array": np.where(has_margin, table["high"] - table[estimate], np.nan),
        "arrayminus": np.where(has_margin, table[estimate] - table["low"], np.nan),
    }


def _hover_text(table: pd.DataFrame, estimate: str) -> list[list[str]]:
    """What pointing at each estimate tells: value, ends, number of renewed areas."""
    return [
        [signed(value, 3), _end(low), _end(high), number(n)]
        for value, low, high, n in zip(
            table[estimate], table["low"], table["high"], table["n_treated"], strict=True
        )
    ]


def _end(value: float) -> str:
    """End of an interval; a dash where it has none."""
    return signed(value, 3) if np.isfinite(value) else "–"
