"""Parse a score file: rows with their line numbers, and rows that are no rows set aside."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.leefbaarometer.header import Header
from wijkbeeld.sources.lines import Look, look, write_without
from wijkbeeld.store.reading import SCORE_COLUMNS, Refusal

BLOCK = 1 << 20
AT_ONCE = 64 << 20
"""Files up to this many bytes are parsed at once; larger ones in blocks of bounded memory."""


@dataclass(frozen=True)
class Parsed:
    """Rows of a file.

    Attributes
    ----------
    rows
        Columns ``code, wave``, the scores, and ``name`` where the file has names; cells are
        text in a file in which a number is unreadable.
    lines
        Line number of each row, from 1 in the file.
    refusals
        Lines with too many or too few columns, or a quotation mark that is not closed.
    is_ended
        Whether the last line has an end; without one, its last cell can be half.
    """

    rows: pd.DataFrame
    lines: np.ndarray
    refusals: list[Refusal]
    is_ended: bool = True


def parse(path: Path, header: Header) -> Parsed:
    """Parse a file, blank lines left out.

    Raises
    ------
    SourceError
        No CSV, cut off in the middle of a line, or not every line came out.
    """
    seen = look(path, ",")
    if not seen.open_quotes:
        return _parse(path, path, header, seen)
    with tempfile.TemporaryDirectory(prefix="wijkbeeld-") as scratch:
        sound = Path(scratch) / "scores.csv"
        write_without(path, seen.open_quotes, sound)
        return _parse(path, sound, header, seen)


def _parse(path: Path, sound: Path, header: Header, seen: Look) -> Parsed:
    """Parse the sound lines of a file; ``sound`` holds only those."""
    file = _CsvFile(path.name, sound, header)
    names = {header.code_column: "code", "jaar": "wave"}
    if header.name_column:
        names[header.name_column] = "name"
    # a column goes as soon as it is taken over: millions of cells do not fit in memory twice
    rows = file.table().to_pandas(split_blocks=True, self_destruct=True).rename(columns=names)
    odd = np.array(sorted(int(r.number) for r in file.odd_rows), dtype=int)
    last_line = len(rows) + len(odd) + 1
    if last_line < seen.filled - len(seen.open_quotes):
        raise SourceError(
            path.name,
            f"Van de {seen.filled} regels zijn er {last_line} gelezen. Er staan tekens in die daar "
            "niet horen.",
            text.AGAIN,
        )
    lines = np.delete(np.arange(2, last_line + 1), odd - 2)
    is_blank = ((rows["code"].isna() | (rows["code"] == "")) & rows["lbm"].isna()).to_numpy(bool)
    if is_blank.any():
        rows, lines = rows[~is_blank].reset_index(drop=True), lines[~is_blank]
    misshapen = [r for r in file.odd_rows if r.text.strip()]
    _not_half(path, misshapen, last_line)
    refusals = [
        Refusal(
            f"{r.actual_columns} kolommen in plaats van {r.expected_columns}",
            int(r.number),
            1,
            "kolommen",
        )
        for r in misshapen
    ]
    refusals += [
        Refusal("een aanhalingsteken wordt niet gesloten", n, 1, "regel")
        for n in sorted(seen.open_quotes)
    ]
    return Parsed(rows, lines, refusals, seen.is_ended)


class _CsvFile:
    """A file that is parsed again in another way when the fastest way does not do."""

    def __init__(self, name: str, path: Path, header: Header) -> None:
        self.name, self.path = name, path
        self.odd_rows: list[Any] = []
        self._columns = [n if n else f"kolom_{i + 1}" for i, n in enumerate(header.names)]
        self._types: dict[str, pa.DataType] = {c: pa.float64() for c in SCORE_COLUMNS}
        self._types |= {header.code_column: pa.string(), "jaar": pa.int32()}
        self._wanted = [header.code_column, "jaar", *SCORE_COLUMNS]
        if header.name_column:
            self._types[header.name_column] = pa.string()
            self._wanted.append(header.name_column)

    def table(self) -> pa.Table:
        """All rows of the right width; ``odd_rows`` holds the others."""
        try:
            parsed = self._parse(self._types, whole=self.path.stat().st_size <= AT_ONCE)
            # only a parse in blocks knows the line numbers of odd rows
            return self._parse(self._types) if self.odd_rows else parsed
        except pa.ArrowInvalid as error:
            if "Empty CSV file" in str(error):
                return pa.table({n: pa.array([], pa.string()) for n in self._wanted})
        return self._parse_as_text()

    def _parse_as_text(self) -> pa.Table:
        """Parse with every cell as text, so that unreadable numbers can be pointed at."""
        try:
            return self._parse({n: pa.string() for n in self._wanted})
        except pa.ArrowInvalid as error:
            raise SourceError(
                self.name, "Dit bestand is niet als CSV te lezen.", text.AGAIN
            ) from error

    def _parse(self, column_types: dict[str, pa.DataType], *, whole: bool = False) -> pa.Table:
        """Parse block by block with line numbers, or the whole file at once on all cores."""
        self.odd_rows.clear()
        options = {
            "read_options": pc.ReadOptions(
                column_names=self._columns, skip_rows=1, use_threads=whole, block_size=BLOCK
            ),
            "parse_options": pc.ParseOptions(
                ignore_empty_lines=False, invalid_row_handler=self._set_aside
            ),
            "convert_options": pc.ConvertOptions(
                column_types=column_types,
                include_columns=self._wanted,
                null_values=["NA", ""],
                strings_can_be_null=False,
            ),
        }
        if whole:
            return pc.read_csv(self.path, **options)
        with pc.open_csv(self.path, **options) as reader:
            return reader.read_all()

    def _set_aside(self, row: Any) -> str:
        self.odd_rows.append(row)
        return "skip"


def _not_half(path: Path, misshapen: list[Any], last_line: int) -> None:
    """Raise when the last line is cut off in the middle."""
    if misshapen and int(misshapen[-1].number) == last_line:
        with path.open("rb") as raw:
            raw.seek(-1, 2)
            if raw.read(1) not in b"\r\n":
                raise SourceError(
                    path.name,
                    "De laatste regel is afgebroken. Het bestand is niet helemaal gedownload.",
                    text.AGAIN,
                    where=f"regel {last_line}",
                )
