"""The first guess of what an own table is: a whole mapping, for the user to look over."""

from __future__ import annotations

import re
from pathlib import PurePath

import pandas as pd

from wijkbeeld.sources.own import measures, shape, units
from wijkbeeld.sources.own.areas import Areas, Way
from wijkbeeld.sources.own.mapping import SINGLE, ColumnMapping, Mapping
from wijkbeeld.sources.own.notation import Found, of_column, settle
from wijkbeeld.sources.own.shape import Form
from wijkbeeld.sources.own.table import Table


def subject_of(table: Table) -> str:
    """What a table is about, by its file name."""
    stem = PurePath(table.file).name.split(".")[0]
    return measures.readable(measures.without_years(stem)) or units.NAMELESS


def targets(table: Table, form: Form) -> dict[str, ColumnMapping]:
    """What every measure of a table seems to be, by column or variable."""
    around = " ".join((*table.above, table.file))
    subject = subject_of(table)
    raws = cells_of(table, form)
    notations = notations_of(table, form, raws)
    found = {}
    for key, raw in raws.items():
        name = "" if form.shape == "jaren" and key == SINGLE else key
        found[key] = measures.measure(name, raw, subject, around, notations[key].notation)
    found = measures.distinct(found, form.columns)
    return found if form.shape == "jaren" else _with_companions(table, form, found)


def notations_of(table: Table, form: Form, raws: dict[str, pd.Series]) -> dict[str, Found]:
    """Notation of the numbers of every measure: its own, or what the rest of the file tells."""
    own = {
        key: Found("nederlands") if _columns_of(table, form, key) <= table.exact else of_column(raw)
        for key, raw in raws.items()
    }
    typed = {f.notation for k, f in own.items() if not _columns_of(table, form, k) <= table.exact}
    subject = subject_of(table)
    return {
        key: settle(f, typed, is_count=units.says_count(subject if key == SINGLE else key))
        for key, f in own.items()
    }


def cells_of(table: Table, form: Form) -> dict[str, pd.Series]:
    """All cells of each measure."""
    if form.shape == "lang":
        parts = dict(tuple(table.cells.groupby(form.variable, sort=False)[form.value]))
        return {key: parts[key] for key in form.columns}
    if form.shape == "breed":
        return {key: table.cells[key] for key in form.columns}
    by_stem: dict[str, list[pd.Series]] = {key: [] for key in form.columns}
    for column in table.cells:
        stem = (shape.stem_and_year(column) or ("",))[0]
        if stem in by_stem:
            by_stem[stem].append(table.cells[column])
    return {key: pd.concat(parts).reset_index(drop=True) for key, parts in by_stem.items()}


def _columns_of(table: Table, form: Form, key: str) -> set[str]:
    """Columns of the file with the figures of a measure."""
    if form.shape == "lang":
        return {form.value}
    if form.shape == "breed":
        return {key}
    return {str(c) for c in table.cells if (shape.stem_and_year(c) or ("",))[0] == key}


def _with_companions(
    table: Table, form: Form, found: dict[str, ColumnMapping]
) -> dict[str, ColumnMapping]:
    """Add the columns with n and margin: a measure's own ('tevreden_n'), or the only one."""
    others = [c for c in table.cells if c not in form.columns]
    ns = [c for c in others if measures.is_n(c) and shape.is_numeric(table.cells[c])]
    margins = [c for c in others if measures.is_margin(c) and shape.is_numeric(table.cells[c])]

    def of(key: str, columns: list[str]) -> str:
        mine = [c for c in columns if _part_of(key, c)]
        return mine[0] if mine else columns[0] if len(columns) == 1 else ""

    return {
        key: t
        if t.kind == "aantal"
        else t.model_copy(update={"n": of(key, ns), "marge": of(key, margins)})
        for key, t in found.items()
    }


def _part_of(key: str, column: str) -> bool:
    return re.sub(r"\W|_", "", key.lower()) in re.sub(r"\W|_", "", column.lower())


def mapping_of(
    table: Table,
    areas: Areas,
    form: Form,
    year: int | None,
    measured: dict[str, ColumnMapping] | None = None,
) -> Mapping:
    """Put a guess, or what the user made of it, together as a mapping.

    Parameters
    ----------
    measured
        What every measure is; None: as it seems.
    """
    level = areas.level if areas.way is Way.NUMBER else ""
    return Mapping.model_validate(
        {
            "blad": table.sheet,
            "kopregel": table.header,
            "vorm": form.shape,
            "code": areas.column,
            "niveau": level,
            "omzettabel": areas.pairs or {},
            "jaar": None if form.year_column or form.shape == "jaren" else year,
            "jaarkolom": form.year_column,
            "variabele": form.variable,
            "waarde": form.value,
            "indeling": areas.classification,
            "bron": f"Eigen cijfers, {table.file}",
            "kolommen": targets(table, form) if measured is None else measured,
        }
    )
