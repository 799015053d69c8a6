"""How alike renewed areas and those beside them were to begin with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.charts.renewal.style import OTHERS, RENEWED, ZERO_LINE, marker
from wijkbeeld.charts.text import Heading, escape, frame
from wijkbeeld.words.numbers import signed

_SMALL = 0.1
"""Standard deviations that count as no difference, either way."""


def balance_figure(
    balance: pd.DataFrame, labels: Sequence[str], title: str, source: str
) -> go.Figure:
    """Draw how alike both sides are, before and after matching (standard deviations)."""
    figure = go.Figure()
    rows = [escape(t) for t in labels]
    figure.add_vrect(x0=-_SMALL, x1=_SMALL, fillcolor="rgba(27,120,55,0.16)", line_width=0)
    figure.add_vline(x=0, line=ZERO_LINE)
    series = [("before", "de andere gebieden", OTHERS, "circle-open")]
    if "after" in balance:
        series.append(("after", "gekozen vergelijkbare gebieden", RENEWED, "circle"))
    for column, name, colour, symbol in series:
        figure.add_scatter(
            x=balance[column],
            y=rows,
            mode="markers",
            name=name,
            marker=marker(colour, symbol, 13),
            customdata=[signed(v, 2) for v in balance[column]],
            hovertemplate=f"%{{y}}: %{{customdata}} standaarddeviatie<extra>{name}</extra>",
        )
    widest = float(np.nanmax(np.abs(balance[[c for c, *_ in series]].to_numpy()), initial=0.3))
    figure.update_xaxes(
        title="verschil (standaarddeviaties)",
        tickformat=",.1f",
        range=[-1.15 * widest, 1.15 * widest],
    )
    figure.update_yaxes(autorange="reversed", automargin=True)
    return frame(figure, Heading(title, source), 36 + 38 * len(rows), legend=True)
