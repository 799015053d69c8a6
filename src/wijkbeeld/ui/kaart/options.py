"""Options of the map that fewer users need; what is chosen stands on the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from wijkbeeld.catalog.measure import SCORES, Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map import palette
from wijkbeeld.map.thematic import EQUAL, FIXED, OWN_TOWN, START
from wijkbeeld.store.groups import Group, groups
from wijkbeeld.store.read import opened
from wijkbeeld.ui import url_state
from wijkbeeld.words.markdown import escape_markdown

SAME = "zelfde"
"""Second map with the same measure in another wave."""

_AGAINST = {
    FIXED: "Vaste klassen",
    OWN_TOWN: "De eigen gemeente",
    EQUAL: "Negen gelijke groepen",
    START: "Wat past bij het startniveau",
}


@dataclass(frozen=True)
class Options:
    """What the options say.

    Attributes
    ----------
    against
        What values are compared with: ``vast``, ``gemeente``, ``delen``, ``start`` or a group's id.
    group
        That group.
    marked
        Group to outline.
    second
        Measure of the second map, :data:`SAME`, or empty.
    names
        Whether areas are named on the map.
    """

    against: str
    group: Group | None
    marked: Group | None
    second: str
    colours: palette.Palette
    names: bool


def options(
    scope: Scope, levels: tuple[str, ...], measure: str, base: int | None, *, is_grid: bool
) -> Options:
    """Show the options for a map of some levels."""
    markable = {k: g for lv in levels for k, g in groups(scope.at(lv)).items()}
    comparable = markable if len(levels) == 1 else {}
    against = FIXED if is_grid else _against(comparable, levels, base)
    marked = _marked(markable)
    second = _second(opened(scope).measures(), measure)
    colours = url_state.pick(
        "kleuren",
        "Kleuren",
        list(palette.ALL),
        palette.DEFAULT.id,
        lambda p: palette.ALL[p].label,
        as_list=True,
    )
    names = st.toggle("Namen op de kaart", value=url_state.get("namen") == "aan", key="w_namen")
    url_state.put(namen="aan" if names else None)
    return Options(
        against=against,
        group=comparable.get(against),
        marked=marked,
        second="" if is_grid else second,
        colours=palette.ALL[colours],
        names=names,
    )


def _against(comparable: Mapping[str, Group], levels: tuple[str, ...], base: int | None) -> str:
    offered = [
        FIXED,
        *([OWN_TOWN] if "gemeente" not in levels else []),
        EQUAL,
        *([START] if base else []),
        *comparable,
    ]
    return url_state.pick(
        "tegen",
        "Vergeleken met",
        offered,
        FIXED,
        lambda a: _AGAINST.get(a) or f"Gemiddelde van: {comparable[a].label}",
        as_list=True,
        help=(
            "Een kaart met vaste klassen is bijna overal groen. Vergelijk met de eigen "
            "gemeente, een groep, of verdeel alle gebieden in negen gelijke groepen om "
            "verschillen te zien."
        ),
    )


def _marked(markable: Mapping[str, Group]) -> Group | None:
    chosen = url_state.pick(
        "markeer",
        "Markeer gebieden",
        ["", *markable],
        "",
        lambda g: f"{markable[g].label} ({len(markable[g].codes)})" if g else "Niets",
        as_list=True,
    )
    if not chosen:
        return None
    st.caption(escape_markdown(markable[chosen].note))
    return markable[chosen]


def _second(measures: Mapping[str, Measure], measure: str) -> str:
    labels = {"": "Geen", SAME: "Dezelfde maat, andere meting"} | {
        m: measures[m].label for m in SCORES if m != measure
    }
    return url_state.pick(
        "tweede", "Tweede kaart ernaast", list(labels), "", labels.__getitem__, as_list=True
    )
