"""One renewed area or project in a register: the row, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, fields, replace
from enum import Enum, auto
from typing import Any

import shapely

from wijkbeeld.catalog import codes

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
START, END = "start", "eind"
"""Columns of a year, as files and messages call them."""


class Problem(Enum):
    """Why a row is not used; ``words.register`` has the sentence of each."""

    NO_CODE = auto()
    NO_PLACE = auto()
    NOT_A_CODE = auto()
    UNKNOWN_CODE = auto()
    NO_START = auto()
    CELL_NOT_A_YEAR = auto()
    CELL_OUT_OF_RANGE = auto()
    YEAR_OUT_OF_RANGE = auto()
    END_BEFORE_START = auto()
    DWELLINGS_NEGATIVE = auto()
    SHARE_OUT_OF_RANGE = auto()


@dataclass(frozen=True)
class RowProblem:
    """A problem, and the values of the row that its sentence names."""

    kind: Problem
    values: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class RegisterRow:
    """One row of a register.

    Attributes
    ----------
    share
        Part of the stock, 0..1.
    number
        Row in the file as its reader counts (header is row 1); 0 for rows made in the app.
    problems
        Why a row of a file is not used; empty for a good one.
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
    number: int = 0
    problems: tuple[RowProblem, ...] = ()
    shape: shapely.Geometry | None = None

    def kept(self) -> RegisterRow:
        """The row as a register keeps it: without its place in a file, problems and polygon."""
        return replace(self, number=0, problems=(), shape=None)

    def values(self) -> dict[str, Any]:
        """What a register keeps of the row, by field."""
        return {f: getattr(self, f) for f in KEPT}


KEPT = tuple(f.name for f in fields(RegisterRow) if f.name not in ("number", "problems", "shape"))
"""Fields that a register keeps, in the order of its file."""


def problems_of(
    row: RegisterRow,
    areas: Container[str] | None = None,
    unread: tuple[RowProblem, ...] = (),
    *,
    may_be_shape: bool = False,
) -> list[RowProblem]:
    """Check a row; the first problem is the one to solve first.

    Parameters
    ----------
    areas
        Codes that exist at the level in use; None checks the form of a code only.
    unread
        Cells of years that could not be read: values are ``START`` or ``END``, and the text.
    may_be_shape
        A polygon does where there is no code, or none that is well formed.
    """
    problems = [] if may_be_shape else list(_of_code(row, areas))
    problems += _of_years(row, unread)
    if row.dwellings is not None and row.dwellings < 0:
        problems.append(RowProblem(Problem.DWELLINGS_NEGATIVE))
    if row.share is not None and not 0 <= row.share <= 1:
        problems.append(RowProblem(Problem.SHARE_OUT_OF_RANGE))
    if may_be_shape and row.shape is None and next(_of_code(row, areas), None):
        problems.append(RowProblem(Problem.NO_PLACE))
    return problems


def _of_code(row: RegisterRow, areas: Container[str] | None) -> Iterator[RowProblem]:
    if not row.code:
        yield RowProblem(Problem.NO_CODE)
    elif areas is None and codes.level_of(row.code) is None:
        yield RowProblem(Problem.NOT_A_CODE, (row.code,))
    elif areas is not None and row.code not in areas:
        yield RowProblem(Problem.UNKNOWN_CODE)


def _of_years(row: RegisterRow, unread: tuple[RowProblem, ...]) -> Iterator[RowProblem]:
    if row.start is None and not any(p.values[0] == START for p in unread):
        yield RowProblem(Problem.NO_START)
    yield from unread
    years = [y for y in (row.start, row.end) if y is not None]
    if wrong := tuple(y for y in years if not FIRST_YEAR <= y <= LAST_YEAR):
        yield RowProblem(Problem.YEAR_OUT_OF_RANGE, wrong)
    if row.start is not None and row.end is not None and row.end < row.start:
        yield RowProblem(Problem.END_BEFORE_START, (row.end, row.start))
