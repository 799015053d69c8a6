"""Any table that a user may have, as text cells: CSV, a sheet, or the attributes of a map."""

from __future__ import annotations

import zlib
from pathlib import Path

import pandas as pd

from wijkbeeld.sources import boundaries, text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.kerncijfers import workbook
from wijkbeeld.sources.own.mapping import TO_MEND


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
            path.name, f"Werkblad '{wanted}' bestaat niet. Wel: {', '.join(sheets)}.", TO_MEND
        )
    rows = sheets[wanted] if wanted else next((r for r in sheets.values() if r), [])
    start = next((n for n, r in enumerate(rows) if sum(bool(str(c).strip()) for c in r) >= 2), None)
    if start is None:
        raise SourceError(path.name, "Deze werkmap is leeg.", "Kies een ander bestand.")
    names = [str(c).strip() or f"kolom_{i + 1}" for i, c in enumerate(rows[start])]
    return pd.DataFrame(rows[start + 1 :], columns=names).astype("str")
