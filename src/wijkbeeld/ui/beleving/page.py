"""The page *Beleving* from top to bottom."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.ui import pages, taken
from wijkbeeld.ui.beleving import groups, pictures, published, tables
from wijkbeeld.ui.beleving.choice import Choice
from wijkbeeld.ui.beleving.computed import Outcome, compute
from wijkbeeld.ui.prose import note, say
from wijkbeeld.words import perception as words
from wijkbeeld.words import survey_files


def show(choice: Choice) -> None:
    """Show survey and statistic side by side, where they agree, and how sure that is."""
    outcome = compute(choice)
    level = choice.scope.level
    if outcome.has_counts:
        hidden = (len(outcome.few), len(outcome.unknown))
        told = words.not_shown(level, hidden, choice.minimum, choice.felt_years)
    else:
        told = words.no_counts()
    if not len(outcome.both):
        st.info(f"{words.NOTHING} {told}", icon=":material/filter_alt_off:")
        tables.hidden_areas(outcome)
        _kept()
        return
    directed = groups.directed(choice)
    finding = words.finding(
        level, outcome.table, groups.names(choice), directed, has_margin=outcome.has_margin
    )
    taken.tell_finding(finding)
    left, right = st.columns([1.2, 1], gap="medium")
    with left:
        say(finding)
    with right:
        late = words.unassigned(level, len(outcome.unassigned), choice.felt_years[1])
        apart = words.periods(choice.paper_years, choice.felt_years)
        set_ = "" if choice.set is None else choice.set.note
        note(" ".join(filter(None, [told, late, apart, set_])))
        note(words.margins(choice.felt, has_margin=outcome.has_margin))
    pictures.panels(outcome)
    st.header("Gaan papier en beleving samen op?")
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        pictures.scatter(outcome)
    with right:
        tables.agreement(outcome)
        note(words.UNCLEAR)
    _gap(outcome)
    st.header("Alle gebieden")
    tables.every_area(outcome)
    tables.hidden_areas(outcome)
    published.panel(choice.scope)
    _kept()


def _gap(outcome: Outcome) -> None:
    """Whether residents of renewed areas felt the same as others, as an estimate."""
    choice = outcome.choice
    if choice.set is None:
        note(words.NO_SET)
        st.page_link(pages.page("vernieuwing"), label="Naar Vernieuwing")
        return
    st.header("Ervaren vernieuwde en andere gebieden hetzelfde?")
    names = groups.names(choice)
    left, right = st.columns([1.2, 1], gap="medium")
    with left:
        say(words.alike(outcome.gap_felt, choice.felt))
        say(words.gap(outcome.gap_felt, choice.felt, names))
        say(words.gap(outcome.gap_paper, choice.paper, names))
    with right:
        note(words.APART)


def _kept() -> None:
    with st.expander("Waar blijven de enquêtecijfers?", icon=":material/lock:"):
        say(survey_files.KEPT)
        st.page_link(pages.page("gegevens"), label="Naar Gegevens", icon=":material/database:")
