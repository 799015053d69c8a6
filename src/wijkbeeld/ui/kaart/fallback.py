"""What the page *Kaart* shows in a browser without WebGL: a simple map of one gemeente."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.map.folium_fallback import plain_map
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import url_state
from wijkbeeld.ui.kaart import share
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.map_view import Seen
from wijkbeeld.words import sentences


def simple_map(data: Dataset, choice: Choice, seen: Seen | None) -> None:
    """Show the map of a chosen gemeente with the same classes and legend; a click selects."""
    if seen is None or not seen.failed:
        return
    if choice.is_grid:
        st.info(
            "De vierkanten van 100 meter zijn alleen te zien in een browser met WebGL.",
            icon=":material/grid_off:",
        )
        return
    areas = data.by_code(choice.scope)
    codes = list(areas.index)
    town = ""
    if choice.scope.level != "gemeente":
        towns = (
            areas[["gemeente_code", "gemeente_naam"]].drop_duplicates().sort_values("gemeente_naam")
        )
        names = dict(zip(towns["gemeente_code"], towns["gemeente_naam"], strict=True))
        chosen = [c for c in seen.selected if c in areas.index]
        start = str(areas["gemeente_code"][chosen[0]]) if chosen else next(iter(names))
        town = url_state.pick(
            "gemeente",
            "Gemeente op de eenvoudige kaart",
            list(names),
            start,
            names.__getitem__,
            as_list=True,
        )
        codes = list(areas.index[areas["gemeente_code"] == town])
    stamp = "/".join(
        str(p)
        for p in (
            data.version,
            choice.scope.level,
            choice.scope.classification,
            choice.measure.id,
            choice.base,
            choice.against,
            town,
            seen.wave,
            choice.colours.id,
        )
    )
    html = share.html(data, choice, seen.shown, codes, seen.wave, background=choice.background)
    clicked = plain_map(html, stamp, key="kaart_eenvoudig")
    st.caption(
        f"Eenvoudige kaart met {sentences.areas(choice.scope.level, len(codes))}: deze browser "
        "kan de snelle kaart niet tekenen (geen WebGL). Vraag ict om hardwareversnelling aan te "
        "zetten, of open Wijkbeeld in een andere browser."
    )
    if (
        clicked
        and clicked != url_state.get("gebied")
        and clicked != st.session_state.get("kaart_klik")
    ):
        st.session_state["kaart_klik"] = clicked
        url_state.put(gebied=clicked, keuze=None)
        st.rerun()
