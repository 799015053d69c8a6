"""Dimensions and key figures of the area."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import decompose
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.charts.profile import decomposition_figure, profile_figure
from wijkbeeld.charts.text import Heading
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import session, tables, url_state
from wijkbeeld.ui.theme import chart_config, line_colours
from wijkbeeld.ui.wijk.choice import Choice, fictional, origin, source_line
from wijkbeeld.words import sentences
from wijkbeeld.words.numbers import number

KEY_FIGURES = (
    "inwoners",
    "huishoudens",
    "woningen",
    "woz",
    "koop",
    "corporatie",
    "bouw_vanaf_2000",
    "eengezins",
    "inkomen_inwoner",
    "hh_laagste_40",
    "hh_laag_inkomen",
    "bijstand",
    "leeftijd_0_14",
    "leeftijd_65plus",
    "hh_eenpersoons",
    "bevolkingsdichtheid",
)


def profile(data: Dataset, choice: Choice) -> None:
    """Draw the dimensions beside gemeente and all areas, and how a change adds up from them."""
    rows = data.series(choice.scope, [choice.code])
    known = [int(w) for w in rows.loc[rows[list(DIMENSIONS)].notna().all(axis=1), "wave"]]
    st.header("De vijf dimensies")
    if not known:
        st.info("Voor dit gebied zijn geen dimensies gepubliceerd.", icon=":material/info:")
        return
    labels = {d: data.measures()[d].label for d in DIMENSIONS}
    st.caption(
        sentences.missing_dimensions(
            data.waves(choice.scope),
            catalog().sources["leefbaarometer"].dimension_waves,
        )
    )
    first, second, _ = st.columns([1, 1, 2])
    with first:
        wave = url_state.pick("dim_tot", "Meting", known[::-1], known[-1], as_list=True)
    with second:
        earlier = [w for w in known if w < wave]
        base = (
            url_state.pick("dim_van", "Verandering vanaf", earlier, earlier[0], as_list=True)
            if earlier
            else None
        )
    town = choice.areas.index[choice.areas["gemeente_naam"] == choice.town]
    table = pd.DataFrame(
        {
            choice.name: [_value(data, choice, d, wave) for d in DIMENSIONS],
            **(
                {choice.town: [_mean(data, choice, d, wave, town) for d in DIMENSIONS]}
                if choice.scope.level != "gemeente" and choice.town != choice.name
                else {}
            ),
            "Alle gebieden": [_mean(data, choice, d, wave, choice.areas.index) for d in DIMENSIONS],
        },
        index=list(DIMENSIONS),
    )
    left, right = st.columns(2, gap="medium")
    left.plotly_chart(
        profile_figure(
            table,
            labels,
            line_colours(),
            Heading(f"Dimensies in {wave}{fictional(data)}", source_line(data, choice)),
        ),
        key="wijk_profiel",
        config=chart_config(f"wijkbeeld_{choice.code}_dimensies"),
        alt=f"Dimensies van {choice.name} in {wave}",
    )
    split = decompose(rows, base, wave, DIMENSIONS) if base else None
    if split is None:
        right.info(
            "Er is maar één meting met dimensies: een verandering is niet te splitsen.",
            icon=":material/info:",
        )
        return
    title = f"Waaruit bestaat de verandering {base}-{wave}?{fictional(data)}"
    right.plotly_chart(
        decomposition_figure(split, labels, Heading(title, source_line(data, choice))),
        key="wijk_splitsing",
        config=chart_config(f"wijkbeeld_{choice.code}_verandering"),
        alt=title,
    )
    st.markdown(sentences.decomposition_sentence(choice.name, split, labels))


def _value(data: Dataset, choice: Choice, measure: str, wave: int) -> float:
    return float(data.wide(choice.scope, measure)[wave][choice.code])


def _mean(data: Dataset, choice: Choice, measure: str, wave: int, codes: pd.Index) -> float:
    return float(data.wide(choice.scope, measure)[wave].reindex(codes).mean())


def key_figures(data: Dataset, choice: Choice) -> None:
    """Show the latest key figures beside the gemeente and the middle of all areas."""
    st.header("Kerncijfers")
    measures = data.measures()
    years = data.figure_years(choice.scope)
    own = data.figures(choice.scope, [choice.code])
    town_code = str(choice.areas["gemeente_code"][choice.code])
    town = data.figures(choice.scope.at("gemeente"), [town_code])
    rows = []
    for id_ in KEY_FIGURES:
        mine = own[(own["indicator"] == id_) & own["value"].notna()]
        if mine.empty or id_ not in measures:
            continue
        year = int(mine["year"].max())
        everyone = data.figure(choice.scope, id_, year)["value"]
        local = town[(town["indicator"] == id_) & (town["year"] == year)]["value"].dropna()
        measure = measures[id_]
        mine_now = float(mine.loc[mine["year"] == year, "value"].iloc[0])
        rows.append(
            {
                "Indicator": measure.label,
                "Eenheid": measure.unit,
                "Jaar": str(year),
                "Gebied": number(mine_now, measure.decimals),
                "Gemeente": number(float(local.iloc[0]), measure.decimals) if len(local) else "–",
                "Middelste gebied": number(float(everyone.median()), measure.decimals),
                "n": number(int(everyone.notna().sum())),
            }
        )
    if not rows:
        text = (
            "Op dit niveau zijn er nog geen kerncijfers."
            if years.empty
            else ("Van dit gebied zijn geen kerncijfers.")
        )
        st.info(f"{text} Voeg ze toe op Gegevens.", icon=":material/database:")
        return
    frame = pd.DataFrame(rows).set_index("Indicator")
    st.dataframe(frame, alt=f"Kerncijfers van {choice.name}")
    st.caption(
        "Het laatste jaar dat er voor dit gebied is. Middelste gebied: de mediaan van alle "
        f"{session.LEVEL_LABEL[choice.scope.level].lower()} met een cijfer (n). "
        f"Een streepje betekent: geen cijfer in deze dataset. Bron: {measures['inwoners'].source}."
    )
    tables.download(
        frame,
        f"wijkbeeld_{choice.code}_kerncijfers",
        origin(data, choice, "Kerncijfers", "zie kolom Eenheid", measures["inwoners"].source),
    )
