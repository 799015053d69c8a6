"""Registries of renewal projects that users bring: tables with area codes, or maps with polygons.

There is no national register, so names of columns are free: they are recognised by what they are
called in municipal files. A row that cannot be used is kept with the reason, never dropped.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import pyogrio
import shapely

from wijkbeeld.catalog import codes
from wijkbeeld.sources import register_cells as parse
from wijkbeeld.sources import register_table
from wijkbeeld.sources.boundaries import polygons, to_rd
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.register_table import RegisterLine
from wijkbeeld.store.reading import Reading
from wijkbeeld.store.register_row import END, START, RegisterRow, RowProblem, problems_of

_NAMES = {
    "code": (
        "code",
        "gebiedscode",
        "gebied",
        "wijkcode",
        "wk_code",
        "buurtcode",
        "bu_code",
        "gwb_code",
        "codering",
        "gemeentecode",
        "gm_code",
        "statcode",
    ),
    "name": (
        "naam",
        "gebiedsnaam",
        "wijknaam",
        "buurtnaam",
        "project",
        "projectnaam",
        "name",
        "wijk",
        "buurt",
    ),
    "start": (
        "start",
        "startjaar",
        "begin",
        "beginjaar",
        "jaar",
        "jaar start",
        "start jaar",
        "van",
        "startdatum",
        "begindatum",
    ),
    "end": (
        "eind",
        "einde",
        "eindjaar",
        "gereed",
        "oplevering",
        "jaar gereed",
        "tot",
        "einddatum",
        "end",
    ),
    "kind": ("soort", "type", "maatregel", "ingreep", "aard", "kind"),
    "dwellings": ("woningen", "aantal woningen", "aantal_woningen", "won", "dwellings"),
    "share": ("aandeel", "aandeel_voorraad", "deel voorraad", "deel", "share"),
    "source": ("bron", "source", "herkomst"),
}
_NAMELESS = re.compile(r"kolom \d+")
_MAPS = (".geojson", ".json", ".gpkg", ".shp", ".zip")
_REMEDY = "Zet in elke rij een gebiedscode of een vlak, en het jaar waarin de vernieuwing begon."


@dataclass(frozen=True)
class RegisterFile:
    """What was read: all rows, good and bad, and what was done to the file."""

    rows: tuple[RegisterRow, ...]
    notes: tuple[str, ...] = ()


def read(path: Path, *, needs_start: bool = True) -> RegisterFile:
    """Read a registry from CSV, XLSX, GeoJSON, GeoPackage or (zipped) shapefile.

    Parameters
    ----------
    needs_start
        Refuse a file without a column for the start; else its rows lack one.

    Raises
    ------
    SourceError
        The file cannot be read, is empty, or has neither area codes nor polygons, or no start.
    """
    if path.suffix.lower() in _MAPS:
        return _from_map(path, needs_start)
    table = register_table.load(path)
    columns = _columns(path.name, table.columns, needs_start, shapes=False)
    notes = [*table.notes, *_unused(columns, table.columns)]
    rows = [
        _checked(*_row(_whole(line, columns, notes), columns, line.number, notes))
        for line in table.rows
    ]
    return RegisterFile(tuple(rows), tuple(notes))


def _whole(line: RegisterLine, columns: dict[str, str], notes: list[str]) -> dict[str, object]:
    """Cells of a line, without a number that can be half; half a code or year is refused anyway."""
    cells: dict[str, object] = dict(line.cells)
    for field in ("dwellings", "share"):
        cell = line.cells.get(line.cut, "")
        if columns.get(field) == line.cut and cell and not cell.endswith("%"):
            notes.append(
                f"Rij {line.number} heeft geen einde: '{cell[:30]}' bij {line.cut} kan afgebroken "
                "zijn en blijft leeg."
            )
            cells[line.cut] = ""
    return cells


def _columns(
    name: str, names_in_file: list[str], needs_start: bool, *, shapes: bool
) -> dict[str, str]:
    lower = {c.strip().lower(): c for c in names_in_file}
    chosen: dict[str, str] = {}
    for field, names in _NAMES.items():
        match = next(
            (lower[n] for n in names if n in lower and lower[n] not in chosen.values()), None
        )
        if match is not None:
            chosen[field] = match
    lacks_start = needs_start and "start" not in chosen
    if lacks_start or ("code" not in chosen and not shapes):
        lacks = "start" if lacks_start else "code"
        raise SourceError(
            name,
            f"Er is geen kolom '{lacks}'. Gevonden: {', '.join(names_in_file[:12])}.",
            "Noem de kolommen code, naam, start, eind, soort, woningen en bron.",
        )
    return chosen


def _unused(chosen: dict[str, str], names_in_file: list[str]) -> list[str]:
    """Say which columns are not used."""
    unused = [c for c in names_in_file if c not in chosen.values() and not _NAMELESS.fullmatch(c)]
    return [f"Kolommen die niet worden gebruikt: {', '.join(unused[:12])}."] if unused else []


def _row(
    cells: dict[str, object], columns: dict[str, str], number: int, notes: list[str]
) -> tuple[RegisterRow, tuple[RowProblem, ...]]:
    """Row ``number`` of a file, and its cells that could not be read."""

    def cell(field: str) -> object:
        return cells.get(columns[field], "") if field in columns else ""

    start, no_start = parse.year(cell("start"))
    end, no_end = parse.year(cell("end"))
    unread = [
        RowProblem(bad.kind, (column, *bad.values))
        for column, bad in ((START, no_start), (END, no_end))
        if bad is not None
    ]
    row = RegisterRow(
        parse.code(cell("code")),
        parse.text(cell("name")),
        start,
        end,
        parse.kind(cell("kind")),
        parse.count(cell("dwellings")),
        parse.share(cell("share")),
        parse.text(cell("source")),
        number,
    )
    notes += _unusable(number, cell, row)
    return row, tuple(unread)


def _unusable(number: int, cell: Callable[[str], object], row: RegisterRow) -> list[str]:
    """Say which cells of a row hold something that could not be used."""
    notes = []
    for name, raw, value in (
        ("woningen", cell("dwellings"), row.dwellings),
        ("aandeel", cell("share"), row.share),
    ):
        if value is None and not parse.is_blank(raw):
            notes.append(
                f"Rij {number}: '{str(raw)[:30]}' bij {name} is geen bruikbaar getal en blijft "
                "leeg."
            )
    kind = parse.text(cell("kind"))
    if row.kind == "anders" and kind.lower() not in ("", "anders"):
        notes.append(f"Rij {number}: soort '{kind[:30]}' is niet bekend en wordt 'anders'.")
    return notes


def _checked(
    row: RegisterRow, unread: tuple[RowProblem, ...], *, may_be_shape: bool = False
) -> RegisterRow:
    return replace(row, problems=tuple(problems_of(row, None, unread, may_be_shape=may_be_shape)))


def _from_map(path: Path, needs_start: bool) -> RegisterFile:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            raw = pyogrio.read_dataframe(path)
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FeatureError,
        ValueError,
        OSError,
    ) as error:
        raise SourceError(
            path.name,
            "Dit kaartbestand is beschadigd of heeft een ander formaat.",
            "Bewaar het opnieuw als GeoPackage of GeoJSON.",
        ) from error
    if not isinstance(raw, gpd.GeoDataFrame) or raw.empty:
        raise SourceError(path.name, "Dit kaartbestand bevat geen vlakken.", _REMEDY)
    columns = _columns(
        path.name,
        [str(c) for c in raw.columns if c != raw.geometry.name],
        needs_start,
        shapes=True,
    )
    located = Reading(path.name, "vernieuwing", "", "vernieuwing")
    frame = to_rd(raw, path.name, located) if raw.geometry.notna().any() else raw
    notes = [
        *located.notes,
        *_unused(columns, [str(c) for c in raw.columns if c != raw.geometry.name]),
    ]
    rows = []
    for n, (cells, shape) in enumerate(zip(raw.to_dict("records"), frame.geometry, strict=True)):
        row, unread = _row(cells, columns, n + 1, notes)
        whole = polygons(shapely.make_valid(shape)) if shape is not None else None
        if whole is not None and whole.area <= 0:
            whole = None
        if whole is not None and not shape.is_valid:
            notes.append(f"Rij {n + 1}: het vlak sneed zichzelf en is hersteld.")
        code = row.code if codes.level_of(row.code) is not None else ""
        row = replace(row, code=code, shape=whole)
        rows.append(_checked(row, unread, may_be_shape=True))
    return RegisterFile(tuple(rows), tuple(notes))
