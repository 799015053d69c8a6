"""Areas by their mix on the map: mixed, of one kind, or between; a tap opens the portrait."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.mix_areas import look_of
from wijkbeeld.catalog.features import CORPORATION
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.geometry_index import mapped_codes
from wijkbeeld.map.palette import Palette
from wijkbeeld.ui import url_state
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.menging.ranking import Areas, groups_of, listed_scope, type_areas
from wijkbeeld.ui.menging.sources import source_now
from wijkbeeld.ui.numbered_map import Content, Figures, is_mapped, show_areas
from wijkbeeld.ui.prose import note
from wijkbeeld.words import mix_map as words

KINDS = ("#003783", "#cc712e", "#02b9e3", "#d5406c", "#483000")
"""Colours of areas of one kind, by the place of that kind in its composition.

These and the four below lie 20 or more apart (CIE L*a*b*) in every kind of colour vision, and as
far from the classes of the Leefbaarometer in its usual colours. The fifth may be near that of
corporatiebuurten: dwellings by owner are of fewer kinds.
"""
OTHERS = {"unknown": "#b8b8b8", "corporation": "#6f1f10", "between": "#ffffcc", "mixed": "#e0cb31"}

_TAPPED = "menging_getikt"
"""Area that was tapped last, in a session."""
_KNOWN, _TURN = "menging_op_de_kaart", "menging_beurt"
"""Area that the map shows as chosen, and how often the page chose another, in a session."""


def panel(choice: Choice, level: str, areas: Areas) -> None:
    """Show the type of every area within the place, in the limits that the user chose."""
    if choice.variant.broad:
        return  # no area has a type
    shown = _mapped_level(choice, level)
    if shown is None:
        note(words.NO_MAP)
        return
    if shown != level:
        note(words.map_of_units(level, shown))
        areas = type_areas(choice, shown, areas.limits)
    owners = _owners(choice, level, shown)
    chosen = url_state.about_to_be("gebied")
    is_new = _takes_turn(chosen)
    content = _content(choice, shown, areas, tuple(owners.index[owners == chosen]))
    _follow(show_areas(listed_scope(choice, shown), content, "menging"), owners, is_new=is_new)
    note(words.map_read(level, choice.labels.get(CORPORATION, "")))


def _mapped_level(choice: Choice, level: str) -> str | None:
    """The listed level, or that of the units where only these have a map."""
    levels = dict.fromkeys((level, choice.scope.level))
    return next((lv for lv in levels if is_mapped(listed_scope(choice, lv))), None)


def _owners(choice: Choice, level: str, shown: str) -> pd.Series:
    """Listed area of every area on the map, within the place."""
    listed = groups_of(choice, level)
    if shown == choice.scope.level:
        return listed
    codes = pd.Index(listed.unique())
    return pd.Series(codes, index=codes)


def _content(choice: Choice, level: str, areas: Areas, chosen: tuple[str, ...]) -> Content:
    scope = listed_scope(choice, level)
    codes = mapped_codes(scope)
    looks = look_of(areas.found, areas.kinds, CORPORATION).reindex(codes).fillna("unknown")
    labels = words.map_labels(level, choice.labels, areas.limits, CORPORATION)
    number = {look: n for n, look in enumerate(labels, 1)}
    colours = OTHERS | dict(zip(choice.labels, KINDS, strict=False))
    turn = st.session_state.get(_TURN, 0)
    return Content(
        words.map_title(level, choice.feature.label),
        source_now(choice).removeprefix("Bron: "),
        looks.map(number),
        tuple(labels.values()),
        Palette("menging", "Menging", tuple(colours[look] for look in labels)),
        pd.Index([]),
        "/".join(map(str, (choice.feature.id, choice.year, choice.place.id, turn))),
        f"{level}/{choice.place.id}",
        inside=_inside(choice, scope, level),
        figures=Figures(areas.found["entropy"].reindex(codes), "menging", 2, choice.year),
        selected=chosen,
    )


def _inside(choice: Choice, scope: Scope, level: str) -> Scope:
    """Part of the map that the page is about."""
    if choice.scope.is_whole:
        return scope
    codes = [str(code) for code in groups_of(choice, level).unique()]
    return replace(scope.only(codes), part=choice.scope.part)


def _takes_turn(chosen: str | None) -> bool:
    """Whether the page chose another area than the map knows of; then the page decides on that."""
    is_new = chosen != st.session_state.get(_KNOWN)
    if is_new:
        st.session_state[_KNOWN] = chosen
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    return is_new


def _follow(tapped: list[str], owners: pd.Series, *, is_new: bool) -> None:
    """Choose the listed area of what was tapped just now; what was tapped earlier is past."""
    last = tapped[-1] if tapped else None
    is_past = is_new or last == st.session_state.get(_TAPPED)
    st.session_state[_TAPPED] = last
    if last is None or is_past or last not in owners.index:
        return
    st.session_state[_KNOWN] = str(owners[last])
    url_state.put(gebied=owners[last])
