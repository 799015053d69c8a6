"""Lines that the chosen areas are read beside: the place, their gemeenten, all areas, a group."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from wijkbeeld.analysis.coverage import covers
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.lines import Kind, Line
from wijkbeeld.charts.series import points
from wijkbeeld.store.groups import Group
from wijkbeeld.store.read import opened
from wijkbeeld.store.town_figures import town_figures
from wijkbeeld.ui import session
from wijkbeeld.ui.reference import Part, all_of, mean_lines, named_by_cover
from wijkbeeld.ui.verloop.choice import Choice
from wijkbeeld.words.groups import group_told


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
    return lines, [*group_notes(choice), *notes]


def group_notes(choice: Choice) -> list[str]:
    """What the group is and how its line is made; nothing without a group."""
    group = choice.group
    if group is None:
        return []
    areas = opened(choice.scope).by_code(choice.scope)
    is_one = areas["gemeente_code"].reindex(group.codes).nunique() == 1
    names = areas["name" if is_one else "label"].reindex(group.codes)
    return [group_told(group.label, list(names.dropna()), _noun(choice.scope), group.note)]


def beside(scope: Scope, choice: Choice, table: pd.DataFrame) -> list[Part]:
    """The place, the gemeenten of the chosen areas, all areas and the group, in this order.

    Without chosen areas the first of them is what the page is about.
    """
    parts = [
        *_of_place(choice, table),
        *(_of_town(scope, town, name, table) for town, name in _towns(scope, choice).items()),
        *_of_group(choice.group, table),
        all_of(opened(scope), opened(scope).by_code(scope), _noun(scope), table),
    ]
    if not choice.codes:
        parts[0] = replace(parts[0], kind=Kind.MAIN)
    return parts


def about(choice: Choice, parts: list[Part]) -> list[Part]:
    """The same parts, of which the first are the subject: the place, or else all gemeenten."""
    first = parts[0]
    return [
        replace(p, kind=Kind.MAIN)
        if p is first or (p.kind is first.kind and not choice.inside.part)
        else p
        for p in parts
    ]


def figure_references(
    scope: Scope, choice: Choice, measure: Measure
) -> tuple[list[Line], list[str]]:
    """Lines beside a kerncijfer: the published gemeente figure, means of all areas and a group."""
    table = opened(scope).figure_table(scope, measure.id)
    towns = _towns(scope, choice)
    if choice.inside.gemeente:
        towns = {choice.inside.gemeente: choice.inside.part} | towns
    published = _published(scope, towns, measure)
    if not measure.has_mean:
        note = (
            "Een aantal hangt af van hoe groot een gebied is. Daarom staat er geen gemiddelde "
            "naast."
        )
        return ([] if choice.codes else _leading(published)), [note]
    known = {line.label for line in published}
    noun = _noun(scope)
    means = [p for p in _means(scope, choice, table) if p.label not in known]
    lines, notes = mean_lines([named_by_cover(p, noun) for p in means], noun)
    both = [*published, *lines]
    if not choice.measure.is_score:  # below scores it was told there
        notes = [*group_notes(choice), *notes]
    return (both if choice.codes else _leading(both)), notes


def _means(scope: Scope, choice: Choice, table: pd.DataFrame) -> list[Part]:
    """Means beside a figure; that of all areas only where they have it, or alone by its right name.

    Figures of one city are not those of the country.
    """
    *others, every = beside(scope, choice, table)
    if covers(opened(scope).by_code(scope).index, table):
        return [*others, every]
    return others or [replace(every, name=_SOME, label=_SOME)]


_SOME = "alle gebieden met een cijfer"


def _leading(lines: list[Line]) -> list[Line]:
    """The first line as what the page is about."""
    return [replace(line, kind=Kind.MAIN) if line is lines[0] else line for line in lines]


def _noun(scope: Scope) -> str:
    return session.LEVEL_LABEL[scope.level].lower()


def _towns(scope: Scope, choice: Choice) -> dict[str, str]:
    """Names of the gemeenten of the chosen areas by code, but for the place itself.

    Gemeenten themselves have none.
    """
    if scope.level == "gemeente":
        return {}
    areas = opened(scope).by_code(scope).loc[choice.codes]
    named = zip(areas["gemeente_code"], areas["gemeente_naam"], strict=True)
    return {str(town): str(name) for town, name in named if town != choice.inside.gemeente}


def _of_place(choice: Choice, table: pd.DataFrame) -> list[Part]:
    """The areas of the place; nothing where everything is the place."""
    if not choice.inside.part:
        return []
    inside = opened(choice.inside).by_code(choice.inside).index
    name = choice.inside.part
    full = f"{name}, alle {_noun(choice.scope)}" if len(inside) > 1 else name
    return [Part(name, full, table[table.index.isin(inside)], Kind.AROUND, len(inside))]


def _of_town(scope: Scope, town: str, name: str, table: pd.DataFrame) -> Part:
    inside = opened(scope).by_code(scope.within(town)).index
    own = table[table.index.isin(inside)]
    return Part(name, f"{name}, alle {_noun(scope)}", own, Kind.AROUND, len(inside))


def _of_group(group: Group | None, table: pd.DataFrame) -> list[Part]:
    if group is None:
        return []
    return [Part(group.label, group.label, table[table.index.isin(group.codes)], Kind.GROUP)]


def _published(scope: Scope, towns: dict[str, str], measure: Measure) -> list[Line]:
    """Figures that are published of gemeenten as a whole."""
    figures = town_figures(scope, list(towns))
    figures = figures[figures["indicator"] == measure.id].sort_values("year")
    return [
        Line(f"{name} (gemeente)", *points(own, "year", "value"), Kind.AROUND, name)
        for town, name in towns.items()
        if len(own := figures[figures["code"] == town])
    ]
