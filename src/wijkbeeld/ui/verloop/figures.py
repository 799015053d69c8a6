"""A CBS or own indicator of the chosen areas, with its breaks and gaps explained."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.series import Line, Style, Years, points, series_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables, url_state
from wijkbeeld.ui.theme import chart_config, line_colours
from wijkbeeld.ui.verloop.choice import Choice
from wijkbeeld.ui.verloop.references import figure_references
from wijkbeeld.words.numbers import count, number

_NO_FIGURE = {
    "ontbreekt": "geen cijfer in de bron",
    "geheim": "geheim",
    "onmogelijk": "komt niet voor",
    "nihil": "nihil",
}


def figures_panel(scope: Scope, choice: Choice) -> None:
    """Let the user choose an indicator; draw it, explain it, and offer it as a table."""
    if choice.measure.is_score:
        st.header("Kerncijfers en eigen cijfers")
        measure = _pick_indicator(scope)
    else:
        measure = choice.measure
    if measure is None:
        st.info(
            "Op dit niveau zijn er nog geen kerncijfers. Voeg ze toe op Gegevens.",
            icon=":material/database:",
        )
        return
    figures = opened(scope).figures(scope, choice.codes)
    figures = figures[figures["indicator"] == measure.id]
    lines = _lines(scope, choice.codes, figures)
    if lines:
        _draw(scope, choice, measure, lines)
    elif choice.codes:
        st.info(
            f"Van de gekozen gebieden staat '{measure.label.lower()}' niet in deze dataset.",
            icon=":material/info:",
        )
    st.caption(f"{measure.definition} {measure.note}")
    _explain_years(measure, figures)
    _explain_joining(scope, choice.codes, figures)
    if choice.codes:
        with st.expander("Tabel en download"):
            _table(scope, measure, figures)
    _every_area(scope, measure)


def _every_area(scope: Scope, measure: Measure) -> None:
    """Every area with a figure of an own measure, so that a user sees that all came in."""
    own = {i["id"] for i in opened(scope).manifest.indicators}
    if measure.id not in own:
        return
    table = opened(scope).figure_table(scope, measure.id)
    labels = opened(scope).by_code(scope)["label"]
    wide = table.rename(columns=str).set_axis(labels.reindex(table.index), axis=0)
    numbers = int(table.notna().sum().sum())
    title = f"Alle {number(numbers)} cijfers, van {count(len(table), 'gebied', 'gebieden')}"
    with st.expander(title):
        tables.show(
            wide.rename_axis("Gebied"),
            dict.fromkeys(wide.columns, measure.decimals),
            f"{measure.label} van alle gebieden, per jaar",
            360,
        )


def _pick_indicator(scope: Scope) -> Measure | None:
    """Indicator to draw; None where the level has none."""
    data = opened(scope)
    measures = data.measures()
    published = set(data.figure_years(scope)["indicator"])
    ids = [i for i in data.measures_at(scope.level) if i in published]
    if not ids:
        return None
    default = "inwoners" if "inwoners" in ids else ids[0]
    return measures[
        url_state.pick(
            "cijfer", "Indicator", ids, default, lambda i: measures[i].label, as_list=True
        )
    ]


def _lines(scope: Scope, codes: list[str], figures: pd.DataFrame) -> list[Line]:
    """Lines of the areas that have any figure."""
    labels = opened(scope).by_code(scope)["label"]
    by_area = {code: figures[figures["code"] == code] for code in codes}
    return [
        Line(str(labels[code]), *points(own, "year", "value"))
        for code, own in by_area.items()
        if own["value"].notna().any()
    ]


def _draw(scope: Scope, choice: Choice, measure: Measure, lines: list[Line]) -> None:
    """Draw the areas beside what they can be compared with."""
    data = opened(scope)
    references, notes = figure_references(scope, choice, measure)
    years = data.figure_years(scope)["year"]
    title = measure.label + (" (fictief)" if data.manifest.fictional else "")
    figure = series_figure(
        [*lines, *references],
        Axis(measure.unit, measure.decimals),
        Heading(title, f"Bron: {measure.source}"),
        Style(line_colours(), height=460),
        Years((int(years.min()), int(years.max())), measure.breaks, join_over=2),
    )
    st.plotly_chart(
        figure,
        key="verloop_cijfer",
        config=chart_config(f"wijkbeeld_{measure.id}"),
        alt=f"{title} van {', '.join(line.name for line in [*lines, *references])}",
    )
    for note in notes:
        st.caption(note)


def _explain_years(measure: Measure, figures: pd.DataFrame) -> None:
    """Say from which years figures do not compare, and which years have none."""
    first, last = figures["year"].min(), figures["year"].max()
    for one in measure.breaks:
        if first < one.year <= last:
            st.caption(f"Breuk in {one.year}: {one.note}")
    absent = figures[figures["value"].isna()].groupby("status")["year"].unique()
    for status, years in absent.items():
        reason = _NO_FIGURE.get(str(status), str(status))
        st.caption(f"Geen cijfer ({reason}): {_listed(years)}.")


def _explain_joining(scope: Scope, codes: list[str], figures: pd.DataFrame) -> None:
    """Say which years could not be joined to the areas, and how the others were."""
    gaps = opened(scope).gaps(scope, codes).groupby("reden")["year"].unique()
    for reason, years in gaps.items():
        st.caption(f"Niet te koppelen: {reason} ({_listed(years)}).")
    ways = set(figures.loc[figures["value"].notna(), "koppeling"])
    if "gewogen" in ways:
        st.caption(
            "Een deel van de cijfers is opgebouwd uit de buurten die in het gebied liggen, "
            "gewogen naar inwoners of woningen."
        )
    if "code" in ways:
        st.caption(
            "Voor een deel van de jaren is er geen kaart: gekoppeld op gelijke code, "
            "gemeente-indeling en oppervlakte."
        )


def _listed(years: np.ndarray) -> str:
    return ", ".join(str(y) for y in sorted(years))


def _table(scope: Scope, measure: Measure, figures: pd.DataFrame) -> None:
    data = opened(scope)
    labels = data.by_code(scope)["label"]
    table = pd.DataFrame(
        {
            "Gebied": figures["code"].map(labels),
            "Jaar": figures["year"].astype(str),
            "Waarde": figures["value"],
            "Status": figures["status"],
            "Koppeling": figures["koppeling"],
            "Code": figures["code"],
        }
    ).set_index("Gebied")
    tables.show(table, {"Waarde": measure.decimals}, f"{measure.label} per gebied en jaar", 300)
    tables.download(
        table,
        f"wijkbeeld_{scope.level}_{measure.id}",
        tables.Origin(
            measure.label,
            measure.unit,
            "zie kolom Jaar",
            measure.source,
            scope.classification,
            data.manifest.fictional,
        ),
    )
