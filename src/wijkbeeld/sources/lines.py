"""The lines of a CSV as they stand in the file: none lost, none half.

Readers of CSV are forgiving: a short row is filled up, and a quotation mark that is not closed
takes all rows up to the next one. Both give wrong figures without a word, so lines are looked at
first.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import pandas as pd

from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError

_SOURCE_LINE = re.compile(r'"?(?:©|bron:|source:)\s*.*', re.IGNORECASE)
"""What StatLine can write under a table: then nothing is missing."""


@dataclass(frozen=True)
class Look:
    """What was seen of the lines of a file.

    Attributes
    ----------
    filled
        Number of lines that are not blank.
    open_quotes
        Lines, from 1, with a quotation mark that is not closed in the line.
    is_ended
        Whether the last line has an end: without one, its last cell can be half.
    """

    filled: int
    open_quotes: frozenset[int]
    is_ended: bool


@dataclass(frozen=True)
class Table:
    """Cells of a table as text, the line in the file of each row, and what to tell of it."""

    cells: pd.DataFrame
    lines: list[int]
    notes: list[str] = field(default_factory=list)


def look(path: Path, separator: str) -> Look:
    """Look at every line of a file, packed or not, in bounded memory."""
    plain = _look_at_plain(path)
    if plain is not None:
        return plain
    filled, opened, last = 0, set(), b"\n"
    for n, line in _numbered(path):
        filled += not _is_blank(line.decode("utf-8", "replace"), separator)
        if b'"' in line and _parted(line.decode("utf-8", "replace"), separator) is None:
            opened.add(n)
        last = line
    return Look(filled, frozenset(opened), last.endswith((b"\n", b"\r")))


def _look_at_plain(path: Path) -> Look | None:
    """Look at a file block by block; None when it holds quotation marks, blank lines or returns.

    The largest files have none of these, and more than ten million lines.
    """
    filled, last = 0, b"\n"
    with _opened(path) as source:
        while block := source.read(1 << 20):
            if b'"' in block or b"\r" in block or b"\n\n" in last + block:
                return None
            filled += block.count(b"\n")
            last = block[-1:]
    return Look(filled + (last != b"\n"), frozenset(), last == b"\n")


def write_without(path: Path, lines: frozenset[int], into: Path) -> None:
    """Copy a file with some lines made blank, so that the others keep their number."""
    with into.open("wb") as sink:
        for n, line in _numbered(path):
            sink.write(b"\n" if n in lines else line)


def read_table(path: Path, separator: str, is_whole: Callable[[pd.Series], bool]) -> Table:
    """Read a table of CBS, in which every line must be as wide as the header.

    A last line without an end loses its last number where digits can be missing.

    Parameters
    ----------
    is_whole
        Whether the other cells of a row prove that its last one is whole.

    Raises
    ------
    SourceError
        A line has more or fewer cells than the header, or a quotation mark that is not closed.
    """
    lines, has_source_line, ending = _body(path, separator)
    try:
        cells = text.cells(path, separator)
    except (pd.errors.ParserError, UnicodeDecodeError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise _unsound(path, f"regel {line.group(1)}" if line else "") from error
    if has_source_line:
        cells = cells.iloc[:-1]
    if len(cells) != len(lines):
        raise _unsound(path)
    cells = cells.set_axis([str(c).strip("\ufeff ") for c in cells.columns], axis=1)
    notes = []
    is_open = lines and ending and not has_source_line and not ending.endswith('"')
    if is_open and not is_whole(cells.iloc[-1]):
        cells.iloc[-1, -1] = "."
        notes.append(
            f"De laatste regel ({lines[-1]}) heeft geen einde: het laatste getal, van "
            f"'{cells.columns[-1]}', kan afgebroken zijn en is niet gebruikt."
        )
    return Table(cells, lines, notes)


def _body(path: Path, separator: str) -> tuple[list[int], bool, str]:
    """Lines with rows, whether a line about the source is below them, and the last cell if open."""
    width, last = 0, 0
    lines: list[int] = []
    odd: tuple[int, str, int] | None = None
    line = b""
    for n, line in _numbered(path):
        content = line.decode("utf-8", "replace").strip("\ufeff\r\n")
        if _is_blank(content, separator):
            continue
        last = n
        cells = _parted(content, separator)
        if odd is not None:
            break
        if not width:
            width = len(cells or [])
        elif cells is None or len(cells) != width:
            odd = (n, content, len(cells or []))
        else:
            lines.append(n)
    if odd is not None:
        if last == odd[0] and _SOURCE_LINE.fullmatch(odd[1].rstrip(separator)):
            return lines, True, ""
        raise _misshapen(path, odd, width)
    is_ended = line.endswith((b"\n", b"\r"))
    return lines, False, "" if is_ended else line.decode("utf-8", "replace")


def _misshapen(path: Path, odd: tuple[int, str, int], width: int) -> SourceError:
    number, _, cells = odd
    what = (
        f"Deze regel heeft {cells} kolommen in plaats van {width}. Het bestand is niet helemaal "
        "gedownload, of veranderd."
        if cells
        else "In deze regel wordt een aanhalingsteken niet gesloten."
    )
    return SourceError(path.name, what, text.AGAIN, where=f"regel {number}")


def _unsound(path: Path, where: str = "") -> SourceError:
    what = "Deze CBS-tabel is niet te lezen of afgebroken."
    return SourceError(path.name, what, text.AGAIN, where=where)


def _is_blank(line: str, separator: str) -> bool:
    """Whether readers of CSV pass over a line; cells without a text are no blank line."""
    return not line.strip() and separator not in line


def _parted(line: str, separator: str) -> list[str] | None:
    """Cells of one line; None when a quotation mark in it is not closed."""
    if '"' not in line:
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines with their ends, from 1, whichever way they end."""
    number = 0
    with _opened(path) as source:
        for line in source:
            for part in line.splitlines(keepends=True):
                number += 1
                yield number, part


def _opened(path: Path) -> IO[bytes]:
    """A file to read, unpacked when it is gzip."""
    with path.open("rb") as raw:
        is_packed = raw.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path)) if is_packed else path.open("rb")
