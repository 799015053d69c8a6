"""All numbers of the page, computed once per question for all sessions."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.renewal.elsewhere import elsewhere
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results, evaluate


def results(question: Question) -> Results:
    """All numbers for the choices of the page."""
    key = (
        question.scope,
        question.measure.id,
        question.set.id,
        question.set.place,
        tuple(question.starts.items()),
        tuple(question.ends.fillna(0).items()),
        question.specification,
        question.minimum,
        question.cities,
        elsewhere(question).codes,
    )
    return _results(key, question)


@st.cache_resource(max_entries=64, show_spinner="De vergelijking wordt gemaakt…")
def _results(key: tuple[object, ...], _question: Question) -> Results:
    del key
    return evaluate(_question)
