"""The page from the answer down: what holds its parts together."""

from __future__ import annotations

import numpy as np
import streamlit as st

from wijkbeeld.analysis.specification import compared_with
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.ui.vernieuwing.answer import answer
from wijkbeeld.ui.vernieuwing.areas import areas
from wijkbeeld.ui.vernieuwing.choices import choices
from wijkbeeld.ui.vernieuwing.compared import alike, trends
from wijkbeeld.ui.vernieuwing.difference import estimate
from wijkbeeld.ui.vernieuwing.each import each_area
from wijkbeeld.ui.vernieuwing.meaning import appendix, catch_up, conclude
from wijkbeeld.ui.vernieuwing.own_register import panel as register
from wijkbeeld.ui.vernieuwing.steps import index, step
from wijkbeeld.words import steps as words


def show(scope: Scope, question: Question, results: Results) -> None:
    """Answer first; then the steps that lead to it, folded."""
    answer(scope, question, results)
    st.header("Zo komen we aan dit antwoord")
    beside, steps = st.columns([1, 4.2], gap="medium")
    with beside:
        index()
        appendix(scope, question, results)
    with steps:
        _steps(scope, question, results)


def _steps(scope: Scope, question: Question, results: Results) -> None:
    effect = results.main.effect
    compared = effect.overall.n_treated if effect else 0
    others = np.flatnonzero(compared_with(results.main)).tolist()
    with step(1, words.areas_finding(len(question.set.rows), compared)):
        register(scope, areas(scope, question, results))
    with step(2, words.trends_finding(results.main.panel, others), ("punt", "startmeting")):
        trends(scope, question, results)
    with step(3, words.before_step_finding(results.start), ("standaarddeviatie", "tijdelijk dal")):
        alike(scope, question, results)
    with step(4, words.difference_finding(results.main), ("marge", "aaneengesloten", "klasse")):
        estimate(scope, question, results)
    with step(5, words.choices_finding(results.every["value"]), ("gelijk begonnen", "waterbed")):
        choices(scope, question, results)
    with step(6, words.each_finding(results.areas, results.main.panel.waves[-1])):
        each_area(scope, question, results)
    residual = results.given.residual if results.given else None
    with step(7, words.catch_up_finding(residual), ("klasse",)):
        catch_up(scope, question, results)
    with step(8, words.meaning_finding()):
        conclude(scope, question, results)
