"""The table of a register: rows under their names, with their line, and what is odd about a CSV.

People keep registers by hand, so a line may be shorter than the header, and a cell may go on over
lines. What is whole in such a line counts; what can be half does not, and is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own.grid import BOOKS, Grid, Row, load_grid
from wijkbeeld.sources.own.table import unique_names

_MEND = "Open het bestand in een teksteditor en herstel de regel, of bewaar het als XLSX."


@dataclass(frozen=True)
class RegisterLine:
    """Cells of one row by column.

    Attributes
    ----------
    number
        Line in the file, from 1.
    cut
        Column whose cell can be half, since the line ends in it; empty for a whole line.
    """

    number: int
    cells: dict[str, str]
    cut: str = ""


@dataclass(frozen=True)
class RegisterTable:
    """Columns of a register, its filled rows, and what is odd about the file, in Dutch."""

    columns: list[str]
    rows: list[RegisterLine]
    notes: list[str]


def load(path: Path) -> RegisterTable:
    """Load the table of a register: a CSV, or the first sheet of a workbook that holds a table.

    Raises
    ------
    SourceError
        It cannot be read, is empty, or has a line with more cells than the header.
    """
    grid = load_grid(path)
    sheet = grid.fullest()
    filled = [
        (number, row)
        for number, row in zip(grid.lines.get(sheet, []), grid.sheets.get(sheet, []), strict=True)
        if any(row)
    ]
    if len(filled) < 2:
        raise SourceError(
            path.name,
            "Deze tabel heeft geen rijen.",
            "Zet in elke rij een gebiedscode, en het jaar waarin de vernieuwing begon.",
        )
    columns = unique_names(filled[0][1], len(filled[0][1]))
    rows = list(_rows(path, grid, columns, filled))
    return RegisterTable(columns, rows, [*grid.notes, *_told(rows, columns)])


def _rows(
    path: Path, grid: Grid, columns: list[str], filled: list[tuple[int, Row]]
) -> Iterator[RegisterLine]:
    is_text = path.suffix.lower() not in BOOKS
    for number, row in filled[1:]:
        if any(row[len(columns) :]):
            raise SourceError(
                path.name,
                f"Deze regel heeft {len(row)} kolommen in plaats van {len(columns)}: rijen hebben "
                "verschillende aantallen.",
                _MEND,
                where=f"regel {number}",
            )
        is_cut = is_text and (
            len(row) < len(columns) or (number == filled[-1][0] and not grid.is_ended)
        )
        cut = columns[min(len(row), len(columns)) - 1] if is_cut else ""
        yield RegisterLine(number, dict(zip(columns, row, strict=False)), cut)


def _told(rows: list[RegisterLine], columns: list[str]) -> Iterator[str]:
    """Say which lines are shorter than the header."""
    for row in rows:
        if len(row.cells) < len(columns):
            yield (
                f"Rij {row.number} heeft {len(row.cells)} van de {len(columns)} kolommen; de "
                "andere blijven leeg. Is het bestand afgebroken?"
            )
