"""Parts of the page *Verloop*: choice of areas, score series, CBS series, table."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.series import Line, Style, Years, points, series_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.store.groups import Group, groups
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import session, tables, url_state
from wijkbeeld.ui.area_picker import pick_areas
from wijkbeeld.ui.reference import mean_lines, whole
from wijkbeeld.ui.selectors import pick_level, pick_measure
from wijkbeeld.ui.theme import chart_config, ink, line_colours
from wijkbeeld.words import sentences
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number

MOST = 8


@dataclass(frozen=True)
class Choice:
    """What the controls say."""

    scope: Scope
    measure: Measure
    codes: list[str]
    group: Group | None
    bands: bool


def controls(data: Dataset, levels: list[str]) -> Choice:
    """Show the controls above the charts."""
    first, second, third, fourth = st.columns([1.2, 1.2, 0.8, 1.6])
    with first:
        level = pick_level(data, levels)
    with second:
        measure = pick_measure(data)
    with third:
        edition = session.pick_edition(data, level)
    with fourth:
        found = groups(data.scope(level, edition))
        if not found and not data.manifest.fictional:
            st.caption(
                f"De programma's zijn gekoppeld aan wijken van 2022; in editie {edition} op dit "
                "niveau niet."
            )
        group = url_state.pick(
            "groep",
            "Vergelijk met groep",
            ["", *found],
            "",
            lambda g: found[g].label if g else "Geen groep",
            as_list=True,
            help=(
                "Het ongewogen gemiddelde van de gebieden in een programma of eigen selectie, "
                "voor zover te koppelen."
            ),
        )
    areas = data.by_code(data.scope(level, edition))
    codes = pick_areas(areas, MOST)
    bands = st.toggle(
        "Toon landelijk beleid in de tijd", value=url_state.get("beleid") != "uit", key="w_beleid"
    )
    url_state.put(beleid=None if bands else "uit")
    return Choice(data.scope(level, edition), measure, codes, found.get(group), bands)


def scores_panel(data: Dataset, choice: Choice) -> pd.DataFrame:
    """Draw the score series and return what is drawn, one row per line and wave."""
    measure = choice.measure
    table = data.wide(choice.scope, measure.id)
    table = table[table.columns[table.notna().any()]]
    lines, rows, notes = _score_lines(data, choice, table)
    if measure.id in DIMENSIONS:
        waves = data.waves(choice.scope)
        st.caption(
            sentences.missing_dimensions(waves, catalog().sources["leefbaarometer"].dimension_waves)
        )
    fictional = " (fictief)" if data.manifest.fictional else ""
    waves = data.waves(choice.scope)
    figure = series_figure(
        lines,
        Axis(measure.unit, measure.decimals),
        Heading(
            measure.label + fictional,
            f"Bron: {measure.source}, editie {choice.scope.classification}",
        ),
        Style(line_colours(), ink(), height=540),
        Years((waves[0], waves[-1]), bands=catalog().timeline if choice.bands else ()),
    )
    st.plotly_chart(
        figure,
        key="verloop_score",
        config=chart_config(f"wijkbeeld_verloop_{measure.id}"),
        alt=f"{measure.label}{fictional} van {', '.join(line.name for line in lines)}",
    )
    st.caption(measure.definition)
    for note in notes:
        st.caption(note)
    return rows


def _score_lines(
    data: Dataset, choice: Choice, table: pd.DataFrame
) -> tuple[list[Line], pd.DataFrame, list[str]]:
    areas = data.by_code(choice.scope)
    lines: list[Line] = []
    rows: list[dict[str, object]] = []
    for code in choice.codes:
        own = table.loc[code]
        lines.append(Line(str(areas["label"][code]), [int(w) for w in own.index], own.tolist()))
        for wave, value in own.dropna().items():
            place = standing(table[wave], code)
            inside = table[wave][
                areas.index[areas["gemeente_code"] == areas["gemeente_code"][code]]
            ]
            local = standing(inside, code)
            rows.append(
                {
                    "Gebied": areas["label"][code],
                    "Code": code,
                    "Meting": int(wave),
                    "Waarde": float(value),
                    "Rang (dataset)": place.rank if place else None,
                    "n (dataset)": place.n if place else None,
                    "Percentiel": place.percentile if place else None,
                    "Rang (gemeente)": local.rank
                    if local and choice.scope.level != "gemeente"
                    else None,
                    "n (gemeente)": local.n if local and choice.scope.level != "gemeente" else None,
                }
            )
    references, notes = _references(data, choice, table, areas)
    lines += references
    for line in lines[len(choice.codes) :]:
        for wave, value in zip(line.years, line.values, strict=True):
            rows.append(
                {
                    "Gebied": line.name,
                    "Code": "",
                    "Meting": wave,
                    "Waarde": value,
                    "n (dataset)": line.counts.get(wave),
                }
            )
    return lines, pd.DataFrame(rows), notes


def _references(
    data: Dataset, choice: Choice, table: pd.DataFrame, areas: pd.DataFrame
) -> tuple[list[Line], list[str]]:
    """Lines to compare with: the gemeente, all areas of the dataset, a chosen group."""
    noun = session.LEVEL_LABEL[choice.scope.level].lower()
    parts: list[tuple[str, pd.DataFrame]] = []
    if choice.scope.level != "gemeente":
        for town in dict.fromkeys(areas["gemeente_code"][choice.codes]):
            inside = areas.index[areas["gemeente_code"] == town]
            parts.append((f"{areas['gemeente_naam'][inside[0]]}, alle {noun}", table.loc[inside]))
    parts.append((f"{whole(data, areas)}, alle {noun}", table))
    notes = []
    if choice.group:
        codes = list(choice.group.codes)
        parts.append((choice.group.label, table.loc[codes]))
        notes.append(
            escape_markdown(
                f"{choice.group.label}: samen {number(len(codes))} {noun}. {choice.group.note}"
            )
        )
    lines, left_out = mean_lines(parts, noun)
    return lines, left_out + notes


def figures_panel(data: Dataset, choice: Choice) -> None:
    """Draw a CBS or own indicator of the same areas, with its breaks and gaps explained."""
    st.header("Kerncijfers en eigen cijfers")
    years = data.figure_years(choice.scope)
    measures = data.measures()
    ids = [i for i in measures if i in set(years["indicator"]) and i not in ("postcode",)]
    if not ids:
        st.info(
            "Op dit niveau zijn er nog geen kerncijfers. Voeg ze toe op Gegevens.",
            icon=":material/database:",
        )
        return
    default = "inwoners" if "inwoners" in ids else ids[0]
    chosen = url_state.pick(
        "cijfer", "Indicator", ids, default, lambda i: measures[i].label, as_list=True
    )
    measure = measures[chosen]
    found = data.figures(choice.scope, choice.codes)
    found = found[found["indicator"] == chosen]
    areas = data.by_code(choice.scope)
    lines = []
    for code in choice.codes:
        own = found[(found["code"] == code)]
        if own["value"].notna().any():
            lines.append(Line(str(areas["label"][code]), *points(own, "year", "value")))
    references, notes = _figure_references(data, choice, measure)
    fictional = " (fictief)" if data.manifest.fictional else ""
    if lines:
        figure = series_figure(
            [*lines, *references],
            Axis(measure.unit, measure.decimals),
            Heading(measure.label + fictional, f"Bron: {measure.source}"),
            Style(line_colours(), height=460),
            Years(
                (int(years["year"].min()), int(years["year"].max())), measure.breaks, join_over=2
            ),
        )
        st.plotly_chart(
            figure,
            key="verloop_cijfer",
            config=chart_config(f"wijkbeeld_{chosen}"),
            alt=(
                f"{measure.label}{fictional} van "
                f"{', '.join(line.name for line in [*lines, *references])}"
            ),
        )
        for note in notes:
            st.caption(note)
    else:
        st.info(
            f"Voor de gekozen gebieden is '{measure.label.lower()}' niet gepubliceerd.",
            icon=":material/info:",
        )
    st.caption(f"{measure.definition} {measure.note}")
    _explain_figures(data, choice, measure, found)
    with st.expander("Tabel en download"):
        table = found.assign(
            Gebied=found["code"].map(areas["label"]), Jaar=found["year"].astype(str)
        )
        table = table.rename(
            columns={
                "code": "Code",
                "value": "Waarde",
                "status": "Status",
                "koppeling": "Koppeling",
            }
        )
        table = table[["Gebied", "Jaar", "Waarde", "Status", "Koppeling", "Code"]].set_index(
            "Gebied"
        )
        tables.show(table, {"Waarde": measure.decimals}, f"{measure.label} per gebied en jaar", 300)
        tables.download(
            table,
            f"wijkbeeld_{choice.scope.level}_{chosen}",
            tables.Origin(
                measure.label,
                measure.unit,
                "zie kolom Jaar",
                measure.source,
                choice.scope.classification,
                data.manifest.fictional,
            ),
        )


def _figure_references(
    data: Dataset, choice: Choice, measure: Measure
) -> tuple[list[Line], list[str]]:
    """Lines beside a kerncijfer: the published gemeente figure, means of all areas and a group."""
    if not measure.has_mean:
        return [], [
            (
                "Een aantal hangt af van hoe groot een gebied is. Daarom staat er geen "
                "gemiddelde naast."
            )
        ]
    noun = session.LEVEL_LABEL[choice.scope.level].lower()
    areas = data.by_code(choice.scope)
    table = data.figure_table(choice.scope, measure.id)
    published: list[Line] = []
    parts: list[tuple[str, pd.DataFrame]] = []
    for town in (
        dict.fromkeys(areas["gemeente_code"][choice.codes])
        if choice.scope.level != "gemeente"
        else ()
    ):
        inside = areas.index[areas["gemeente_code"] == town]
        name = str(areas["gemeente_naam"][inside[0]])
        own = data.figures(choice.scope.at("gemeente"), [str(town)])
        own = own[(own["indicator"] == measure.id) & own["value"].notna()]
        if len(own):
            published.append(
                Line(f"{name} (gemeente)", *points(own, "year", "value"), is_reference=True)
            )
        else:
            parts.append((f"{name}, alle {noun}", table[table.index.isin(inside)]))
    parts.append((f"{whole(data, areas)}, alle {noun}", table))
    if choice.group:
        parts.append((choice.group.label, table[table.index.isin(choice.group.codes)]))
    means, notes = mean_lines(parts, noun)
    return [*published, *means], notes


def _explain_figures(data: Dataset, choice: Choice, measure: Measure, found: pd.DataFrame) -> None:
    """Say which years are missing and why, and how figures were laid on the areas."""
    span = found["year"]
    shown = [b for b in measure.breaks if len(span) and span.min() < b.year <= span.max()]
    for one in shown:
        st.caption(f"Breuk in {one.year}: {one.note}")
    reasons = found[found["value"].isna()].groupby("status")["year"].unique()
    for status, when in reasons.items():
        text = {
            "ontbreekt": "niet gepubliceerd",
            "geheim": "geheim",
            "onmogelijk": "komt niet voor",
            "nihil": "nihil",
        }
        listed = ", ".join(str(y) for y in sorted(when))
        st.caption(f"Geen cijfer ({text.get(str(status), str(status))}): {listed}.")
    gaps = data.gaps(choice.scope, choice.codes)
    for reason, when in gaps.groupby("reden")["year"].unique().items():
        st.caption(f"Niet te koppelen: {reason} ({', '.join(str(y) for y in sorted(when))}).")
    ways = set(found.loc[found["value"].notna(), "koppeling"])
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


def table_panel(data: Dataset, choice: Choice, rows: pd.DataFrame) -> None:
    """Show the values behind the score series, with ranks and percentiles."""
    st.header("Waarden, rangen en percentielen")
    if rows.empty:
        return
    frame = rows.set_index("Gebied")
    decimals = {"Waarde": choice.measure.decimals, "Percentiel": 0}
    counts = {
        c: 0
        for c in ("Rang (dataset)", "n (dataset)", "Rang (gemeente)", "n (gemeente)")
        if c in frame
    }
    tables.show(
        frame, decimals | counts, f"Waarden van {choice.measure.label} per gebied en meting", 320
    )
    st.caption(
        "Rang 1 is de hoogste waarde. Percentiel: het deel van de andere gebieden met een "
        "lagere waarde."
    )
    tables.download(
        frame,
        f"wijkbeeld_verloop_{choice.scope.level}_{choice.measure.id}",
        tables.Origin(
            choice.measure.label,
            choice.measure.unit,
            "zie kolom Meting",
            choice.measure.source,
            choice.scope.classification,
            data.manifest.fictional,
        ),
    )
