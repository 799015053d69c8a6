"""Mix against liveability: every area a point, the chosen one in another colour."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.charts.level import MARK
from wijkbeeld.charts.text import GREY, Axis, Heading, Room, Sign, escape, frame
from wijkbeeld.words.numbers import number, signed

_CROWD = 300
"""With more points they are drawn small and light, to show where they lie close."""


@dataclass(frozen=True)
class Pairs:
    """Mix and score of areas, or how both changed, on one index of codes; both known.

    Attributes
    ----------
    across, along
        Titles of the two axes, with what they are of.
    is_change
        Whether both are changes: written with a sign, with lines where nothing changed.
    """

    mix: pd.Series
    score: pd.Series
    names: pd.Series
    across: str
    along: str
    is_change: bool


_MIX, _SCORES = Axis("menging", 2), (Axis("score", 2), Axis("punt", 3))


def relation_figure(
    pairs: Pairs, chosen: tuple[str, pd.Index], heading: Heading, ink: str, mark: str = MARK
) -> go.Figure:
    """Draw the mix of every area against its score.

    Parameters
    ----------
    chosen
        Name and codes of what stands out; codes that are not there do not count.
    """
    name, codes = chosen
    is_chosen = pairs.mix.index.isin(codes)
    is_crowd = len(pairs.mix) > _CROWD
    others: dict[str, object] = {
        "color": ink,
        "size": 5 if is_crowd else 8,
        "opacity": 0.45 if is_crowd else 0.8,
    }
    line = {"color": "#ffffff", "width": 1.5}
    own: dict[str, object] = {"color": mark, "size": 13, "symbol": "diamond", "line": line}
    figure = go.Figure()
    for part, marker in ((~is_chosen, others), (is_chosen, own)):
        if part.any():
            figure.add_trace(_cloud(pairs, part, marker))
    if pairs.is_change:
        nothing = {"color": GREY, "width": 1, "dash": "dot"}
        figure.add_vline(x=0, line=nothing)
        figure.add_hline(y=0, line=nothing)
    score = _SCORES[pairs.is_change]
    figure.update_xaxes(
        title=escape(pairs.across), tickformat=_MIX.tick_format, zeroline=False, showgrid=False
    )
    figure.update_yaxes(
        title={"text": escape(pairs.along), "standoff": 10},
        tickformat=score.tick_format,
        zeroline=False,
        automargin=False,
    )
    signs = [Sign("◆", mark, name)] if is_chosen.any() else []
    return frame(figure, heading, 300, room=Room(left=76), signs=signs)


def _cloud(pairs: Pairs, part: pd.Series, marker: dict[str, object]) -> go.Scattergl:
    """Points of a part of the areas, named on hover."""
    mix, score = pairs.mix[part], pairs.score[part]
    write = signed if pairs.is_change else number
    decimals = _SCORES[pairs.is_change].decimals
    return go.Scattergl(
        x=mix.to_numpy("float64"),
        y=score.to_numpy("float64"),
        mode="markers",
        showlegend=False,
        marker=marker,
        customdata=[
            [escape(str(name)), write(x, _MIX.decimals), write(y, decimals)]
            for name, x, y in zip(pairs.names.reindex(mix.index), mix, score, strict=True)
        ],
        hovertemplate="%{customdata[0]}<br>"
        f"{escape(pairs.across)}: %{{customdata[1]}}<br>"
        f"{escape(pairs.along)}: %{{customdata[2]}}<extra></extra>",
    )
