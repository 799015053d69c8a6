"""Steps 1 to 3: the areas, their raw trends, and how alike both sides were."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.estimators import ESTIMATORS
from wijkbeeld.analysis.specification import compared_with
from wijkbeeld.charts import renewal as charts
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import tables
from wijkbeeld.ui.theme import chart_config
from wijkbeeld.ui.vernieuwing import map as overview
from wijkbeeld.ui.vernieuwing.choice import (
    CONTROL,
    DELAY,
    MATCH,
    WEIGHT,
    WITHIN,
    Choice,
    structure_years,
)
from wijkbeeld.ui.vernieuwing.computed import Results
from wijkbeeld.ui.vernieuwing.frame import source, title
from wijkbeeld.ui.vernieuwing.sets import left_out
from wijkbeeld.words import renewal as words
from wijkbeeld.words.estimators import no_estimate_sentence
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number
from wijkbeeld.words.sentences import areas as count_areas


def areas(data: Dataset, choice: Choice, found: Results) -> list[str]:
    """Step 1: the areas on the map; return what the user chose on it."""
    st.header("1 · Welke gebieden zijn vernieuwd?")
    left, right = st.columns([1.7, 1], gap="medium")
    with left:
        chosen = overview.draw(data, choice, found)
    with right:
        rows, effect = choice.set.rows, found.main.effect
        st.markdown(
            f"**{count_areas(choice.scope.level, len(rows))}** in "
            f"{escape_markdown(choice.set.label)}. "
            f"Te vergelijken: {number(effect.overall.n_treated if effect else 0)}, met "
            f"{number(int(compared_with(found.main).sum()))} nooit vernieuwde"
            + (
                " en met gebieden die nog niet begonnen zijn"
                if found.main.specification.control == "not_yet_treated"
                else ""
            )
            + ". Gebieden zonder score in de gebruikte metingen tellen in stap 4 niet mee."
        )
        st.caption(escape_markdown(choice.set.note))
        for text in _left_out(data, choice, found):
            st.warning(text, icon=":material/event_busy:")
        if found.data.elsewhere:
            st.caption(
                f"{count(len(found.data.elsewhere), 'gebied is', 'gebieden zijn')} volgens andere "
                "registers vernieuwd. "
                + ("Het doet" if len(found.data.elsewhere) == 1 else "Ze doen")
                + " niet mee als vergelijking."
            )
        _table(data, choice)
        left_out(choice.set)
    return chosen


def _delay(choice: Choice) -> str:
    return DELAY["eind" if choice.specification.delay is None else str(choice.specification.delay)]


def _left_out(data: Dataset, choice: Choice, found: Results) -> list[str]:
    """Renewed areas that cannot be compared, and starts that were moved: how many, and why."""
    panel, names = found.main.panel, data.by_code(choice.scope)["name"]
    told = []

    def listed(codes: tuple[str, ...]) -> str:
        return escape_markdown(", ".join(names.reindex(list(codes))[:6].astype("str"))) + (
            " en andere" if len(codes) > 6 else ""
        )

    if panel.always:
        told.append(
            f"Bij {count(len(panel.always), 'gebied', 'gebieden')} begon de vernieuwing in of "
            f"voor de eerste meting ({panel.waves[0]}): er is niets van ervoor om mee te "
            f"vergelijken. {listed(panel.always)}."
        )
    if panel.late:
        told.append(
            f"Bij {count(len(panel.late), 'gebied', 'gebieden')} telt de vernieuwing pas na de "
            f"laatste meting ({panel.waves[-1]}). Ze doen niet mee, ook niet als vergelijking. "
            f"{listed(panel.late)}."
        )
    compared = found.main.effect.overall.n_treated if found.main.effect else 0
    lost = int(panel.treated.sum()) - compared
    if found.main.effect and lost > 0:
        told.append(
            f"{count(lost, 'vernieuwd gebied heeft', 'vernieuwde gebieden hebben')} geen cijfer "
            "in de startmeting of geen gebied om mee te vergelijken, en "
            f"{'telt' if lost == 1 else 'tellen'} niet mee in stap 4."
        )
    if panel.unweighted:
        told.append(
            f"{count(len(panel.unweighted), 'gebied heeft', 'gebieden hebben')} geen gewicht en "
            f"{'doet' if len(panel.unweighted) == 1 else 'doen'} niet mee."
        )
    first = choice.set.start
    if not choice.set.dated and first and int(choice.starts.iloc[0]) != first:
        why = ", want er is geen eerdere meting" if first <= panel.waves[0] else ""
        told.append(
            f"Dit programma begon in {first}. We rekenen vanaf {int(choice.starts.iloc[0])}{why}: "
            "een deel van de vernieuwing kan al in de startmeting zitten."
        )
    if (
        panel.groups
        and panel.waves[panel.groups[-1]] == panel.waves[-1]
        and (choice.starts == panel.waves[-1]).any()
    ):
        told.append(
            f"De enige meting na de start is die van het startjaar zelf ({panel.waves[-1]})."
        )
    return told


def _table(data: Dataset, choice: Choice) -> None:
    labels = data.by_code(choice.scope)["label"]
    frame = choice.set.rows.assign(start=choice.starts.astype("Int64").astype("str"), Gebied=labels)
    frame = (
        frame.reset_index()
        .rename(
            columns={
                "start": "Start",
                "eind": "Eind",
                "soort": "Soort",
                "woningen": "Woningen",
                "aandeel": "Deel voorraad",
                "bron": "Bron",
                "code": "Code",
            }
        )
        .set_index("Gebied")[
            ["Start", "Eind", "Soort", "Woningen", "Deel voorraad", "Code", "Bron"]
        ]
    )
    frame = frame.dropna(axis=1, how="all")
    if "Eind" in frame:
        frame["Eind"] = (
            pd.to_numeric(frame["Eind"]).astype("Int64").astype("str").replace("<NA>", "–")
        )
    for column in ("Woningen", "Deel voorraad"):
        if column in frame:
            frame[column] = pd.to_numeric(frame[column])
    decimals = {c: d for c, d in {"Woningen": 0, "Deel voorraad": 2}.items() if c in frame}
    tables.show(frame, decimals, "Vernieuwde gebieden", 290)
    tables.download(
        frame,
        "wijkbeeld_vernieuwde_gebieden",
        tables.Origin(
            "Vernieuwde gebieden",
            "zie kolom",
            "–",
            choice.set.label,
            choice.scope.classification,
            data.manifest.fictional,
        ),
        "Download de gebieden",
    )


def trends(data: Dataset, choice: Choice, found: Results) -> None:
    """Step 2: raw trends of both groups with n and spread."""
    st.header("2 · Hoe ontwikkelden ze zich?")
    panel = found.main.panel
    if not panel.groups:
        why = no_estimate_sentence(found.main.reason, found.main.panel.waves[0])
        st.warning(f"Er is niets te vergelijken. {why}", icon=":material/block:")
        return
    table = pd.DataFrame(panel.values, index=panel.codes, columns=list(panel.waves))
    groups = [
        ("Vernieuwd", table[panel.treated]),
        ("Vergelijking", table[compared_with(found.main)]),
    ]
    starts = [int(s) for s in choice.starts.unique() if np.isfinite(s)]
    heading = title(data, f"{choice.measure.label}: verloop")
    st.plotly_chart(
        charts.trends_figure(
            groups, choice.measure.unit, choice.measure.decimals, starts, heading, source(choice)
        ),
        key="v_verloop",
        config=chart_config("wijkbeeld_vernieuwing_verloop"),
        alt=heading,
    )
    st.caption(
        "Lijnen: ongewogen gemiddelde; vlakken: de middelste helft van de gebieden. "
        "Stippellijnen: de jaren waarin vernieuwing begon. Deze lijnen zijn nog geen "
        "vergelijking: de groepen kunnen vanaf het begin verschillen."
    )


def alike(data: Dataset, choice: Choice, found: Results) -> None:
    """Step 3: who is compared with whom, how alike they were, and what cannot be checked."""
    st.header("3 · Met wie vergelijken we, en hoe gelijk waren ze?")
    if not found.main.panel.groups:
        st.info(
            "Zonder gebieden om te vergelijken is er niets naast elkaar te zetten.",
            icon=":material/info:",
        )
        return
    where = WITHIN["gemeente" if choice.specification.same_stratum else "alles"].lower()
    st.markdown(
        f"Vergeleken met: **{MATCH[choice.specification.match].lower()}**, "
        f"{CONTROL[found.main.specification.control].lower()}"
        + (f", uit: {where}. " if not ESTIMATORS[choice.specification.match].is_matched else ". ")
        + f"{WEIGHT[choice.specification.weight]}."
        + (
            " Gebieden ernaast zijn weggelaten."
            if choice.specification.without_neighbours and found.data.neighbours
            else ""
        )
        + (
            ""
            if choice.specification.delay == 0
            else f" Vernieuwing telt: {_delay(choice).lower()}."
        )
        + (
            ""
            if choice.specification.anticipation == 0
            else " Startmeting: één meting eerder dan de laatste."
        )
    )
    left, right = st.columns(2, gap="medium")
    with left:
        if found.balance.empty or found.balance["before"].isna().all():
            st.info(
                "Er zijn geen kenmerken om op te vergelijken. Voeg kerncijfers toe op Gegevens.",
                icon=":material/info:",
            )
        else:
            shown = found.balance.dropna(subset=["before"])
            heading = title(data, "Hoe gelijk waren de gebieden?")
            st.plotly_chart(
                charts.balance_figure(
                    shown, _labels(data, choice, shown.index), heading, source(choice)
                ),
                key="v_balans",
                config=chart_config("wijkbeeld_vernieuwing_balans"),
                alt=heading,
            )
    with right:
        start = found.start
        if found.main.panel.groups:
            st.markdown(words.before_sentence(*start.before, start.n_several, start.n))
            text = words.start_sentence(start)
            if start.is_suspect or start.is_high or start.is_drifting:
                st.warning(text, icon=":material/trending_up:")
            elif text:
                st.markdown(text)
            if found.main.effect is not None:
                st.markdown(
                    words.before_finding(found.main.effect.dynamic, found.main.effect.before_p)
                )
        st.caption(
            "Groene band: verschil kleiner dan 0,1 standaarddeviatie. Boven 0,25 heet een "
            "verschil groot. Inwoners en adressendichtheid: op logaritmische schaal."
        )
        years = structure_years(data, choice)
        if years and years[0] >= min(int(s) for s in choice.starts):
            st.caption(
                f"Let op: de kenmerken zijn van {', '.join(map(str, years))}, dus van na de start."
            )
        if found.main.matched is not None and found.main.matched.unmatched:
            st.caption(
                f"Zonder vergelijkbaar gebied (een kenmerk of meting ontbreekt): "
                f"{number(len(found.main.matched.unmatched))} vernieuwde gebieden."
            )


def _labels(data: Dataset, choice: Choice, ids: pd.Index) -> list[str]:
    measures = data.measures()
    known = [i for i in map(str, ids) if i in measures]
    names = {i: measures[i].label + (", %" if measures[i].unit == "%" else "") for i in known}
    return [names.get(i, f"{choice.measure.label}: {i}") for i in map(str, ids)]
