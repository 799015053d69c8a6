"""What a workbook tells beside its cells: percentages, formulas, merged cells, hidden sheets."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

Block = tuple[int, int, int]
"""Column, first and last row of merged cells."""
_PERCENT = re.compile(rb'numFmtId="(?:9|10)"|formatCode="[^"]*%')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


@dataclass
class SheetFacts:
    """What one sheet tells; rows and columns count from its first filled one.

    Attributes
    ----------
    start
        First filled row and column of the sheet, counted from 0.
    percents
        Decimals that a cell with a percent format shows, by row and column.
    uncomputed
        Rows by column whose formula has no result in the file.
    merged
        Merged blocks: first row, first column, last row, last column.
    is_read
        Whether formats and formulas could be read.
    """

    hidden: bool = False
    start: tuple[int, int] = (0, 0)
    percents: dict[tuple[int, int], int] = field(default_factory=dict)
    uncomputed: dict[int, list[int]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_read: bool = True

    def at(self, row: int, column: int) -> tuple[int, int]:
        """A place on the sheet, counted from its first filled row and column."""
        return row - self.start[0], column - self.start[1]


def facts(path: Path, cells: dict[str, list[list[object]]]) -> dict[str, SheetFacts]:
    """What every sheet of a sound workbook tells; an .xls only which sheets are hidden.

    Parameters
    ----------
    cells
        Of every sheet from its first filled row and column.
    """
    book = CalamineWorkbook.from_path(str(path))
    found = {}
    for sheet in book.sheets_metadata:
        told = found[sheet.name] = SheetFacts(sheet.visible is not SheetVisibleEnum.Visible)
        try:
            made = book.get_sheet_by_name(sheet.name)
        except CalamineError:
            continue
        told.start = made.start or (0, 0)
        told.merged = sorted((*told.at(*a), *told.at(*b)) for a, b in made.merged_cell_ranges or [])
    if not zipfile.is_zipfile(path):
        return found
    try:
        percents, formulas = _holds(path, "styles.xml", _PERCENT), _holds(path, "", _FORMULA)
        if percents:
            _read_percents(path, found)
        if formulas:
            _read_formulas(path, found, cells)
    except (KeyError, ValueError, TypeError, AttributeError, OSError, zipfile.BadZipFile):
        for told in found.values():
            told.is_read = False
    return found


def _holds(path: Path, name: str, wanted: re.Pattern[bytes]) -> bool:
    """Whether a part of the workbook (all sheets when nameless) holds something."""
    with zipfile.ZipFile(path) as packed:
        parts = [
            n
            for n in packed.namelist()
            if (n.endswith(name) if name else "worksheets/" in n and n.endswith(".xml"))
        ]
        return any(wanted.search(packed.read(n)) for n in parts)


def _cells(path: Path, sheets: Iterable[str], *, computed: bool) -> Iterator[tuple[str, Any]]:
    """Every filled cell of the sheets, with its sheet."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=computed)
    try:
        for name in sheets:
            if name not in book.sheetnames or not hasattr(book[name], "reset_dimensions"):
                continue
            book[name].reset_dimensions()
            for row in book[name].iter_rows():
                yield from ((name, cell) for cell in row if cell.value is not None)
    finally:
        book.close()


def _read_percents(path: Path, found: dict[str, SheetFacts]) -> None:
    for name, cell in _cells(path, found, computed=True):
        if isinstance(cell.value, int | float) and "%" in cell.number_format:
            shown = re.search(r"\.([0#]+)", cell.number_format)
            place = found[name].at(cell.row - 1, cell.column - 1)
            found[name].percents[place] = len(shown.group(1)) if shown else 0


def _read_formulas(
    path: Path, found: dict[str, SheetFacts], cells: dict[str, list[list[object]]]
) -> None:
    for name, cell in _cells(path, found, computed=False):
        if cell.data_type == "f":
            row, column = found[name].at(cell.row - 1, cell.column - 1)
            rows = cells.get(name, [])
            is_there = 0 <= row < len(rows) and 0 <= column < len(rows[row])
            if not is_there or rows[row][column] in ("", None):
                found[name].uncomputed.setdefault(column, []).append(row)


def filled_down(
    rows: list[list[str]], merged: list[tuple[int, int, int, int]]
) -> tuple[list[Block], list[Block]]:
    """Repeat the text of cells merged over rows, in place; a figure stays in its first row alone.

    What is merged over columns too is a title, and stays as it is.

    Returns
    -------
    filled, left
        Column, first and last row of the blocks that were repeated, and of those with a figure.
    """
    filled, left = [], []
    for top, column, bottom, last in merged:
        is_there = 0 <= top < len(rows) and 0 <= column < len(rows[top])
        if top == bottom or column != last or not is_there:
            continue
        text = rows[top][column]
        if not text:
            continue
        if re.fullmatch(r"-?[\d.,]+\s*%?", text) and not re.fullmatch(r"(?:19|20)\d{2}", text):
            left.append((column, top, bottom))
            continue
        filled.append((column, top, bottom))
        for row in rows[top + 1 : bottom + 1]:
            row += [""] * (column + 1 - len(row))
            row[column] = text
    return filled, left
