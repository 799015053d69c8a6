"""The search field above the map: a hit is selected and brought into view."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import area_search, found, turns, url_state
from wijkbeeld.ui.within import FLY_TO, move_to


def field() -> str:
    """Ask for a name, code or postcode; empty when nothing is asked."""
    text: str = st.text_input(
        "Zoek een gebied",
        key="w_zoek",
        placeholder="Naam, code of postcode",
        help=(
            "Zoek op (een deel van) de naam van een gemeente, wijk of buurt, op de CBS-code, of "
            "op postcode."
        ),
        width=190,
    )
    return text.strip()


def show_hits(data: Dataset, text: str) -> None:
    """Show the areas that answer a search."""
    found.offer(data, area_search.shown(data, text), "hit", _go_to)


def _go_to(hit: area_search.Hit) -> None:
    """Select an area; a gemeente becomes the place that everything is about."""
    if hit.level == "gemeente":
        move_to(hit.code)
    else:
        url_state.put(niveau=hit.level, editie=hit.edition, gebied=hit.code, keuze=None)
        st.session_state[FLY_TO] = hit.code
        turns.take_over()
    st.session_state["w_zoek"] = ""
