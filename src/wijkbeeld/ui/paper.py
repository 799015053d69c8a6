"""A page on paper: everything open, tables whole, choices as text, source and date at the foot.

A browser prints what stands in the page at that moment and waits for nothing. So tables, which
Streamlit draws on a canvas that holds only what is in view, stand a second time in the page as
text that only paper shows; what can be opened is opened, and charts are drawn again, in the same
breath as the browser asks for paper (``paper.js``). The map does its own part (``actions.js``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wijkbeeld.present.big_figures import written
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import session, taken, theme
from wijkbeeld.words.holdings import held
from wijkbeeld.words.numbers import number

STYLE = Path(__file__).with_suffix(".css").read_text("utf-8")

SCRIPT = "{{ const LIGHT = {}; {} }}".format(
    json.dumps(theme.light_of_dark()), Path(__file__).with_suffix(".js").read_text("utf-8")
)
"""Opens, draws and writes before a page is printed, and undoes it after."""

_UPRIGHT = 112
"""Letters of a row, each column at its longest, that fit on an upright page."""

_LONGEST = 28
"""Letters of a column after which its text goes over more lines."""

MOST = 400
"""Rows of a table on paper, some ten pages: a longer one says so."""

Writers = Mapping[str, Callable[[float], str]]


def table(
    frame: pd.DataFrame,
    alt: str,
    writers: Writers = MappingProxyType({}),
    on_right: Collection[str] = (),
) -> None:
    """Put a table in the page for paper only; on a page turned sideways where it is wide.

    One without rows is left out; of a very long one the first rows stand there, and it says so.

    Parameters
    ----------
    alt
        What the table shows.
    writers
        How to write the values of a column; other values are text. A missing one is a dash.
    on_right
        Columns whose text stands on the right; those with a writer do already.
    """
    if len(frame) and not taken.is_taking():
        first = f": de eerste {MOST} van {number(len(frame))} rijen"
        name = alt if len(frame) <= MOST else f"{alt}{first}"
        st.html(table_html(frame.head(MOST), name, writers, on_right))


def table_html(frame: pd.DataFrame, alt: str, writers: Writers, on_right: Collection[str]) -> str:
    """HTML of a table for paper; its name stands above it."""
    columns = [str(c) for c in frame.columns]
    rows = [
        [written(value, writers.get(c)) for c, value in zip(columns, row, strict=True)]
        for row in frame.itertuples(index=False)
    ]
    right = [c in writers or c in on_right for c in columns]
    kind = "wb-paper wb-sideways" if _width(columns, rows) > _UPRIGHT else "wb-paper"
    body = "".join(_row("td", row, right) for row in rows)
    return (
        f'<table class="{kind}"><caption>{escape(alt)}</caption>'
        f"<thead>{_row('th', columns, right)}</thead><tbody>{body}</tbody></table>"
    )


def _width(columns: list[str], rows: list[list[str]]) -> int:
    """Letters of a row, each column at its longest; a heading goes over more lines."""
    words = [max(c.split(), key=len, default="") for c in columns]
    lengths = [max(map(len, column)) for column in zip(words, *rows, strict=True)]
    return sum(min(n, _LONGEST) + 2 for n in lengths)


def _row(cell: str, texts: list[str], right: list[bool]) -> str:
    side = ' class="wb-right"'
    cells = (
        f"<{cell}{side if at_right else ''}>{escape(text)}</{cell}>"
        for text, at_right in zip(texts, right, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def screen_only(name: str) -> DeltaGenerator:
    """A container that is not on paper: what leads elsewhere, or says how to use the page.

    Parameters
    ----------
    name
        Another one for every place on a page.
    """
    return st.container(key=f"alleen_scherm_{name}")


def foot() -> None:
    """Say at the foot of a page on paper which dataset it shows and where that comes from."""
    name = session.chosen_name()
    if name is None:
        return
    try:
        manifest = open_dataset(name).manifest
    except StoreError:
        return
    sources = [f"{h.title} tot en met {h.until}" for h in held(manifest, []) if h.until]
    what = f"dataset {name}{' (fictief)' if manifest.fictional else ''}"
    text = f"{what[0].upper()}{what[1:]}. {'; '.join(sources)}."
    st.html(f'<p class="wb-paper wb-source" data-short="{escape(what)}">{escape(text)}</p>')
