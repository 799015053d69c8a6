"""One renewed area beside a synthetic copy of itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.panel import NEVER
from wijkbeeld.analysis.synthetic import FEWEST_BEFORE, placebo_ranks, synthetic_control
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts import renewal as charts
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.read import opened
from wijkbeeld.ui import url_state
from wijkbeeld.ui.vernieuwing.frame import chart, source, title
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed

DONORS = 20
"""Most donors of a synthetic control: the nearest in level before the start."""
NOISE = 0.01
"""Points that a score wanders anyway; a better fit before the start counts as this in the placebo
ranks.
"""


def synthetic_copy(scope: Scope, question: Question, results: Results) -> None:
    """Offer a synthetic copy of one area, where there are enough waves before its start."""
    panel = results.main.panel
    full = ~np.isnan(panel.values).any(axis=1)
    able = [i for i in np.flatnonzero(panel.treated & full) if panel.start[i] >= FEWEST_BEFORE]
    pool = np.flatnonzero((panel.start == NEVER) & full)
    if not able or len(pool) < 10:
        st.caption(
            f"Een synthetische kopie van één gebied kan pas met {FEWEST_BEFORE} metingen voor de "
            "start."
        )
        return
    labels = opened(scope).by_code(scope)["label"]
    with st.expander(
        "Eén gebied naast een synthetische kopie", expanded=bool(url_state.get("kopie"))
    ):
        options = ["", *(str(panel.codes[i]) for i in able)]
        code = url_state.pick(
            "kopie",
            "Gebied",
            options,
            "",
            lambda c: str(labels[c]) if c else "Kies een gebied",
            as_list=True,
        )
        if code:
            _copy(scope, question, results, code, pool)


def _copy(scope: Scope, question: Question, results: Results, code: str, pool: np.ndarray) -> None:
    """Draw the area and its copy, with weights, misfit and placebo rank."""
    panel = results.main.panel
    labels = opened(scope).by_code(scope)["label"]
    own = int(np.flatnonzero(panel.codes == code)[0])
    start = int(panel.start[own])
    near = _nearest(panel.values, own, pool, start)
    made = synthetic_control(panel.values[own], panel.values[near], start)
    ranks = placebo_ranks(panel.values[own], panel.values[near], start, NOISE)
    area = pd.Series(panel.values[own], panel.waves, name=labels[code])
    copy = pd.Series(made.copy, panel.waves)
    chart(
        question,
        results,
        "kopie",
        title(scope, f"{labels[code]} en een kopie"),
        lambda heading: charts.synthetic_figure(
            area, copy, panel.waves[start], question.measure, heading, source(scope, question)
        ),
        code,
    )
    st.markdown(
        f"Na de start ligt het gebied gemiddeld {signed(made.effect, 3)} punt naast de kopie; "
        f"ervoor week die {number(made.misfit, 3)} punt af. Het staat op plaats "
        f"{number(ranks.rank)} van {number(ranks.n)} als je bij elk van de andere gebieden doet "
        "alsof het vernieuwd is."
    )
    parts = [
        f"{escape_markdown(labels[panel.codes[near[k]]])} ({number(100 * made.weights[k])}%)"
        for k in np.argsort(-made.weights)
        if made.weights[k] > 0.01
    ]
    st.caption(
        f"De kopie bestaat uit: {', '.join(parts[:8])}. Met {number(start)} metingen vooraf past "
        f"een kopie al snel: een afwijking vooraf kleiner dan {number(NOISE, 2)} punt telt in de "
        f"plaats als {number(NOISE, 2)}."
    )


def _nearest(values: np.ndarray, own: int, pool: np.ndarray, start: int) -> np.ndarray:
    """Donors of a copy: the areas nearest in level over the waves before the start."""
    apart = np.abs(values[pool, :start] - values[own, :start]).mean(axis=1)
    return np.asarray(pool[np.argsort(apart)[:DONORS]])
