"""The place that goes along over the pages: its choice beside the title, and what it limits."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.given_start import Inside
from wijkbeeld.store import versions
from wijkbeeld.store.groups import groups
from wijkbeeld.store.places import (
    Kind,
    Place,
    everything,
    fixed_places,
    group_places,
    within,
)
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.ui import chosen_areas, save_scene, share, turns, url_state
from wijkbeeld.ui.prose import note
from wijkbeeld.words.given_start import of_place
from wijkbeeld.words.groups import not_linked
from wijkbeeld.words.markdown import escape_markdown

FLY_TO = "kaart_vlieg"
"""What the map is to bring into view, in a session: code of an area, or id of a place."""

_HELP = (
    "Kaart, zin, tabel, plaats in de rij, lijsten en downloads gaan over dit deel. Typ om te "
    "zoeken: een gemeente, provincie, COROP-gebied, programma of selectie. De keuze gaat mee naar "
    "andere pagina's en staat in de link."
)

_ORDER = (Kind.ALL, Kind.GROUP, Kind.GEMEENTE, Kind.COROP, Kind.PROVINCIE)


@st.cache_resource(max_entries=4, show_spinner=False)
def _known(version: str, _data: Dataset) -> dict[str, Place]:
    """Places that do not change with what users save."""
    del version
    return fixed_places(_data)


def known(data: Dataset) -> dict[str, Place]:
    """All places by id, in the order of the list."""
    fixed = _known(data.version, data)
    return dict(
        sorted({**fixed, **group_places(data)}.items(), key=lambda item: _ORDER.index(item[1].kind))
    )


def current(data: Dataset) -> Place:
    """Place of the link or of this session; everything when there is none, or none such."""
    wanted = url_state.get("plek")
    found = known(data).get(wanted or "")
    if found is not None:
        return found
    instead = everything(data)
    url_state.tell_unknown("plek", str(wanted), "Binnen", ("", instead.label))
    url_state.put(plek=None)
    return instead


def heading(page: str, data: Dataset, *, narrow: bool = False, explained: str = _HELP) -> Place:
    """Show the title of a page with the choice of a place, and return the place.

    The choice stands beside the title; on a ``narrow`` part of a page, below it. What it does
    there is ``explained``.
    """
    if narrow:
        title, choice = st.container(), st.container()
    else:
        title, choice = st.columns([1, 1.1], vertical_alignment="center")
    every = known(data)
    with choice, st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("Binnen", width="content", help=explained)
        chosen = url_state.pick(
            "plek",
            "Binnen",
            list(every),
            "",
            lambda k: _label(every[k]),
            as_list=True,
            on_change=_moved,
            label_visibility="collapsed",
        )
        share.copy_link("deel")
        save_scene.place()
    place = every[chosen]
    chosen_areas.follow(data, place)
    if narrow and len(versions.datasets()) > 1:
        title.caption(f"Dataset: {escape_markdown(data.manifest.dataset)}")
    title.title(page if place.is_all else f"{page} · {escape_markdown(place.label)}")
    tab_title(page, "" if place.is_all else place.label)
    return place


def title(page: str) -> None:
    """Show the title of a page that is about no place, and the way to its link."""
    left, right = st.columns([2, 1], vertical_alignment="center")
    left.title(page)
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        share.copy_link("deel")
        save_scene.place()
    tab_title(page)


def tab_title(*parts: str) -> None:
    """Name page and place in the tab of the browser, and so among the views seen last."""
    st.set_page_config(page_title=" · ".join([*filter(None, parts), "Wijkbeeld"]))


def whose(place: Place) -> str:
    """Whose areas those of a place are: ``van Amsterdam``; empty for everything."""
    if place.is_all:
        return ""
    return of_place(place.label, is_group=place.kind is Kind.GROUP)


def inside_of(scope: Scope, place: Place) -> Inside | None:
    """What of a level lies within a place; None for everything, and where nothing does."""
    narrow = within(scope.whole(), place)
    return None if place.is_all or narrow is None else Inside(narrow, whose(place))


def narrowed(scope: Scope, place: Place) -> Scope:
    """What of a scope lies within the place; all of it, said so, where nothing does."""
    inside = within(scope, place)
    if inside is None:
        st.info(
            f"In {escape_markdown(place.label)} liggen op dit niveau geen gebieden. We tonen "
            f"{everything(opened(scope)).label}. Kies een ander niveau, of een ander deel bij "
            "'Binnen'.",
            icon=":material/filter_alt_off:",
        )
        return scope
    return inside


def tell_unlinked(scope: Scope, place: Place) -> None:
    """Say which areas of a programme are not among those of the place."""
    group = groups(scope.whole()).get(place.id) if place.kind is Kind.GROUP else None
    if group is not None and group.unplaced:
        note(not_linked(scope.level, group.unplaced, group.named))


def move_to(place: str) -> None:
    """Go to a place: everything is about it from now on, and the map shows it."""
    url_state.put(plek=place)
    st.session_state.pop("w_plek", None)
    _bring_into_view(place)


def _moved() -> None:
    """After another choice in the list: bring the place into view, drop what was searched for."""
    _bring_into_view(str(st.session_state["w_plek"]))


def _bring_into_view(place: str) -> None:
    st.session_state[FLY_TO] = place
    url_state.put(kaart=None)
    turns.take_over()


def _label(place: Place) -> str:
    if place.is_all:
        return place.label[0].upper() + place.label[1:]
    if place.kind is Kind.GROUP:
        return place.label
    everyday = catalog().aliases.get(place.id)
    return f"{place.label}{f', {everyday}' if everyday else ''} ({place.kind.value})"
