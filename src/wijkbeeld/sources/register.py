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

KINDS = (
    "sloop",
    "nieuwbouw",
    "sloop-nieuwbouw",
    "renovatie",
    "verkoop",
    "openbare ruimte",
    "anders",
)
FIRST_YEAR, LAST_YEAR = 1945, 2060
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
class Project:
    """One row of a registry.

    Attributes
    ----------
    row
        Row in the file as its reader counts (header is row 1); 0 for rows made in the app.
    problem
        Why the row is not used; empty for a good one.
    shape
        Polygon in RD New (metres) where the row came with one; it counts when the code is not of
        the level in use.
    """

    code: str
    name: str
    start: int | None
    end: int | None
    kind: str = "anders"
    dwellings: float | None = None
    share: float | None = None
    source: str = ""
    row: int = 0
    problem: str = ""
    shape: shapely.Geometry | None = None


@dataclass(frozen=True)
class Registry:
    """What was read: all rows, good and bad, and what was done to the file."""

    projects: tuple[Project, ...]
    notes: tuple[str, ...] = ()


def read(path: Path) -> Registry:
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
    projects = [
        _project(row, columns, n + 2, notes)
        for n, row in enumerate(table.to_dict("records"))
        if not all(_is_blank(v) for v in row.values())
    ]
    return Registry(tuple(projects), tuple(notes))


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


def _project(
    row: dict[str, object], columns: dict[str, str], number: int, notes: list[str]
) -> Project:
    def cell(field: str) -> object:
        return row.get(columns[field], "") if field in columns else ""

    problems = []
    code = _code(cell("code"))
    if "code" in columns and not code:
        problems.append("de gebiedscode ontbreekt")
    elif "code" in columns and codes.level_of(code) is None:
        problems.append(
            f"'{code}' is geen code van een gemeente, wijk of buurt (GM, WK of BU met cijfers)"
        )
    start, wrong = year(cell("start"))
    problems += (
        [f"start: {wrong}"] if wrong else [] if start else ["het jaar van de start ontbreekt"]
    )
    end, wrong = year(cell("end"))
    problems += [f"eind: {wrong}"] if wrong else []
    if start and end and end < start:
        problems.append(f"het eind ({end}) ligt voor de start ({start}): zijn ze verwisseld?")
    dwellings, share = _count(cell("dwellings")), _share(cell("share"))
    for name, given, found in (
        ("woningen", cell("dwellings"), dwellings),
        ("aandeel", cell("share"), share),
    ):
        if found is None and not _is_blank(given):
            notes.append(
                f"Rij {number}: '{str(given)[:30]}' bij {name} is geen bruikbaar getal en blijft "
                "leeg."
            )
    kind = _kind(cell("kind"))
    if kind == "anders" and _text(cell("kind")).lower() not in ("", "anders"):
        notes.append(
            f"Rij {number}: soort '{_text(cell('kind'))[:30]}' is niet bekend en wordt 'anders'."
        )
    return Project(
        code,
        _text(cell("name")),
        start,
        end,
        kind,
        dwellings,
        share,
        _text(cell("source")),
        number,
        "; ".join(problems),
    )


def _text(value: object) -> str:
    return "" if _is_blank(value) else str(value).strip()


def _code(value: object) -> str:
    return re.sub(r"\s", "", str(value)).upper().removesuffix(".0") if not _is_blank(value) else ""


def _is_blank(value: object) -> bool:
    return value is None or str(value).strip() in ("", "nan", "None", "NaT", "<NA>")


def year(value: object) -> tuple[int | None, str]:
    """Year in a cell: a number, a date, text with a year, or the day number that Excel makes of a
    date.

    Returns
    -------
    year, problem
        None and an empty text for an empty cell; None and the reason for a cell that holds no year.
    """
    if _is_blank(value):
        return None, ""
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
    return None, f"in '{written[:30]}' staat niet één jaar"


def _possible(found: int, written: object) -> tuple[int | None, str]:
    if FIRST_YEAR <= found <= LAST_YEAR:
        return found, ""
    return None, f"'{str(written)[:30]}' is geen jaar tussen {FIRST_YEAR} en {LAST_YEAR}"


def _count(value: object) -> float | None:
    """A number of dwellings; groups of three digits after a point are thousands in text, not in a
    number cell.
    """
    if isinstance(value, int | float | np.number):
        return _decimal(str(value))
    written = str(value).strip()
    return _decimal(
        written.replace(".", "")
        if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", written)
        else written
    )


def _share(value: object) -> float | None:
    """A part of the stock, 0..1; above 1 it is read as a percentage, and a percent sign always says
    so.
    """
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


def _from_map(path: Path) -> Registry:
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
    projects = []
    for n, (row, shape) in enumerate(zip(raw.to_dict("records"), frame.geometry, strict=True)):
        project = _project(row, columns, n + 1, notes)
        has_code = bool(project.code) and codes.level_of(project.code) is not None
        whole = polygons(shapely.make_valid(shape)) if shape is not None else None
        if whole is not None and whole.area <= 0:
            whole = None
        problems = [p for p in project.problem.split("; ") if p and "code" not in p]
        if whole is None and not has_code:
            problems.append("de rij heeft geen code en geen vlak")
        elif whole is not None and not shape.is_valid:
            notes.append(f"Rij {n + 1}: het vlak sneed zichzelf en is hersteld.")
        code = project.code if has_code else ""
        projects.append(replace(project, code=code, problem="; ".join(problems), shape=whole))
    return Registry(tuple(projects), tuple(notes))
