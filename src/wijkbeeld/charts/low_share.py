"""The share that scores low, over time."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from wijkbeeld.charts.lines import Line, Style
from wijkbeeld.charts.series import Years, series_figure
from wijkbeeld.charts.text import Axis, Heading

DECIMALS = 1


def low_share_figure(
    lines: list[Line], unit: str, heading: Heading, style: Style, years: Years | None = None
) -> go.Figure:
    """Draw shares in percent on an axis that begins at zero."""
    from_zero = replace(years or Years(), from_zero=True)
    return series_figure(lines, Axis(unit, DECIMALS), heading, style, from_zero)
