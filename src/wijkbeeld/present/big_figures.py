"""Charts and tables of the pages, kept to be shown large: a browser asks for one by its name.

A name is made of all that is shown, so that another picture never answers to it, and what has been
asked for once can be kept by the browser. Charts are drawn when they are asked for.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from wijkbeeld.present import figure_svg
from wijkbeeld.present.content import SceneContent

MOST = 400
"""Figures that are kept; the one that was shown longest ago goes first."""

MOST_ROWS = 200
"""Rows of a table that can be paged through on a screen."""


@dataclass(frozen=True)
class BigTable:
    """A table as a screen shows it, every cell written.

    Attributes
    ----------
    columns
        Names of columns; the first says what a row is about.
    figures
        Which columns hold figures: they stand on the right.
    rows
        The first rows; ``of`` says how many there are.
    """

    title: str
    columns: tuple[str, ...]
    figures: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    of: int
    fictional: bool
    source: str = ""


@dataclass(frozen=True)
class BigChart:
    """A chart of a page.

    Attributes
    ----------
    alt
        The text that tells it; its first sentence is the title.
    is_dark
        Whether its colours are for a dark ground.
    """

    figure: go.Figure
    alt: str
    fictional: bool
    is_dark: bool


_kept: OrderedDict[str, BigTable | BigChart | bytes] = OrderedDict()
_lock = threading.Lock()


def keep_chart(chart: BigChart) -> str:
    """Keep a chart and return its name.

    Until it is asked for, the figure itself is kept: it may no longer change.
    """
    said = f"{chart.alt} {chart.fictional} {chart.is_dark} {chart.figure.to_json()}"
    return _keep(said, chart)


def keep_table(table: BigTable) -> str:
    """Keep a table and return its name."""
    return _keep(json.dumps(asdict(table)), table)


def name_source(name: str, source: str) -> None:
    """Say where the figures of a table come from that was kept before."""
    with _lock:
        kept = _kept.get(name)
        if isinstance(kept, BigTable):
            _kept[name] = replace(kept, source=source)


def _keep(said: str, figure: BigTable | BigChart) -> str:
    name = hashlib.sha256(said.encode()).hexdigest()[:32]
    with _lock:
        _kept.setdefault(name, figure)
        _kept.move_to_end(name)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return name


def content(name: str) -> bytes | None:
    """What a screen draws, as gzipped JSON; None when no such figure is kept.

    Raises
    ------
    ValueError
        The chart has a part that is not known to :mod:`wijkbeeld.present.figure_svg`.
    """
    with _lock:
        kept = _kept.get(name)
    if kept is None or isinstance(kept, bytes):
        return kept
    shown = {"table": asdict(kept)} if isinstance(kept, BigTable) else {"chart": _drawn(kept)}
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode(), 6, mtime=0)
    if isinstance(kept, BigChart):  # drawn once
        with _lock:
            if name in _kept:
                _kept[name] = packed
    return packed


def _drawn(chart: BigChart) -> dict[str, object]:
    told = figure_svg.told(chart.figure)
    made = SceneContent(
        id="",
        kind="beeld",
        title=title_of(chart.alt),
        sub=told.measured,
        source=told.source,
        alt=chart.alt,
        signs=told.signs,
        svg=figure_svg.svg(chart.figure, is_dark=chart.is_dark),
    )
    return asdict(made) | {"fictional": chart.fictional, "dark": chart.is_dark}


def title_of(alt: str) -> str:
    """Title of a chart: what its text says first; that it is fictional stands beside it."""
    return alt.split(". ")[0].removesuffix(" (fictief)")


def cells(
    rows: Sequence[Sequence[object]], writers: Sequence[object]
) -> tuple[tuple[str, ...], ...]:
    """Cells written for reading; what is missing is a dash."""
    return tuple(
        tuple(written(value, write) for value, write in zip(row, writers, strict=True))
        for row in rows[:MOST_ROWS]
    )


def written(value: Any, write: object) -> str:
    """A cell written for reading by what writes its column, if anything; missing is a dash."""
    if pd.isna(value) or value == "":
        return "–"
    return str(write(value)) if callable(write) else str(value)
