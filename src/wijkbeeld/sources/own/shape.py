"""The form of a table: a column per measure, a row per figure, or a column per year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from wijkbeeld.sources.own import measures, units, values
from wijkbeeld.sources.own.mapping import SINGLE, Mapping, Shape
from wijkbeeld.sources.own.table import YEAR, Table

_VARIABLE = r"variabele|variable|indicator|onderwerp|kenmerk|maat|item|vraag"
_VALUE = r"waarde|value|cijfer|score|uitkomst|aantal"
_CODE = r".*code.*|.*identificatie.*|.*\bid\b.*|lat\w*|lon\w*|[xy]|rd[_ ]?[xy]|.*geometr.*|wkt"
PERIOD = rf"(?<!\d)({YEAR})\s*[-–/]\s*({YEAR})(?!\d)"
_REFERENCE = (
    r"(?:\bt\.?o\.?v\.?|ten opzichte van|vergele\w+ met|\b(?:sinds|na|v[oó][oó]r|vanaf|tot|t/m|"
    r"en met|vs\.?)|bouwjaar|gebouwd(?: in)?|prijspeil|index)\W*(?:het )?(?:jaar )?$"
)
"""What stands before a year that is not the year of the figures."""
_SAYS_YEAR = r"jaar|year|period|meting|datum|date|peil|golf|wave"
_YEAR_CELL = rf"{YEAR}\s*[-–/]\s*{YEAR}|" + (
    rf"{YEAR}(?:[-/.]\d{{1,2}}[-/.]\d{{1,2}})?(?:JJ00)?|\d{{1,2}}-\d{{1,2}}-{YEAR}"
    rf"|{YEAR}[.,]0+"  # a year that was saved as a number with decimals
)
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


def stem_and_year(column: str, period: str = "laatste") -> tuple[str, int] | None:
    """Measure and year of a column that is called after a year: 'tevreden 2019' or '2019'.

    None where the year is one that figures are set against, as in 'gebouwd na 2000'.

    Parameters
    ----------
    period
        The year that stands for a period as 2019-2020: ``laatste`` or ``eerste``.
    """
    found = list(re.finditer(PERIOD, column)) or list(
        re.finditer(rf"(?<!\d)({YEAR})(?!\d)(?!\s*=)", column)
    )
    if len(found) != 1 or re.search(_REFERENCE, column[: found[0].start()].lower()):
        return None
    stem = column[: found[0].start()] + " " + column[found[0].end() :]
    stem = re.sub(r"\s+", " ", stem).strip(" _-–:;.,")
    return stem or SINGLE, int(found[0].groups()[0 if period == "eerste" else -1])


def period_in(table: Table, form: Form) -> str:
    """A period of two years in the year column or the names of columns; empty where none is."""
    said = table.cells[form.year_column] if form.year_column else pd.Series(list(table.cells))
    if not form.year_column and form.shape != "jaren":
        return ""
    found = said.str.extract(f"({PERIOD})")[0].dropna()
    return str(found.iloc[0]) if len(found) else ""


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
    measured = [c for c in numeric if not measures.is_n(c) and not measures.is_margin(c)]
    if not year and with_year and set(measured or numeric) <= set(with_year):
        stems = dict.fromkeys(s for c in with_year if (s := (stem_and_year(c) or ("",))[0]))
        return Form("jaren", "", tuple(stems))
    long = _long(table, area, year, numeric)
    if long:
        variable, value = long
        names = table.cells[variable]
        return Form("lang", year, tuple(names[names != ""].unique()), variable, value)
    return Form("breed", year, tuple(measured or numeric))


def half_named(table: Table, form: Form) -> tuple[str, str] | None:
    """A column with a year in its name and one without, where a wide table has both."""
    if form.shape != "breed" or form.year_column:
        return None
    dated = [c for c in form.columns if stem_and_year(c)]
    others = [c for c in form.columns if c not in dated]
    return (dated[0], others[0]) if dated and others else None


def may_be_years(table: Table, form: Form) -> str:
    """A column that may hold years as well as figures: 1995 to 2004 under a name that says neither.

    Empty where there is none, or another column has the years.
    """
    if form.shape != "breed" or form.year_column:
        return ""
    for column in form.columns:
        filled = table.cells[column][table.cells[column] != ""]
        is_said = units.says_count(column) or stem_and_year(column)
        if not is_said and len(filled) and filled.str.fullmatch(YEAR).all():
            return str(column)
    return ""


def year_column(table: Table, area: str = "") -> str:
    """Column in which (nearly) every cell is a year or date; empty where there is none."""
    fits = {}
    for column in table.cells:
        cells = table.cells[column]
        filled = cells[cells != ""]
        if column != area and len(filled) and len(filled) >= _MOSTLY * len(cells):
            fits[str(column)] = float(filled.str.fullmatch(_YEAR_CELL).mean())
    good = [c for c, share in fits.items() if share >= _MOSTLY]
    named = [c for c in good if re.search(_SAYS_YEAR, c.lower())]
    return next(iter(named), next((c for c in good if _can_be_year(table, area, c)), ""))


def _can_be_year(table: Table, area: str, column: str) -> bool:
    """Whether cells of a column without a telling name are years: dates, or one row per area each.

    Bare numbers as 1995 can be counts as well, so they have to part the rows of an area.
    """
    cells = table.cells[column]
    if not cells[cells != ""].str.fullmatch(rf"{YEAR}(?:[.,]0+)?").all():
        return True
    if units.says_count(column) or area not in table.cells:
        return False
    repeats = len(cells) >= 2 * cells.nunique() and table.cells[area].duplicated().any()
    return bool(repeats and not table.cells.duplicated([area, column]).any())


def is_numeric(cells: pd.Series) -> bool:
    """Tell whether a column holds figures, apart from words for missing."""
    often = cells.value_counts()
    often = often[~often.index.str.lower().isin(values.MISSING | {"x", "-", "."})]
    if often.empty:
        return False
    filled = pd.Series(often.index, dtype="str")
    number = filled.str.fullmatch(r"€?\s*-?[\d.,]*\d[\d. ]*\*?\s*%?").to_numpy(bool)
    dates = filled.map(lambda c: values.day_and_month(c) is not None).to_numpy(bool)

    def share(of: np.ndarray) -> float:
        return float(often[of].sum() / often.sum())

    return share(number) > 0.5 or bool(number.any() and share(number | dates) > 0.5)


def left_out(table: Table, area: str, form: Form) -> list[str]:
    """Columns with figures but no year in their name, where each column is of a year."""
    if form.shape != "jaren":
        return []
    return [
        str(c)
        for c in table.cells
        if c != area and not stem_and_year(c) and is_numeric(table.cells[c])
    ]


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
    parts = [(c, stem_and_year(c, mapping.periode)) for c in table.cells if c != mapping.code]
    return [(p[0], c, p[1]) for c, p in parts if p is not None and p[0] in mapping.kolommen]
