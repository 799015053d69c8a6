"""Figures of the page *Waterbed*: a profile of rings, and quadrants of inside and around."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.charts.renewal.style import OTHERS, RENEWED, ZERO_LINE, marker
from wijkbeeld.charts.text import Heading, Room, Sign, escape, frame
from wijkbeeld.words.numbers import number, signed

_BAND = "rgba(123,135,148,0.32)"
_LABELS = 152
"""Pixels for the names of rings."""
_SHORT = 0.06
"""Points that an axis spans at least to be written in two decimals."""
_CLOUD = "rgba(123,135,148,0.40)"


def profile_figure(rows: pd.DataFrame, heading: Heading) -> go.Figure:
    """Draw every ring with its band of chance, nearest on top.

    Parameters
    ----------
    rows
        Columns ``label, value, low, high, n``, in points; a band that is not known is left out,
        and so is a ring without a value.
    """
    figure = go.Figure()
    figure.add_vline(x=0, line=ZERO_LINE)
    names = [f"{escape(r.label)}<br>n = {number(r.n)}" for r in rows.itertuples()]
    has_band = np.isfinite(rows["low"]) & np.isfinite(rows["high"])
    figure.add_bar(
        x=np.where(has_band, rows["high"] - rows["low"], 0.0),
        base=rows["low"].fillna(0.0),
        y=names,
        orientation="h",
        width=0.55,
        marker={"color": _BAND, "line": {"width": 0}},
        hoverinfo="skip",
        showlegend=False,
    )
    outside = has_band & ((rows["value"] < rows["low"]) | (rows["value"] > rows["high"]))
    written = [
        (
            signed(r.value, 3),
            f" (toeval: {signed(r.low, 3)} tot {signed(r.high, 3)})" if known else "",
        )
        for r, known in zip(rows.itertuples(), has_band, strict=True)
    ]
    figure.add_scatter(
        x=rows["value"],
        y=names,
        mode="markers",
        customdata=written,
        marker=marker(
            [RENEWED if o else OTHERS for o in outside],
            ["circle" if b else "circle-open" for b in has_band],
        ),
        hovertemplate="%{y}: %{customdata[0]} punt%{customdata[1]}<extra></extra>",
        showlegend=False,
    )
    ends = rows[["value", "low", "high"]].to_numpy("float64")
    ticks = _ticks(float(np.nanmax(ends) - np.nanmin(ends))) if np.isfinite(ends).any() else ",.2f"
    figure.update_xaxes(title="punt anders dan de trend", tickformat=ticks, nticks=6, tickangle=0)
    figure.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=names)
    signs = (
        Sign("▬", OTHERS, "90% van even grote groepen"),
        Sign("●", RENEWED, "erbuiten"),
        Sign("○", OTHERS, "zonder band van toeval"),
    )
    return frame(figure, heading, 44 * max(len(rows), 2), room=Room(left=_LABELS), signs=signs)


def quadrant_figure(
    cloud: np.ndarray, points: dict[str, tuple[float, float]], main: str, heading: Heading
) -> go.Figure:
    """Draw the change inside and in the nearest ring, between those of the placebo groups.

    Parameters
    ----------
    cloud
        Inside and ring of every placebo group, in points, shape (groups, 2).
    points
        The same of the renewed areas, by label of the measure.
    main
        Label of the measure that the placebo groups are of.
    """
    figure = go.Figure()
    figure.add_hline(y=0, line=ZERO_LINE)
    figure.add_vline(x=0, line=ZERO_LINE)
    figure.add_scatter(
        x=cloud[:, 0],
        y=cloud[:, 1],
        mode="markers",
        marker={"color": _CLOUD, "size": 5},
        hovertemplate="even grote groep: binnen %{x:+.3f}, ring %{y:+.3f} punt<extra></extra>",
        showlegend=False,
    )
    every = np.vstack([cloud, np.array(list(points.values()) or [(0.0, 0.0)]), [[0.0, 0.0]]])
    across, up = _roomy(every[:, 0], 0.12), _roomy(every[:, 1], 0.2)
    middle = sum(across) / 2
    for label, (inside, ring) in points.items():
        figure.add_scatter(
            x=[inside],
            y=[ring],
            mode="markers+text",
            text=[escape(label)],
            textposition="middle right" if inside < middle else "middle left",
            marker=marker(RENEWED, "circle" if label == main else "circle-open", 12),
            customdata=[(signed(inside, 3), signed(ring, 3))],
            hovertemplate=(
                f"{escape(label)}: binnen %{{customdata[0]}}, ring %{{customdata[1]}} punt"
                "<extra></extra>"
            ),
            showlegend=False,
        )
    for x, y, text in (
        (0.98, 0.02, "past bij een waterbed"),
        (0.98, 0.98, "beide hoger"),
        (0.02, 0.02, "beide lager"),
    ):
        figure.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="paper",
            xanchor="right" if x > 0.5 else "left",
            yanchor="top" if y > 0.5 else "bottom",
            text=text,
            showarrow=False,
            font={"size": 12},
        )
    figure.update_xaxes(
        title="binnen: punt anders dan de trend",
        tickformat=_ticks(across[1] - across[0]),
        tickangle=0,
        range=across,
    )
    ticks = _ticks(up[1] - up[0])
    figure.update_yaxes(title="ring 1: punt anders dan de trend", tickformat=ticks, range=up)
    signs = (Sign("●", RENEWED, "vernieuwd"), Sign("•", OTHERS, "even grote groepen"))
    return frame(figure, heading, 320, signs=signs)


def _ticks(span: float) -> str:
    """Format of ticks that stay different from each other along an axis of this length."""
    return ",.2f" if span >= _SHORT else ",.3f"


def _roomy(values: np.ndarray, part: float) -> list[float]:
    """Range of an axis with room at both ends, for the names of the corners."""
    known = values[~np.isnan(values)]
    low, high = float(known.min()), float(known.max())
    room = part * ((high - low) or 0.1)
    return [low - room, high + room]
