"""Named selections of areas, kept beside the versions of a dataset."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from wijkbeeld.store import user_files
from wijkbeeld.store.user_files import LONGEST
from wijkbeeld.store.versions import StoreError

__all__ = ["LONGEST", "Selection", "remove", "save", "selections"]

_FILE = "selecties.json"


@dataclass(frozen=True)
class Selection:
    """Areas that the user gave a name."""

    name: str
    level: str
    edition: int
    codes: tuple[str, ...]


def selections(dataset: str, root: Path | None = None) -> dict[str, Selection]:
    """All selections of a dataset by name; a damaged file counts as none."""
    return user_files.load(user_files.file(dataset, _FILE, root), _selection)


def _selection(row: dict[str, Any]) -> Selection:
    return Selection(str(row["name"]), str(row["level"]), int(row["edition"]), tuple(row["codes"]))


def save(dataset: str, selection: Selection, root: Path | None = None) -> None:
    """Keep a selection; one with the same name is replaced.

    Raises
    ------
    StoreError
        The name is empty or too long, there are no areas, or the file is damaged or cannot be
        written.
    """
    name = user_files.clean(selection.name, "de selectie")
    if not selection.codes:
        raise StoreError(
            "Een selectie zonder gebieden kan niet worden bewaard. Kies eerst gebieden."
        )
    user_files.save(user_files.file(dataset, _FILE, root), asdict(replace(selection, name=name)))


def remove(dataset: str, name: str, root: Path | None = None) -> None:
    """Forget a selection; one that is not there is no error."""
    user_files.remove(user_files.file(dataset, _FILE, root), name)
