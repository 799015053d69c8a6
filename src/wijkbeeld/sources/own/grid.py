"""The cells of any table that a user may have, as text: CSV, sheets, the attributes of a map."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wijkbeeld.sources import boundaries, text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.kerncijfers import workbook
from wijkbeeld.sources.own import book

Row = list[str]
BOOKS = (".xls", ".xlsx", ".xlsm")
MAPS = (".gpkg", ".geojson", ".json", ".shp")
ENDINGS = (".csv", ".tsv", ".tab", ".gz", *BOOKS)
"""Endings of files that can hold own figures."""
MOST_BYTES = 200_000_000
"""Largest table that is read whole, unpacked."""
_SAMPLE = 40
_MOST_LINES = 200
"""Lines that one cell can go on over."""
_DASHES = tuple("\u2212\u2013\u2014\u2012\ufe63\uff0d")
_MINUS = re.compile(rf"^[{''.join(_DASHES)}]\s?(?=€?\s?[\d.,]*\d[\d.,]*\s?%?$|$)")
"""Any dash before a number, or alone in a cell, is a minus sign."""


@dataclass(frozen=True)
class Grid:
    """All cells of a file, per sheet.

    Attributes
    ----------
    sheets
        Rows by name of the sheet, each a list of cells without blanks around; one nameless sheet
        for what has none.
    lines
        Line in the file of each row, counted from 1, by sheet.
    notes
        What had to be put right to read the file, in Dutch.
    about
        What a workbook tells of its sheets beside their cells.
    numbers
        Columns of each sheet, counted from 0, that hold numbers of Excel: no doubt about points.
    is_ended
        Whether the last line of a text has an end: without one, its last cell can be half.
    """

    file: str
    sheets: dict[str, list[Row]]
    lines: dict[str, list[int]]
    notes: tuple[str, ...] = ()
    about: dict[str, book.SheetFacts] = field(default_factory=dict)
    numbers: dict[str, frozenset[int]] = field(default_factory=dict)
    is_ended: bool = True

    def is_hidden(self, sheet: str) -> bool:
        """Whether Excel does not show a sheet."""
        return sheet in self.about and self.about[sheet].hidden

    def fullest(self) -> str:
        """Name of the first sheet with a table: two rows of two cells; visible ones go first."""
        order = sorted(self.sheets, key=self.is_hidden)
        for name in order:
            if sum(sum(map(bool, row)) >= 2 for row in self.sheets[name]) >= 2:
                return name
        return next(iter(order), "")


def load_grid(path: Path) -> Grid:
    """Load every cell of a table.

    Raises
    ------
    SourceError
        Empty, binary, a web page, damaged, or too large.
    """
    suffix = path.suffix.lower()
    if suffix in BOOKS:
        return _from_book(path)
    if suffix in MAPS:
        frame = boundaries.attributes(path)
        rows = [[str(c) for c in frame.columns], *frame.astype("str").to_numpy().tolist()]
        return Grid(path.name, {"": rows}, {"": list(range(1, len(rows) + 1))})
    return _from_text(path)


def _from_book(path: Path) -> Grid:
    """Cells of every sheet, percentages as Excel shows them."""
    raw = workbook.sheets(path)
    about = book.facts(path, raw)
    sheets, numbers = {}, {}
    for name, rows in raw.items():
        percents = about[name].percents if name in about else {}
        sheets[name] = [
            [_cell(c, percents.get((r, n))) for n, c in enumerate(row)]
            for r, row in enumerate(rows)
        ]
        numbers[name] = frozenset(
            n for row in rows for n, c in enumerate(row) if isinstance(c, float)
        )
    first = {name: about[name].start[0] + 1 if name in about else 1 for name in sheets}
    lines = {n: list(range(first[n], first[n] + len(rows))) for n, rows in sheets.items()}
    return Grid(path.name, sheets, lines, (), about, numbers)


def _cell(value: object, percent: int | None = None) -> str:
    """A workbook cell as text; numbers as Excel shows them in Dutch, dates as ISO.

    Parameters
    ----------
    percent
        Decimals that its percent format shows; None where it has another format.
    """
    if isinstance(value, bool) or value is None:
        return "" if value is None else ("ja" if value else "nee")
    if isinstance(value, float) and percent is not None:
        shown = round(100 * value, 10)
        places = percent if round(shown, percent) == shown else 10
        return f"{shown:.{places}f}".rstrip("0" if places == 10 else "").replace(".", ",") + "%"
    if isinstance(value, float):
        short = f"{value:.15g}"  # as many digits as Excel keeps: 7,2 and not 7,199999999999999
        return str(int(value)) if value.is_integer() else short.replace(".", ",")
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    return _tidy(str(value))


def _tidy(cell: str) -> str:
    plain = re.sub(r"\s+", " ", cell.replace("\u00a0", " ")).strip()
    return _MINUS.sub("-", plain) if plain[:1] in _DASHES else plain


def _from_text(path: Path) -> Grid:
    content, notes = _decoded(path)
    first, _, rest = content.partition("\n")
    stated = re.fullmatch(r"\s*\"?sep=(.)\"?\s*", first, re.IGNORECASE)
    shift = 0
    if stated:
        content, shift = rest, 1
    sep = stated.group(1) if stated else _separator(content)
    rows, lines = [], []
    for start, row, is_plain in _records(content.removesuffix("\n").split("\n"), sep):
        rows.append([_tidy(c) for c in row])
        lines.append(start + shift)
        if is_plain:
            notes.append(
                f"Regel {start + shift}: een aanhalingsteken wordt niet gesloten en is gelezen als "
                "een gewoon teken."
            )
    is_ended = content.endswith("\n")
    return Grid(path.name, {"": rows}, {"": lines}, tuple(notes), is_ended=is_ended)


def _records(lines: list[str], sep: str) -> Iterator[tuple[int, Row, bool]]:
    """Rows with the line they start on; and whether a quotation mark in it was never closed.

    A cell may go on over lines. It does not when each of those lines is a whole row by itself:
    then a quotation mark that stands alone would take these rows with it.
    """
    at = 0
    while at < len(lines):
        if '"' not in lines[at]:
            yield at + 1, lines[at].split(sep), False
            at += 1
            continue
        found, used = None, 1
        for used in range(1, 1 + min(_MOST_LINES, len(lines) - at)):
            part = lines[at : at + used]
            if used > 1 and '"' not in part[-1]:
                continue
            found, is_open = _parted_strictly("\n".join(part), sep)
            if not is_open:
                break
        if found and used > 1:
            whole = len(found) - 1
            found = None if all(p.count(sep) >= whole for p in part) else found
        if found is None:
            used = 1
        plain = lines[at].split(sep)
        yield at + 1, plain if found is None else found, found is None
        at += used


def _parted_strictly(record: str, sep: str) -> tuple[Row | None, bool]:
    """Cells of a record, None when its quotation marks do not fit; and whether one is open."""
    if '"' not in record:
        return record.split(sep), False
    try:
        return next(csv.reader(io.StringIO(record), delimiter=sep, strict=True), []), False
    except csv.Error as error:
        return None, "unexpected end" in str(error)


def _decoded(path: Path) -> tuple[str, list[str]]:
    """Text of a file in UTF-8, UTF-16 with a mark, or else Windows-1252."""
    raw = _bytes(path)
    if not raw.strip():
        raise SourceError(path.name, "Dit bestand is leeg.", text.AGAIN)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return _lines(raw.decode("utf-16")), ["Opgeslagen als UTF-16."]
        except UnicodeDecodeError as error:
            raise SourceError(
                path.name, "Deze tabel is niet te lezen of is afgebroken.", text.AGAIN
            ) from error
    if b"\x00" in raw[:65536]:
        raise SourceError(
            path.name, "Dit is geen tekstbestand maar binaire inhoud.", "Kies een ander bestand."
        )
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml)", raw, re.IGNORECASE):
        raise SourceError(path.name, "Dit is een webpagina, geen gegevensbestand.", text.AGAIN)
    try:
        return _lines(raw.decode("utf-8-sig")), []
    except UnicodeDecodeError:
        note = "Niet in UTF-8 opgeslagen; gelezen als Windows-1252, zoals Excel schrijft."
        return _lines(raw.decode("cp1252", errors="replace")), [note]


def _lines(content: str) -> str:
    content = content.lstrip("\ufeff")
    return content.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _bytes(path: Path) -> bytes:
    """Bytes of a file, unpacked when it is gzip, up to a limit."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise SourceError(
            path.name,
            "Dit bestand bestaat niet, of is niet te openen.",
            "Controleer de naam en de map, en sluit het in andere programma's.",
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(
            path.name, "Dit bestand is niet te lezen of is afgebroken.", text.AGAIN
        ) from error
    if len(content) > MOST_BYTES:
        raise SourceError(
            path.name,
            f"Deze tabel is groter dan {MOST_BYTES // 1_000_000} MB.",
            "Bewaar alleen de rijen en kolommen die je nodig hebt.",
        )
    return content


def _separator(content: str) -> str:
    """Separator that parts most of the first lines into equally many cells."""
    lines = [ln for ln in content.split("\n", _SAMPLE)[:_SAMPLE] if ln.strip()]

    def agreement(sep: str) -> tuple[int, int]:
        widths = [len(r) for r in _parted(lines, sep)]
        usual = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(";,\t|", key=agreement)


def _parted(lines: list[str], sep: str) -> list[Row]:
    try:
        return list(csv.reader(lines, delimiter=sep))
    except csv.Error:
        return []
