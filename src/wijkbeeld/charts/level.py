"""Development given the level: where areas started, and how they moved from there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.charts.text import GREY, Axis, Heading, Room, Sign, escape, frame
from wijkbeeld.words.numbers import number, signed

MARK = "#a9480f"
_QUADRANTS = (
    ("laag begonnen,<br>{forward}", "left", "top"),
    ("hoog begonnen,<br>{forward}", "right", "top"),
    ("laag begonnen,<br>{behind}", "left", "bottom"),
    ("hoog begonnen,<br>{behind}", "right", "bottom"),
)
QUADRANT = "kwadrant"
"""Name of a note that names a quadrant: a larger screen gives these a place of their own."""
CROWD = 300
"""With more points they are drawn small and light, to show where they lie close."""
_ROOM_FOR_NAMES = 0.24
"""Part of the reach of the changes that is left free for the names of the quadrants."""
_AT = {"left": 0.01, "right": 0.99, "bottom": 0.01, "top": 0.99}


@dataclass(frozen=True)
class Scale:
    """How levels and changes of a measure are written.

    Attributes
    ----------
    start, change
        Unit and decimals of a level and of a change.
    ticks
        Format of the numbers along the axes of a level and of a change, for d3.
    forward, behind
        How areas above and below the mean change are called.
    """

    start: Axis
    change: Axis
    ticks: tuple[str, str]
    forward: str = "meer vooruit<br>dan gemiddeld"
    behind: str = "minder vooruit<br>dan gemiddeld"


_SCORES = Scale(Axis("score", 2), Axis("punt", 3), (",.2f", ",.2f"))


def scale_of(start: Axis, change: Axis) -> Scale:
    """Scale of a figure: more or less of it is not yet better or worse."""
    ticks = (start.tick_format, change.tick_format)
    return Scale(
        start, change, ticks, "verandering<br>boven gemiddeld", "verandering<br>onder gemiddeld"
    )


@dataclass(frozen=True)
class Development:
    """Start level, change since and name of areas, on one index of codes.

    Attributes
    ----------
    notes
        What the hover adds, on some of the codes.
    hollow
        Areas to draw open: their values mean little.
    """

    start: pd.Series
    change: pd.Series
    names: pd.Series
    scale: Scale = _SCORES
    notes: Mapping[str, str] = field(default_factory=dict)
    hollow: Collection[str] = ()


@dataclass(frozen=True)
class Highlight:
    """Areas to stand out, and what they are called together."""

    label: str
    codes: Collection[str]


@dataclass(frozen=True)
class ClassMeans:
    """Mean change by starting class of some areas.

    Attributes
    ----------
    table
        Index class number, columns ``mean, sd, n``.
    """

    label: str
    table: pd.DataFrame
    scale: Scale = _SCORES


def level_figure(
    development: Development,
    highlight: Highlight,
    heading: Heading,
    start_name: str,
    ink: str,
    mark: str = MARK,
) -> go.Figure:
    """Draw every area by start level and development, with the four quadrants named.

    Quadrants meet at the mean start and the mean change. Areas that miss either are left out.
    """
    start, change = development.start, development.change
    is_known = start.notna() & change.notna()
    is_marked = is_known & start.index.isin(highlight.codes)
    figure = go.Figure()
    is_crowd = int(is_known.sum()) > CROWD
    others: dict[str, object] = {
        "color": ink,
        "size": 6 if is_crowd else 8,
        "opacity": 0.55 if is_crowd else 0.85,
    }
    marked: dict[str, object] = {"color": mark, "size": 9, "opacity": 0.95}
    for part, marker in ((is_known & ~is_marked, others), (is_marked, marked)):
        if part.any():
            figure.add_trace(_cloud(development, part, marker))
    middle = {"color": GREY, "width": 1, "dash": "dot"}
    figure.add_vline(x=float(start[change.notna()].mean()), line=middle)
    figure.add_hline(y=float(change.mean()), line=middle)
    scale = development.scale
    low, high = float(change[is_known].min()), float(change[is_known].max())
    room = _ROOM_FOR_NAMES * ((high - low) or 1.0)
    _name_quadrants(figure, ink, scale)
    figure.update_xaxes(title=escape(start_name), tickformat=scale.ticks[0], zeroline=False)
    figure.update_yaxes(
        title={"text": f"ontwikkeling ({escape(scale.change.unit)})", "standoff": 10},
        tickformat=scale.ticks[1],
        zeroline=False,
        automargin=False,
        range=[low - room, high + room],
    )
    return frame(figure, heading, 380, room=Room(left=76), signs=_signs(highlight, is_marked, mark))


def _signs(highlight: Highlight, is_marked: pd.Series, mark: str) -> list[Sign]:
    """What points in another colour are."""
    n = int(is_marked.sum())
    return [Sign("●", mark, f"{highlight.label} (n = {number(n)})")] if n else []


def _cloud(development: Development, part: pd.Series, marker: dict[str, object]) -> go.Scattergl:
    """Points of a part of the areas, named on hover."""
    start, change = development.start[part], development.change[part]
    scale = development.scale
    return go.Scattergl(
        x=start,
        y=change,
        mode="markers",
        showlegend=False,
        marker=marker
        | {"symbol": ["circle-open" if c in development.hollow else "circle" for c in start.index]},
        customdata=[
            [
                escape(str(development.names[code])),
                scale.start.write(start[code]),
                signed(change[code], scale.change.decimals),
                f"<br>{escape(note)}" if (note := development.notes.get(code, "")) else "",
            ]
            for code in start.index
        ],
        hovertemplate="%{customdata[0]}<br>start: %{customdata[1]}<br>"
        f"ontwikkeling: %{{customdata[2]}} {escape(scale.change.unit)}"
        "%{customdata[3]}<extra></extra>",
    )


def _name_quadrants(figure: go.Figure, ink: str, scale: Scale) -> None:
    for text, across, along in _QUADRANTS:
        figure.add_annotation(
            name=QUADRANT,
            text=text.format(forward=scale.forward, behind=scale.behind),
            x=_AT[across],
            y=_AT[along],
            xref="paper",
            yref="paper",
            showarrow=False,
            xanchor=across,
            yanchor=along,
            align=across,
            font={"size": 12, "color": ink},
        )


def means_figure(
    everyone: ClassMeans,
    highlight: ClassMeans | None,
    labels: tuple[str, ...],
    colours: tuple[str, ...],
    heading: Heading,
) -> go.Figure:
    """Draw the mean development by starting class (report figure 3-2), of all and of a group.

    Parameters
    ----------
    highlight
        The group; in a class where ``everyone`` has no areas it is not drawn.
    labels, colours
        Of classes 1 and up.
    """
    means = everyone.table
    scale = everyone.scale
    bars = _bar_texts(means, labels, colours, scale.change.decimals)
    figure = go.Figure(
        go.Bar(
            x=means["mean"],
            y=list(bars.values()),
            orientation="h",
            name=escape(everyone.label),
            showlegend=False,
            marker={"color": GREY},
            hovertemplate="%{y}<extra></extra>",
        )
    )
    if highlight is not None:
        _mark_means(figure, highlight, bars)
    figure.update_xaxes(
        title=f"gemiddelde ontwikkeling ({escape(scale.change.unit)})",
        tickformat=scale.ticks[1],
        zeroline=True,
        zerolinecolor=GREY,
    )
    figure.update_yaxes(tickfont={"size": 12}, automargin=False)
    signs = [] if highlight is None else [Sign("◆", MARK, highlight.label)]
    return frame(figure, heading, 380, room=Room(left=150), signs=signs)


def _bar_texts(
    means: pd.DataFrame, labels: tuple[str, ...], colours: tuple[str, ...], decimals: int
) -> dict[int, str]:
    """What stands beside the bar of each class; only here its colour, which judges the start."""
    return {
        int(k): f'<span style="color:{colours[int(k) - 1]}">■</span> {labels[int(k) - 1]}<br>'
        f"<b>{signed(m, decimals)}</b>, n = {number(int(n))}"
        for k, m, n in zip(means.index, means["mean"], means["n"], strict=True)
    }


def _mark_means(figure: go.Figure, highlight: ClassMeans, bars: dict[int, str]) -> None:
    """Draw the means of a group as diamonds on the bars (text on the axis by class)."""
    means = highlight.table.loc[highlight.table.index.intersection(list(bars))]
    if means.empty:
        return
    label, axis = escape(highlight.label), highlight.scale.change
    figure.add_scatter(
        x=means["mean"],
        y=[bars[int(k)] for k in means.index],
        mode="markers",
        name=label,
        showlegend=False,
        marker={"color": MARK, "size": 13, "symbol": "diamond"},
        customdata=[
            [signed(m, axis.decimals), number(int(n))]
            for m, n in zip(means["mean"], means["n"], strict=True)
        ],
        hovertemplate=f"{label}: %{{customdata[0]}} {escape(axis.unit)} (n = "
        "%{customdata[1]})<extra></extra>",
    )


def histogram_figure(
    values: pd.Series, own: float | None, axis: Axis, colour: str, heading: Heading
) -> go.Figure:
    """Draw how values spread, with a line at the value of the area itself."""
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
            text=f"gebied: {axis.write(own)}",
            showarrow=False,
            xanchor="left" if own < (values.min() + values.max()) / 2 else "right",
            yanchor="bottom",
            font={"color": MARK},
        )
    figure.update_xaxes(title=escape(axis.unit), tickformat=axis.tick_format)
    figure.update_yaxes(title="aantal", automargin=False)
    return frame(figure, heading, 200, room=Room(over=20))
