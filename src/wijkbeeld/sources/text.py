"""First look at a text file: is it text at all, in which encoding, with which separator?"""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from functools import partial
from pathlib import Path

import pandas as pd

from wijkbeeld.sources.errors import SourceError

AGAIN = "Download het bestand opnieuw bij de bron en bewaar het zonder het in Excel te openen."

EXCEL = "cp1252"
"""Encoding in which Excel saves a CSV on Dutch Windows."""

MAX_UNPACKED = 2 * 1024**3
"""Cap on the unpacked size in bytes of a gzip; the largest official CSV is about 1.2 GB."""


def head(path: Path, size: int = 65536) -> bytes:
    """First bytes of a file, unpacked when it is gzip.

    Raises
    ------
    SourceError
        When the gzip is broken anywhere, or unpacks to more than any file with figures.
    """
    with path.open("rb") as raw:
        start = raw.read(2)
    if start != b"\x1f\x8b":
        with path.open("rb") as raw:
            return raw.read(size)
    try:
        with gzip.open(path) as packed:
            first = packed.read(size)
            unpacked = len(first)
            while block := packed.read(1 << 20):
                unpacked += len(block)
                if unpacked > MAX_UNPACKED:
                    raise SourceError(
                        path.name,
                        f"Uitgepakt is dit gzip-bestand meer dan {MAX_UNPACKED >> 20} MB.",
                        "Zo groot is geen enkel bestand met cijfers. Download het opnieuw bij de "
                        "officiële bron.",
                    )
            return first
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(
            path.name, "Dit gzip-bestand is beschadigd of niet helemaal gedownload.", AGAIN
        ) from error


def first_line(path: Path, *, by_excel: bool = False) -> str:
    """First line of a text file, without byte order mark.

    Parameters
    ----------
    by_excel
        Whether the encoding of Excel will do as well.

    Raises
    ------
    SourceError
        When the file is empty, binary, HTML, or not UTF-8.
    """
    start = head(path)
    if not start.strip():
        raise SourceError(path.name, "Dit bestand is leeg.", AGAIN)
    if b"\x00" in start:
        raise SourceError(
            path.name, "Dit is geen tekstbestand maar binaire inhoud.", "Kies een ander bestand."
        )
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml)", start, re.IGNORECASE):
        raise SourceError(
            path.name,
            "Dit is een webpagina, geen gegevensbestand. Vaak is het een foutmelding of "
            "inlogpagina.",
            AGAIN,
        )
    try:
        text = start.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if by_excel:
            text = start.decode(EXCEL, errors="replace")
        elif error.start < len(start) - 4:
            raise SourceError(
                path.name,
                "De tekens in dit bestand zijn niet in UTF-8 opgeslagen.",
                AGAIN,
                where=f"byte {error.start}",
            ) from error
        else:
            text = start[: error.start].decode("utf-8-sig")
    lines = text.lstrip("\ufeff").splitlines()  # some programs put a second mark before the first
    return lines[0] if lines else ""


def separator(line: str) -> str:
    """Separator of a header line: the one of ``, ; tab |`` that splits it most."""
    return max(",;\t|", key=lambda s: len(next(csv.reader([line], delimiter=s), [])))


def cells(path: Path, sep: str) -> pd.DataFrame:
    """Cells of a CSV as text; in UTF-8, else as Excel saves it."""
    read = partial(pd.read_csv, path, sep=sep, dtype="str", keep_default_na=False, na_filter=False)
    try:
        return read(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return read(encoding=EXCEL, encoding_errors="replace")


def columns(line: str, sep: str) -> list[str]:
    """Column names of a header line, trimmed."""
    return [c.strip() for c in next(csv.reader([line], delimiter=sep), [])]
