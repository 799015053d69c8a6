"""Steps 4 and 5: the difference, and how much it depends on choices."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.estimators import effective
from wijkbeeld.analysis.specification import Comparison
from wijkbeeld.charts import renewal as charts
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import tables
from wijkbeeld.ui.theme import chart_config, ink
from wijkbeeld.ui.vernieuwing.choice import (
    CONTROL,
    LEAD,
    MATCH,
    WEIGHT,
    Choice,
    finite,
    has_dimensions,
)
from wijkbeeld.ui.vernieuwing.computed import Results
from wijkbeeld.ui.vernieuwing.frame import origin, source, title
from wijkbeeld.words import renewal as words
from wijkbeeld.words.estimators import no_estimate_sentence
from wijkbeeld.words.numbers import number, signed


def estimate(data: Dataset, choice: Choice, found: Results) -> None:
    """Step 4: the difference, by wave since the start and by measure."""
    st.header("4 · Hoe groot is het verschil?")
    if found.main.effect is None:
        st.warning(
            f"{choice.measure.label} is zo niet te vergelijken. "
            f"{_reason(found.main)}{_why_not(choice)}",
            icon=":material/block:",
        )
    else:
        st.markdown(words.estimate_sentence(choice.measure.label, found.main.effect.overall))
        if found.start.is_passing:
            st.warning(
                words.earlier_sentence(
                    found.earlier, found.start, found.main.effect.overall.n_treated
                ),
                icon=":material/trending_up:",
            )
    left, right = st.columns(2, gap="medium")
    with left:
        if found.main.effect is not None:
            heading = title(data, f"{choice.measure.label}: verschil per meting")
            st.plotly_chart(
                charts.event_figure(
                    found.main.effect.dynamic,
                    -1 - choice.specification.anticipation,
                    ink(),
                    heading,
                    source(choice),
                ),
                key="v_gebeurtenis",
                config=chart_config("wijkbeeld_vernieuwing_verschil"),
                alt=heading,
            )
    with right:
        known = {m: o for m, o in found.others.items() if o.effect is not None}
        if known:
            heading = title(data, "Verschil per maat, met 95%-marge")
            st.plotly_chart(
                charts.estimates_figure(_by_measure(data, known), heading, source(choice)),
                key="v_maten",
                config=chart_config("wijkbeeld_vernieuwing_maten"),
                alt=heading,
            )
        for reason, labels in _not_compared(data, found).items():
            st.caption(f"Niet te vergelijken: {', '.join(labels)}. {reason}")
    st.caption(
        "Overlast en onveiligheid en sociale samenhang staan bovenaan. **Woningvoorraad "
        "verandert per definitie** door sloop en nieuwbouw, en zit ook in de totaalscore: een "
        "verschil daar is nog geen ervaren verbetering. Meting 0 is de eerste na de start; "
        "alles is geteld vanaf de startmeting. De marge komt uit loten: hoe groot was het "
        "verschil geweest als andere gebieden vernieuwd heetten?"
    )
    if found.main.effect is not None:
        _effect_table(data, choice, found)


def _not_compared(data: Dataset, found: Results) -> dict[str, list[str]]:
    """Measures without an estimate by the reason why."""
    told: dict[str, list[str]] = {}
    for measure in LEAD:
        outcome = found.others.get(measure)
        reason = "Er zijn geen twee metingen van." if outcome is None else _reason(outcome)
        if outcome is None or outcome.effect is None:
            told.setdefault(reason, []).append(data.measures()[measure].label.lower())
    return told


def _reason(comparison: Comparison) -> str:
    return no_estimate_sentence(comparison.reason, comparison.panel.waves[0])


def _why_not(choice: Choice) -> str:
    if has_dimensions(choice.measure.id):
        return " Deze dimensie is er pas vanaf 2014. Kies de totaalscore of een latere start."
    return ""


def _by_measure(data: Dataset, known: dict[str, Comparison]) -> pd.DataFrame:
    rows = []
    for measure, outcome in known.items():
        if outcome.effect is not None:
            e = outcome.effect.overall
            rows.append((data.measures()[measure].label, e.value, e.low, e.high, e.n_treated))
    return pd.DataFrame(rows, columns=["label", "value", "low", "high", "n_treated"])


def _effect_table(data: Dataset, choice: Choice, found: Results) -> None:
    effect = found.main.effect
    if effect is None:
        return
    frame = effect.dynamic.rename(
        columns={
            "att": "Verschil",
            "low": "Laag",
            "high": "Hoog",
            "p": "p",
            "n_treated": "n vernieuwd",
            "n_control": "n vergelijking",
        }
    ).replace([np.inf, -np.inf], np.nan)
    frame.index.name = "Metingen sinds de start"
    with st.expander("Tabel: verschil per meting"):
        decimals = {
            "Verschil": 3,
            "Laag": 3,
            "Hoog": 3,
            "p": 3,
            "n vernieuwd": 0,
            "n vergelijking": 0,
        }
        tables.show(
            frame, decimals, "Verschil per meting", 320, with_sign=("Verschil", "Laag", "Hoog")
        )
        tables.download(
            frame, f"wijkbeeld_vernieuwing_{choice.measure.id}_verschil", origin(data, choice)
        )
        groups = (", ").join(
            f"{year}: {signed(v, 3)}" for year, v in effect.groups.items() if finite(v)
        )
        calendar = (", ").join(
            f"{year}: {signed(v, 3)}" for year, v in effect.calendar.items() if finite(v)
        )
        st.caption(f"Per eerste meting na de start: {groups}. Per meting: {calendar}.")


def choices(data: Dataset, choice: Choice, found: Results) -> None:
    """Step 5: how much depends on choices."""
    st.header("5 · Hoeveel hangt van de keuzes af?")
    if found.main.effect is None:
        st.info(
            "Zonder schatting in stap 4 zijn er geen keuzes te vergelijken.", icon=":material/info:"
        )
        return
    st.markdown(words.robustness_sentence(found.every["value"], found.main.effect.overall.value))
    left, right = st.columns(2, gap="medium")
    chosen = _row_of(found.every, choice)
    with left:
        heading = title(data, "Alle combinaties van keuzes")
        st.plotly_chart(
            charts.curve_figure(found.every, _marks(found.every), chosen, heading, source(choice)),
            key="v_keuzes",
            config=chart_config("wijkbeeld_vernieuwing_keuzes"),
            alt=heading,
        )
    with right:
        rows = found.one_by_one.assign(
            label=[_difference(r, found.one_by_one.iloc[0]) for _, r in found.one_by_one.iterrows()]
        )
        heading = title(data, "Steeds één keuze anders")
        st.plotly_chart(
            charts.estimates_figure(rows, heading, source(choice)),
            key="v_een_anders",
            config=chart_config("wijkbeeld_vernieuwing_een_anders"),
            alt=heading,
        )
        names = data.by_code(choice.scope)["name"]
        st.markdown(words.leave_out_sentence(found.left_out, names))
    frame = specification_table(found.every)
    with st.expander(f"Tabel: alle {number(len(frame))} manieren"):
        tables.show(
            frame,
            {"Verschil": 3, "n vernieuwd": 0, "n vergelijking": 0},
            "Specificaties",
            360,
            with_sign=("Verschil",),
        )
        tables.download(
            frame, f"wijkbeeld_vernieuwing_{choice.measure.id}_keuzes", origin(data, choice)
        )
    st.caption(
        "Vergelijken op score vooraf kan zelf een verschil maken: gebieden met een tijdelijk "
        "hoge of lage score gaan vanzelf terug (Daw en Hatfield, 2018). Lees die uitkomst nooit "
        "alleen."
    )


_DELAY = {0.0: "vanaf de start", 2.0: "twee jaar later"}


def specification_table(table: pd.DataFrame) -> pd.DataFrame:
    """Specification table in words."""
    return pd.DataFrame(
        {
            "Vergelijking": table["match"].map(MATCH),
            "Niet vernieuwd": table["control"].map(CONTROL),
            "Gewicht": table["weight"].map(WEIGHT),
            "Gebieden ernaast": np.where(table["without_neighbours"], "weg", "mee"),
            "Uit": np.where(table["same_stratum"], "eigen gemeente", "hele dataset"),
            "Telt": [_DELAY.get(d, "vanaf het eind") for d in table["delay"].astype("float64")],
            "Startmeting": np.where(table["anticipation"] == 0, "laatste", "één eerder"),
            "Verschil": table["value"],
            "n vernieuwd": table["n_treated"],
            "n vergelijking": table["n_control"],
            "Opmerking": [
                no_estimate_sentence(r, first)
                for r, first in zip(table["reason"], table["first_wave"], strict=True)
            ],
        }
    ).set_index("Vergelijking")


def _row_of(table: pd.DataFrame, choice: Choice) -> int:
    c = effective(choice.specification)
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


def _marks(table: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    """Rows of dots below the curve: only choices that vary."""
    delay = table["delay"].astype("float64")
    rows = [
        *((MATCH[m].lower(), table["match"] == m) for m in table["match"].unique()),
        ("alleen eigen gemeente", table["same_stratum"]),
        ("ook nog niet vernieuwd", table["control"] == "not_yet_treated"),
        *(
            (WEIGHT[w].lower(), table["weight"] == w)
            for w in table["weight"].unique()
            if w != "none"
        ),
        ("zonder gebieden ernaast", table["without_neighbours"]),
        ("twee jaar later", delay == 2),
        ("vanaf het eind", delay.isna()),
        ("een meting eerder", table["anticipation"] == 1),
    ]
    return [(name, made.astype(bool)) for name, made in rows if made.any() and not made.all()]


def _difference(row: pd.Series, base: pd.Series) -> str:
    """Which choice a specification differs in."""
    if row["match"] != base["match"]:
        return MATCH[row["match"]].lower()
    if row["control"] != base["control"]:
        return CONTROL[row["control"]].lower()
    if row["weight"] != base["weight"]:
        return WEIGHT[row["weight"]].lower()
    if row["without_neighbours"] != base["without_neighbours"]:
        return "zonder gebieden ernaast" if row["without_neighbours"] else "met gebieden ernaast"
    if row["same_stratum"] != base["same_stratum"]:
        return "alleen eigen gemeente" if row["same_stratum"] else "uit de hele dataset"
    if row["anticipation"] != base["anticipation"]:
        return "startmeting één eerder" if row["anticipation"] else "laatste startmeting"
    ours, theirs = (float(r["delay"]) if r["delay"] is not None else np.nan for r in (row, base))
    if ours != theirs and not (np.isnan(ours) and np.isnan(theirs)):
        return _DELAY.get(ours, "vanaf het eind")
    return "de keuze van deze pagina"
