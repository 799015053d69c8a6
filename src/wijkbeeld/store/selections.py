"""Named selections of areas, kept beside the versions of a dataset."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wijkbeeld.store.named_file import LONGEST, NamedFile
from wijkbeeld.store.versions import StoreError

__all__ = ["FILE", "LONGEST", "Selection", "remove", "save", "selections"]


@dataclass(frozen=True)
class Selection:
    """Areas that the user gave a name."""

    name: str
    level: str
    edition: int
    codes: tuple[str, ...]


def _selection(row: dict[str, Any]) -> Selection:
    return Selection(str(row["name"]), str(row["level"]), int(row["edition"]), tuple(row["codes"]))


FILE = NamedFile("selecties.json", "de selectie", _selection)
selections = FILE.every
remove = FILE.remove


def save(dataset: str, selection: Selection, root: Path | None = None) -> None:
    """Keep a selection; one with the same name is replaced.

    Raises
    ------
    StoreError
        The name is empty or too long, there are no areas, or the file is damaged or cannot be
        written.
    """
    row = asdict(selection) | {"name": FILE.clean(selection.name)}
    if not selection.codes:
        raise StoreError(
            "Een selectie zonder gebieden kan niet worden bewaard. Kies eerst gebieden."
        )
    FILE.save(dataset, row, root)
