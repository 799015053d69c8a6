"""The score series of the chosen areas beside their references."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.lines import Line
from wijkbeeld.charts.series import Years, series_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.store.read import opened
from wijkbeeld.ui import inhabitants, prose, session
from wijkbeeld.ui.area_names import names
from wijkbeeld.ui.chart_titles import course_title, measured, writing
from wijkbeeld.ui.provenance import fictional, picture, policy_bands, source_line
from wijkbeeld.ui.reference import means_told
from wijkbeeld.ui.theme import show, style
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
        prose.note(sentences.missing_dimensions(waves, published))
    lines = [*areas, *references]
    title = course_title(lines, writing(measure)) or measure.label
    noun = session.LEVEL_LABEL[scope.level].lower()
    named = dict(zip(choice.codes, names_of(scope, choice), strict=True))
    marks = inhabitants.told(scope, named, measure)
    heading = Heading(
        title + fictional(scope),
        "\n".join([*marks, source_line(scope, measure)]),
        f"{measured(measure)} {means_told(references, noun)}",
    )
    bands = policy_bands(scope) if choice.bands else ()
    show(
        series_figure(
            lines,
            Axis(measure.unit, measure.decimals),
            heading,
            style(300),
            Years((waves[0], waves[-1]), bands=bands),
        ),
        "verloop_score",
        picture(scope, "verloop", measure, (waves[0], waves[-1]), names_of(scope, choice)),
        f"{heading.title}. {measure.label} van {', '.join(line.name for line in lines)}",
    )
    for note in notes:
        prose.note(note)
    prose.note(measure.definition)
    return rows_of(scope, choice.codes, table, references)


def names_of(scope: Scope, choice: Choice) -> list[str]:
    """Short names of the chosen areas."""
    return names(opened(scope).by_code(scope), choice.codes)


def _area_lines(scope: Scope, choice: Choice, table: pd.DataFrame) -> list[Line]:
    labels = opened(scope).by_code(scope)["label"]
    marks = inhabitants.marks(scope, choice.codes)
    hollow = inhabitants.hollow(scope, choice.codes)
    waves = [int(w) for w in table.columns]
    return [
        Line(
            str(labels[code]),
            waves,
            table.loc[code].tolist(),
            label=name,
            note=marks[code],
            is_hollow=code in hollow,
        )
        for code, name in zip(choice.codes, names_of(scope, choice), strict=True)
    ]


def rows_of(
    scope: Scope, codes: list[str], table: pd.DataFrame, references: list[Line]
) -> pd.DataFrame:
    """What is drawn, one row per line and wave, with the ranks of areas."""
    rows = pd.DataFrame([*_area_rows(scope, codes, table), *_reference_rows(references)])
    return inhabitants.with_marks(rows, scope, rows["Code"]) if len(rows) else rows


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
                    "Meting": int(wave),
                    "Waarde": float(value),
                    "Rang (dataset)": overall.rank if overall else None,
                    "n (dataset)": overall.n if overall else None,
                    "Percentiel": overall.percentile if overall else None,
                    "Rang (gemeente)": local.rank if local else None,
                    "n (gemeente)": local.n if local else None,
                    "Toelichting": "",
                    "Code": code,
                }
            )
    return rows


def _reference_rows(references: list[Line]) -> list[dict[str, object]]:
    return [
        {
            "Gebied": f"{line.label} (gemiddelde)",
            "Meting": wave,
            "Waarde": value,
            "n (dataset)": line.counts.get(wave),
            "Toelichting": line.name,
            "Code": "",
        }
        for line in references
        for wave, value in zip(line.years, line.values, strict=True)
    ]
