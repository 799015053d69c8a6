"""A plotly figure as SVG for a large screen: matplotlib reads the same figure object.

One definition per chart, two renderers. A trace of an unknown type raises, so that no chart loses a
part in silence. Title, what is measured and source are not drawn: the stage writes those itself.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from wijkbeeld.charts.text import MEASURED, SOURCE
from wijkbeeld.present.chart_paper import (
    HEIGHT,
    LETTER,
    ON_DARK,
    ON_DARK_PATTERN,
    RULE,
    SOFT,
    SPINE,
    TEXT,
    WIDER,
    WIDTH,
    Sheet,
    colour_of,
    dash_of,
    plain,
)
from wijkbeeld.present.chart_traces import TRACES
from wijkbeeld.present.figure_notes import is_line_name, notes, quadrants
from wijkbeeld.words.numbers import number

_ROW = TEXT * 1.06
"""Points of a row of bars with names in them."""

_PADDING, _ACROSS = 5.6, 168.7
"""Of the stage, in hundredths of the height of a screen: above and below, and across."""

_SHORT = 60
"""Letters of a title in large type; as in ``podium.js``."""

_SIGN = re.compile(r"<span style='color:([^']+)'><b>(.*?)</b></span>")
"""A sign in its colour, before what it means."""


@dataclass(frozen=True)
class Told:
    """What stands around a chart: what is measured, what its signs mean, where it comes from."""

    measured: str
    source: str
    signs: tuple[dict[str, str], ...] = ()


def told(figure: go.Figure) -> Told:
    """What a chart says below its title and at its foot."""
    said = dict(figure.layout.meta or {}) | {a.name: a.text for a in figure.layout.annotations}
    notes = {name: str(text) for name, text in said.items() if text}
    first, *signs = _SIGN.split(notes.get(MEASURED, ""))
    named = tuple(
        {"sign": plain(sign), "colour": colour, "label": _one_line(label)}
        for colour, sign, label in zip(signs[::3], signs[1::3], signs[2::3], strict=True)
    )
    return Told(_one_line(first), _one_line(notes.get(SOURCE, "")), named)


def _one_line(text: str) -> str:
    return " ".join(plain(text).split())


def height_beside(title: str, told: Told) -> float:
    """Points of height that words above and below a chart leave it, on a screen of 16 by 9.

    A little less than that, since words break where they like: a chart that is too low has white
    beside it, one that is too high gets smaller letters.
    """
    used = _PADDING
    lines, size = (1, 7.0) if len(title) <= _SHORT else (_lines(title, 5.3), 5.3)
    used += lines * size * 1.08 + 1.5
    used += 0.8 + _lines(told.measured, 2.9) * 2.9 * 1.2 if told.measured else 0
    signs = " ".join(sign["label"] for sign in told.signs)
    used += 0.8 + _lines(signs, 4.0) * 4.0 * 1.2 if signs else 0
    used += 1.0 + _lines(told.source, 2.1) * 2.1 * 1.25
    return max(260.0, (100 - used) * WIDTH / _ACROSS)


def _lines(text: str, size: float) -> int:
    """Lines of a text in letters of some size, as the stage breaks it."""
    return max(1, math.ceil(len(text) * size * 0.47 / (_ACROSS * 0.93)))


def svg(figure: go.Figure, height: float = HEIGHT, *, is_dark: bool = False) -> str:
    """Draw a figure.

    Parameters
    ----------
    height
        Of the drawing, in points; its width is :data:`chart_paper.WIDTH`.
    is_dark
        Whether the colours of the figure are for a dark ground; its text and lines then are too.

    Raises
    ------
    ValueError
        It has a trace, a mark or a dash that is not known here.
    """
    out = io.StringIO()
    paper = _drawn(figure, height)
    FigureCanvasSVG(paper)
    paper.savefig(out, format="svg", metadata={"Date": None}, transparent=True)
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = text.replace("'DejaVu Sans'", "'Source Sans', 'DejaVu Sans', sans-serif")
    return ON_DARK_PATTERN.sub(lambda found: ON_DARK[found[0]], text) if is_dark else text


def _drawn(figure: go.Figure, height: float) -> Figure:
    paper = Figure(figsize=(WIDTH / 72, height / 72))
    box = _box(figure, height)
    sheets: dict[tuple[str, str], Sheet] = {}
    for number_, trace in enumerate(figure.data):
        draw = TRACES.get(trace.type)
        if draw is None:
            raise ValueError(f"no drawing for traces of type {trace.type!r}")
        draw(_sheet(paper, figure, box, sheets, trace), trace, figure, f"C{number_}")
    for (x, y), sheet in sheets.items():
        _axis(sheet, "x", figure.layout["xaxis" + x[1:]])
        _axis(sheet, "y", figure.layout["yaxis" + y[1:]])
        for side, spine in sheet.axes.spines.items():
            spine.set_visible(side in ("left", "bottom"))
            spine.set_color(SPINE)
    if sheets:
        first = next(iter(sheets.values()))
        quadrants(first, figure)
        _shapes(first, figure)
        notes(first, figure)
        _legend(paper, figure, sheets.values())
    return paper


def _box(figure: go.Figure, height: float) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the plot, as parts of the drawing."""
    letters = TEXT * LETTER
    names = [plain(a.text) for a in figure.layout.annotations if is_line_name(a)]
    longest = max((len(line) for name in names for line in name.split("\n")), default=0)
    right = min(0.38, (longest * letters + 14) / WIDTH) if longest else 0.03
    labels = [
        _on_one_line(v)
        for t in figure.data
        if t.type in ("bar", "waterfall", "scatter", "heatmap") and (t.yaxis or "y") == "y"
        for v in (t.y if t.y is not None else [])
        if isinstance(v, str)
    ]
    labels += [_on_one_line(v) for v in (figure.layout.yaxis.ticktext or [])]
    wide = max(map(len, labels), default=6)
    left = min(0.5, (wide * letters + 16) / WIDTH)
    below = 2.8 if figure.layout.xaxis.title.text else 1.6
    legend = 1.5 if _has_legend(figure) else 0
    return left, (below + legend) * TEXT / height, 1 - right, 0.97


