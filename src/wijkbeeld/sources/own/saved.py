"""Crosswalks that the user keeps, for every dataset."""

from __future__ import annotations

from pathlib import Path

from wijkbeeld.sources.own.crosswalk import Crosswalk, renamed
from wijkbeeld.store.named_file import NamedFile

_FILE = NamedFile("omzettabellen.json", "de omzettabel", Crosswalk.from_row)
_EVERYWHERE = "."


def crosswalks(root: Path | None = None) -> dict[str, Crosswalk]:
    """Every kept crosswalk by name."""
    return _FILE.every(_EVERYWHERE, root)


def save(walk: Crosswalk, root: Path | None = None) -> str:
    """Keep a crosswalk; one with the same name is replaced. Returns the name.

    Raises
    ------
    StoreError
        The name is empty or too long, or the file is damaged or cannot be written.
    """
    name = _FILE.clean(walk.name)
    _FILE.save(_EVERYWHERE, renamed(walk, name).to_row(), root)
    return name


def remove(name: str, root: Path | None = None) -> None:
    """Forget a crosswalk; figures that were read with it stay.

    Raises
    ------
    StoreError
        The file is damaged or cannot be written.
    """
    _FILE.remove(_EVERYWHERE, name, root)
