"""One table of a file: where its header stands, what its columns are called, and its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own.grid import Grid, Row, load_grid
from wijkbeeld.sources.own.mapping import TO_MEND

YEAR = r"(?:19|20)\d{2}"
_LOOKED_AT = 30
_NUMBER = re.compile(r"[-+€]?\s*[\d.,\s]*\d\s*%?")
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Table:
    """Cells under a header.

    Attributes
    ----------
    header
        Line of the header in the file, counted from 1.
    cells
        Text cells, one row per line of the file that holds anything; the index is that line.
    above
        What stands above the header: title, source.
    """

    file: str
    sheet: str
    header: int
    cells: pd.DataFrame
    above: tuple[str, ...]
    notes: tuple[str, ...]


def load_table(path: Path, sheet: str = "", header: int | None = None) -> Table:
    """Load one table of a file; sheet and header are guessed where they are not named.

    Raises
    ------
    SourceError
        Nothing that can be read as a table.
    """
    return table_of(load_grid(path), sheet, header)


def column_names(path: Path) -> list[str]:
    """Names of the columns of a table; none where a file cannot be read as one."""
    try:
        return [str(c) for c in load_table(path).cells.columns]
    except SourceError:
        return []


def table_of(grid: Grid, sheet: str = "", header: int | None = None) -> Table:
    """Cut the table out of the cells of a file.

    Parameters
    ----------
    sheet
        Name of the sheet; empty: the first with a table.
    header
        Line of the header, counted from 1; None: guessed.

    Raises
    ------
    SourceError
        No such sheet, or no table in it.
    """
    if sheet and sheet not in grid.sheets:
        raise SourceError(
            grid.file, f"Werkblad '{sheet}' bestaat niet. Wel: {', '.join(grid.sheets)}.", TO_MEND
        )
    name = sheet or grid.fullest()
    rows, lines = grid.sheets.get(name, []), grid.lines.get(name, [])
    start = find_header(rows) if header is None else _at_line(lines, header)
    if start is None:
        raise SourceError(
            grid.file, "In dit bestand staat geen tabel met kolommen.", "Kies een ander bestand."
        )
    width = max(len(row) for row in rows[start:])
    names = _names(rows[start], width)
    filled = [n for n in range(start + 1, len(rows)) if any(rows[n])]
    body = [rows[n] + [""] * (width - len(rows[n])) for n in filled]
    cells = pd.DataFrame(body, columns=names, index=[lines[n] for n in filled], dtype="str")
    unused = [c for c in names if re.fullmatch(r"kolom \d+", c) and not cells[c].any()]
    above = tuple(" ".join(filter(None, row)) for row in rows[:start] if any(row))
    return Table(grid.file, name, lines[start], cells.drop(columns=unused), above, grid.notes)


def _at_line(lines: list[int], wanted: int) -> int | None:
    return lines.index(wanted) if wanted in lines else None


def find_header(rows: list[Row]) -> int | None:
    """Row that names the columns: the first full row of different names with figures below.

    Titles, sources and empty lines above it are passed over. None where nothing has two cells.
    """
    wide = [sum(map(bool, row)) for row in rows[:_LOOKED_AT]]
    usual = max((w for w in wide if w >= 2), key=wide.count, default=0)
    if not usual:
        return None
    candidates = [n for n, w in enumerate(wide) if w >= max(2, 0.6 * usual)]
    for n in candidates:
        if _is_header(rows[n]) and any(w >= 2 for w in wide[n + 1 :] or [2]):
            return n
    return candidates[0] if candidates else None


def _is_header(row: Row) -> bool:
    """Tell whether cells can name columns: all different, and no numbers but years."""
    filled = [c for c in row if c]
    numbers = [c for c in filled if _NUMBER.fullmatch(c) and not re.fullmatch(YEAR, c)]
    return len(set(filled)) == len(filled) and not numbers


def _names(row: Row, width: int) -> list[str]:
    """Names of columns: trimmed, never empty, never twice."""
    names: list[str] = []
    for n in range(width):
        plain = (row[n][:_LONGEST_NAME] if n < len(row) else "") or f"kolom {n + 1}"
        name, again = plain, 2
        while name in names:
            name, again = f"{plain} ({again})", again + 1
        names.append(name)
    return names
