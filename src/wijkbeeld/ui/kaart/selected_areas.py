"""The chosen areas: where one stands, what more have in common, and what to do with them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.content import Thematic
from wijkbeeld.store import selections
from wijkbeeld.store.read import opened
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import pages, paper, saved, url_state
from wijkbeeld.ui.kaart import link
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.map_view import Seen
from wijkbeeld.words import sentences
from wijkbeeld.words.class_names import value_and_class
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed

_MANY = 12
"""More names than this scroll in the card, in a box of this height in pixels:"""
_NAMES_HEIGHT = 180

_KEYS = """
Meer gebieden kiezen: houd shift ingedrukt en klik, of sleep een kader.

Toetsen op de kaart:
- pijltjes: de kaart verschuiven; shift en een pijl: overal op de kaart
- Page Up en Page Down: vorige en volgende meting
- Enter of g: lijst van gebieden in beeld
- p: afspelen
- + en −: in- en uitzoomen; 0: alles in beeld
- l: kiezen met een lus
- v: twee metingen met een schuif
- n: namen; a: achtergrondkaart
- s: bewaar als afbeelding
- Esc: wis je keuze
"""


def selected_areas(scope: Scope, choice: Choice, seen: Seen) -> None:
    """Say where the chosen area stands, or what the chosen areas have in common."""
    areas = opened(scope).by_code(scope)
    chosen = [c for c in seen.selected if c in areas.index]
    if not chosen:
        if seen.has_map:
            with paper.screen_only("wenk"):
                st.caption("Klik op de kaart om een gebied te kiezen.", help=_KEYS)
        return
    with st.container(border=True, gap="xsmall"):
        if len(chosen) == 1:
            _one(scope, choice, seen, chosen[0])
        else:
            _together(scope, choice, seen, areas["name"][chosen])
        with st.container(horizontal=True, gap="small"):
            _what_to_do(scope, choice, chosen)


def _one(scope: Scope, choice: Choice, seen: Seen, code: str) -> None:
    """Value, class and rank of one area."""
    area = opened(scope).by_code(scope).loc[code]
    st.markdown(f"**{escape_markdown(area['name'])}** · {code}")
    shown = seen.shown
    value = float(shown.values[seen.wave].get(code, np.nan))
    if np.isnan(value):
        st.write(f"Geen {'score' if choice.measure.is_score else 'cijfer'} in {seen.wave}.")
        return
    text = shown.write(value)
    class_name = shown.class_name(int(shown.classes[seen.wave].get(code, 0)))
    st.write(escape_markdown(value_and_class(text, choice.when(seen.wave), class_name, shown.ramp)))
    if shown.second is not None:
        st.write(escape_markdown(_second(shown.second, seen.wave, code)))
    for text in _ranks(scope, choice, shown.values[seen.wave], code):
        st.caption(text)


def _ranks(scope: Scope, choice: Choice, values: pd.Series, code: str) -> list[str]:
    """Rank of an area among all, in the place and in its gemeente.

    Where a wider circle has a figure of the same areas only, the narrower one is told.
    """
    known = values.dropna()
    circles = [(known, "in deze dataset")]
    part = choice.inside
    if not part.is_whole and part.gemeente is None:
        here = opened(part).by_code(part).index
        circles.append((known[known.index.isin(here)], f"in {escape_markdown(part.part)}"))
    if scope.level != "gemeente":
        area = opened(scope).by_code(scope).loc[code]
        inside = opened(scope).by_code(scope.within(area["gemeente_code"])).index
        where = f"in {escape_markdown(area['gemeente_naam'])}"
        circles.append((known[known.index.isin(inside)], where))
    return told_ranks(circles, scope.level, code)


def told_ranks(circles: list[tuple[pd.Series, str]], level: str, code: str) -> list[str]:
    """Rank of an area in each circle of areas, once where two circles are the same areas.

    Parameters
    ----------
    circles
        Values by code, and where that is; of two that are the same the last is told.
    """
    told = []
    for n, (values, among) in enumerate(circles):
        is_again = any(set(values.index) == set(later.index) for later, _ in circles[n + 1 :])
        place = None if is_again else standing(values, code)
        if place and place.n > 1:
            told.append(sentences.standing_sentence(place, level, among))
    return told


def _second(other: Thematic, wave: int, code: str) -> str:
    """The other measure of a map of two, in a sentence."""
    value = float(other.values[wave].get(code, np.nan))
    written = "geen cijfer" if np.isnan(value) else other.write(value)
    return f"{other.title}: {written}."


def _together(scope: Scope, choice: Choice, seen: Seen, names: pd.Series) -> None:
    """Names of some areas (index their codes), with the mean and range of their values."""
    st.markdown(f"**{sentences.areas(scope.level, len(names)).capitalize()} gekozen**")
    with st.container(
        horizontal=True, gap="xsmall", height=_NAMES_HEIGHT if len(names) > _MANY else "content"
    ):
        for code, name in names.items():
            st.button(
                escape_markdown(str(name)),
                key=f"laat_los_{code}",
                type="tertiary",
                icon=":material/close:",
                help=f"Haal {escape_markdown(str(name))} uit je keuze.",
                on_click=link.drop,
                args=(list(names.index), code),
            )
    shown = seen.shown
    values = shown.values[seen.wave].reindex(names.index).dropna()
    if len(values):
        write = signed if shown.signed else number
        unit = "" if shown.is_level else f" {escape_markdown(shown.unit)}"
        st.write(
            f"Gemiddeld (ongewogen) {write(float(values.mean()), shown.decimals)}"
            f"{unit} {choice.when(seen.wave)}; "
            f"van {write(float(values.min()), shown.decimals)} tot "
            f"{write(float(values.max()), shown.decimals)} (n = {number(len(values))})."
        )


def _what_to_do(scope: Scope, choice: Choice, chosen: list[str]) -> None:
    st.button("Wis keuze", key="wis_gebied", on_click=link.clear)
    with st.popover("Bewaar als selectie", icon=":material/bookmark:"):
        _save(scope, chosen)
        saved.listed(scope.dataset, saved.every_selection(scope.dataset), saved.SELECTIONS)
    if len(chosen) == 1 and st.button(
        "Naar dit gebied", icon=":material/location_city:", key="naar_wijk"
    ):
        if choice.base is not None and choice.measure.is_score:
            url_state.put(sinds=choice.base, dim_van=None)
        _leave(scope, "wijk")
    if len(chosen) > 1 and st.button(
        "Vergelijk", icon=":material/compare_arrows:", key="naar_vergelijk"
    ):
        _leave(scope, "vergelijken")


def _leave(scope: Scope, page: str) -> None:
    """Go to another page with the level that was in view."""
    url_state.put(niveau=scope.level, editie=scope.classification)
    st.switch_page(pages.page(page))


def _save(scope: Scope, chosen: list[str]) -> None:
    """Give the chosen areas a name; other pages offer it as a group."""
    name = st.text_input("Naam van de selectie", key="w_selectienaam", max_chars=selections.LONGEST)
    if not st.button("Bewaar", key="bewaar_selectie", type="primary"):
        return
    selection = selections.Selection(name, scope.level, scope.classification, tuple(chosen))
    try:
        selections.save(scope.dataset, selection)
    except StoreError as error:
        st.error(str(error), icon=":material/error:")
    else:
        st.toast(  # in view wherever the popover stands
            f"Bewaard. Kies '{escape_markdown(name)}' onder Opties, of als groep op andere "
            "pagina's.",
            icon=":material/check:",
        )
