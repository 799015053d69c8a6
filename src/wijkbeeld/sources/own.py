"""Own figures: any table with an area code, mapped to indicators by a small TOML or by the user.

The mapping is a file with the same stem and the ending ``.wijkbeeld.toml``, beside the table or in
a folder given to ``import --mapping``.
"""

from __future__ import annotations

import fnmatch
import tomllib
import zlib
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wijkbeeld.catalog import catalog, codes
from wijkbeeld.sources import boundaries, text
from wijkbeeld.sources.errors import SourceError, dutch
from wijkbeeld.sources.kerncijfers import cells, workbook
from wijkbeeld.sources.kerncijfers.harmonise import FIGURE_COLUMNS, plausible
from wijkbeeld.store.reading import OwnIndicator, Reading, Refusal

SUFFIX = ".wijkbeeld.toml"


class ColumnMapping(BaseModel):
    """What one column of the table means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = ""
    eenheid: str = ""
    decimalen: int = Field(default=1, ge=0, le=4)
    factor: float = 1.0
    delen_door: str = ""


class Mapping(BaseModel):
    """How to read one table.

    ``jaar`` is the year of the figures when no ``jaarkolom`` gives it; ``indeling`` the year of
    the area classification (the year of the figures when absent).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    patroon: str = ""
    code: str
    niveau: Literal["", "gemeente", "wijk", "buurt"] = ""
    jaar: int | None = Field(default=None, ge=1990, le=2100)
    jaarkolom: str = ""
    indeling: int | None = Field(default=None, ge=1990, le=2100)
    blad: str = ""
    bron: str = "Eigen cijfers"
    kolommen: dict[str, ColumnMapping]


