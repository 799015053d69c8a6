"""Step 4: the difference, by wave since the start and by measure."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.effect import Effect
from wijkbeeld.analysis.specification import Comparison
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts import renewal as charts
from wijkbeeld.renewal.question import LEAD, Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables
from wijkbeeld.ui.theme import ink
from wijkbeeld.ui.vernieuwing.frame import chart, origin, title, weighed_source
from wijkbeeld.words import renewal as words
from wijkbeeld.words.conclusions import earlier_sentence
from wijkbeeld.words.estimators import no_estimate_sentence
from wijkbeeld.words.firmness import together_sentence
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import signed

_COLUMNS = {
    "att": "Verschil",
    "low": "Laag",
    "high": "Hoog",
    "p": "p",
    "n_treated": "n vernieuwd",
    "n_control": "n vergelijking",
}
_SIGNED = ("Verschil", "Laag", "Hoog")
_DECIMALS = dict.fromkeys((*_SIGNED, "p"), 3) | {"n vernieuwd": 0, "n vergelijking": 0}


def estimate(scope: Scope, question: Question, results: Results) -> None:
    """Step 4: the difference, by wave since the start and by measure."""
    effect = results.main.effect
    if effect is None:
        st.warning(
            f"{question.measure.label} is zo niet te vergelijken. "
            f"{_reason(results.main)}{_why_not(question)}",
            icon=":material/block:",
        )
    else:
        st.markdown(
            words.estimate_sentence(question.measure.label, effect.overall, question.measure.id)
        )
        if results.start.is_passing:
            text = earlier_sentence(effect.overall, results.earlier, results.start)
            st.warning(text, icon=":material/trending_up:")
    left, right = st.columns(2, gap="medium")
    with left:
        if effect is not None:
            _by_wave(scope, question, results, effect)
    with right:
        _by_measure(scope, question, results)
    about_measures = (
        "Overlast en onveiligheid en sociale samenhang staan bovenaan. **Woningvoorraad "
        "verandert per definitie** door sloop en nieuwbouw, en zit ook in de totaalscore: een "
        "verschil daar is nog geen ervaren verbetering. "
        if "won" in results.others
        else ""
    )
    st.caption(
        f"{about_measures}Meting 0 is de eerste na de start; "
        "alles is geteld vanaf de startmeting. De marge komt uit groepen gebieden die net zo "
        "liggen als de vernieuwde: hoe ver weken die af?"
    )
    if effect is not None:
        _table(scope, question, effect)


def _by_wave(scope: Scope, question: Question, results: Results, effect: Effect) -> None:
    base, colour = -1 - question.specification.anticipation, ink()
    chart(
        question,
        results,
        "verschil",
        title(scope, f"{question.measure.label}: verschil per meting"),
        lambda heading: charts.event_figure(
            effect.dynamic, base, colour, heading, weighed_source(scope, question)
        ),
        colour,
    )


def _by_measure(scope: Scope, question: Question, results: Results) -> None:
    known = _estimates(scope, results.others)
    if len(known):
        chart(
            question,
            results,
            "maten",
            title(scope, "Verschil per maat, met 95%-marge"),
            lambda heading: charts.estimates_figure(
                known, heading, weighed_source(scope, question)
            ),
        )
    labels_ = {m: measure.label for m, measure in opened(scope).measures().items()}
    st.caption(together_sentence(results.firmness.adjusted, labels_))
    for reason, labels in _not_compared(scope, results).items():
        st.caption(f"Niet te vergelijken: {', '.join(labels)}. {reason}")


def _not_compared(scope: Scope, results: Results) -> dict[str, list[str]]:
    """Measures without an estimate by the reason why."""
    told: dict[str, list[str]] = {}
    measures = opened(scope).measures()
    for measure in LEAD:
        outcome = results.others.get(measure)
        reason = "Er zijn geen twee metingen van." if outcome is None else _reason(outcome)
        if outcome is None or outcome.effect is None:
            told.setdefault(reason, []).append(lowered(measures[measure].label))
    return told


def _reason(comparison: Comparison) -> str:
    return no_estimate_sentence(comparison.reason, comparison.panel.waves[0])


def _why_not(question: Question) -> str:
    if question.measure.id in DIMENSIONS:
        return " Deze dimensie is er pas vanaf 2014. Kies de totaalscore of een latere start."
    return ""


def _estimates(scope: Scope, outcomes: dict[str, Comparison]) -> pd.DataFrame:
    """Overall estimates of the measures that have one."""
    measures, rows = opened(scope).measures(), []
    for measure, outcome in outcomes.items():
        if outcome.effect is not None:
            e = outcome.effect.overall
            rows.append((measures[measure].label, e.value, e.low, e.high, e.n_treated))
    return pd.DataFrame(rows, columns=["label", "value", "low", "high", "n_treated"])


def _table(scope: Scope, question: Question, effect: Effect) -> None:
    frame = effect.dynamic.rename(columns=_COLUMNS).replace([np.inf, -np.inf], np.nan)
    frame.index.name = "Metingen sinds de start"
    with st.expander("Tabel: verschil per meting"):
        tables.show(frame, _DECIMALS, "Verschil per meting", tables.Fit(320), with_sign=_SIGNED)
        tables.download(
            frame, f"wijkbeeld_vernieuwing_{question.measure.id}_verschil", origin(scope, question)
        )
        st.caption(
            f"Per eerste meting na de start: {_by_year(effect.groups)}. "
            f"Per meting: {_by_year(effect.calendar)}."
        )


def _by_year(values: pd.Series) -> str:
    return ", ".join(f"{year}: {signed(v, 3)}" for year, v in values.items() if np.isfinite(v))
