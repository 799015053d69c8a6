"""A CBS or own indicator of the chosen areas, with its breaks and gaps explained."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.lines import Line
from wijkbeeld.charts.series import Years, points, series_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.store.read import opened
from wijkbeeld.ui import inhabitants, prose, respondents, session, tables, url_state
from wijkbeeld.ui.area_names import names
from wijkbeeld.ui.chart_titles import course_title, measured, writing
from wijkbeeld.ui.provenance import fictional, origin, picture, source_line
from wijkbeeld.ui.reference import means_told
from wijkbeeld.ui.respondents import Sure
from wijkbeeld.ui.theme import show, style
from wijkbeeld.ui.verloop.choice import Choice
from wijkbeeld.ui.verloop.references import figure_references
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.no_figure import no_figure
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
        measure = _pick_indicator(scope, choice)
    else:
        measure = choice.measure
    if measure is None:
        st.info(
            "Van deze gebieden zijn er nog geen kerncijfers. Voeg ze toe op Gegevens.",
            icon=":material/database:",
        )
        return
    figures = opened(scope).figures(scope, choice.codes)
    figures = figures[figures["indicator"] == measure.id]
    sure = respondents.sure_of(scope, measure, choice.codes)
    lines = _lines(scope, choice.codes, figures, sure)
    if choice.codes and not lines:
        st.info(
            f"Van de gekozen gebieden staat '{lowered(measure.label)}' niet in deze dataset.",
            icon=":material/info:",
        )
    else:
        _draw(scope, choice, measure, lines, respondents.told(sure))
    prose.note(f"{measure.definition} {measure.note}")
    chosen = zip(choice.codes, names(opened(scope).by_code(scope), choice.codes), strict=True)
    _explain_years(measure, figures, dict(chosen))
    _explain_joining(scope, choice.codes, figures)
    if choice.codes:
        with st.expander("Tabel en download"):
            _table(scope, measure, figures, sure)
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
            tables.Fit(360),
        )


def _pick_indicator(scope: Scope, choice: Choice) -> Measure | None:
    """Indicator to draw; None where neither the areas nor their place have any."""
    data = opened(scope)
    measures = data.measures()
    published = _published(choice)
    ids = [i for i in data.measures_at(scope.level) if i in published]
    if not ids:
        return None
    default = "inwoners" if "inwoners" in ids else ids[0]
    return measures[
        url_state.pick(
            "cijfer", "Indicator", ids, default, lambda i: measures[i].label, as_list=True
        )
    ]


def _published(choice: Choice) -> set[str]:
    """Indicators with a figure for the chosen areas, else for the place, else for the level."""
    data = opened(choice.scope)
    codes = choice.codes or list(data.by_code(choice.inside).index)
    if not choice.codes and choice.inside.is_whole:
        return set(data.figure_years(choice.scope)["indicator"])
    figures = data.figures(choice.scope, codes)
    return set(figures.loc[figures["value"].notna(), "indicator"].astype(str))


def _lines(
    scope: Scope, codes: list[str], figures: pd.DataFrame, sure: dict[str, Sure]
) -> list[Line]:
    """Lines of the areas that have any figure, with how sure it is."""
    areas = opened(scope).by_code(scope)
    by_area = {code: figures[figures["code"] == code] for code in codes}
    marks, few = inhabitants.marks(scope, codes), respondents.few_texts(sure)
    hollow = inhabitants.hollow(scope, codes)
    return [
        Line(
            str(areas["label"][code]),
            *points(own, "year", "value"),
            label=name,
            note=marks[code],
            counts=sure[code].counts,
            margins=sure[code].margins,
            few=few[code],
            is_hollow=code in hollow,
        )
        for (code, own), name in zip(by_area.items(), names(areas, codes), strict=True)
        if own["value"].notna().any()
    ]


def _draw(
    scope: Scope, choice: Choice, measure: Measure, lines: list[Line], sure: list[str]
) -> None:
    """Draw the areas beside what they can be compared with.

    Parameters
    ----------
    sure
        What marks of respondents and margins mean.
    """
    data = opened(scope)
    references, notes = figure_references(scope, choice, measure)
    both = [*lines, *references]
    years = data.figure_years(scope)["year"]
    noun = session.LEVEL_LABEL[scope.level].lower()
    named = dict(zip(choice.codes, names(data.by_code(scope), choice.codes), strict=True))
    is_below_scores = choice.measure.is_score
    marks = (
        inhabitants.open_points_told(scope, named)
        if is_below_scores
        else inhabitants.told(scope, named, measure)
    )
    heading = Heading(
        (course_title(both, writing(measure), measure) or measure.label) + fictional(scope),
        "\n".join([*sure, *marks, source_line(scope, measure)]),
        f"{measured(measure)} {means_told(references, noun)}",
    )
    if both:
        show(
            series_figure(
                both,
                Axis(measure.unit, measure.decimals),
                heading,
                style(320),
                Years((int(years.min()), int(years.max())), measure.breaks, join_over=2),
            ),
            "verloop_cijfer",
            picture(
                scope,
                "verloop",
                measure,
                (int(years.min()), int(years.max())),
                list(named.values()),
            ),
            f"{heading.title}. {measure.label} van {', '.join(line.name for line in both)}",
        )
    else:
        st.info(
            f"Van {choice.inside.part} staat ‘{lowered(measure.label)}’ niet in deze dataset.",
            icon=":material/info:",
        )
    for note in notes:
        prose.note(note)


def _explain_years(measure: Measure, figures: pd.DataFrame, labels: dict[str, str]) -> None:
    """Say from which years figures do not compare, and which areas have none in which years.

    Parameters
    ----------
    labels
        Names of the chosen areas by code.
    """
    first, last = figures["year"].min(), figures["year"].max()
    for one in measure.breaks:
        if first < one.year <= last:
            prose.note(f"Breuk in {one.year}: {one.note}")
    absent = figures[figures["value"].isna()]
    for status, lost in absent.groupby("status"):
        reason = _NO_FIGURE.get(str(status), str(status))
        by_year = {int(str(y)): [labels[c] for c in own] for y, own in lost.groupby("year")["code"]}
        for text in no_figure(by_year, len(labels), reason):
            prose.note(text)


def _explain_joining(scope: Scope, codes: list[str], figures: pd.DataFrame) -> None:
    """Say which years could not be joined to the areas, and how the others were."""
    gaps = opened(scope).gaps(scope, codes).groupby("reden")["year"].unique()
    for reason, years in gaps.items():
        prose.note(f"Niet te koppelen: {reason} ({_listed(years)}).")
    ways = set(figures.loc[figures["value"].notna(), "koppeling"])
    if "gewogen" in ways:
        prose.note(
            "Een deel van de cijfers is opgebouwd uit de buurten die in het gebied liggen, "
            "gewogen naar inwoners of woningen."
        )
    if "code" in ways:
        prose.note(
            "Voor een deel van de jaren is er geen kaart: gekoppeld op gelijke code, "
            "gemeente-indeling en oppervlakte."
        )


def _listed(years: np.ndarray) -> str:
    return ", ".join(str(y) for y in sorted(years))


def _table(scope: Scope, measure: Measure, figures: pd.DataFrame, sure: dict[str, Sure]) -> None:
    data = opened(scope)
    labels = data.by_code(scope)["label"]
    columns: dict[str, object] = {
        "Gebied": figures["code"].map(labels),
        "Jaar": figures["year"].astype(str),
        "Waarde": figures["value"],
    }
    where = list(zip(figures["code"], figures["year"].astype(int), strict=True))
    if any(one.counts for one in sure.values()):
        columns["n"] = [sure[c].counts.get(y, np.nan) for c, y in where]
    if any(one.margins for one in sure.values()):
        columns["Marge (±)"] = [sure[c].margins.get(y, np.nan) for c, y in where]
    columns |= {
        "Status": figures["status"],
        "Koppeling": figures["koppeling"],
        "Code": figures["code"],
    }
    table = inhabitants.with_marks(pd.DataFrame(columns), scope, figures["code"]).set_index(
        "Gebied"
    )
    decimals = {"Waarde": measure.decimals, "n": 0, "Marge (±)": measure.decimals}
    tables.show(
        table,
        {name: number for name, number in decimals.items() if name in table},
        f"{measure.label} per gebied en jaar",
        tables.Fit(300),
    )
    tables.download(
        table,
        f"wijkbeeld_{scope.level}_{measure.id}",
        origin(scope, measure, measure.unit, "zie kolom Jaar"),
    )
