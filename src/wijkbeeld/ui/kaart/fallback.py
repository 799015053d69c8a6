"""What the page *Kaart* shows in a browser without WebGL: a simple map of one gemeente."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.folium_fallback import plain_map
from wijkbeeld.store.read import opened
from wijkbeeld.ui import url_state
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.export import html
from wijkbeeld.ui.kaart.map_view import Seen
from wijkbeeld.words import sentences


def simple_map(scope: Scope, choice: Choice, seen: Seen | None) -> None:
    """Show the map of a chosen gemeente with the same classes and legend; a click selects."""
    if seen is None or not seen.failed:
        return
    if choice.is_grid:
        st.info(
            "De vierkanten van 100 meter zijn alleen te zien in een browser met WebGL.",
            icon=":material/grid_off:",
        )
        return
    data = opened(scope)
    part = scope if scope.level == "gemeente" else scope.within(_pick_town(scope, seen))
    codes = list(data.by_code(part).index)
    stamp = "/".join(
        str(p)
        for p in (
            data.version,
            scope.level,
            scope.classification,
            choice.measure.id,
            choice.base,
            choice.shown_as(scope),
            part.gemeente or "",
            seen.wave,
            choice.colours.id,
        )
    )
    document = html(scope, choice, seen, codes, background=choice.background)
    clicked = plain_map(document, stamp, key="kaart_eenvoudig")
    st.caption(
        f"Eenvoudige kaart met {sentences.areas(scope.level, len(codes))}: deze browser "
        "kan de snelle kaart niet tekenen (geen WebGL). Vraag de ict-afdeling om "
        "hardwareversnelling aan te zetten, of open Wijkbeeld in een andere browser."
    )
    _select(clicked)


def _pick_town(scope: Scope, seen: Seen) -> str:
    """Gemeente to draw: that of the chosen area, or another one."""
    areas = opened(scope).by_code(scope)
    towns = areas[["gemeente_code", "gemeente_naam"]].drop_duplicates().sort_values("gemeente_naam")
    names = dict(zip(towns["gemeente_code"], towns["gemeente_naam"], strict=True))
    chosen = [c for c in seen.selected if c in areas.index]
    town: str = url_state.pick(
        "gemeente",
        "Gemeente op de eenvoudige kaart",
        list(names),
        str(areas["gemeente_code"][chosen[0]]) if chosen else next(iter(names)),
        names.__getitem__,
        as_list=True,
    )
    return town


def _select(clicked: str | None) -> None:
    """Select the area that was clicked; each click counts once."""
    if (
        clicked
        and clicked != url_state.get("gebied")
        and clicked != st.session_state.get("kaart_klik")
    ):
        st.session_state["kaart_klik"] = clicked
        url_state.put(gebied=clicked, keuze=None)
        st.rerun()
