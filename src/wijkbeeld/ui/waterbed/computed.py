"""All numbers of the page, computed once per question for all sessions."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.renewal.elsewhere import elsewhere
from wijkbeeld.renewal.waterbed import Found, evaluate
from wijkbeeld.store.read import opened
from wijkbeeld.ui.waterbed.choice import Asked


def found(asked: Asked) -> Found:
    """All numbers for the choices of the page."""
    question = asked.question
    key = (
        opened(question.scope).version,
        question.scope,
        question.measure.id,
        tuple(map(str, question.set.rows.index)),
        elsewhere(question).codes,
        asked.period,
        asked.by,
    )
    return _found(key, asked)


@st.cache_resource(max_entries=64, show_spinner="De ringen worden vergeleken…")
def _found(key: tuple[object, ...], _asked: Asked) -> Found:
    del key
    return evaluate(_asked.question, _asked.period, _asked.by)
