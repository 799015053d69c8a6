"""What a page draws, taken instead of sent to a browser: for scenes, which are pages without one.

In a session of a user everything passes through and only the names of pictures are noted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from wijkbeeld.map.live import Answer, live_map
from wijkbeeld.map.view import View
from wijkbeeld.ui import big

TAKER = "_neemt_beelden"
_NOTED = "_getoonde_beelden"

MAP = "kaart"
"""Name of the picture that is the map of its page."""


@dataclass(frozen=True)
class Chart:
    """A chart of a page: its key there, and the text that tells it."""

    key: str
    figure: go.Figure
    alt: str


@dataclass(frozen=True)
class Table:
    """A table of a page as it is read: what it tells, its columns and its rows, all texts."""

    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> str:
        """Its name on the page."""
        return table_key(self.alt)


def table_key(alt: str) -> str:
    """Name of the table that a text tells."""
    return f"tabel {alt}"[:120]


@dataclass
class Taken:
    """Pictures of a page in the order in which it draws them, and its finding in words."""

    maps: list[View] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    finding: str = ""


def _taker() -> Taken | None:
    taker: Taken | None = st.session_state.get(TAKER)
    return taker


def is_taking() -> bool:
    """Whether this page has no browser: nothing that needs one is of use."""
    return _taker() is not None


def show_map(view: View, key: str, height: int | None = None, *, quiet: bool = False) -> Answer:
    """Show a live map, or take it."""
    if (taker := _taker()) is None:
        _note(MAP, "Kaart")
        return live_map(view, key, height, quiet=quiet)
    taker.maps.append(view)
    return Answer(None, drawn=True, failed=False)


def show_chart(figure: go.Figure, key: str, alt: str, config: dict[str, Any]) -> None:
    """Show a chart, or take it."""
    if (taker := _taker()) is not None:
        taker.charts.append(Chart(key, figure, alt))
        return
    _note(key, alt.split(". ")[0])
    big.name_chart(figure, alt)
    st.plotly_chart(figure, key=key, config=config, alt=alt)


def takes_table(alt: str, header: Iterable[object], rows: Iterable[Iterable[object]]) -> bool:
    """Take a table instead of showing it; else note it, and tell that it is to be shown."""
    if (taker := _taker()) is None:
        _note(table_key(alt), f"Tabel: {alt}")
        return False
    texts = tuple(tuple(map(str, row)) for row in rows)
    taker.tables.append(Table(alt, tuple(map(str, header)), texts))
    return True


def _note(key: str, told: str) -> None:
    st.session_state.setdefault(_NOTED, {})[key] = told


def tell_finding(text: str) -> None:
    """Note what a page found, in one sentence."""
    if (taker := _taker()) is not None:
        taker.finding = text


def noted() -> dict[str, str]:
    """Pictures that this page showed, with what each tells; from now on others are noted."""
    seen: dict[str, str] = st.session_state.pop(_NOTED, {})
    return seen
