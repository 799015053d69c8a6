"""Development given the level: where areas started, and how they moved from there."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.charts.text import GREY, escape, frame
from wijkbeeld.words.numbers import number, signed

MARK = "#a9480f"


def level_figure(
    start: pd.Series,
    change: pd.Series,
    names: pd.Series,
    marked: list[str],
    marked_name: str,
    means: tuple[float, float],
    ink: str,
    title: str,
    source: str,
    start_name: str,
) -> go.Figure:
    """Draw every area by start level and development, with the four quadrants named.

    Parameters
    ----------
    start, change, names
        On the same index of area codes; missing values are left out.
    marked
        Areas to stand out.
    means
        Mean start and mean change: where the quadrants meet.
    """
    known = start.notna() & change.notna()
    rest = known & ~start.index.isin(marked)
    figure = go.Figure()
    parts = [(rest, GREY, 5, 0.4, "andere gebieden"), (known & ~rest, MARK, 9, 0.95, marked_name)]
    for part, colour, size, opacity, name in parts:
        if not part.any():
            continue
        told = [
            [escape(str(n)), number(s, 2), signed(c, 3)]
            for n, s, c in zip(names[part], start[part], change[part], strict=True)
        ]
        figure.add_trace(
            go.Scattergl(
                x=start[part],
                y=change[part],
                mode="markers",
                name=f"{escape(name)} (n = {number(int(part.sum()))})",
                marker={"color": colour, "size": size, "opacity": opacity},
                customdata=told,
                hovertemplate="%{customdata[0]}<br>start: %{customdata[1]}<br>"
                "ontwikkeling: %{customdata[2]} punt<extra></extra>",
            )
        )
    figure.add_vline(x=means[0], line={"color": GREY, "width": 1, "dash": "dot"})
    figure.add_hline(y=means[1], line={"color": GREY, "width": 1, "dash": "dot"})
    corners = [
        ("laag en vooruit", 0.01, 0.99, "left", "top"),
        ("hoog en vooruit", 0.99, 0.99, "right", "top"),
        ("laag en achterop", 0.01, 0.01, "left", "bottom"),
        ("hoog en achterop", 0.99, 0.01, "right", "bottom"),
    ]
    for text, x, y, across, along in corners:
        figure.add_annotation(
            text=text,
            x=x,
            y=y,
            xref="paper",
            yref="paper",
            showarrow=False,
            xanchor=across,
            yanchor=along,
            font={"size": 12, "color": ink},
        )
    figure.update_xaxes(title=escape(start_name), tickformat=",.2f", zeroline=False)
    figure.update_yaxes(title="ontwikkeling (punt)", tickformat=",.2f", zeroline=False)
    return frame(figure, title, source, 520)


def means_figure(
    means: pd.DataFrame,
    labels: tuple[str, ...],
    colours: tuple[str, ...],
    marked: pd.DataFrame | None,
    marked_name: str,
    title: str,
    source: str,
    name: str = "alle gebieden",
) -> go.Figure:
    """Draw the mean development by starting class (report figure 3-2), of ``name`` and a group.

    Parameters
    ----------
    means
        Index class number, columns ``mean, sd, n``; ``marked`` the same for the group, or None.
    """
    numbers = [int(k) for k in means.index]
    place = {
        k: f"{labels[k - 1]}<br><b>{signed(m, 3)}</b>, n = {number(int(n))}"
        for k, m, n in zip(numbers, means["mean"], means["n"], strict=True)
    }
    figure = go.Figure(
        go.Bar(
            x=means["mean"],
            y=[place[k] for k in numbers],
            orientation="h",
            name=f"{name} (kleur: startklasse)",
            marker={
                "color": [colours[k - 1] for k in numbers],
                "line": {"color": GREY, "width": 1},
            },
            hovertemplate="%{y}<extra></extra>",
        )
    )
    if marked is not None:  # a class that only the group has stands in no bar
        marked = marked.loc[marked.index.intersection(means.index)]
    if marked is not None and len(marked):
        figure.add_scatter(
            x=marked["mean"],
            y=[place[int(k)] for k in marked.index],
            mode="markers",
            name=escape(marked_name),
            marker={"color": MARK, "size": 13, "symbol": "diamond"},
            customdata=[
                [signed(m, 3), number(int(n))]
                for m, n in zip(marked["mean"], marked["n"], strict=True)
            ],
            hovertemplate=(
                f"{escape(marked_name)}: %{{customdata[0]}} punt (n = "
                "%{customdata[1]})<extra></extra>"
            ),
        )
    figure.update_xaxes(
        title="gemiddelde ontwikkeling (punt)", tickformat=",.2f", zeroline=True, zerolinecolor=GREY
    )
    figure.update_yaxes(tickfont={"size": 11}, automargin=True)
    return frame(figure, title, source, 520)


def histogram_figure(
    values: pd.Series,
    own: float | None,
    unit: str,
    decimals: int,
    colour: str,
    title: str,
    source: str,
) -> go.Figure:
    """Draw how values spread, with a line at one of them."""
    figure = go.Figure(
        go.Histogram(
            x=values.dropna(),
            nbinsx=30,
            marker={"color": colour, "line": {"color": "#ffffff", "width": 0.5}},
            hovertemplate="%{x}: %{y}<extra></extra>",
        )
    )
    if own is not None and own == own:
        figure.add_vline(x=own, line={"color": MARK, "width": 2.5})
        figure.add_annotation(
            x=own,
            y=1,
            yref="paper",
            text=f"gebied: {number(own, decimals)}",
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"color": MARK},
        )
    figure.update_xaxes(title=escape(unit), tickformat=f",.{decimals}f")
    figure.update_yaxes(title="aantal")
    return frame(figure, title, source, 320, legend=False)
