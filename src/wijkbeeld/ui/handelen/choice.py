"""Which area the page is about, and the plan that is kept for it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.diagnosis.subject import Subject
from wijkbeeld.store import plans
from wijkbeeld.store.places import Place
from wijkbeeld.store.plans import Plan, Where
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import area_list, url_state
from wijkbeeld.ui import controls as controls_place
from wijkbeeld.ui.area_picker import pick_area
from wijkbeeld.ui.area_search import Hit
from wijkbeeld.ui.selectors import pick_level, pick_scope
from wijkbeeld.ui.within import narrowed
from wijkbeeld.words.markdown import escape_markdown


@dataclass(frozen=True)
class Choice:
    """An area and its plan.

    Attributes
    ----------
    can_write
        Whether the file of plans is whole: nothing is kept in a damaged one.
    """

    subject: Subject
    where: Where
    plan: Plan
    can_write: bool

    @property
    def scope(self) -> Scope:
        """All areas of the level."""
        return self.subject.scope


def controls(data: Dataset, levels: list[str], place: Place) -> Choice | None:
    """Choose the area; None as long as there is none."""
    line, fields = controls_place.place()
    first, second, third = fields.columns([1.2, 2.6, 0.6])
    with first:
        level = pick_level(data, levels)
    with third:
        scope = pick_scope(data, level)
    areas = data.by_code(scope)
    inside = narrowed(scope, place)
    with second:
        code = pick_area(areas, inside)
    if code is None:
        st.markdown(
            "Kies een wijk. Je ziet wat er al bekend is, kiest maatregelen, en spreekt af wie wat "
            "wanneer doet. Wat je schrijft, wordt meteen bij de wijk bewaard."
        )
        area_list.search(data, inside.level, _go)
        area_list.links(inside)
        return None
    name = str(areas["name"][code])
    controls_place.say(line, name, level)
    where = Where(data.manifest.dataset, level, scope.classification, code, name)
    plan, can_write = _kept(where)
    return Choice(Subject(scope, code), where, plan, can_write)


def _go(hit: Hit) -> None:
    url_state.put(niveau=hit.level, editie=hit.edition, gebied=hit.code)


def _kept(where: Where) -> tuple[Plan, bool]:
    """The plan, and whether it can be changed; a damaged file is told."""
    try:
        return plans.plan_of(where), True
    except StoreError as error:
        st.error(escape_markdown(error), icon=":material/error:")
        return Plan(), False