def parse_mapping(content: str, name: str) -> Mapping:
    """Read a mapping from TOML text.

    Raises
    ------
    SourceError
        Not TOML, an unknown key, or a new indicator without label or unit.
    """
    try:
        mapping = Mapping.model_validate(tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(
            name, f"Dit koppelbestand is geen geldige TOML: {error}.", _FIX
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(p) for p in first["loc"])
        raise SourceError(name, f"'{place}' klopt niet: {first['msg']}.", _FIX) from error
    chosen = [target.indicator for target in mapping.kolommen.values()]
    twice = sorted({i for i in chosen if chosen.count(i) > 1})
    if twice:
        raise SourceError(
            name,
            f"Meer dan één kolom is gekoppeld aan '{twice[0]}'.",
            "Koppel één kolom per indicator.",
        )
    for column, target in mapping.kolommen.items():
        if target.indicator not in catalog().indicators and not (target.label and target.eenheid):
            raise SourceError(
                name,
                f"Kolom '{column}': '{target.indicator}' is een nieuwe indicator.",
                "Geef een label en een eenheid op.",
            )
    if mapping.jaar is None and not mapping.jaarkolom:
        raise SourceError(name, "Het jaar van de cijfers ontbreekt.", "Geef jaar of jaarkolom op.")
    return mapping


def to_toml(
    code: str,
    year_column: str,
    year: int,
    base: int | None,
    source: str,
    columns: dict[str, tuple[str, str, str]],
) -> str:
    """Write a mapping as TOML, as :func:`parse_mapping` reads it.

    Parameters
    ----------
    year_column, year
        Column with the year; where it is empty, ``year`` holds for all rows.
    base
        Year of the classification; None: that of the figures.
    source
        Name of the table.
    columns
        Indicator, label and unit per column; label and unit are empty for indicators of the
        catalog.
    """
    content: dict[str, object] = {"code": code}
    content |= {"jaarkolom": year_column} if year_column else {"jaar": year}
    if base is not None:
        content["indeling"] = base
    content["bron"] = f"Eigen cijfers, {source}"
    content["kolommen"] = {
        column: {"indicator": id_} | ({"label": label, "eenheid": unit} if label else {})
        for column, (id_, label, unit) in columns.items()
    }
    return tomli_w.dumps(content)


_FIX = "Pas het koppelbestand aan; zie 'Eigen cijfers' in docs/bronnen.md."


def find_mapping(path: Path, folders: list[Path]) -> Mapping | None:
    """Find the mapping for a table: beside it, or by pattern in one of ``folders``."""
    beside = path.with_name(path.name.split(".")[0] + SUFFIX)
    if beside.is_file():
        return parse_mapping(beside.read_text(encoding="utf-8-sig"), beside.name)
    for folder in folders:
        for file in sorted(folder.glob("*" + SUFFIX)):
            mapping = parse_mapping(file.read_text(encoding="utf-8-sig"), file.name)
            pattern = mapping.patroon or file.name.removesuffix(SUFFIX) + ".*"
            if fnmatch.fnmatch(path.name, pattern):
                return mapping
    return None


def read(path: Path, mapping: Mapping) -> Reading:
    """Read a table by its mapping.

    Returns
    -------
    Reading
        ``figures`` in catalog units; rows without a usable code or year are refused with line.

    Raises
    ------
    SourceError
        A mapped column is missing, codes are no CBS codes, or an area and year stand twice.
    """
    table = load_table(path, mapping.blad)
    needed = [mapping.code, *mapping.kolommen, *([mapping.jaarkolom] if mapping.jaarkolom else [])]
    needed += [m.delen_door for m in mapping.kolommen.values() if m.delen_door]
    missing = [c for c in needed if c not in table.columns]
    if missing:
        raise SourceError(
            path.name,
            f"Deze kolommen ontbreken: {', '.join(missing)}. Wel gevonden: "
            f"{', '.join(map(str, table.columns[:8]))}.",
            "Kies andere kolommen of pas het koppelbestand aan.",
            where="regel 1",
        )
    reading = Reading(path.name, "eigen", "", "eigen", rows_read=len(table))
    area = _area(table[mapping.code], mapping)
    years = _years(table, mapping)
    good = _usable(path, table, area, years, mapping, reading)
    parts = []
    for column, target in mapping.kolommen.items():
        value, status = cells.parse(table[column][good], whole=_is_count(target))
        value = value * target.factor
        if target.delen_door:
            base, _ = cells.parse(table[target.delen_door][good], whole=True)
            value = 100 * value / base.where(base > 0)
            status = status.mask(value.isna() & status.isin(["cijfer", "voorlopig"]), "onmogelijk")
        if target.indicator in catalog().indicators:
            value, status = plausible(catalog().indicators[target.indicator], value, status)
        parts.append(
            pd.DataFrame(
                {
                    "year": years[good],
                    "indeling": mapping.indeling or years[good],
                    "level": codes.levels_of(area[good]),
                    "code": area[good],
                    "indicator": target.indicator,
                    "value": value,
                    "status": status,
                }
            )
        )
        if target.indicator not in catalog().indicators:
            reading.indicators.append(
                OwnIndicator(
                    target.indicator, target.label, target.eenheid, target.decimalen, mapping.bron
                )
            )
    frame = pd.concat(parts, ignore_index=True)[list(FIGURE_COLUMNS)]
    reading.figures = frame.astype({"year": "int16", "indeling": "int16"})
    count = frame["indicator"].nunique()
    noun = "indicator" if count == 1 else "indicatoren"
    reading.figures_from = mapping.bron
    reading.label = f"{mapping.bron}: {count} {noun}, {dutch(area[good].nunique())} gebieden"
    return reading


def _is_count(target: ColumnMapping) -> bool:
    """Tell whether a column holds whole numbers, in which a point can only part thousands."""
    known = catalog().indicators.get(target.indicator)
    if known is None:
        return target.decimalen == 0
    return known.kind == "aantal" or bool(target.delen_door)


def load_table(path: Path, sheet: str = "") -> pd.DataFrame:
    """Load a CSV (also gzipped), a workbook sheet, or the attributes of a map, cells untouched.

    Raises
    ------
    SourceError
        Nothing that can be read as a table.
    """
    suffix = path.suffix.lower()
    if suffix in (".xls", ".xlsx", ".xlsm"):
        return _sheet(path, workbook.sheets(path), sheet)
    if suffix in (".gpkg", ".geojson", ".json", ".shp"):
        return boundaries.attributes(path)
    line = text.first_line(path)
    try:
        return pd.read_csv(
            path,
            sep=text.separator(line),
            dtype="str",
            encoding="utf-8-sig",
            keep_default_na=False,
            na_filter=False,
            compression="gzip" if path.suffix == ".gz" else None,
        )
    except (
        pd.errors.ParserError,
        UnicodeDecodeError,
        ValueError,
        EOFError,
        OSError,
        zlib.error,
    ) as error:
        raise SourceError(
            path.name, "Deze tabel is niet te lezen of is afgebroken.", text.AGAIN
        ) from error


def _sheet(path: Path, sheets: dict[str, list[list[object]]], wanted: str) -> pd.DataFrame:
    if wanted and wanted not in sheets:
        raise SourceError(
            path.name, f"Werkblad '{wanted}' bestaat niet. Wel: {', '.join(sheets)}.", _FIX
        )
    rows = sheets[wanted] if wanted else next((r for r in sheets.values() if r), [])
    start = next((n for n, r in enumerate(rows) if sum(bool(str(c).strip()) for c in r) >= 2), None)
    if start is None:
        raise SourceError(path.name, "Deze werkmap is leeg.", "Kies een ander bestand.")
    names = [str(c).strip() or f"kolom_{i + 1}" for i, c in enumerate(rows[start])]
    return pd.DataFrame(rows[start + 1 :], columns=names).astype("str")


def _area(raw: pd.Series, mapping: Mapping) -> pd.Series:
    """Clean codes; bare numbers get prefix and zeros when the mapping names the level."""
    area = codes.clean(raw)
    if not mapping.niveau:
        return area
    level = mapping.niveau
    numbered = area.map(
        lambda c: codes.from_number(str(c), level) if codes.level_of(str(c)) is None else c
    )
    return numbered.astype("str")


def _years(table: pd.DataFrame, mapping: Mapping) -> pd.Series:
    if not mapping.jaarkolom:
        return pd.Series(mapping.jaar, index=table.index, dtype="float64")
    found = (
        table[mapping.jaarkolom].astype("str").str.extract(r"^\s*((?:19|20)\d{2})", expand=False)
    )
    return pd.to_numeric(found, errors="coerce").astype("float64")


def _usable(
    path: Path,
    table: pd.DataFrame,
    area: pd.Series,
    years: pd.Series,
    mapping: Mapping,
    reading: Reading,
) -> pd.Series:
    levels = codes.levels_of(area)
    no_code, no_year = levels.isna(), years.isna()
    if no_code.all():
        example = str(table[mapping.code].iloc[0]) if len(table) else "niets"
        raise SourceError(
            path.name,
            f"Kolom '{mapping.code}' bevat geen CBS-codes (gevonden: '{example[:30]}').",
            "Gebruik codes als GM0363, WK036300 of BU03630000, of geef het niveau op.",
        )
    doubled = pd.DataFrame({"a": area, "y": years})[~no_code & ~no_year].duplicated()
    if doubled.any():
        line = int(doubled[doubled].index[0])
        raise SourceError(
            path.name,
            f"Gebied {area[line]} staat meer dan eens in hetzelfde jaar.",
            "Laat één rij per gebied en jaar staan.",
            where=f"regel {line + 2}",
        )
    for mask, reason in (
        (no_code, "geen CBS-gebiedscode"),
        (no_year & ~no_code, "geen geldig jaar"),
    ):
        reading.refusals += [
            Refusal(reason, int(n) + 2, 1, str(area[n]))
            for n in np.flatnonzero(mask.to_numpy(bool))
        ]
    return ~(no_code | no_year)
