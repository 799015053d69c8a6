"""Step 1: the renewed areas, on the map and in a table, and those that cannot be compared."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.specification import compared_with
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.elsewhere import elsewhere
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables
from wijkbeeld.ui.renewed_areas import left_out
from wijkbeeld.ui.vernieuwing import map as overview
from wijkbeeld.ui.vernieuwing.taking_part import who_takes_no_part
from wijkbeeld.words.groups import compared_with_text
from wijkbeeld.words.left_out import not_compared
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number
from wijkbeeld.words.sentences import areas as count_areas

_COLUMNS = {
    "start": "Start",
    "eind": "Eind",
    "soort": "Soort",
    "woningen": "Woningen",
    "aandeel": "Deel voorraad",
    "code": "Code",
    "bron": "Bron",
}


def areas(scope: Scope, question: Question, results: Results) -> list[str]:
    """Step 1: the areas on the map; return what the user chose on it."""
    left, right = st.columns([1.7, 1], gap="medium")
    with left:
        chosen = overview.draw(scope, question, results)
        _table(scope, question)
    with right:
        st.markdown(_counted(scope, question, results))
        st.caption(escape_markdown(question.set.note))
        began = None if question.set.dated else question.set.start
        names = opened(scope).by_code(scope)["name"]
        for text in not_compared(results.main, question.starts, began, names):
            st.warning(text, icon=":material/event_busy:")
        who_takes_no_part(question)
        left_out(question.set)
    return chosen


def _counted(scope: Scope, question: Question, results: Results) -> str:
    """How many areas are renewed, and how many compared with how many."""
    effect = results.main.effect
    others = compared_with_text(
        int(compared_with(results.main).sum()), elsewhere(question).is_complete
    )
    waiting = (
        " en met gebieden die nog niet begonnen zijn"
        if results.main.specification.control == "not_yet_treated"
        else ""
    )
    return (
        f"**{count_areas(scope.level, len(question.set.rows))}** in "
        f"{escape_markdown(question.set.name)}. "
        f"Daarvan doen er {number(effect.overall.n_treated if effect else 0)} mee, naast "
        f"{others}{waiting}. "
        "Gebieden zonder score in de gebruikte metingen tellen in stap 4 niet mee."
    )


def _table(scope: Scope, question: Question) -> None:
    data = opened(scope)
    labels = data.by_code(scope)["label"]
    frame = question.set.rows.assign(
        start=question.starts.astype("Int64").astype("str"), Gebied=labels
    )
    frame = frame.reset_index().rename(columns=_COLUMNS).set_index("Gebied")
    frame = frame[list(_COLUMNS.values())].dropna(axis=1, how="all")
    if "Eind" in frame:
        frame["Eind"] = (
            pd.to_numeric(frame["Eind"]).astype("Int64").astype("str").replace("<NA>", "–")
        )
    decimals = {c: d for c, d in {"Woningen": 0, "Deel voorraad": 2}.items() if c in frame}
    for column in decimals:
        frame[column] = pd.to_numeric(frame[column])
    tables.show(frame, decimals, "Vernieuwde gebieden", tables.Fit(290))
    origin = tables.Origin(
        "Vernieuwde gebieden",
        "zie kolom",
        "–",
        question.set.name,
        scope.classification,
        data.manifest.fictional,
    )
    tables.download(frame, "wijkbeeld_vernieuwde_gebieden", origin, "Download de gebieden")
