"""Which areas are compared, on what, between which waves."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import controls as controls_place
from wijkbeeld.ui import measures, session
from wijkbeeld.ui.area_names import names
from wijkbeeld.ui.area_picker import offer_list, pick_areas
from wijkbeeld.ui.selectors import pick_level, pick_measure, pick_scope
from wijkbeeld.ui.vergelijken.saved import offer
from wijkbeeld.ui.within import narrowed
from wijkbeeld.words import figure_map

MOST, LEAST = 8, 2


@dataclass(frozen=True)
class Choice:
    """Which areas, of what, between which waves."""

    scope: Scope
    measure: Measure
    codes: list[str]
    names: list[str]
    base: int
    wave: int
    inside: Scope
    """What of the level lies within the place that the page is about."""


def controls(data: Dataset, levels: list[str], place: Place) -> Choice | None:
    """Choose areas, measure and waves; None as long as there are fewer than two areas."""
    line, fields = controls_place.place()
    first, second, third, fourth, fifth, sixth = fields.columns([1.3, 1.2, 2.1, 0.6, 0.6, 0.65])
    with first:
        level = pick_level(data, levels)
    with second:
        measure = pick_measure(data, levels)
    with sixth:
        scope = pick_scope(data, level)
    areas = data.by_code(scope)
    if not data.mappable_waves(scope, measure.id):
        measures.say_absent(data, measure, level)
        return None
    inside = narrowed(scope, place)
    with third:
        codes = pick_areas(areas, inside, MOST)
    if len(codes) < LEAST:
        st.markdown("Kies twee tot acht gebieden. De tabel zet ze naast het eerste dat je kiest.")
    offer(scope, MOST)
    offer_list(data, inside, codes, LEAST, MOST)
    if len(codes) < LEAST:
        return None
    table = data.wide(scope, measure.id).loc[codes]
    waves = [int(w) for w in table.columns[table.notna().sum() >= LEAST]]
    if not waves:
        st.info(
            "Deze gebieden hebben voor deze maat samen geen enkele meting.", icon=":material/info:"
        )
        return None
    if not measures.bases(measure, waves):
        if not measure.is_score:
            st.info(figure_map.no_change(measure, waves), icon=":material/info:")
        return Choice(scope, measure, codes, names(areas, codes), waves[-1], waves[-1], inside)
    with fourth:
        base = measures.pick_base(measure, waves, "Van")
    with fifth:
        wave = measures.pick_end(measure, waves, base)
    noun = session.LEVEL_LABEL[level].lower()
    controls_place.say(line, measure.label, f"{len(codes)} {noun}", f"{base}–{wave}")
    return Choice(scope, measure, codes, names(areas, codes), base, wave, inside)
