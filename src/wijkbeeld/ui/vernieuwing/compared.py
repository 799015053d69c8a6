"""Steps 2 and 3: the raw trends, and how alike both sides were."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.specification import compared_with
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts import renewal as charts
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.characteristics import counted
from wijkbeeld.store.read import opened
from wijkbeeld.ui.vernieuwing.frame import chart, source, title, weighed_source
from wijkbeeld.ui.vernieuwing.people import low_shares
from wijkbeeld.words import renewal as words
from wijkbeeld.words.comparison import how_compared
from wijkbeeld.words.estimators import no_estimate_sentence
from wijkbeeld.words.numbers import count
from wijkbeeld.words.weights import weighed


def trends(scope: Scope, question: Question, results: Results) -> None:
    """Step 2: raw trends of both groups with n and spread."""
    panel = results.main.panel
    if not panel.groups:
        why = no_estimate_sentence(results.main.reason, results.main.panel.waves[0])
        st.warning(f"Er is niets te vergelijken. {why}", icon=":material/block:")
        return
    table = pd.DataFrame(panel.values, index=panel.codes, columns=list(panel.waves))
    mass = pd.Series(panel.weights, index=panel.codes)
    groups = [
        charts.Side("Vernieuwd", table[panel.treated], mass),
        charts.Side("Vergelijking", table[compared_with(results.main)], mass),
    ]
    starts = [int(s) for s in question.starts.unique() if np.isfinite(s)]
    measure = question.measure
    chart(
        question,
        results,
        "verloop",
        title(scope, f"{measure.label}: verloop"),
        lambda heading: charts.trends_figure(
            groups, measure.unit, measure.decimals, starts, heading, weighed_source(scope, question)
        ),
    )
    st.caption(
        f"Lijnen: gemiddelde, {_weighed(scope, question)}; vlakken: de middelste helft van de "
        "gebieden. "
        "Stippellijnen: de jaren waarin vernieuwing begon. Deze lijnen zijn nog geen "
        "vergelijking: de groepen kunnen vanaf het begin verschillen."
    )
    low_shares(scope, question, results)


def _weighed(scope: Scope, question: Question) -> str:
    weight = question.specification.weight
    return weighed(weight, None if weight == "none" else counted(scope, weight).year)


def alike(scope: Scope, question: Question, results: Results) -> None:
    """Step 3: who is compared with whom, how alike they were, and what cannot be checked."""
    if not results.main.panel.groups:
        st.info(
            "Zonder gebieden om te vergelijken is er niets naast elkaar te zetten.",
            icon=":material/info:",
        )
        return
    st.markdown(how_compared(results.main.specification, bool(results.data.neighbours)))
    left, right = st.columns(2, gap="medium")
    with left:
        _balance(scope, question, results)
    with right:
        _before(results)
        _about_covariates(question, results)


def _balance(scope: Scope, question: Question, results: Results) -> None:
    if results.balance.empty or results.balance["before"].isna().all():
        st.info(
            "Er zijn geen kenmerken om op te vergelijken. Voeg kerncijfers toe op Gegevens.",
            icon=":material/info:",
        )
        return
    shown = results.balance.dropna(subset=["before"])
    labels = _labels(scope, question, shown.index)
    chart(
        question,
        results,
        "balans",
        title(scope, "Hoe gelijk waren de gebieden?"),
        lambda heading: charts.balance_figure(shown, labels, heading, source(scope, question)),
    )


def _before(results: Results) -> None:
    """What the waves before the start allow to say."""
    start, effect = results.start, results.main.effect
    st.markdown(words.before_sentence(*start.before, start.n_several, start.n))
    text = words.start_sentence(start)
    if start.is_suspect or start.is_high or start.is_drifting:
        st.warning(text, icon=":material/trending_up:")
    elif text:
        st.markdown(text)
    if effect is not None:
        st.markdown(words.before_finding(effect.dynamic, effect.before_p))


def _about_covariates(question: Question, results: Results) -> None:
    st.caption(
        "Groene band: verschil kleiner dan 0,1 standaarddeviatie. Boven 0,25 heet een "
        "verschil groot. Inwoners en adressendichtheid: op logaritmische schaal."
    )
    years = results.covariate_years
    if years and years[0] >= min(int(s) for s in question.starts):
        st.caption(
            f"Let op: de kenmerken zijn van {', '.join(map(str, years))}, dus van na de start."
        )
    if results.main.matched is not None and results.main.matched.unmatched:
        st.caption(
            "Zonder vergelijkbaar gebied (een kenmerk of meting ontbreekt): "
            + count(len(results.main.matched.unmatched), "vernieuwd gebied", "vernieuwde gebieden")
            + "."
        )


def _labels(scope: Scope, question: Question, ids: pd.Index) -> list[str]:
    measures = opened(scope).measures()
    known = [i for i in map(str, ids) if i in measures]
    names = {i: measures[i].label + (", %" if measures[i].unit == "%" else "") for i in known}
    return [names.get(i, f"{question.measure.label}: {i}") for i in map(str, ids)]
