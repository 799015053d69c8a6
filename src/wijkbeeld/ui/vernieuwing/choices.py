"""Step 5: how much the difference depends on choices."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.estimators import effective
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts import renewal as charts
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables
from wijkbeeld.ui.vernieuwing.frame import chart, origin, source, title
from wijkbeeld.words import renewal as words
from wijkbeeld.words.comparison import differs_in, marks, specification_table
from wijkbeeld.words.firmness import ring_sentence, trend_sentence
from wijkbeeld.words.numbers import number


def choices(scope: Scope, question: Question, results: Results) -> None:
    """Step 5: how much depends on choices."""
    effect = results.main.effect
    if effect is None:
        st.info(
            "Zonder schatting in stap 4 zijn er geen keuzes te vergelijken.", icon=":material/info:"
        )
        return
    st.markdown(words.robustness_sentence(results.every["value"], effect.overall.value))
    left, right = st.columns(2, gap="medium")
    with left:
        chart(
            question,
            results,
            "keuzes",
            title(scope, "Alle combinaties van keuzes"),
            lambda heading: charts.curve_figure(
                results.every,
                marks(results.every),
                _row_of(results.every, question),
                heading,
                source(scope, question),
            ),
        )
    with right:
        chart(
            question,
            results,
            "een_anders",
            title(scope, "Steeds één keuze anders"),
            lambda heading: charts.estimates_figure(
                _one_at_a_time(results.one_by_one), heading, source(scope, question)
            ),
        )
        names = opened(scope).by_code(scope)["name"]
        st.markdown(words.leave_out_sentence(results.left_out, names))
    _firmness(results)
    _table(scope, question, results)
    st.caption(
        "Vergelijken op score vooraf kan zelf een verschil maken: een tijdelijk hoge of lage score "
        "gaat daarna meestal terug (Daw en Hatfield, 2018). Lees die uitkomst naast de andere."
    )


def _one_at_a_time(table: pd.DataFrame) -> pd.DataFrame:
    """Specifications with the choice in which each differs from the first."""
    return table.assign(label=[differs_in(r, table.iloc[0]) for _, r in table.iterrows()])


def _firmness(results: Results) -> None:
    """How firm the difference is against a trend of before, and what happened around the areas."""
    first = results.main.panel.waves[0]
    told = [
        trend_sentence(results.firmness.relative),
        *(ring_sentence(r, first) for r in results.firmness.rings),
    ]
    st.markdown("\n".join(f"- {text}" for text in told if text))


def _table(scope: Scope, question: Question, results: Results) -> None:
    frame = results.once("manieren", lambda: specification_table(results.every))
    with st.expander(f"Tabel: alle {number(len(frame))} manieren"):
        tables.show(
            frame,
            {"Verschil": 3, "n vernieuwd": 0, "n vergelijking": 0},
            "Specificaties",
            tables.Fit(360),
            with_sign=("Verschil",),
        )
        tables.download(
            frame, f"wijkbeeld_vernieuwing_{question.measure.id}_keuzes", origin(scope, question)
        )


def _row_of(table: pd.DataFrame, question: Question) -> int:
    c = effective(question.specification)
    delay = table["delay"].astype("float64")
    same = (
        (table["control"] == c.control)
        & (table["match"] == c.match)
        & (table["weight"] == c.weight)
    )
    same &= (
        (table["without_neighbours"] == c.without_neighbours)
        & (table["anticipation"] == c.anticipation)
        & (table["same_stratum"] == c.same_stratum)
    )
    same &= delay.isna() if c.delay is None else delay == c.delay
    return int(table.index[same][0]) if same.any() else -1
