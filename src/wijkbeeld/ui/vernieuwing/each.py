"""Step 6: each renewed area beside its look-alikes."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts import renewal as charts
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables
from wijkbeeld.ui.vernieuwing.frame import chart, origin, source, title
from wijkbeeld.ui.vernieuwing.synthetic import synthetic_copy
from wijkbeeld.words.numbers import number

MOST = 30
"""Areas in the figure: of more, the largest and the smallest differences."""
_COLUMNS = {
    "label": "Gebied",
    "own": "Eigen ontwikkeling",
    "partners": "Vergelijkbare gebieden",
    "difference": "Verschil",
    "distance": "Afstand",
}
_SIGNED = ("Eigen ontwikkeling", "Vergelijkbare gebieden", "Verschil")


def each_area(scope: Scope, question: Question, results: Results) -> None:
    """Step 6: which areas improved more than their look-alikes, and which less."""
    if results.areas.empty:
        st.info(
            "Er zijn geen vergelijkbare gebieden te kiezen: kenmerken of metingen ontbreken.",
            icon=":material/info:",
        )
        return
    frame = results.areas.dropna(subset=["difference"]).sort_values("difference", ascending=False)
    frame = frame.assign(label=opened(scope).by_code(scope)["label"].reindex(frame.index))
    better = int((frame["difference"] > 0).sum())
    st.markdown(
        f"Vernieuwde gebieden: {number(len(frame))}. Beter ontwikkeld dan het gemiddelde van hun "
        f"drie vergelijkbare gebieden: **{number(better)}**; niet beter: "
        f"**{number(len(frame) - better)}**. Bij louter toeval is het ongeveer de helft."
    )
    shown = (
        frame if len(frame) <= MOST else pd.concat([frame.head(MOST // 2), frame.tail(MOST // 2)])
    )
    chart(
        question,
        results,
        "gebieden",
        title(scope, f"{question.measure.label}: per gebied"),
        lambda heading: charts.areas_figure(shown, heading, source(scope, question)),
    )
    if len(shown) < len(frame):
        st.caption(
            f"De vijftien grootste en vijftien kleinste verschillen van {number(len(frame))}."
        )
    _table(scope, question, frame)
    st.caption(
        "Per vernieuwd gebied drie vergelijkbare gebieden. Ze lijken op het gebied in de kenmerken "
        "van stap 3, of in wat je bij 'Keuzes in de vergelijking' koos. Vergelijken op een score "
        "vooraf kan zelf een verschil maken (zie stap 5), zeker met één meting vooraf. Eén gebied "
        "apart zegt weinig: de score van een gebied schommelt ook zonder vernieuwing."
    )
    synthetic_copy(scope, question, results)


def _table(scope: Scope, question: Question, frame: pd.DataFrame) -> None:
    table = frame.rename(columns=_COLUMNS).set_index("Gebied")
    with st.expander("Tabel per gebied"):
        decimals = dict.fromkeys(_SIGNED, 3) | {"Afstand": 2}
        tables.show(table, decimals, "Verschil per gebied", tables.Fit(340), with_sign=_SIGNED)
        tables.download(
            table, f"wijkbeeld_vernieuwing_{question.measure.id}_gebieden", origin(scope, question)
        )
