"""How renewed and other areas look in every figure of renewal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from wijkbeeld.charts.text import GREY, escape

RENEWED, OTHERS = "#a9480f", GREY
ZERO_LINE = {"color": GREY, "width": 1}
START_LINE = {"color": RENEWED, "width": 1, "dash": "dot"}


def marker(
    colour: str | Sequence[str], symbol: str | Sequence[str], size: int = 11
) -> dict[str, Any]:
    """Points with an edge, so that an open one keeps its colour; one value, or one per point."""
    return {
        "color": colour,
        "size": size,
        "symbol": symbol,
        "line": {"width": 2, "color": colour},
    }


def score_axes(figure: go.Figure, waves: Sequence[int], unit: str, decimals: int) -> None:
    """Give a figure of scores over time its axes, with a tick at every wave."""
    figure.update_xaxes(tickvals=list(waves), tickangle=-45 if len(waves) > 5 else 0)
    figure.update_yaxes(title=escape(unit), tickformat=f",.{decimals}f")
