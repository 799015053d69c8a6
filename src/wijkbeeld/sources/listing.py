"""The files behind what a user offers: those in folders, and those in zips, unpacked."""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wijkbeeld.sources import archive
from wijkbeeld.sources.books import OTHER_BOOKS
from wijkbeeld.sources.errors import SourceError

BOOKS = (".xls", ".xlsx", ".xlsm")
_ZIPS_INSIDE = (*BOOKS, *OTHER_BOOKS, ".docx", ".odt", ".pptx")
"""Documents that are zips, but not for unpacking."""
Refuse = Callable[[str, Exception], None]
"""Told of what cannot be opened: its name, and why."""


@contextmanager
def unpacked(paths: list[Path], refuse: Refuse) -> Iterator[list[tuple[Path, str]]]:
    """List the files behind ``paths`` with the names to use; unpacked zips live until the end."""
    with tempfile.TemporaryDirectory(prefix="wijkbeeld-") as scratch:
        out: list[tuple[Path, str]] = []
        for n, (path, name) in enumerate(_files(paths, refuse)):
            into = Path(scratch) / str(n)
            try:
                if not _is_zip(path):
                    out.append((path, name))
                    continue
                into.mkdir()
                members = archive.unpack(path, into)
            except Exception as error:  # one archive that fails must not stop the others
                refuse(name, error)
                continue
            out += [(m, f"{name} › {m.relative_to(into)}") for m in sorted(members)]
        yield [(p, n) for p, n in out if not p.name.startswith((".", "~$", "__MACOSX"))]


def packages(files: list[Path]) -> set[tuple[Path, str]]:
    """Folders in which CBS put its map as a GeoPackage, each with the year of the map."""
    named = [(f, re.match(r"wijk_?(?:en_?)?buurt\D*(\d{4})", f.stem.lower())) for f in files]
    return {(f.parent, m.group(1)) for f, m in named if m and f.suffix.lower() == ".gpkg"}


def is_same_map(file: Path, with_package: set[tuple[Path, str]]) -> bool:
    """Whether a file is a map that CBS gives as a GeoPackage too: a geodatabase or a shapefile.

    A zip of CBS holds its map in three formats; read once, it takes a third of the time.
    """
    if any(parent.suffix.lower() == ".gdb" for parent in file.parents):
        return True
    named = re.match(r"(?:gemeente|wijk|buurt)\D{0,3}(\d{4})", file.stem.lower())
    if named is None or file.suffix.lower() not in (".shp", ".dbf"):
        return False
    return any((parent, named.group(1)) in with_package for parent in file.parents[:2])


def _files(paths: list[Path], refuse: Refuse) -> list[tuple[Path, str]]:
    """Files that were named, and those in folders that were named."""
    files: list[tuple[Path, str]] = []
    for path in paths:
        if os.path.isdir(path):
            files += _inside(path, refuse)
        elif os.path.lexists(path):
            files.append((path, path.name))
        else:
            refuse(
                str(path),
                SourceError(path.name, "Dit bestand bestaat niet.", "Controleer de naam."),
            )
    return files


def _inside(folder: Path, refuse: Refuse) -> list[tuple[Path, str]]:
    """Files in a folder and the folders in it; a folder that does not open is told."""

    def closed(error: OSError) -> None:
        refuse(os.path.relpath(error.filename or folder, folder), error)

    found = [Path(at) / f for at, _, names in os.walk(folder, onerror=closed) for f in names]
    kept = sorted(p for p in found if not _hidden(p, folder) and (p.is_symlink() or p.is_file()))
    return [(p, str(p.relative_to(folder))) for p in kept]


def _hidden(path: Path, root: Path) -> bool:
    return any(p.startswith(".") for p in path.relative_to(root).parts)


def _is_zip(path: Path) -> bool:
    """A zip by ending or content; workbooks are zips too, but not for unpacking."""
    if path.suffix.lower() in _ZIPS_INSIDE:
        return False
    if path.suffix.lower() == ".zip":
        return True
    with path.open("rb") as raw:
        return raw.read(4) == b"PK\x03\x04" and zipfile.is_zipfile(path)
