"""All numbers of the page, computed once per question for all sessions."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.renewal.elsewhere import elsewhere
from wijkbeeld.renewal.waterbed import Clusters, Found, evaluate
from wijkbeeld.renewal.waterbed import clusters as find_clusters
from wijkbeeld.store.read import opened
from wijkbeeld.ui.waterbed.choice import Asked


def found(asked: Asked) -> Found:
    """All numbers for the choices of the page, but those of clusters."""
    return _found(_key(asked), asked)


def clusters(asked: Asked, found: Found) -> Clusters:
    """Clusters of change for the choices of the page: they take longest, and few ask for them."""
    return _clusters(_key(asked), asked, found)


def _key(asked: Asked) -> tuple[object, ...]:
    question = asked.question
    return (
        opened(question.scope).version,
        question.scope,
        question.measure.id,
        tuple(map(str, question.set.rows.index)),
        elsewhere(question).codes,
        asked.period,
        asked.by,
    )


@st.cache_resource(max_entries=64, show_spinner="De ringen worden vergeleken…")
def _found(key: tuple[object, ...], _asked: Asked) -> Found:
    del key
    return evaluate(_asked.question, _asked.period, _asked.by)


@st.cache_resource(max_entries=64, show_spinner="Clusters worden gezocht…")
def _clusters(key: tuple[object, ...], _asked: Asked, _result: Found) -> Clusters:
    del key
    return find_clusters(_asked.question.scope, _result)