def _sheet(
    paper: Figure,
    figure: go.Figure,
    box: tuple[float, float, float, float],
    sheets: dict[tuple[str, str], Sheet],
    trace: Any,
) -> Sheet:
    """Axes of a trace; those without a domain of their own take the whole plot."""
    key = (trace.xaxis or "x", trace.yaxis or "y")
    if key not in sheets:
        left, bottom, right, top = box
        wide, tall = right - left, top - bottom
        x0, x1 = figure.layout["xaxis" + key[0][1:]].domain or (0, 1)
        y0, y1 = _domain(figure, key[1], tall * paper.get_figheight() * 72)
        sheets[key] = Sheet(
            paper.add_axes(
                (left + x0 * wide, bottom + y0 * tall, (x1 - x0) * wide, (y1 - y0) * tall)
            )
        )
    return sheets[key]


def _domain(figure: go.Figure, axis: str, points: float) -> tuple[float, float]:
    """Part of the height of the plot that an axis takes; rows of named bars fit their letters.

    ``points`` is that height. Where there are only such bars, they take all of it.
    """
    low, high = figure.layout["yaxis" + axis[1:]].domain or (0, 1)
    strip = next((t for t in figure.data if t.type == "bar" and t.textposition == "inside"), None)
    if strip is None or (strip.yaxis or "y") == "y":
        return low, high
    rows = max(figure.layout["yaxis" + (strip.yaxis or "y")[1:]].range)
    above = min(0.6, rows * _ROW / points)
    return (1 - above, 1) if axis == strip.yaxis else (0, 0.97 - above)


