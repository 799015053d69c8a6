"""The form of a table: a column per measure, a row per figure, or a column per year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pandas as pd

from wijkbeeld.sources.own import measures, values
from wijkbeeld.sources.own.mapping import SINGLE, Mapping, Shape
from wijkbeeld.sources.own.table import YEAR, Table

_VARIABLE = r"variabele|variable|indicator|onderwerp|kenmerk|maat|item|vraag"
_VALUE = r"waarde|value|cijfer|score|uitkomst|aantal"
_CODE = r".*code.*|.*identificatie.*|.*\bid\b.*|lat\w*|lon\w*|[xy]|rd[_ ]?[xy]|.*geometr.*|wkt"
_YEAR_CELL = rf"{YEAR}(?:[-/.]\d{{1,2}}[-/.]\d{{1,2}})?(?:JJ00)?|\d{{1,2}}-\d{{1,2}}-{YEAR}"
_MOSTLY = 0.95
MOST_VARIABLES = 1000
"""Most measures of one table with a row per figure."""


@dataclass(frozen=True)
class Form:
    """How figures stand in a table.

    Attributes
    ----------
    year_column
        Column with the year of each row; empty where there is none.
    variable, value
        Columns of a table with a row per figure.
    columns
        Columns or variables with figures, in order; stems of columns with years.
    """

    shape: Shape
    year_column: str
    columns: tuple[str, ...]
    variable: str = ""
    value: str = ""


def stem_and_year(column: str) -> tuple[str, int] | None:
    """Measure and year of a column that is called after a year: 'tevreden 2019' or '2019'."""
    found = re.findall(rf"(?<!\d){YEAR}(?!\d)", column)
    if len(found) != 1:
        return None
    stem = re.sub(r"\s+", " ", column.replace(found[0], " ")).strip(" _-–:;.,")
    return stem or SINGLE, int(found[0])


def recognise(table: Table, area: str) -> Form:
    """Recognise the form of a table whose areas stand in column ``area``."""
    year = year_column(table, area)
    numeric = [
        c
        for c in table.cells
        if c not in (area, year)
        and not re.fullmatch(_CODE, c.lower())
        and is_numeric(table.cells[c])
    ]
    with_year = [c for c in numeric if stem_and_year(c)]
    if not year and with_year and len(with_year) >= len(numeric) / 2:
        stems = dict.fromkeys(s for c in with_year if (s := (stem_and_year(c) or ("",))[0]))
        return Form("jaren", "", tuple(stems))
    long = _long(table, area, year, numeric)
    if long:
        variable, value = long
        names = table.cells[variable]
        return Form("lang", year, tuple(names[names != ""].unique()), variable, value)
    figures = [c for c in numeric if not measures.is_n(c) and not measures.is_margin(c)]
    return Form("breed", year, tuple(figures or numeric))


def year_column(table: Table, area: str = "") -> str:
    """Column in which (nearly) every cell is a year or date; empty where there is none."""
    fits = {}
    for column in table.cells:
        cells = table.cells[column]
        filled = cells[cells != ""]
        if column != area and len(filled) and len(filled) >= _MOSTLY * len(cells):
            fits[str(column)] = float(filled.str.fullmatch(_YEAR_CELL).mean())
    good = [c for c, share in fits.items() if share >= _MOSTLY]
    return next(
        (c for c in good if re.search("jaar|year|period|meting", c.lower())), (good or [""])[0]
    )


def is_numeric(cells: pd.Series) -> bool:
    """Tell whether a column holds figures, apart from words for missing."""
    filled = cells[~cells.str.lower().isin(values.MISSING | {"x", "-", "."})]
    if filled.empty:
        return False
    number = filled.str.fullmatch(r"€?\s*-?[\d.,]*\d[\d. ]*\*?\s*%?")
    dates = filled.map(lambda c: values.day_and_month(c) is not None)
    return bool(number.mean() > 0.5 or (number.any() and (number | dates).mean() > 0.5))


def as_shape(table: Table, area: str, wanted: Shape) -> Form:
    """The form that the user says it is, as far as it can be filled in."""
    year = year_column(table, area)
    numeric = [c for c in table.cells if c not in (area, year) and is_numeric(table.cells[c])]
    if wanted == "jaren":
        stems = dict.fromkeys(p[0] for c in numeric if (p := stem_and_year(c)))
        return Form("jaren", "", tuple(stems))
    if wanted == "breed":
        return Form("breed", year, tuple(numeric))
    others = [c for c in table.cells if c not in (area, year, *numeric)]
    form = Form("lang", year, ())
    return long_form(table, form, (others or list(table.cells))[0], (numeric or others or [""])[0])


def long_form(table: Table, form: Form, variable: str, value: str) -> Form:
    """A form with a row per figure, with other columns for variable and value."""
    names = table.cells[variable] if variable in table.cells else pd.Series(dtype="str")
    found = tuple(names[names != ""].unique()[:MOST_VARIABLES])
    return replace(form, columns=found, variable=variable, value=value)


def with_year_column(form: Form, year_column: str) -> Form:
    """The same form with another column of years; it holds no figures."""
    columns = tuple(c for c in form.columns if form.shape == "lang" or c != year_column)
    return replace(form, year_column=year_column, columns=columns)


def _long(table: Table, area: str, year: str, numeric: list[str]) -> tuple[str, str] | None:
    """Columns with variable and value: by their names, or because areas repeat within a year."""
    others = [c for c in table.cells if c not in (area, year, *numeric)]
    named = [c for c in others if re.fullmatch(_VARIABLE, c.strip().lower())]
    value = [c for c in numeric if re.fullmatch(_VALUE, c.strip().lower())] or numeric
    if named and value:
        return named[0], value[0]
    key = [area, year] if year else [area]
    if len(numeric) != 1 or not table.cells.duplicated(key).mean() > 0.3:
        return None
    for column in others:
        if not table.cells.duplicated([*key, column]).any() and table.cells[column].nunique() > 1:
            return column, numeric[0]
    return None


def year_of(table: Table) -> int | None:
    """The one year that title, sheet or file name tells; None where there is none or more."""
    for text in (*table.above, table.sheet, table.file):
        found = set(re.findall(rf"(?<!\d){YEAR}(?!\d)", text))
        if len(found) == 1:
            return int(found.pop())
    return None


def column_groups(table: Table, mapping: Mapping) -> list[tuple[str, str, int | None]]:
    """Columns with figures of a wide table: key of the mapping, column, and year if it has one."""
    if mapping.vorm != "jaren":
        return [(c, c, None) for c in mapping.kolommen]
    parts = [(c, stem_and_year(c)) for c in table.cells if c != mapping.code]
    return [(p[0], c, p[1]) for c, p in parts if p is not None and p[0] in mapping.kolommen]
