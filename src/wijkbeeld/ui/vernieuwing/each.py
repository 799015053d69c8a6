"""Step 6: each renewed area beside its look-alikes, and one beside a synthetic copy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.panel import NEVER
from wijkbeeld.analysis.synthetic import FEWEST_BEFORE, placebo_ranks, synthetic_control
from wijkbeeld.charts import renewal as charts
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import tables
from wijkbeeld.ui.look import chart_config
from wijkbeeld.ui.vernieuwing.choice import (
    Choice,
)
from wijkbeeld.ui.vernieuwing.computed import Results
from wijkbeeld.ui.vernieuwing.frame import origin, source, title
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.plain import plain

DONORS = 40
"""Most donors of a synthetic control: the nearest in level before the start."""


def each_area(data: Dataset, choice: Choice, found: Results) -> None:
    """Step 6: which areas improved more than their look-alikes, and which less."""
    st.header("6 · Welk gebied deed het beter dan vergelijkbare gebieden?")
    if found.areas.empty:
        st.info(
            "Er zijn geen vergelijkbare gebieden te kiezen: kenmerken of metingen ontbreken.", icon=":material/info:"
        )
        return
    frame = found.areas.dropna(subset=["difference"]).sort_values("difference", ascending=False)
    labels = data.by_code(choice.edition, choice.level)["label"]
    frame = frame.assign(label=labels.reindex(frame.index))
    better = int((frame["difference"] > 0).sum())
    st.markdown(
        f"Vernieuwde gebieden: {number(len(frame))}. Beter ontwikkeld dan drie vergelijkbare gebieden: "
        f"**{number(better)}**; niet beter: **{number(len(frame) - better)}**."
    )
    shown = frame if len(frame) <= 30 else pd.concat([frame.head(15), frame.tail(15)])
    heading = title(data, f"{choice.measure.label}: per gebied")
    st.plotly_chart(
        charts.areas_figure(shown, heading, source(choice)), key="v_gebieden",
        config=chart_config("wijkbeeld_vernieuwing_gebieden"), alt=heading,
    )  # fmt: skip
    if len(shown) < len(frame):
        st.caption(f"De vijftien grootste en vijftien kleinste verschillen van {number(len(frame))}.")
    table = frame.rename(columns={"label": "Gebied", "own": "Eigen ontwikkeling", "partners": "Vergelijkbare gebieden",
                                  "difference": "Verschil", "distance": "Afstand"}).set_index("Gebied")  # fmt: skip
    signs = ("Eigen ontwikkeling", "Vergelijkbare gebieden", "Verschil")
    with st.expander("Tabel per gebied"):
        tables.show(table, dict.fromkeys(signs, 3) | {"Afstand": 2}, "Verschil per gebied", 340, with_sign=signs)
        tables.download(table, f"wijkbeeld_vernieuwing_{choice.measure.id}_gebieden", origin(data, choice))
    st.caption(
        "Drie vergelijkbare gebieden per vernieuwd gebied, gekozen op de kenmerken van stap 3. Eén gebied apart zegt "
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
        st.caption(f"Een synthetische kopie van één gebied kan pas met {FEWEST_BEFORE} metingen voor de start.")
        return
    labels = data.by_code(choice.edition, choice.level)["label"]
    with st.expander("Eén gebied naast een synthetische kopie"):
        code = st.selectbox("Gebied", [str(panel.codes[i]) for i in able], format_func=lambda c: str(labels[c]),
                            key="w_kopie")  # fmt: skip
        own = int(np.flatnonzero(panel.codes == code)[0])
        start = int(panel.start[own])
        near = pool[np.argsort(np.abs(panel.values[pool, :start] - panel.values[own, :start]).mean(axis=1))[:DONORS]]
        made = synthetic_control(panel.values[own], panel.values[near], start)
        ranks = placebo_ranks(panel.values[own], panel.values[near], start)
        heading = title(data, f"{labels[code]} en een kopie uit niet vernieuwde gebieden")
        st.plotly_chart(
            charts.synthetic_figure(panel.waves, panel.values[own], made.copy, int(choice.starts[code]), labels[code],
                                    choice.measure.unit, choice.measure.decimals, heading, source(choice)),
            key="v_kopie", config=chart_config("wijkbeeld_vernieuwing_kopie"), alt=heading,
        )  # fmt: skip
        used = made.weights > 0.01
        st.markdown(
            f"Na de start ligt het gebied gemiddeld {signed(made.effect, 3)} punt naast de kopie; ervoor week die "
            f"{number(made.misfit, 3)} punt af. Het staat op plaats {number(ranks.rank)} van {number(ranks.n)} "
            "als je bij elk van de andere gebieden doet alsof het vernieuwd is."
        )
        parts = [f"{plain(labels[panel.codes[near[k]]])} ({number(100 * made.weights[k])}%)"
                 for k in np.argsort(-made.weights) if used[k]]  # fmt: skip
        st.caption("De kopie bestaat uit: " + ", ".join(parts[:8]) + ".")
