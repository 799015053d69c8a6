"""The score series of the chosen areas beside their references."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.series import Line, Style, Years, series_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.store.read import opened
from wijkbeeld.ui.theme import chart_config, ink, line_colours
from wijkbeeld.ui.verloop.choice import Choice
from wijkbeeld.ui.verloop.references import score_references
from wijkbeeld.words import sentences


def scores_panel(scope: Scope, choice: Choice) -> pd.DataFrame:
    """Draw the score series and return what is drawn, one row per line and wave."""
    data = opened(scope)
    measure = choice.measure
    table = data.wide(scope, measure.id)
    table = table[table.columns[table.notna().any()]]
    areas = _area_lines(scope, choice, table)
    references, notes = score_references(scope, choice, table)
    waves = data.waves(scope)
    if measure.id in DIMENSIONS:
        published = catalog().sources["leefbaarometer"].dimension_waves
        st.caption(sentences.missing_dimensions(waves, published))
    title = measure.label + (" (fictief)" if data.manifest.fictional else "")
    figure = series_figure(
        [*areas, *references],
        Axis(measure.unit, measure.decimals),
        Heading(title, f"Bron: {measure.source}, editie {scope.classification}"),
        Style(line_colours(), ink(), height=540),
        Years((waves[0], waves[-1]), bands=catalog().timeline if choice.bands else ()),
    )
    st.plotly_chart(
        figure,
        key="verloop_score",
        config=chart_config(f"wijkbeeld_verloop_{measure.id}"),
        alt=f"{title} van {', '.join(line.name for line in [*areas, *references])}",
    )
    st.caption(measure.definition)
    for note in notes:
        st.caption(note)
    return rows_of(scope, choice.codes, table, references)


def _area_lines(scope: Scope, choice: Choice, table: pd.DataFrame) -> list[Line]:
    labels = opened(scope).by_code(scope)["label"]
    waves = [int(w) for w in table.columns]
    return [Line(str(labels[code]), waves, table.loc[code].tolist()) for code in choice.codes]


def rows_of(
    scope: Scope, codes: list[str], table: pd.DataFrame, references: list[Line]
) -> pd.DataFrame:
    """What is drawn, one row per line and wave, with the ranks of areas."""
    return pd.DataFrame([*_area_rows(scope, codes, table), *_reference_rows(references)])


def _area_rows(scope: Scope, codes: list[str], table: pd.DataFrame) -> list[dict[str, object]]:
    """Values of some areas, with their rank among all areas and within their gemeente."""
    areas = opened(scope).by_code(scope)
    rows: list[dict[str, object]] = []
    for code in codes:
        town = areas.index[areas["gemeente_code"] == areas["gemeente_code"][code]]
        for wave, value in table.loc[code].dropna().items():
            overall = standing(table[wave], code)
            local = standing(table[wave][town], code) if scope.level != "gemeente" else None
            rows.append(
                {
                    "Gebied": areas["label"][code],
                    "Code": code,
                    "Meting": int(wave),
                    "Waarde": float(value),
                    "Rang (dataset)": overall.rank if overall else None,
                    "n (dataset)": overall.n if overall else None,
                    "Percentiel": overall.percentile if overall else None,
                    "Rang (gemeente)": local.rank if local else None,
                    "n (gemeente)": local.n if local else None,
                }
            )
    return rows


def _reference_rows(references: list[Line]) -> list[dict[str, object]]:
    return [
        {
            "Gebied": line.name,
            "Code": "",
            "Meting": wave,
            "Waarde": value,
            "n (dataset)": line.counts.get(wave),
        }
        for line in references
        for wave, value in zip(line.years, line.values, strict=True)
    ]
