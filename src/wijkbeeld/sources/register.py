"""Registries of renewal projects that users bring: tables with area codes, or maps with polygons.

There is no national register, so names of columns are free: they are recognised by what they are
called in municipal files. A row that cannot be used is kept with the reason, never dropped.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from wijkbeeld.catalog import codes
from wijkbeeld.sources import text
from wijkbeeld.sources.boundaries import polygons, to_rd
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.store.reading import Reading
from wijkbeeld.store.register_row import (
    END,
    FIRST_YEAR,
    KINDS,
    LAST_YEAR,
    START,
    Problem,
    RegisterRow,
    RowProblem,
    problems_of,
)

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
_MAPS = (".geojson", ".json", ".gpkg", ".shp", ".zip")
_REMEDY = "Zet in elke rij een gebiedscode of een vlak, en het jaar waarin de vernieuwing begon."


@dataclass(frozen=True)
class RegisterFile:
    """What was read: all rows, good and bad, and what was done to the file."""

    rows: tuple[RegisterRow, ...]
    notes: tuple[str, ...] = ()


def read(path: Path) -> RegisterFile:
    """Read a registry from CSV, XLSX, GeoJSON, GeoPackage or (zipped) shapefile.

    Raises
    ------
    SourceError
        The file cannot be read, is empty, or has neither area codes nor polygons, or no start.
    """
    if path.suffix.lower() in _MAPS:
        return _from_map(path)
    table = _sheet(path) if path.suffix.lower() in (".xlsx", ".xlsm", ".xls") else _csv(path)
    columns = _columns(path.name, [str(c) for c in table.columns], shapes=False)
    notes = _unused(columns, [str(c) for c in table.columns])
    rows = [
        _checked(*_row(row, columns, n + 2, notes), may_be_shape=False)
        for n, row in enumerate(table.to_dict("records"))
        if not all(_is_blank(v) for v in row.values())
    ]
    return RegisterFile(tuple(rows), tuple(notes))


def _csv(path: Path) -> pd.DataFrame:
    raw = path.read_bytes()
    if not raw.strip():
        raise SourceError(path.name, "Dit bestand is leeg.", _REMEDY)
    if b"\x00" in raw[:65536]:
        raise SourceError(
            path.name,
            "Dit is geen tekstbestand maar binaire inhoud.",
            "Bewaar het als CSV of XLSX.",
        )
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = raw.decode("cp1252", errors="replace")  # how Excel saves CSV on Dutch Windows
    if re.match(r"\s*<(?:!doctype|html)", content, re.IGNORECASE):
        raise SourceError(path.name, "Dit is een webpagina, geen tabel.", text.AGAIN)
    first = content.splitlines()[0]
    try:
        table = pd.read_csv(
            io.StringIO(content),
            sep=text.separator(first),
            dtype="str",
            keep_default_na=False,
            skip_blank_lines=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        raise SourceError(
            path.name,
            "Deze tabel is niet te lezen: rijen hebben verschillende aantallen kolommen.",
            "Open het bestand in een teksteditor en herstel de rij.",
        ) from error
    return _filled(path.name, table)


def _sheet(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_excel(path, dtype=object, keep_default_na=False)
    except Exception as error:  # each engine has errors of its own
        raise SourceError(
            path.name, "Dit werkboek is niet te openen.", "Bewaar het opnieuw als XLSX."
        ) from error
    return _filled(path.name, table)


def _filled(name: str, table: pd.DataFrame) -> pd.DataFrame:
    table = table.astype(object)
    blank = table.map(lambda v: str(v).strip() in ("", "nan", "None", "NaT")).all(axis=1)
    if table[~blank].empty:
        raise SourceError(name, "Deze tabel heeft geen rijen.", _REMEDY)
    return table.iloc[: int(np.flatnonzero(~blank)[-1]) + 1]


def _columns(name: str, found: list[str], *, shapes: bool) -> dict[str, str]:
    lower = {c.strip().lower(): c for c in found}
    chosen: dict[str, str] = {}
    for field, names in _NAMES.items():
        match = next(
            (lower[n] for n in names if n in lower and lower[n] not in chosen.values()), None
        )
        if match is not None:
            chosen[field] = match
    if "start" not in chosen or ("code" not in chosen and not shapes):
        lacks = "start" if "start" not in chosen else "code"
        raise SourceError(
            name,
            f"Er is geen kolom '{lacks}'. Gevonden: {', '.join(found[:12])}.",
            "Noem de kolommen code, naam, start, eind, soort, woningen en bron.",
        )
    return chosen


def _unused(chosen: dict[str, str], found: list[str]) -> list[str]:
    """Say which columns are not used."""
    left = [c for c in found if c not in chosen.values() and not c.startswith("Unnamed:")]
    return [f"Kolommen die niet worden gebruikt: {', '.join(left[:12])}."] if left else []


def _row(
    cells: dict[str, object], columns: dict[str, str], number: int, notes: list[str]
) -> tuple[RegisterRow, tuple[RowProblem, ...]]:
    """Row ``number`` of a file, and its cells that could not be read."""

    def cell(field: str) -> object:
        return cells.get(columns[field], "") if field in columns else ""

    start, no_start = year(cell("start"))
    end, no_end = year(cell("end"))
    unread = [
        RowProblem(bad.kind, (column, *bad.values))
        for column, bad in ((START, no_start), (END, no_end))
        if bad is not None
    ]
    row = RegisterRow(
        _code(cell("code")),
        _text(cell("name")),
        start,
        end,
        _kind(cell("kind")),
        _count(cell("dwellings")),
        _share(cell("share")),
        _text(cell("source")),
        number,
    )
    for name, given, found in (
        ("woningen", cell("dwellings"), row.dwellings),
        ("aandeel", cell("share"), row.share),
    ):
        if found is None and not _is_blank(given):
            notes.append(
                f"Rij {number}: '{str(given)[:30]}' bij {name} is geen bruikbaar getal en blijft "
                "leeg."
            )
    if row.kind == "anders" and _text(cell("kind")).lower() not in ("", "anders"):
        notes.append(
            f"Rij {number}: soort '{_text(cell('kind'))[:30]}' is niet bekend en wordt 'anders'."
        )
    return row, tuple(unread)


def _checked(
    row: RegisterRow, unread: tuple[RowProblem, ...], *, may_be_shape: bool
) -> RegisterRow:
    return replace(row, problems=tuple(problems_of(row, None, unread, may_be_shape=may_be_shape)))


def _text(value: object) -> str:
    return "" if _is_blank(value) else str(value).strip()


def _code(value: object) -> str:
    return re.sub(r"\s", "", str(value)).upper().removesuffix(".0") if not _is_blank(value) else ""


def _is_blank(value: object) -> bool:
    return value is None or str(value).strip() in ("", "nan", "None", "NaT", "<NA>")


def year(value: object) -> tuple[int | None, RowProblem | None]:
    """Year in a cell: a number, a date, text with a year, or the day number Excel makes of a date.

    Returns
    -------
    year, problem
        Both None for an empty cell; None and a problem for a cell that holds no year.
    """
    if _is_blank(value):
        return None, None
    if isinstance(value, dt.date | pd.Timestamp):
        return _possible(value.year, value)
    written = str(value).strip()
    number = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?", written)
    if number:
        found = int(number.group(1))
        if 16_000 <= found <= 60_000:  # days since 1899-12-30: 1943 to 2064
            found = (dt.date(1899, 12, 30) + dt.timedelta(days=found)).year
        return _possible(found, written)
    years = set(re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", written))
    if len(years) == 1:
        return _possible(int(years.pop()), written)
    return None, RowProblem(Problem.CELL_NOT_A_YEAR, (written[:30],))


def _possible(found: int, written: object) -> tuple[int | None, RowProblem | None]:
    if FIRST_YEAR <= found <= LAST_YEAR:
        return found, None
    return None, RowProblem(Problem.CELL_OUT_OF_RANGE, (str(written)[:30],))


def _count(value: object) -> float | None:
    """A number of dwellings; in text, not in a number cell, a point can part thousands."""
    if isinstance(value, int | float | np.number):
        return _decimal(str(value))
    written = str(value).strip()
    return _decimal(
        written.replace(".", "")
        if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", written)
        else written
    )


def _share(value: object) -> float | None:
    """A part of the stock, 0..1; above 1, or with a percent sign, it is read as a percentage."""
    written = str(value).strip()
    found = _decimal(written.rstrip("%").strip())
    if found is None or found > 100:
        return None
    return found / 100 if found > 1 or written.endswith("%") else found


def _decimal(written: str) -> float | None:
    """A number with point or comma; None for anything else, or below zero."""
    try:
        found = float(written.replace(",", "."))
    except ValueError:
        return None
    return found if np.isfinite(found) and found >= 0 else None


def _kind(value: object) -> str:
    written = "" if _is_blank(value) else str(value).strip().lower()
    if written in KINDS:
        return written
    if "sloop" in written and "bouw" in written:
        return "sloop-nieuwbouw"
    starts = {
        "sloop": "sloop",
        "nieuw": "nieuwbouw",
        "reno": "renovatie",
        "verkoop": "verkoop",
        "openbare": "openbare ruimte",
        "herstruct": "sloop-nieuwbouw",
    }
    return next((kind for begin, kind in starts.items() if written.startswith(begin)), "anders")


def _from_map(path: Path) -> RegisterFile:
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
        path.name, [str(c) for c in raw.columns if c != raw.geometry.name], shapes=True
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
