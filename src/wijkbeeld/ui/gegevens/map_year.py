"""The year of a map that does not say it: asked, never guessed over areas that are there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from wijkbeeld.sources.recognise import Offer
from wijkbeeld.words.markdown import escape_markdown

_KEY = "gegevens_kaartjaar"
Add = Callable[[list[Path], str, int], None]


def ask(paths: list[Path], offer: Offer, target: str) -> None:
    """Keep the maps of an import whose year has to be asked; none empties the question."""
    waiting = [r.file for r in offer.readings if r.is_year_asked]
    kept = [p for p in paths if any(name.startswith(p.name) for name in waiting)]
    if kept:
        st.session_state[_KEY] = (kept, target)
    else:
        st.session_state.pop(_KEY, None)


def form(add: Add) -> None:
    """Ask the year of the maps that wait for it, and add them with it."""
    paths, target = st.session_state.get(_KEY, ([], ""))
    paths = [p for p in paths if p.is_file()]
    if not paths:
        return
    names = ", ".join(f"**{escape_markdown(p.name)}**" for p in paths)
    st.subheader("Van welk jaar is deze kaart?")
    st.write(
        f"In {names} staat niet van welk jaar de indeling is. Codes worden hergebruikt, dus het "
        "jaar bepaalt bij welke gebieden de grenzen horen."
    )
    year = st.number_input(
        "Jaar van de indeling", 1995, dt.date.today().year + 1, value=None, key="w_kaartjaar"
    )
    if st.button("Voeg de kaart toe", disabled=year is None, icon=":material/map:"):
        add(paths, target, int(year or 0))
