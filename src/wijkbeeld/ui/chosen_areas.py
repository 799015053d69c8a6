"""Chosen areas and the place in view: who goes to another place lets go of areas elsewhere."""

from __future__ import annotations

from functools import partial

import streamlit as st

from wijkbeeld.store.groups import groups
from wijkbeeld.store.places import Kind, Place, everything
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import arrivals, notices, turns, url_state
from wijkbeeld.words.ladder import listed
from wijkbeeld.words.markdown import escape_markdown

_PLACE = "plek_vorige"
KEYS = ("gebied", "gebieden", "keuze")
"""Keys of a link that hold chosen areas."""

_WIDGETS = ("w_een", "w_stad", "w_gebieden", "w_gemeente")
_NAMED = 4


def follow(data: Dataset, place: Place) -> None:
    """Let go of chosen areas outside a place that was just gone to, and offer them back.

    A link that names areas and a place keeps both; within everything nothing is let go.
    """
    before = st.session_state.get(_PLACE, place.id)
    st.session_state[_PLACE] = place.id
    if before == place.id or place.is_all or any(arrivals.holds(k) for k in KEYS):
        return
    chosen = {k: url_state.get(k) for k in KEYS}
    names: dict[str, str] = {}
    for code in _codes(chosen):
        name = outside(data, place, code)
        if name is not None:
            names[code] = name
    if not names:
        return
    put({k: ",".join(c for c in _split(v) if c not in names) for k, v in chosen.items()})
    more = [f"nog {len(names) - _NAMED}"] if len(names) > _NAMED else []
    told = listed((*(escape_markdown(n) for n in list(names.values())[:_NAMED]), *more))
    url_state.tell(
        "plek",
        place.id,
        f"Je keek naar {told}. Dat ligt niet in {escape_markdown(place.label)} en is niet meer "
        f"gekozen. Gebieden uit meer gemeenten vergelijk je met {everything(data).label} bij "
        "'Binnen'.",
        notices.Way("Zet terug", ":material/undo:", act=partial(put, chosen)),
    )


def _split(value: str | None) -> list[str]:
    return [c for c in (value or "").split(",") if c]


def codes() -> list[str]:
    """Codes of all areas that are chosen now."""
    return _codes({k: url_state.get(k) for k in KEYS})


def _codes(chosen: dict[str, str | None]) -> list[str]:
    return list(dict.fromkeys(c for value in chosen.values() for c in _split(value)))


def put(chosen: dict[str, str | None] | dict[str, str]) -> None:
    """Choose areas instead of those that were chosen."""
    url_state.put(**chosen)
    for widget in _WIDGETS:
        st.session_state.pop(widget, None)
    turns.take_over()


def outside(data: Dataset, place: Place, code: str) -> str | None:
    """Name of an area outside a place; None where it lies within, or cannot be placed."""
    if place.is_all:
        return None
    for level in data.levels():
        for edition in data.editions(level):
            scope = data.scope(level, edition)
            areas = data.by_code(scope)
            if code not in areas.index:
                continue
            if place.kind is Kind.GROUP:
                group = groups(scope).get(place.id)
                is_inside = group is None or code in group.codes
            else:
                is_inside = areas["gemeente_code"][code] in place.gemeenten
            return None if is_inside else str(areas["label"][code])
    return None
