"""One table of a file: where its header stands, what its columns are called, and its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own.book import Block, SheetFacts, filled_down
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
    warnings
        What of the table is not there or was filled in, in Dutch, to be seen at once.
    exact
        Columns with numbers of Excel, whose points and commas leave no doubt.
    """

    file: str
    sheet: str
    header: int
    cells: pd.DataFrame
    above: tuple[str, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    exact: frozenset[str] = frozenset()


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
    rows, lines = [list(r) for r in grid.sheets.get(name, [])], grid.lines.get(name, [])
    about = grid.about.get(name, SheetFacts())
    blocks = filled_down(rows, about.merged)
    start = find_header(rows) if header is None else _at_line(lines, header)
    if start is None:
        raise SourceError(
            grid.file, "In dit bestand staat geen tabel met kolommen.", "Kies een ander bestand."
        )
    if header is None and two_headers(rows, start - 1):
        start -= 1
    width = max(len(row) for row in rows[start:])
    second = two_headers(rows, start)
    first = start + (1 if second is None else 2)
    names = unique_names(second or rows[start], width)
    filled = [n for n in range(first, len(rows)) if any(rows[n])]
    body = [rows[n] + [""] * (width - len(rows[n])) for n in filled]
    cells = pd.DataFrame(body, columns=names, index=[lines[n] for n in filled], dtype="str")
    unused = [c for c in names if re.fullmatch(r"kolom \d+", c) and not cells[c].any()]
    above = tuple(" ".join(filter(None, row)) for row in rows[:start] if any(row))
    notes = [*grid.notes, *_two_told(lines, start, second is not None)]
    exact = frozenset(names[n] for n in grid.numbers.get(name, ()) if n < width)
    told = [*_uncomputed(about, names), *_merged(blocks, names, lines, first)]
    if grid.is_hidden(name) and not sheet:
        told.append(f"Werkblad '{name}' is verborgen in Excel. Kies zo nodig een ander werkblad.")
    if not about.is_read:
        told.append(
            "De opmaak van dit werkblad is niet te lezen. Kijk na of percentages kloppen en of er "
            "kolommen ontbreken."
        )
    return Table(
        grid.file,
        name,
        lines[start],
        cells.drop(columns=unused),
        above,
        tuple(notes),
        tuple(told),
        exact,
    )


def two_headers(rows: list[Row], start: int) -> list[str] | None:
    """Names of measure and year where years stand in a row above or below the measures.

    A name above goes for the empty cells to its right. None where there is one row of names.
    """
    if start < 0 or start + 1 >= len(rows):
        return None
    width = max(len(rows[start]), len(rows[start + 1]))
    upper, lower = (r + [""] * (width - len(r)) for r in (rows[start], rows[start + 1]))
    if not width or (upper[0] and lower[0] and upper[0] != lower[0]):
        return None
    inner = [n for n in range(1, width) if lower[n] and lower[n] != upper[n]]
    is_year = [{bool(re.fullmatch(YEAR, r[n])) for n in inner if r[n]} for r in (upper, lower)]
    if len(inner) < 2 or is_year not in ([{True}, {False}], [{False}, {True}]):
        return None
    years_below = is_year[1] == {True}
    if not years_below and any(_NUMBER.fullmatch(lower[n]) for n in inner):
        return None
    over, names = "", []
    for n in range(width):
        over = upper[n] or over
        parts = (over, lower[n]) if years_below else (lower[n], over)
        names.append(" ".join(filter(None, parts)) if n in inner else upper[n] or lower[n])
    return names


def _two_told(lines: list[int], start: int, is_two: bool) -> list[str]:
    if not is_two:
        return []
    return [f"Regels {lines[start]} en {lines[start + 1]} zijn samen de kolomnamen: maat en jaar."]


def _uncomputed(about: SheetFacts, names: list[str]) -> list[str]:
    """Say which columns hold formulas without a result."""
    return [
        f"Kolom '{names[n]}' bevat formules zonder uitkomst"
        f"{f' ({len(rows)} cellen)' if len(rows) > 1 else ''}: open en bewaar het bestand in Excel."
        for n, rows in sorted(about.uncomputed.items())
        if 0 <= n < len(names)
    ]


def _merged(
    blocks: tuple[list[Block], list[Block]], names: list[str], lines: list[int], first: int
) -> list[str]:
    """Say which merged cells were filled in, and which figures of merged cells were not.

    Parameters
    ----------
    first
        Row under the header; merged cells above it name columns.
    """
    told = []
    for found, what in zip(
        blocks,
        (
            "de inhoud geldt voor elke rij daarvan",
            "dat cijfer telt alleen voor de eerste rij daarvan",
        ),
        strict=True,
    ):
        under = [block for block in found if block[1] >= first]
        for column in sorted({block[0] for block in under}):
            mine = [block for block in under if block[0] == column]
            _, top, bottom = mine[0]
            told.append(
                f"Kolom '{names[column]}' heeft samengevoegde cellen (zoals regel {lines[top]} tot "
                f"en met {lines[min(bottom, len(lines) - 1)]}): {what}."
            )
    return told


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


def unique_names(row: Row, width: int) -> list[str]:
    """Names of columns: trimmed, never empty, never twice."""
    names: list[str] = []
    for n in range(width):
        plain = (row[n][:_LONGEST_NAME] if n < len(row) else "") or f"kolom {n + 1}"
        name, again = plain, 2
        while name in names:
            name, again = f"{plain} ({again})", again + 1
        names.append(name)
    return names
