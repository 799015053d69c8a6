"""KWB tables as CBS hands them out for other programs, without Wijkbeeld in between.

OData v3 JSON (``{"odata.metadata": …, "value": [rows]}``) and CSV with the same keys
(``AantalInwoners_5``); OData v4 JSON (``{"@odata.context": …, "value": [observations]}``) and
``Observations.csv`` of a whole StatLine data set; and ``kwb-JJJJ.csv`` with the names of the
workbooks. Forms: design ``data.md`` section 2.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from wijkbeeld.sources import halves, lines, text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.kerncijfers import odata, workbook
from wijkbeeld.sources.kerncijfers.harmonise import Column
from wijkbeeld.sources.kerncijfers.last_number import is_whole
from wijkbeeld.store.reading import Reading

_NEXT = ("odata.nextLink", "@odata.nextLink")


def records_of(content: Any) -> list[dict[str, Any]] | None:
    """Rows of a raw OData answer about wijken en buurten; None for any other JSON."""
    rows = content.get("value") if isinstance(content, dict) else content
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
        return None
    is_table = odata.area_key(rows[0]) is not None
    return rows if is_table and ("Measure" in rows[0] or len(rows[0]) > 2) else None


def read_json(path: Path, content: Any, rows: list[dict[str, Any]], name: str = "") -> Reading:
    """Read a raw answer of the CBS OData services.

    Parameters
    ----------
    content
        The parsed file; ``rows`` is what :func:`records_of` gave.
    name
        Name as users know it, with the zip around it: the table's id may stand there.

    Raises
    ------
    SourceError
        The year cannot be told, or there is no area.
    """
    place = " ".join(
        str(content.get(k, "")) for k in ("odata.metadata", "@odata.context") if _is_dict(content)
    )
    reading = _read(path, pd.DataFrame(rows), f"{place} {name}")
    if _is_dict(content) and any(content.get(k) for k in _NEXT):
        reading.notes.append(
            "Dit is één pagina van de CBS-tabel; de volgende pagina's ontbreken in dit bestand."
        )
    return reading


def _is_dict(content: Any) -> bool:
    return isinstance(content, dict)


def matches(names: list[str]) -> bool:
    """Recognise the header of a CSV with OData keys or with names of the workbooks."""
    if odata.area_key(names) is not None:
        suffixed = sum(bool(re.fullmatch(r"\w+_\d{1,3}", n)) for n in names)
        return "Measure" in names or suffixed >= 2
    return workbook.header_row([list(names)]) is not None


def read_csv(path: Path, name: str = "") -> Reading:
    """Read a CSV with OData keys, observations, or the names of the workbooks.

    Raises
    ------
    SourceError
        The file is cut off, the year cannot be told, or there is no area.
    """
    separator = text.separator(text.first_line(path, by_excel=True))
    whole = lines.read_table(path, separator, is_whole)
    table = whole.cells
    if odata.area_key(list(table.columns)) is not None:
        return _told(_read(path, table, name), whole.notes)
    rows: list[list[object]] = [list(table.columns), *table.to_numpy(dtype=object).tolist()]
    found = workbook.read(path, {"csv": rows}, year=workbook.year_in_name(name))
    if found is None:
        raise SourceError(path.name, "In deze tabel zijn geen kerncijfers herkend.", text.AGAIN)
    return _told(found, whole.notes)


def _told(reading: Reading, notes: list[str]) -> Reading:
    """Tell of a reading what is odd about its file, and where it stops early."""
    reading.notes += notes
    if reading.figures is not None:
        reading.notes += halves.notes_on_figures(reading.figures)
    return reading


def is_code_list(path: Path) -> bool:
    """Whether a CSV is one of the lists beside ``Observations.csv`` in a download of StatLine."""
    is_named = re.fullmatch(r"(Measure|\w+)?(Codes|Groups|Dimensions|Properties)\.csv", path.name)
    return bool(is_named) and path.with_name("Observations.csv").is_file()


def _read(path: Path, table: pd.DataFrame, place: str) -> Reading:
    """Read rows of either version: long when there is a column ``Measure``."""
    if "Measure" in table:
        wide = odata.pivoted(path, table)
        columns = [Column(str(c), measure=str(c)) for c in wide.columns if c not in odata.OWN]
    else:
        key = odata.area_key(list(table.columns))
        assert key is not None
        wide = table.assign(_code=table[key].astype("str"))
        columns = [Column(str(c), key=str(c)) for c in table.columns if re.search(r"_\d+$", str(c))]
    year = odata.year_of_table(table_in(place)) or workbook.year_in_name(place)
    return odata.finished(path, wide, columns, year)


def table_in(place: str) -> str:
    """Id of the CBS table that an address or file name holds; empty when none does."""
    found = re.search(r"(?<![0-9A-Za-z])(\d{5}ned)(?![a-z])", place, re.IGNORECASE)
    return found.group(1) if found else ""
