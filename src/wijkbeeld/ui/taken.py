"""What a page draws, taken instead of sent to a browser: for scenes, which are pages without one.

In a session of a user everything passes through and only the names of pictures are noted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from wijkbeeld.map.live import Answer, live_map
from wijkbeeld.map.view import View
from wijkbeeld.ui import big

TAKER = "_neemt_beelden"
_NOTED = "_getoonde_beelden"


@dataclass(frozen=True)
class Chart:
    """A chart of a page: its key there, and the text that tells it."""

    key: str
    figure: go.Figure
    alt: str


@dataclass
class Taken:
    """Pictures of a page in the order in which it draws them, and its finding in words."""

    maps: list[View] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
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
        return live_map(view, key, height, quiet=quiet)
    taker.maps.append(view)
    return Answer(None, drawn=True, failed=False)


def show_chart(figure: go.Figure, key: str, alt: str, config: dict[str, Any]) -> None:
    """Show a chart, or take it."""
    if (taker := _taker()) is not None:
        taker.charts.append(Chart(key, figure, alt))
        return
    st.session_state.setdefault(_NOTED, {})[key] = alt.split(". ")[0]
    big.name_chart(figure, alt)
    st.plotly_chart(figure, key=key, config=config, alt=alt)


def tell_finding(text: str) -> None:
    """Note what a page found, in one sentence."""
    if (taker := _taker()) is not None:
        taker.finding = text


def noted() -> dict[str, str]:
    """Charts that this page showed, with what each tells; from now on others are noted."""
    seen: dict[str, str] = st.session_state.pop(_NOTED, {})
    return seen
