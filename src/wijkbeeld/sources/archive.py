"""Unpack zips that users offer, without trusting them."""

from __future__ import annotations

import lzma
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.store.errors import FULL, disk_reason

MAX_UNPACKED = 4 * 1024**3
"""Cap on the unpacked size in bytes; the largest official archive unpacks to about 1.5 GB."""

MAX_RATIO = 250
"""Cap on the compression ratio of one member; official CSV files stay below 12."""

MAX_MEMBERS = 5000

MAX_WORKBOOK = 768 * 1024**2
"""Cap on the unpacked size of a workbook, which is read whole; official ones stay below 150 MB."""


def unpack(path: Path, into: Path) -> list[Path]:
    """Unpack a zip into an empty folder and return the files.

    Raises
    ------
    SourceError
        Truncated or encrypted zip, member outside the folder, or an unpacked size or ratio that
        no official file has (a "zip bomb").
    """
    try:
        with zipfile.ZipFile(path) as packed:
            members = [m for m in packed.infolist() if not m.is_dir()]
            _check(path, members)
            return [_write(path, packed, m, into) for m in members]
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
    ) as error:
        if isinstance(error, SourceError):
            raise
        if isinstance(error, OSError) and error.errno in FULL:
            raise SourceError(
                path.name,
                f"Er is geen ruimte om dit zipbestand uit te pakken: {disk_reason(error)}.",
                f"Maak ruimte vrij in {tempfile.gettempdir()} en probeer het opnieuw.",
            ) from error
        raise SourceError(
            path.name, "Dit zipbestand is beschadigd of niet helemaal gedownload.", text.AGAIN
        ) from error
    except RuntimeError as error:
        raise SourceError(
            path.name,
            "Dit zipbestand is beveiligd met een wachtwoord.",
            "Pak het bestand eerst zelf uit.",
        ) from error


def check_workbook(path: Path) -> None:
    """Refuse a workbook (a zip inside) that unpacks to more than any workbook with figures.

    Raises
    ------
    SourceError
        It is a "zip bomb". What is no zip at all is left to the reader of workbooks.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as packed:
        total = sum(m.file_size for m in packed.infolist())
    if total > MAX_WORKBOOK:
        raise SourceError(
            path.name,
            f"Uitgepakt is deze werkmap {total / 1024**2:.0f} MB; meer dan toegestaan.",
            "Bewaar alleen het werkblad met cijfers als nieuwe werkmap of als CSV.",
        )


def _check(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if not members:
        raise SourceError(path.name, "Dit zipbestand is leeg.", text.AGAIN)
    if len(members) > MAX_MEMBERS:
        raise SourceError(path.name, f"Dit zipbestand bevat {len(members)} bestanden.", text.AGAIN)
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        if member.filename.startswith(("/", "\\")) or ".." in parts or ":" in member.filename:
            raise SourceError(
                path.name,
                f"Dit zipbestand wil buiten zijn map schrijven ('{member.filename[:60]}').",
                "Gebruik dit bestand niet. Download het opnieuw bij de officiële bron.",
            )
        if (
            member.file_size > MAX_RATIO * max(member.compress_size, 1)
            and member.file_size > 1 << 20
        ):
            raise SourceError(
                path.name,
                "Dit zipbestand is verdacht sterk ingepakt en wordt niet uitgepakt.",
                "Download het opnieuw bij de officiële bron.",
                where=member.filename[:60],
            )
    total = sum(m.file_size for m in members)
    if total > MAX_UNPACKED:
        raise SourceError(
            path.name,
            f"Uitgepakt is dit bestand {total / 1024**3:.0f} GB; meer dan toegestaan.",
            "Pak het zelf uit en importeer alleen de bestanden die je nodig hebt.",
        )


def _write(path: Path, packed: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path) -> Path:
    target = into / Path(*PurePosixPath(member.filename.replace("\\", "/")).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with packed.open(member) as source, target.open("wb") as sink:
        while block := source.read(1 << 20):
            left -= len(block)
            if left < 0:
                raise SourceError(
                    path.name, "Dit zipbestand is groter dan het zelf opgeeft.", text.AGAIN
                )
            sink.write(block)
    return target
