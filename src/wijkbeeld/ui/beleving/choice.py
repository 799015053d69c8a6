"""Controls of the page *Beleving*, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wijkbeeld.analysis.perception import nearest
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.inside import having_areas, inside
from wijkbeeld.renewal.sets import Renewed, renewed, sets
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.surveys import FEWEST, survey_measures
from wijkbeeld.ui import controls as controls_place
from wijkbeeld.ui import measures, pages, session, url_state
from wijkbeeld.ui.selectors import pick_scope
from wijkbeeld.ui.within import narrowed
from wijkbeeld.words import perception as words

T = TypeVar("T")
_MINIMA = (10, FEWEST, 30, 50, 100)


@dataclass(frozen=True)
class Choice:
    """What the controls say.

    Attributes
    ----------
    felt, paper
        The measure of the survey and the statistic beside it.
    felt_years, paper_years
        First and last year of the change of each.
    minimum
        Respondents that an area must have in both years of the survey.
    set
        Renewed areas within the place; None where none are known.
    """

    scope: Scope
    place: Place
    felt: Measure
    paper: Measure
    felt_years: tuple[int, int]
    paper_years: tuple[int, int]
    minimum: int
    set: Renewed | None


def levels_of(data: Dataset) -> list[str]:
    """Levels with a measure of a survey, wijken first."""
    found = [lv for lv in data.levels() if survey_measures(data, lv)]
    return sorted(found, key=lambda lv: lv != "wijk")


def controls(data: Dataset, levels: list[str], place: Place) -> Choice | None:
    """Choose both measures, their years, the renewed areas and the fewest respondents."""
    known = data.measures()

    def label(measure: str) -> str:
        return known[measure].label

    line, fields = controls_place.place()
    first, second, third, fourth, fifth = fields.columns([1.5, 1.5, 1.7, 0.9, 0.65])
    years = fields.columns([1, 0.8, 0.8, 0.8, 0.8, 1.1])
    with years[0]:
        level = url_state.pick(
            "niveau", "Niveau", levels, levels[0], lambda v: session.LEVEL_LABEL[v], as_list=True
        )
    with fifth:
        scope = narrowed(pick_scope(data, level), place)
    with first:
        asked = survey_measures(data, level)
        felt = known[_pick("bmaat", "Beleving (eigen cijfers)", asked, asked[0], label)]
    with second:
        others = _statistics(data, scope, level)
        paper = None
        if others:
            paper = known[_pick("cmaat", "Op papier (statistiek)", others, others[0], label)]
    with third:
        areas = _pick_set(scope, place)
    with fourth:
        minimum = url_state.pick(
            "bmin",
            "Kleinste n",
            _MINIMA,
            FEWEST,
            as_list=True,
            help="Van gebieden met minder ondervraagden in een van beide jaren tonen we niets.",
        )
    if paper is None:
        st.info(words.no_statistic(level), icon=":material/info:")
        st.page_link(pages.page("gegevens"), label="Naar Gegevens", icon=":material/database:")
        return None
    felt_years = _felt_years(data, scope, felt, years[1:3])
    if felt_years is None:
        st.info(words.one_wave(felt.label), icon=":material/info:")
        return None
    paper_years = _paper_years(data, scope, paper, years[3:5], felt_years)
    if paper_years is None:
        st.info(words.no_change(paper.label), icon=":material/info:")
        return None
    period = f"{felt_years[0]}–{felt_years[1]}"
    controls_place.say(line, felt.label, paper.label, period, f"n ≥ {minimum}")
    return Choice(scope, place, felt, paper, felt_years, paper_years, minimum, areas)


def _pick(
    key: str, label: str, options: Sequence[T], usual: T, show: Callable[[T], str] = str
) -> T:
    return url_state.pick(key, label, options, usual, show, as_list=True)


def _statistics(data: Dataset, scope: Scope, level: str) -> list[str]:
    """Scores and figures of CBS that have two years to compare."""
    own = {str(i["id"]) for i in data.manifest.indicators}
    known = data.measures()
    counts = data.figure_years(scope)["indicator"].value_counts()
    return [
        i
        for i in data.measures_at(level)
        if i not in own and (known[i].is_score or counts.get(i, 0) > 1) and known[i].has_mean
    ]


def _pick_set(scope: Scope, place: Place) -> Renewed | None:
    """Choose renewed areas as *Vernieuwing* does: the same sets, and the same key of a link."""
    known = sets(scope.whole())
    if not known:
        st.selectbox("Vernieuwde gebieden", ["Niet bekend"], disabled=True, key="b_geen_set")
        return None
    usable = list(known if place.is_all else having_areas(scope.whole(), known, place)) or [*known]
    id_ = url_state.pick(
        "vernieuwd",
        "Vernieuwde gebieden",
        list(known),
        usable[0],
        lambda k: known[k],
        as_list=True,
        help="Dezelfde sets als op Vernieuwing. Daar voeg je ook een eigen register toe.",
    )
    found = inside(scope.whole(), renewed(scope.whole(), id_), place)
    return found if len(found.rows) else None


def _felt_years(
    data: Dataset, scope: Scope, measure: Measure, fields: Sequence[DeltaGenerator]
) -> tuple[int, int] | None:
    """Choose the first and last year of the survey; None where no two compare."""
    waves = data.any_waves(scope, measure.id)
    bases = measures.bases(measure, waves)
    if not bases:
        return None
    with fields[0]:
        first = _pick("bvan", "Beleving van", bases, bases[0])
    later = measure.later(first, waves)
    with fields[1]:
        return first, _pick("btot", "Beleving tot", later, later[-1])


def _paper_years(
    data: Dataset,
    scope: Scope,
    measure: Measure,
    fields: Sequence[DeltaGenerator],
    near: tuple[int, int],
) -> tuple[int, int] | None:
    """Choose the years of the statistic; at first those that lie nearest to the survey's."""
    waves = data.any_waves(scope, measure.id)
    bases = measures.bases(measure, waves)
    if not bases:
        return None
    with fields[0]:
        first = _pick("cvan", "Papier van", bases, _usual_base(measure, waves, near))
    later = measure.later(first, waves)
    with fields[1]:
        return first, _pick("ctot", "Papier tot", later, nearest(near[1], later))


def _usual_base(measure: Measure, waves: list[int], near: tuple[int, int]) -> int:
    """First year of the comparable pair that lies nearest to two years together."""
    pairs = [(a, b) for a in measures.bases(measure, waves) for b in measure.later(a, waves)]
    return min(pairs, key=lambda p: abs(p[0] - near[0]) + abs(p[1] - near[1]))[0]
