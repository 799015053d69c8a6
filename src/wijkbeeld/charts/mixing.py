"""Compositions over the years, and at which grain the mix of a place exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from wijkbeeld.catalog import Break
from wijkbeeld.charts.series import draw_breaks
from wijkbeeld.charts.text import Heading, Room, Sign, escape, frame, narrow
from wijkbeeld.words.numbers import number

_BAR = 0.8
"""Width of a bar in years: a line at a break stands between two."""
_TICKS = [0, 25, 50, 75, 100]
_PERCENT = [f"{tick}%" for tick in _TICKS]
_TOP = 116
"""Highest percent of the axis: the word at a break stands above the bars."""


@dataclass(frozen=True)
class Stack:
    """One kind of a composition: its shares (0..1) by year, above those of the kinds before it.

    Attributes
    ----------
    bases
        Sum of the kinds below it, by year.
    """

    label: str
    colour: str
    shares: Mapping[int, float]
    bases: Mapping[int, float]


def composition_figure(
    stacks: Sequence[Stack], breaks: Sequence[Break], heading: Heading
) -> go.Figure:
    """Draw the shares of the kinds as one bar per year, years to scale and breaks as breaks."""
    years = sorted({y for stack in stacks for y in stack.shares})
    figure = go.Figure([_bars(stack) for stack in stacks])
    draw_breaks(figure, [b for b in breaks if years and years[0] < b.year <= years[-1]])
    ticks = years if len(years) <= 12 else years[::-2][::-1]
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(
        range=[years[0] - 1, years[-1] + 1],
        tickvals=ticks,
        autotickangles=[0, -60],
        showgrid=False,
        zeroline=False,
    )
    figure.update_yaxes(range=[0, _TOP], tickvals=_TICKS, ticktext=_PERCENT, automargin=False)
    signs = [Sign("■", stack.colour, _told(stack)) for stack in stacks]
    return frame(figure, heading, 240, room=Room(left=54), signs=signs)


def _told(stack: Stack) -> str:
    last = max(stack.shares)
    return f"{stack.label}: {number(100 * stack.shares[last])}% in {last}"


def _bars(stack: Stack) -> go.Bar:
    years = sorted(stack.shares)
    return go.Bar(
        x=years,
        y=[100 * stack.shares[y] for y in years],
        base=[100 * stack.bases[y] for y in years],
        width=_BAR,
        name=escape(stack.label),
        showlegend=False,
        marker={"color": stack.colour, "line": {"width": 0}},
        customdata=[number(100 * stack.shares[y], 1) for y in years],
        hovertemplate=f"%{{x}}: %{{customdata}}%<extra>{escape(stack.label)}</extra>",
    )


@dataclass(frozen=True)
class Scales:
    """Parts (0..1) of the mix per scale, from fine to coarse, in one year."""

    year: int
    colour: str
    parts: Mapping[str, float]


def grain_figure(years: Sequence[Scales], heading: Heading, ink: str) -> go.Figure:
    """Draw which part of the mix exists at which scale, in one or two years."""
    figure = go.Figure()
    for one in years:
        values = [100 * v for v in one.parts.values()]
        figure.add_trace(
            go.Bar(
                y=["<br>".join(map(escape, narrow(name))) for name in one.parts],
                x=values,
                orientation="h",
                name=str(one.year),
                showlegend=False,
                marker={"color": one.colour},
                text=[f"{number(v, 1)}%" for v in values],
                textposition="outside",
                textfont={"color": ink},
                cliponaxis=False,
                hovertemplate=f"%{{y}}: %{{text}}<extra>{one.year}</extra>",
            )
        )
    figure.update_layout(barmode="group", bargap=0.25)
    figure.update_xaxes(range=[0, 118], tickvals=_TICKS, ticktext=_PERCENT)
    figure.update_yaxes(autorange="reversed", automargin=False)
    signs = [Sign("■", s.colour, str(s.year)) for s in years] if len(years) > 1 else []
    height = 56 * len(years[0].parts) if years else 120
    return frame(figure, heading, max(height, 170), room=Room(left=128), signs=signs)
