"""Renewed beside not renewed: raw trends, balance, event time, specifications, single areas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.charts.text import GREY, escape, frame
from wijkbeeld.words.numbers import number, signed

RENEWED, OTHERS = "#a9480f", GREY
_BAND = {RENEWED: "rgba(169,72,15,0.16)", OTHERS: "rgba(123,135,148,0.18)"}
_UNSURE = "rgba(123,135,148,0.55)"


def trends_figure(
    groups: Sequence[tuple[str, pd.DataFrame]],
    unit: str,
    decimals: int,
    starts: Sequence[int],
    title: str,
    source: str,
) -> go.Figure:
    """Draw the mean and the spread (half of the areas) of renewed and other areas per wave.

    Parameters
    ----------
    groups
        Name and table (rows areas, columns waves): the renewed areas first.
    starts
        Years in which renewal starts, marked on the axis.
    """
    figure = go.Figure()
    for (name, table), colour in zip(groups, (RENEWED, OTHERS), strict=False):
        known = table[table.columns[table.notna().any()]]
        if known.empty:
            continue
        years = [int(w) for w in known.columns]
        low, middle, high = known.quantile(0.25), known.mean(), known.quantile(0.75)
        counts = known.notna().sum()
        figure.add_scatter(
            x=[*years, *years[::-1]],
            y=[*high, *low[::-1]],
            fill="toself",
            fillcolor=_BAND[colour],
            line={"width": 0},
            hoverinfo="skip",
            name=f"{escape(name)}: middelste helft",
            showlegend=False,
            mode="lines",
        )
        n = (
            f"n = {number(int(counts.max()))}"
            if counts.min() == counts.max()
            else f"n = {number(int(counts.min()))} tot {number(int(counts.max()))}"
        )
        told = [
            [number(m, decimals), number(a, decimals), number(b, decimals), number(int(c))]
            for m, a, b, c in zip(middle, low, high, counts, strict=True)
        ]
        figure.add_scatter(
            x=years,
            y=middle,
            mode="lines+markers",
            name=f"{escape(name)} ({n})",
            customdata=told,
            line={
                "color": colour,
                "width": 3 if colour == RENEWED else 2,
                "dash": "solid" if colour == RENEWED else "dash",
            },
            hovertemplate=(
                "%{x}: %{customdata[0]} (middelste helft %{customdata[1]} tot "
                "%{customdata[2]}, n = %{customdata[3]})<extra></extra>"
            ),
        )
    for year in sorted(set(starts)):
        figure.add_vline(x=year, line={"color": RENEWED, "width": 1, "dash": "dot"}, opacity=0.6)
    waves = sorted({int(w) for _, t in groups for w in t.columns[t.notna().any()]})
    figure.update_xaxes(tickvals=waves, tickangle=-45 if len(waves) > 5 else 0)
    figure.update_yaxes(title=escape(unit), tickformat=f",.{decimals}f")
    return frame(figure, title, source, 430)


def balance_figure(
    balance: pd.DataFrame, labels: Sequence[str], title: str, source: str
) -> go.Figure:
    """Draw how alike both sides are, before and after matching (standard deviations)."""
    figure = go.Figure()
    rows = [escape(t) for t in labels]
    figure.add_vrect(x0=-0.1, x1=0.1, fillcolor="rgba(27,120,55,0.16)", line_width=0)
    figure.add_vline(x=0, line={"color": GREY, "width": 1})
    series = [("before", "de andere gebieden", OTHERS, "circle-open")]
    if "after" in balance:
        series.append(("after", "gekozen vergelijkbare gebieden", RENEWED, "circle"))
    for column, name, colour, symbol in series:
        figure.add_scatter(
            x=balance[column],
            y=rows,
            mode="markers",
            name=name,
            marker={
                "color": colour,
                "size": 13,
                "symbol": symbol,
                "line": {"width": 2, "color": colour},
            },
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
    return frame(figure, title, source, 190 + 38 * len(rows))


def event_figure(dynamic: pd.DataFrame, base: int, ink: str, title: str, source: str) -> go.Figure:
    """Draw the difference per number of waves since the start, with intervals.

    Parameters
    ----------
    dynamic
        Index waves since the start; columns ``att, low, high, n_treated`` (points). An interval
        that cannot be bounded is left out, and the point is drawn open.
    base
        Waves since the start of the base wave (-1: the last before it).
    """
    figure = go.Figure()
    figure.add_hline(y=0, line={"color": GREY, "width": 1})
    figure.add_vline(x=-0.5, line={"color": GREY, "width": 1, "dash": "dot"})
    for after, colour, name in ((False, OTHERS, "voor de start"), (True, RENEWED, "na de start")):
        part = dynamic[(dynamic.index >= 0) == after].dropna(subset=["att"])
        if part.empty:
            continue
        sure = np.isfinite(part["low"]) & np.isfinite(part["high"])
        told = [
            [signed(r.att, 3), *_margin(r.low, r.high), number(r.n_treated)]
            for r in part.itertuples()
        ]
        figure.add_scatter(
            x=part.index,
            y=part["att"],
            mode="markers",
            name=name,
            customdata=told,
            marker={
                "color": colour,
                "size": 11,
                "symbol": ["circle" if ok else "circle-open" for ok in sure],
                "line": {"width": 2, "color": colour},
            },
            error_y={
                "type": "data",
                "symmetric": False,
                "color": colour,
                "thickness": 2,
                "width": 5,
                "array": np.where(sure, part["high"] - part["att"], np.nan),
                "arrayminus": np.where(sure, part["att"] - part["low"], np.nan),
            },
            hovertemplate="%{customdata[0]} punt (%{customdata[1]} tot %{customdata[2]}), "
            "n = %{customdata[3]} vernieuwde gebieden<extra></extra>",
        )
    figure.add_scatter(
        x=[base],
        y=[0],
        mode="markers",
        marker={"color": GREY, "symbol": "line-ew-open", "size": 16},
        hovertemplate="startmeting: 0 door de berekening<extra></extra>",
        showlegend=False,
    )
    low, high = int(dynamic.index.min()), int(dynamic.index.max())
    figure.update_xaxes(
        title="metingen sinds de start", dtick=1, range=[min(low, base) - 0.5, high + 0.5]
    )
    figure.update_yaxes(title="verschil (punt)", tickformat=",.2f", color=ink)
    return frame(figure, title, source, 430)


def _margin(low: float, high: float) -> list[str]:
    """Ends of an interval in words; a dash where it has no end."""
    return [signed(v, 3) if np.isfinite(v) else "–" for v in (low, high)]


def estimates_figure(table: pd.DataFrame, title: str, source: str) -> go.Figure:
    """Draw estimates with intervals under each other: one row each.

    Parameters
    ----------
    table
        Columns ``label, value, low, high, n_treated``; in the order to show.
    """
    figure = go.Figure()
    known = table.dropna(subset=["value"])
    sure = np.isfinite(known["low"]) & np.isfinite(known["high"])
    colours = [RENEWED if c else OTHERS for c in sure & ((known["low"] > 0) | (known["high"] < 0))]
    told = [
        [signed(r.value, 3), *_margin(r.low, r.high), number(r.n_treated)]
        for r in known.itertuples()
    ]
    figure.add_vline(x=0, line={"color": GREY, "width": 1})
    figure.add_scatter(
        x=known["value"],
        y=[escape(t) for t in known["label"]],
        mode="markers",
        customdata=told,
        showlegend=False,
        marker={
            "size": 11,
            "color": colours,
            "line": {"width": 2, "color": colours},
            "symbol": ["circle" if ok else "circle-open" for ok in sure],
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "thickness": 2,
            "width": 5,
            "color": _UNSURE,
            "array": np.where(sure, known["high"] - known["value"], np.nan),
            "arrayminus": np.where(sure, known["value"] - known["low"], np.nan),
        },
        hovertemplate="%{y}: %{customdata[0]} punt (%{customdata[1]} tot %{customdata[2]}), "
        "n = %{customdata[3]}<extra></extra>",
    )
    figure.update_xaxes(
        title="verschil (punt)<br><span style='font-size:11px'>bruin: nul buiten de marge<br>"
        "grijs: nul erbinnen · open: geen marge</span>",
        tickformat=",.2f",
        nticks=6,
        tickangle=0,
        automargin=True,
    )
    figure.update_yaxes(autorange="reversed", automargin=True)
    return frame(figure, title, source, 184 + 34 * max(len(known), 2), legend=False)


def curve_figure(
    table: pd.DataFrame, rows: Sequence[tuple[str, pd.Series]], chosen: int, title: str, source: str
) -> go.Figure:
    """Draw every specification from low to high, with the choices of each in dots below it.

    Parameters
    ----------
    table
        Column ``value`` (points), one row per specification.
    rows
        Name of a choice and where it was made: boolean, on the index of ``table``.
    chosen
        Index of the specification of the page.
    """
    ordered = table.dropna(subset=["value"]).sort_values("value")
    place = np.arange(len(ordered))
    figure = go.Figure()
    figure.add_hline(y=0, line={"color": GREY, "width": 1})
    mine = ordered.index == chosen
    figure.add_scatter(
        x=place,
        y=ordered["value"],
        mode="markers",
        showlegend=False,
        customdata=[signed(v, 3) for v in ordered["value"]],
        marker={
            "color": [RENEWED if m else OTHERS for m in mine],
            "size": [14 if m else 7 for m in mine],
            "symbol": ["diamond" if m else "circle" for m in mine],
        },
        hovertemplate="%{customdata} punt<extra></extra>",
    )
    names = [escape(n) for n, _ in rows]
    for k, (_, made) in enumerate(rows):
        where = place[made.reindex(ordered.index).to_numpy(bool)]
        figure.add_scatter(
            x=where,
            y=[names[k]] * len(where),
            mode="markers",
            yaxis="y2",
            showlegend=False,
            hoverinfo="skip",
            marker={"color": GREY, "size": 5},
        )
    height = 300 + 22 * len(rows)
    split = 1 - 170 / (height - 80 - 56)
    figure = frame(figure, title, source, height, legend=False)
    figure.update_layout(
        yaxis={"domain": [split + 0.03, 1], "title": "verschil (punt)", "tickformat": ",.2f"},
        yaxis2={
            "domain": [0, split - 0.02],
            "categoryorder": "array",
            "categoryarray": names[::-1],
            "automargin": True,
        },
        xaxis={
            "showticklabels": False,
            "title": f"{number(len(ordered))} manieren, laag naar hoog",
            "anchor": "y2",
        },
    )
    return figure


def areas_figure(table: pd.DataFrame, title: str, source: str) -> go.Figure:
    """Draw the development of each renewed area beside that of its look-alikes.

    Parameters
    ----------
    table
        Columns ``label, own, partners`` (points), in the order to show.
    """
    figure = go.Figure()
    rows = [escape(t) for t in table["label"]]
    for name, own, other in zip(rows, table["own"], table["partners"], strict=True):
        figure.add_scatter(
            x=[other, own],
            y=[name, name],
            mode="lines",
            line={"color": GREY, "width": 3},
            hoverinfo="skip",
            showlegend=False,
        )
    for column, name, colour, symbol in (
        ("partners", "vergelijkbare gebieden", OTHERS, "circle-open"),
        ("own", "vernieuwd gebied", RENEWED, "circle"),
    ):
        figure.add_scatter(
            x=table[column],
            y=rows,
            mode="markers",
            name=name,
            customdata=[signed(v, 3) for v in table[column]],
            marker={
                "color": colour,
                "size": 11,
                "symbol": symbol,
                "line": {"width": 2, "color": colour},
            },
            hovertemplate=f"%{{y}}: %{{customdata}} punt<extra>{name}</extra>",
        )
    figure.update_xaxes(
        title="ontwikkeling (punt)",
        tickformat=",.2f",
        nticks=5,
        tickangle=0,
        zeroline=True,
        zerolinecolor=GREY,
    )
    figure.update_yaxes(autorange="reversed", automargin=True, tickfont={"size": 11})
    return frame(figure, title, source, 190 + 24 * max(len(rows), 2))


def synthetic_figure(
    waves: Sequence[int],
    own: np.ndarray,
    copy: np.ndarray,
    start: int,
    name: str,
    unit: str,
    decimals: int,
    title: str,
    source: str,
) -> go.Figure:
    """Draw an area and its synthetic copy, with the start of renewal (a year) marked."""
    figure = go.Figure()
    for values, label, colour, dash in (
        (copy, "synthetische kopie", OTHERS, "dash"),
        (own, name, RENEWED, "solid"),
    ):
        figure.add_scatter(
            x=list(waves),
            y=values,
            mode="lines+markers",
            name=escape(label),
            line={"color": colour, "dash": dash, "width": 3},
            customdata=[number(v, decimals) for v in values],
            hovertemplate="%{x}: %{customdata}<extra></extra>",
        )
    figure.add_vline(x=start, line={"color": RENEWED, "width": 1, "dash": "dot"})
    figure.update_xaxes(tickvals=list(waves), tickangle=-45 if len(waves) > 5 else 0)
    figure.update_yaxes(title=escape(unit), tickformat=f",.{decimals}f")
    return frame(figure, title, source, 400)
