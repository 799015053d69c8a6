"""Step 6: each renewed area beside its look-alikes, and one beside a synthetic copy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.panel import NEVER
from wijkbeeld.analysis.synthetic import FEWEST_BEFORE, placebo_ranks, synthetic_control
from wijkbeeld.charts import renewal as charts
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import tables, url_state
from wijkbeeld.ui.theme import chart_config
from wijkbeeld.ui.vernieuwing.choice import (
    Choice,
)
from wijkbeeld.ui.vernieuwing.computed import Results
from wijkbeeld.ui.vernieuwing.frame import origin, source, title
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed

DONORS = 20
"""Most donors of a synthetic control: the nearest in level before the start."""
NOISE = 0.01
"""Points that a score wanders anyway; a better fit before the start counts as this in the placebo
ranks.
"""


def each_area(data: Dataset, choice: Choice, found: Results) -> None:
    """Step 6: which areas improved more than their look-alikes, and which less."""
    st.header("6 · Welk gebied deed het beter dan vergelijkbare gebieden?")
    if found.areas.empty:
        st.info(
            "Er zijn geen vergelijkbare gebieden te kiezen: kenmerken of metingen ontbreken.",
            icon=":material/info:",
        )
        return
    frame = found.areas.dropna(subset=["difference"]).sort_values("difference", ascending=False)
    labels = data.by_code(choice.scope)["label"]
    frame = frame.assign(label=labels.reindex(frame.index))
    better = int((frame["difference"] > 0).sum())
    st.markdown(
        f"Vernieuwde gebieden: {number(len(frame))}. Beter ontwikkeld dan het gemiddelde van hun "
        f"drie vergelijkbare gebieden: **{number(better)}**; niet beter: "
        f"**{number(len(frame) - better)}**. Bij louter toeval is het ongeveer de helft."
    )
    shown = frame if len(frame) <= 30 else pd.concat([frame.head(15), frame.tail(15)])
    heading = title(data, f"{choice.measure.label}: per gebied")
    st.plotly_chart(
        charts.areas_figure(shown, heading, source(choice)),
        key="v_gebieden",
        config=chart_config("wijkbeeld_vernieuwing_gebieden"),
        alt=heading,
    )
    if len(shown) < len(frame):
        st.caption(
            f"De vijftien grootste en vijftien kleinste verschillen van {number(len(frame))}."
        )
    table = frame.rename(
        columns={
            "label": "Gebied",
            "own": "Eigen ontwikkeling",
            "partners": "Vergelijkbare gebieden",
            "difference": "Verschil",
            "distance": "Afstand",
        }
    ).set_index("Gebied")
    signs = ("Eigen ontwikkeling", "Vergelijkbare gebieden", "Verschil")
    with st.expander("Tabel per gebied"):
        tables.show(
            table,
            dict.fromkeys(signs, 3) | {"Afstand": 2},
            "Verschil per gebied",
            340,
            with_sign=signs,
        )
        tables.download(
            table, f"wijkbeeld_vernieuwing_{choice.measure.id}_gebieden", origin(data, choice)
        )
    st.caption(
        "Drie vergelijkbare gebieden per vernieuwd gebied, gekozen op de kenmerken van stap 3 "
        "of, met een keuze daarvoor, zoals gekozen. Vergelijken op een score vooraf kan zelf "
        "een verschil maken (zie stap 5), zeker met één meting vooraf. Eén gebied apart zegt "
        "weinig: de score van een gebied schommelt ook zonder vernieuwing."
    )
    _synthetic(data, choice, found)


def _synthetic(data: Dataset, choice: Choice, found: Results) -> None:
    """Offer a synthetic copy of one area, where there are enough waves before its start."""
    panel = found.main.panel
    full = ~np.isnan(panel.values).any(axis=1)
    able = [i for i in np.flatnonzero(panel.treated & full) if panel.start[i] >= FEWEST_BEFORE]
    pool = np.flatnonzero((panel.start == NEVER) & full)
    if not able or len(pool) < 10:
        st.caption(
            f"Een synthetische kopie van één gebied kan pas met {FEWEST_BEFORE} metingen voor de "
            "start."
        )
        return
    labels = data.by_code(choice.scope)["label"]
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
            _copy(data, choice, found, code, pool)


def _copy(data: Dataset, choice: Choice, found: Results, code: str, pool: np.ndarray) -> None:
    """Draw the area and its copy, with weights, misfit and placebo rank."""
    panel = found.main.panel
    labels = data.by_code(choice.scope)["label"]
    own = int(np.flatnonzero(panel.codes == code)[0])
    start = int(panel.start[own])
    near = pool[
        np.argsort(np.abs(panel.values[pool, :start] - panel.values[own, :start]).mean(axis=1))[
            :DONORS
        ]
    ]
    made = synthetic_control(panel.values[own], panel.values[near], start)
    ranks = placebo_ranks(panel.values[own], panel.values[near], start, NOISE)
    heading = title(data, f"{labels[code]} en een kopie")
    st.plotly_chart(
        charts.synthetic_figure(
            pd.Series(panel.values[own], panel.waves, name=labels[code]),
            pd.Series(made.copy, panel.waves),
            panel.waves[start],
            choice.measure,
            heading,
            source(choice),
        ),
        key="v_kopie",
        config=chart_config("wijkbeeld_vernieuwing_kopie"),
        alt=heading,
    )
    st.markdown(
        f"Na de start ligt het gebied gemiddeld {signed(made.effect, 3)} punt naast de kopie; "
        f"ervoor week die {number(made.misfit, 3)} punt af. Het staat op plaats "
        f"{number(ranks.rank)} van {number(ranks.n)} als je bij elk van de andere gebieden doet "
        "alsof het vernieuwd is."
    )
    used = [k for k in np.argsort(-made.weights) if made.weights[k] > 0.01]
    parts = [
        f"{escape_markdown(labels[panel.codes[near[k]]])} ({number(100 * made.weights[k])}%)"
        for k in used
    ]
    st.caption(
        f"De kopie bestaat uit: {', '.join(parts[:8])}. Met {number(start)} metingen vooraf past "
        f"een kopie al snel: een afwijking vooraf kleiner dan {number(NOISE, 2)} punt telt in de "
        f"plaats als {number(NOISE, 2)}."
    )