def _axis(sheet: Sheet, way: str, axis: Any) -> None:
    axes, one = sheet.axes, sheet.axes.xaxis if way == "x" else sheet.axes.yaxis
    axes.set_axisbelow(True)
    if axis.range is not None:
        (axes.set_xlim if way == "x" else axes.set_ylim)(*[float(v) for v in axis.range])
    elif axis.autorange == "reversed":
        one.set_inverted(True)
    if axis.visible is False:
        if len(axes.figure.axes) > 1:
            axes.axis("off")
        one.set_visible(False)
        return
    if axis.tickvals is not None:
        texts = axis.ticktext if axis.ticktext is not None else axis.tickvals
        places, labels = [sheet.place(way, v) for v in axis.tickvals], [plain(t) for t in texts]
        _ticks(axes, way, places, labels)
    elif way in sheet.names:
        _ticks(axes, way, [float(n) for n in range(len(sheet.names[way]))], sheet.names[way])
    else:
        found = re.search(r"\.(\d)(f|%)", axis.tickformat or "")
        decimals, suffix = int(found[1]) if found else 0, axis.ticksuffix or ""
        one.set_major_locator(MaxNLocator(5))
        if found:
            one.set_major_formatter(FuncFormatter(lambda v, _: number(v, decimals) + suffix))
    if way == "y" and axis.showgrid is not False:
        one.grid(True, color=RULE, lw=1.2)
    if axis.zeroline:
        (axes.axvline if way == "x" else axes.axhline)(0, color=SOFT, lw=1.6, zorder=1)
    if axis.title.text and way == "x":
        axes.set_xlabel(plain(axis.title.text), color=SOFT, fontsize=TEXT)
    one.set_tick_params(labelsize=TEXT, colors=SOFT, length=6)


def _on_one_line(text: Any) -> str:
    """A label along the side: rows are too low for two lines."""
    return plain(text).replace("\nn = ", ", n = ").replace("\n", " ")


def _ticks(axes: Axes, way: str, places: Sequence[float], labels: Sequence[str]) -> None:
    """Ticks with their labels; along the bottom those that would overlap are left out."""
    if way == "y":
        axes.set_yticks(places, [_on_one_line(label) for label in labels])
        return
    low, high = axes.get_xlim()
    points = axes.get_position().width * WIDTH / (high - low)
    kept: list[int] = []
    for n in [len(places) - 1, *range(len(places) - 1)]:
        wide = len(labels[n]) * TEXT * LETTER + 14
        if all(abs(places[n] - places[k]) * points >= wide for k in kept):
            kept.append(n)
    kept.sort()
    axes.set_xticks([places[n] for n in kept], [labels[n] for n in kept])


def _shapes(sheet: Sheet, figure: go.Figure) -> None:
    for shape in figure.layout.shapes:
        colour = colour_of(shape.line.color) or "#7b8794"
        width, style = (shape.line.width or 1) * WIDER, dash_of(shape.line.dash)
        if shape.type == "rect":
            sheet.axes.axvspan(shape.x0, shape.x1, color=colour_of(shape.fillcolor), zorder=0, lw=0)
        elif shape.x0 == shape.x1:
            sheet.axes.axvline(shape.x0, color=colour, lw=width, ls=style, zorder=1)
        else:
            sheet.axes.axhline(shape.y0, color=colour, lw=width, ls=style, zorder=1)


def _has_legend(figure: go.Figure) -> bool:
    named = any(t.name and t.showlegend is not False for t in figure.data)
    return bool(figure.layout.showlegend) and named


def _legend(paper: Figure, figure: go.Figure, sheets: Iterable[Sheet]) -> None:
    if not _has_legend(figure):
        return
    found: dict[str, Any] = {}
    for sheet in sheets:
        for handle, label in zip(*sheet.axes.get_legend_handles_labels(), strict=True):
            found.setdefault(label.replace("\n", " "), handle)
    if found:
        paper.legend(
            list(found.values()),
            list(found),
            loc="lower left",
            bbox_to_anchor=(0, 0),
            ncols=3,
            frameon=False,
            fontsize=TEXT * 0.86,
        )
