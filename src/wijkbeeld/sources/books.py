"""The cells of an Excel workbook, or what is wrong with it, whatever somebody gives that name."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from wijkbeeld.sources import archive, book_child, text
from wijkbeeld.sources.errors import SourceError

MOST_MEMORY = 3 * 1024**3
"""Bytes that reading one workbook may take; 18.000 areas with 110 figures take 320 MB."""
MOST_SECONDS = 120
OTHER_BOOKS = {".xlsb": "een binaire Excel-werkmap (.xlsb)", ".ods": "een werkblad van LibreOffice"}
"""Workbooks that are not read, by ending."""

_SAVE = "Open het in Excel of LibreOffice en bewaar het als .xlsx."
_UNLOCK = "Open het in Excel, haal het wachtwoord eraf (Bestand, Info, Werkmap beveiligen) en "
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_LOOKED_AT = 1 << 16


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Cells of every sheet of an .xls or .xlsx file.

    Raises
    ------
    SourceError
        It is no workbook of these kinds, has a password, or is damaged.
    """
    need_book(path)
    archive.check_workbook(path)
    with tempfile.TemporaryFile() as cells, tempfile.TemporaryFile() as said:
        code = _run(path, cells, said)
        if code == book_child.LOCKED:
            raise _locked(path)
        if code:
            raise SourceError(path.name, _what_failed(code, said), text.AGAIN)
        cells.seek(0)
        found: dict[str, list[list[Any]]] = pickle.load(cells)  # noqa: S301 (of our own process)
    return found


def _run(path: Path, cells: Any, said: Any) -> int:
    """Run the reader; its exit code, below zero for the signal that ended it."""
    command = [sys.executable, "-P", book_child.__file__, str(path.resolve()), str(MOST_MEMORY)]
    silent = os.environ | {"RUST_BACKTRACE": "0"}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=cells,
            stderr=said,
            env=silent,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return -signal.SIGTERM
    return done.returncode


def _what_failed(code: int, said: Any) -> str:
    """Why a workbook could not be read."""
    if code == -signal.SIGTERM:
        return (
            f"Deze Excel-werkmap is na {MOST_SECONDS // 60} minuten nog niet gelezen: hij is "
            "beschadigd of veel te groot."
        )
    said.seek(0)
    words = said.read(_LOOKED_AT).lower()
    if b"memory" in words or code == -getattr(signal, "SIGKILL", 9):
        return (
            f"Deze Excel-werkmap vraagt meer dan {MOST_MEMORY >> 30} GB geheugen: hij is "
            "beschadigd of veel te groot."
        )
    return "Deze Excel-werkmap is beschadigd of niet helemaal gedownload."


def need_book(path: Path) -> None:
    """Raise when a file is not what its ending says, and say what it is.

    Raises
    ------
    SourceError
        It is empty, text, a web page, another kind of workbook, or has a password.
    """
    with path.open("rb") as raw:
        start = raw.read(_LOOKED_AT)
    name = path.name
    if not start.strip():
        raise SourceError(name, "Dit bestand is leeg (0 bytes).", text.AGAIN)
    kind = OTHER_BOOKS.get(path.suffix.lower()) or _other_kind(path)
    if kind:
        raise SourceError(name, f"Dit is {kind}. Wijkbeeld leest .xls en .xlsx.", _SAVE)
    if start.startswith(_OLE):
        if _is_encrypted(path):
            raise _locked(path)
        return
    if start.startswith((b"PK\x03\x04", *_BIFF)):
        return
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise SourceError(name, "Dit is een webpagina of XML, geen Excel-werkmap.", _SAVE)
    if b"\x00" not in start:
        raise SourceError(
            name,
            f"Dit is een tekstbestand, geen Excel-werkmap; alleen de naam is {path.suffix}.",
            "Is het een CSV, verander het einde van de naam dan in .csv.",
        )
    raise SourceError(name, "Dit is geen Excel-werkmap, of hij is beschadigd.", text.AGAIN)


def _locked(path: Path) -> SourceError:
    return SourceError(
        path.name, "Deze werkmap is beveiligd met een wachtwoord.", _UNLOCK + "bewaar het opnieuw."
    )


def _is_encrypted(path: Path) -> bool:
    """Whether an old container holds an encrypted .xlsx; its directory names the parts."""
    return "EncryptedPackage".encode("utf-16-le") in path.read_bytes()


def _other_kind(path: Path) -> str:
    """Kind of a workbook with another content than its ending says; empty when there is none."""
    if not zipfile.is_zipfile(path):
        return ""
    with zipfile.ZipFile(path) as packed:
        names = set(packed.namelist())
    if "xl/workbook.bin" in names:
        return OTHER_BOOKS[".xlsb"]
    return OTHER_BOOKS[".ods"] if {"mimetype", "content.xml"} <= names else ""
