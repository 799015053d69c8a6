"""Change on paper against change felt."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.charts.level import CROWD, MARK
from wijkbeeld.charts.text import ZERO_LINES, Axis, Heading, Room, Sign, escape, frame
from wijkbeeld.words.numbers import number, signed

_MOST_WHISKERS = 60
"""With more areas the margins stand in the hover only."""
_CORNERS = (
    ("op papier lager,<br>beleving hoger", 0.01, 0.99),
    ("beide hoger", 0.99, 0.99),
    ("beide lager", 0.01, 0.01),
    ("op papier hoger,<br>beleving lager", 0.99, 0.01),
)


@dataclass(frozen=True)
class Points:
    """Areas in the scatter, on one index of codes.

    Attributes
    ----------
    low, high
        Interval of the change that is felt; missing where none is known.
    hollow
        Whether that change is not clear.
    """

    paper: pd.Series
    felt: pd.Series
    low: pd.Series
    high: pd.Series
    names: pd.Series
    hollow: pd.Series


@dataclass(frozen=True)
class Group:
    """Areas of one colour, and what they are called."""

    label: str
    areas: pd.Index
    is_marked: bool = False


def scatter_figure(
    points: Points,
    groups: list[Group],
    axes: tuple[Axis, Axis],
    heading: Heading,
    ink: str,
    mark: str = MARK,
) -> go.Figure:
    """Draw every area by its change on paper and its change felt, each on a scale of its own.

    Parameters
    ----------
    axes
        Of the change on paper and of the change felt.
    """
    figure = go.Figure()
    has_whiskers = len(points.paper) <= _MOST_WHISKERS
    signs = []
    for group in groups:
        if not len(group.areas):
            continue
        colour = mark if group.is_marked else ink
        figure.add_trace(_cloud(points, group, axes, colour, has_whiskers=has_whiskers))
        signs.append(Sign("●", colour, f"{group.label} (n = {number(len(group.areas))})"))
    figure.update_layout(annotations=[_corner(*one, ink) for one in _CORNERS], shapes=ZERO_LINES)
    figure.update_xaxes(
        title=f"verandering op papier ({escape(axes[0].unit)})",
        tickformat=axes[0].tick_format,
        zeroline=False,
    )
    figure.update_yaxes(
        title={"text": f"verandering in beleving ({escape(axes[1].unit)})", "standoff": 10},
        tickformat=axes[1].tick_format,
        zeroline=False,
        automargin=False,
        range=_reach(points, has_whiskers=has_whiskers),
    )
    return frame(figure, heading, 380, room=Room(left=76), signs=signs)


def _corner(text: str, x: float, y: float, ink: str) -> dict[str, object]:
    """Name of a corner of the plot."""
    across = "left" if x < 0.5 else "right"
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "xanchor": across,
        "yanchor": "bottom" if y < 0.5 else "top",
        "align": across,
        "font": {"size": 12, "color": ink},
    }


def _reach(points: Points, *, has_whiskers: bool) -> list[float]:
    """Lowest and highest of the axis, with room for the names of the corners."""
    low, high = points.felt.min(), points.felt.max()
    if has_whiskers:
        low, high = min(low, points.low.min()), max(high, points.high.max())
    air = 0.16 * float((high - low) or 1.0)
    return [float(low) - air, float(high) + air]


def _cloud(
    points: Points, group: Group, axes: tuple[Axis, Axis], colour: str, *, has_whiskers: bool
) -> go.Scatter:
    index = group.areas
    felt, low, high = points.felt[index], points.low[index], points.high[index]
    whiskers = {
        "type": "data",
        "array": (high - felt).fillna(0).tolist(),
        "arrayminus": (felt - low).fillna(0).tolist(),
        "color": colour,
        "thickness": 0.8,
        "width": 0,
    }
    return go.Scatter(
        x=points.paper[index],
        y=felt,
        mode="markers",
        name=escape(group.label),
        showlegend=False,
        opacity=0.9 if group.is_marked or len(points.paper) <= CROWD else 0.5,
        marker={
            "color": colour,
            "size": 9 if group.is_marked else 8 if len(points.paper) <= CROWD else 5,
            "symbol": ["circle-open" if h else "circle" for h in points.hollow[index]],
        },
        error_y=whiskers if has_whiskers else None,
        customdata=[
            [
                escape(str(points.names[c])),
                signed(points.paper[c], axes[0].decimals),
                signed(felt[c], axes[1].decimals),
                _margin(low[c], high[c], axes[1]),
            ]
            for c in index
        ],
        hovertemplate="%{customdata[0]}<br>op papier: %{customdata[1]} "
        f"{escape(axes[0].unit)}<br>beleving: %{{customdata[2]}} {escape(axes[1].unit)}"
        "%{customdata[3]}<extra></extra>",
    )


def _margin(low: float, high: float, axis: Axis) -> str:
    if low != low:
        return " (marge niet bekend)"
    return f" (marge {signed(low, axis.decimals)} tot {signed(high, axis.decimals)})"
