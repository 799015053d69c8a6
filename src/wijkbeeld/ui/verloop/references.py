"""Lines that the chosen areas are read beside: their gemeenten, all areas, a group."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.analysis.coverage import covers
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.series import Line, points
from wijkbeeld.store.groups import Group
from wijkbeeld.store.read import opened
from wijkbeeld.ui import session
from wijkbeeld.ui.reference import mean_lines, whole
from wijkbeeld.ui.verloop.choice import Choice
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number


def score_references(
    scope: Scope, choice: Choice, table: pd.DataFrame
) -> tuple[list[Line], list[str]]:
    """Means to read scores beside, and notes about them.

    Parameters
    ----------
    table
        Rows all areas, columns waves.
    """
    noun = _noun(scope)
    lines, notes = mean_lines(beside(scope, choice, table), noun)
    if choice.group:
        count = number(len(choice.group.codes))
        notes.append(
            escape_markdown(f"{choice.group.label}: samen {count} {noun}. {choice.group.note}")
        )
    return lines, notes


def beside(scope: Scope, choice: Choice, table: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Rows of the gemeenten of the chosen areas, of all areas and of the group, by name."""
    towns = [
        (f"{name}, alle {_noun(scope)}", _of(scope.within(town), table))
        for town, name in _towns(scope, choice.codes).items()
    ]
    return [*towns, _of_all(scope, table), *_of_group(choice.group, table)]


def figure_references(
    scope: Scope, choice: Choice, measure: Measure
) -> tuple[list[Line], list[str]]:
    """Lines beside a kerncijfer: the published gemeente figure, means of all areas and a group."""
    if not measure.has_mean:
        return [], [
            "Een aantal hangt af van hoe groot een gebied is. Daarom staat er geen gemiddelde "
            "naast."
        ]
    noun = _noun(scope)
    table = opened(scope).figure_table(scope, measure.id)
    published: list[Line] = []
    means: list[tuple[str, pd.DataFrame]] = []
    for town, name in _towns(scope, choice.codes).items():
        line = _published(scope, town, name, measure)
        if line is not None:
            published.append(line)
        else:
            means.append((f"{name}, alle {noun}", _of(scope.within(town), table)))
    every = [_of_all(scope, table)] if covers(opened(scope).by_code(scope).index, table) else []
    lines, notes = mean_lines([*means, *every, *_of_group(choice.group, table)], noun)
    return [*published, *lines], notes


def _noun(scope: Scope) -> str:
    return session.LEVEL_LABEL[scope.level].lower()


def _towns(scope: Scope, codes: list[str]) -> dict[str, str]:
    """Names of the gemeenten of some areas by code; none for gemeenten themselves."""
    if scope.level == "gemeente":
        return {}
    areas = opened(scope).by_code(scope).loc[codes]
    return {
        str(town): str(name)
        for town, name in zip(areas["gemeente_code"], areas["gemeente_naam"], strict=True)
    }


def _of(part: Scope, table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the areas within a part."""
    return table[table.index.isin(opened(part).by_code(part).index)]


def _of_all(scope: Scope, table: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    data = opened(scope)
    return f"{whole(data, data.by_code(scope))}, alle {_noun(scope)}", table


def _of_group(group: Group | None, table: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(group.label, table[table.index.isin(group.codes)])] if group else []


def _published(scope: Scope, town: str, name: str, measure: Measure) -> Line | None:
    """Figure that is published of a gemeente as a whole."""
    figures = opened(scope).figures(scope.at("gemeente"), [town])
    figures = figures[(figures["indicator"] == measure.id) & figures["value"].notna()]
    if figures.empty:
        return None
    return Line(f"{name} (gemeente)", *points(figures, "year", "value"), is_reference=True)
