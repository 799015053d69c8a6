"""Controls of the page *Verloop*, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.groups import Group, groups
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.ui import controls as controls_place
from wijkbeeld.ui import session, url_state
from wijkbeeld.ui.area_picker import offer_list, pick_areas
from wijkbeeld.ui.provenance import policy_bands
from wijkbeeld.ui.selectors import pick_level, pick_measure
from wijkbeeld.ui.within import narrowed

MOST = 8


@dataclass(frozen=True)
class Choice:
    """What the controls say.

    Attributes
    ----------
    codes
        Areas to draw.
    group
        Group whose mean is drawn beside them.
    bands
        Whether policy periods are drawn.
    """

    scope: Scope
    measure: Measure
    codes: list[str]
    group: Group | None
    bands: bool
    inside: Scope
    """What of the level lies within the place that the page is about."""


def controls(data: Dataset, levels: list[str], place: Place) -> Choice:
    """Show the controls above the charts."""
    line, fields = controls_place.place()
    first, second, third, fourth, fifth = fields.columns([1.25, 1.1, 2.3, 1.1, 0.65])
    with first:
        level = pick_level(data, levels)
    with second:
        measure = pick_measure(data, levels)
    with fifth:
        more = controls_place.options()
    with more:
        scope = data.scope(level, session.pick_edition(data, level))
        bands = bool(policy_bands(scope)) and _pick_bands()
    inside = narrowed(scope, place)
    with third:
        codes = pick_areas(data.by_code(scope), inside, MOST)
    with fourth:
        group = _pick_group(scope)
    offer_list(data, inside, codes, 1, MOST, folded=True)
    noun = session.LEVEL_LABEL[level].lower()
    chosen = f"{len(codes)} {noun}" if len(codes) > 1 else _name(data, scope, codes) or noun
    controls_place.say(line, measure.label, chosen, group.label if group else "")
    return Choice(scope, measure, codes, group, bands, inside)


def _pick_bands() -> bool:
    """Choose whether national policy is drawn."""
    chosen = st.toggle(
        "Toon landelijk beleid in de tijd",
        value=url_state.get("beleid") != "uit",
        key="w_beleid",
    )
    url_state.put(beleid=None if chosen else "uit")
    return chosen


def _name(data: Dataset, scope: Scope, codes: list[str]) -> str:
    """Name of the one area that was chosen."""
    return str(data.by_code(scope)["name"][codes[0]]) if codes else ""


def _pick_group(scope: Scope) -> Group | None:
    offered = groups(scope)
    if not offered and not opened(scope).manifest.fictional:
        st.caption(
            "De programma's zijn gekoppeld aan wijken van 2022; in editie "
            f"{scope.classification} op dit niveau niet."
        )
    chosen = url_state.pick(
        "groep",
        "Vergelijk met groep",
        ["", *offered],
        "",
        lambda g: offered[g].label if g else "Geen groep",
        as_list=True,
        help=(
            "Het ongewogen gemiddelde van de gebieden in een programma of eigen selectie, "
            "voor zover te koppelen."
        ),
    )
    return offered.get(chosen)
