"""Mix against liveability: every area a point, the chosen one in another colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.charts.level import CROWD, MARK
from wijkbeeld.charts.text import ZERO_LINES, Axis, Heading, Room, Sign, escape, frame


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
    is_crowd = len(pairs.mix) > CROWD
    others: dict[str, object] = {
        "color": ink,
        "size": 5 if is_crowd else 8,
        "opacity": 0.45 if is_crowd else 0.8,
    }
    line = {"color": "#ffffff", "width": 1.5}
    own: dict[str, object] = {"color": mark, "size": 13, "symbol": "diamond", "line": line}
    parts = ((~is_chosen, others), (is_chosen, own))
    clouds = [_cloud(pairs, part, marker) for part, marker in parts if part.any()]
    score = _SCORES[pairs.is_change]
    # At once: every later change of a figure checks all of its points anew.
    layout = {
        "shapes": ZERO_LINES if pairs.is_change else (),
        "xaxis": {
            "title": {"text": escape(pairs.across)},
            "tickformat": _MIX.tick_format,
            "zeroline": False,
            "showgrid": False,
        },
        "yaxis": {
            "title": {"text": escape(pairs.along), "standoff": 10},
            "tickformat": score.tick_format,
            "zeroline": False,
            "automargin": False,
        },
    }
    signs = [Sign("◆", mark, name)] if is_chosen.any() else []
    figure = go.Figure(clouds, layout)
    return frame(figure, heading, 300, room=Room(left=76), signs=signs)


def _cloud(pairs: Pairs, part: pd.Series, marker: dict[str, object]) -> go.Scattergl:
    """Points of a part of the areas, named on hover."""
    mix, score = pairs.mix[part], pairs.score[part]
    sign = "+" if pairs.is_change else ""
    decimals = _SCORES[pairs.is_change].decimals
    names = pairs.names.reindex(mix.index).astype(str)
    return go.Scattergl(
        x=mix.to_numpy("float64"),
        y=score.to_numpy("float64"),
        mode="markers",
        showlegend=False,
        marker=marker,
        customdata=np.array([escape(name) for name in names.tolist()], dtype=object),
        hovertemplate="%{customdata}<br>"
        f"{escape(pairs.across)}: %{{x:{sign}.{_MIX.decimals}f}}<br>"
        f"{escape(pairs.along)}: %{{y:{sign}.{decimals}f}}<extra></extra>",
    )
