"""Traces of a plotly figure, drawn by matplotlib; others raise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import plotly.graph_objects as go
from matplotlib.colors import LinearSegmentedColormap

from wijkbeeld.present.chart_paper import (
    INK,
    TEXT,
    WIDER,
    WIDTH,
    Sheet,
    colour_of,
    dash_of,
    is_many,
    label_of,
    plain,
)

_MARKS = {
    "circle": "o",
    "circle-open": "o",
    "diamond": "D",
    "diamond-open": "D",
    "square": "s",
    "square-open": "s",
    "triangle-up": "^",
    "line-ew-open": "_",
    "x": "x",
}


def _scatter(sheet: Sheet, trace: Any, figure: go.Figure, usual: str) -> None:
    del figure
    x, y = sheet.places("x", trace.x), sheet.places("y", trace.y)
    mark = trace.marker.color
    colour = colour_of(trace.line.color) or (None if is_many(mark) else colour_of(mark)) or usual
    mode = trace.mode or "lines+markers"
    label = label_of(trace)
    _band(sheet, trace, x, y)
    if "lines" in mode and trace.line.width != 0:
        width = (trace.line.width or 2) * WIDER
        style = {"linestyle": dash_of(trace.line.dash), "linewidth": width, "color": colour}
        sheet.axes.plot(x, y, label=label, alpha=trace.opacity, zorder=3, **style)
        label = "_"
    if "markers" in mode:
        _marks(sheet, trace, (x, y), colour, label)
    for way in ("x", "y"):
        error = trace[f"error_{way}"]
        if error.array is not None:
            plus = np.nan_to_num(np.asarray(error.array, float))
            minus = (
                np.nan_to_num(np.asarray(error.arrayminus, float))
                if is_many(error.arrayminus)
                else plus
            )
            sheet.axes.errorbar(
                x,
                y,
                xerr=[minus, plus] if way == "x" else None,
                yerr=[minus, plus] if way == "y" else None,
                fmt="none",
                ecolor=colour_of(error.color) or colour,
                elinewidth=3,
                capsize=6,
                zorder=2,
            )
    if "text" in mode and trace.text is not None:
        for at, up, text in zip(x, y, trace.text, strict=True):
            if text and up == up:
                sheet.axes.annotate(
                    plain(text), (at, up), (0, 8), textcoords="offset points", ha="center"
                )


def _band(sheet: Sheet, trace: Any, x: np.ndarray, y: np.ndarray) -> None:
    if trace.fill in (None, "none"):
        return
    if trace.fill != "toself":
        raise ValueError(f"no drawing for a fill {trace.fill!r}")
    sheet.axes.fill(x, y, color=colour_of(trace.fillcolor), linewidth=0, zorder=1)


def _marks(
    sheet: Sheet, trace: Any, places: tuple[np.ndarray, np.ndarray], colour: Any, label: str
) -> None:
    x, y = places
    marker = trace.marker
    symbols = (
        list(marker.symbol) if is_many(marker.symbol) else [marker.symbol or "circle"] * len(x)
    )
    colours = [colour_of(c) for c in marker.color] if is_many(marker.color) else None
    if not colours and isinstance(marker.color, str):
        colour = colour_of(marker.color)
    size = ((float(np.max(marker.size)) if is_many(marker.size) else marker.size or 6) * WIDER) ** 2
    for shape in dict.fromkeys(symbols):
        part = [n for n, s in enumerate(symbols) if s == shape]
        if shape not in _MARKS:
            raise ValueError(f"no drawing for marks of shape {shape!r}")
        own = [colours[n] for n in part] if colours else colour
        is_line = _MARKS[shape] in "_x"
        is_open = shape.endswith("-open") and not is_line
        faces = {"color": own} if is_line else {"facecolors": "white" if is_open else own}
        sheet.axes.scatter(
            x[part],
            y[part],
            s=size,
            marker=_MARKS[shape],
            edgecolors=None if is_line else own,
            linewidths=3 if is_open or is_line else 0,
            alpha=marker.opacity,
            label=label if shape == symbols[0] else "_",
            zorder=4,
            **faces,
        )


def _bar(sheet: Sheet, trace: Any, figure: go.Figure, usual: str) -> None:
    flat = trace.orientation == "h"
    along, up = ("y", "x") if flat else ("x", "y")
    at = sheet.places(along, trace[along])
    size = np.asarray([np.nan if v is None else v for v in trace[up]], float)
    base = np.asarray(trace.base, float) if is_many(trace.base) else float(trace.base or 0)
    peers = [t for t in figure.data if t.type == "bar" and (t.yaxis or "y") == (trace.yaxis or "y")]
    grouped = figure.layout.barmode == "group" and len(peers) > 1
    thick = float(trace.width if trace.width and not is_many(trace.width) else 0.8)
    if grouped:
        thick /= len(peers)
        at = at + (peers.index(trace) - (len(peers) - 1) / 2) * thick
    given = trace.marker.color or usual
    colour = [colour_of(c) for c in given] if is_many(given) else colour_of(given)
    draw = sheet.axes.barh if flat else sheet.axes.bar
    draw(
        at,
        size,
        thick,
        base,
        color=colour,
        label=label_of(trace),
        alpha=trace.marker.opacity,
        zorder=2,
    )
    if trace.text is not None and flat and trace.textposition == "inside":
        _inside(sheet, trace, (at, size, np.broadcast_to(base, at.shape)))
    elif trace.text is not None:
        for place, value, text in zip(at, size, trace.text, strict=True):
            end = (value, place) if flat else (place, value)
            away = ((8 if value >= 0 else -8), 0) if flat else (0, 6 if value >= 0 else -TEXT - 6)
            sheet.axes.annotate(
                plain(text),
                end,
                away,
                textcoords="offset points",
                va="center" if flat else "bottom",
                ha=("left" if value >= 0 else "right") if flat else "center",
            )


def _inside(sheet: Sheet, trace: Any, bars: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    """Names in bars: on to the next bar of the row, or before the bar where there is more room."""
    low, high = _range(trace, sheet)
    points = sheet.axes.get_position().width * WIDTH / (high - low)
    small = TEXT * 0.86
    spans = [(p, b, b + s) for p, s, b in zip(*bars, strict=True)]
    for (place, start, end), text in zip(spans, trace.text, strict=True):
        after = min([b for p, b, _ in spans if p == place and b >= end], default=high)
        before = max([e for p, _, e in spans if p == place and e <= start], default=low)
        words = plain(text)
        room, room_before = (
            (n * points - 12) / (small * 0.5) for n in (after - start, start - before)
        )
        is_before = len(words) > room and room_before > room
        fits = int(room_before if is_before else room)
        if fits < 4:
            continue
        shown = words if len(words) <= fits else words[: fits - 1].rstrip() + "…"
        sheet.axes.text(
            start + (-6 if is_before else 6) / points,
            place,
            shown,
            fontsize=small,
            va="center",
            ha="right" if is_before else "left",
            color=INK,
            clip_on=True,
        )


def _range(trace: Any, sheet: Sheet) -> tuple[float, float]:
    figure = trace.parent
    given = figure.layout["xaxis" + (trace.xaxis or "x")[1:]].range
    low, high = given or sheet.axes.get_xlim()
    return float(low), float(high)


def _histogram(sheet: Sheet, trace: Any, figure: go.Figure, usual: str) -> None:
    del figure
    colour = colour_of(trace.marker.color) or usual
    values = sheet.places("x", trace.x)
    bins = trace.nbinsx or 30
    sheet.axes.hist(values[~np.isnan(values)], bins, color=colour, edgecolor="white")


def _waterfall(sheet: Sheet, trace: Any, figure: go.Figure, usual: str) -> None:
    del figure, usual
    at, run = sheet.places("y", trace.y), 0.0
    for place, value, how, text in zip(at, trace.x, trace.measure, trace.text, strict=True):
        start = 0.0 if how == "total" else run
        part = (
            trace.totals
            if how == "total"
            else (trace.increasing if value >= 0 else trace.decreasing)
        )
        end = value if how == "total" else run + value
        sheet.axes.barh(
            place, end - start, 0.62, start, color=colour_of(part.marker.color), zorder=2
        )
        sheet.axes.annotate(
            plain(text), (max(start, end), place), (8, 0), textcoords="offset points", va="center"
        )
        run = end


def _heatmap(sheet: Sheet, trace: Any, figure: go.Figure, usual: str) -> None:
    del figure, usual
    parts = [(float(at), colour_of(c)) for at, c in trace.colorscale]
    z = np.asarray(trace.z, float)
    sheet.places("x", trace.x)
    sheet.places("y", trace.y)
    sheet.axes.pcolormesh(
        np.arange(z.shape[1] + 1) - 0.5,
        np.arange(z.shape[0] + 1) - 0.5,
        z,
        cmap=LinearSegmentedColormap.from_list("scale", parts),
        vmin=trace.zmin,
        vmax=trace.zmax,
        edgecolors="white",
        linewidth=3,
    )


TRACES: dict[str, Callable[[Sheet, Any, go.Figure, str], None]] = {
    "scatter": _scatter,
    "scattergl": _scatter,
    "bar": _bar,
    "histogram": _histogram,
    "waterfall": _waterfall,
    "heatmap": _heatmap,
}
