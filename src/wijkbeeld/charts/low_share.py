"""The share that scores low, over time."""

from __future__ import annotations

import plotly.graph_objects as go

from wijkbeeld.charts.series import Line, Style, Years, series_figure
from wijkbeeld.charts.text import Axis, Heading

DECIMALS = 1


def low_share_figure(
    lines: list[Line], unit: str, heading: Heading, style: Style, years: Years | None = None
) -> go.Figure:
    """Draw shares in percent on an axis that begins at zero."""
    figure = series_figure(lines, Axis(unit, DECIMALS), heading, style, years)
    return figure.update_layout(yaxis_rangemode="tozero")
