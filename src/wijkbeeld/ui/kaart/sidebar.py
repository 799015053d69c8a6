"""Beside the map: what it shows in a sentence, where its classes come from, and the rest."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened
from wijkbeeld.ui.kaart import second_map
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.grid_table import grid_table
from wijkbeeld.ui.kaart.map_view import DRAWN, Seen
from wijkbeeld.ui.kaart.selected_areas import selected_areas
from wijkbeeld.ui.kaart.sentence import told
from wijkbeeld.ui.kaart.table import area_table
from wijkbeeld.ui.taken import tell_finding
from wijkbeeld.ui.within import tell_unlinked
from wijkbeeld.words.markdown import escape_markdown

_STATUS = {
    "officieel": "officiële klassen",
    "afgeleid": "afgeleide klassen",
    "eigen": "eigen klassen",
}


def explain(scope: Scope, choice: Choice, seen: Seen | None) -> None:
    """Show the sentence, the chosen areas, and the table of what is on the map."""
    if seen is None:
        return
    if choice.is_grid:
        grid_table(scope, choice, seen)
        return
    inside, seen_inside = choice.inside, seen.only(choice.inside)
    said = told(inside, choice, seen_inside)
    tell_finding(said.finding)
    with st.container(key="kaart_bevinding", gap="xsmall"):
        st.header(said.finding, anchor=False)
        if said.rest:
            st.markdown(said.rest)
        if apart := second_map.own_years(inside, choice, seen.wave):
            st.markdown(apart)
        if beside := second_map.told(inside, choice, seen_inside.shown, seen.wave):
            st.markdown(beside)
        tell_unlinked(scope, choice.place)
    selected_areas(scope, choice, seen)
    if seen.has_map and not st.session_state.get(DRAWN):
        st.caption("De tabel volgt als de kaart er staat…")
    else:
        area_table(inside, choice, seen_inside)
    _scale_note(scope, choice, seen)


def _scale_note(scope: Scope, choice: Choice, seen: Seen) -> None:
    """Say what the figure is, and where the classes of this wave come from."""
    if not choice.measure.is_score:
        st.caption(escape_markdown(f"{choice.measure.definition} {choice.measure.note}".strip()))
    if seen.shown.note:
        st.caption(escape_markdown(seen.shown.note))
        return
    if seen.shown.is_level:
        scores = opened(scope).scores(scope)
        origins = scores.loc[scores["wave"] == seen.wave, "klasse_bron"]
        official = float((origins == "officieel").mean())
        if official > 0.999:
            st.caption("Klassen: officieel, zoals gepubliceerd.")
            return
        if official == 0.0:
            st.caption(
                "Klassen: afgeleid van de score, met grenzen die we hebben bepaald uit de "
                "officiële klassen van 2024."
            )
            return
    measure = choice.measure
    scale = measure.level_scale if choice.base is None else measure.change_scale
    if scale is None:
        raise KeyError(measure.id)
    st.caption(f"Klassen: {_STATUS[scale.status]}. {scale.note}")
