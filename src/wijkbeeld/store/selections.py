"""Named selections of areas, kept beside the versions of a dataset."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wijkbeeld import paths
from wijkbeeld.store import beside
from wijkbeeld.store.versions import StoreError

_FILE = "selecties.json"
LONGEST = 60


@dataclass(frozen=True)
class Selection:
    """Areas that the user gave a name."""

    name: str
    level: str
    edition: int
    codes: tuple[str, ...]


def _path(dataset: str, root: Path | None) -> Path:
    return (root or paths.store_root()) / dataset / _FILE


def selections(dataset: str, root: Path | None = None) -> dict[str, Selection]:
    """All selections of a dataset by name; a damaged file counts as none."""
    try:
        found = [_selection(r) for r in beside.read(_path(dataset, root)) or []]
    except (KeyError, TypeError, ValueError):
        return {}
    return {s.name: s for s in sorted(found, key=lambda s: s.name.lower())}


def _selection(row: dict[str, Any]) -> Selection:
    return Selection(str(row["name"]), str(row["level"]), int(row["edition"]), tuple(row["codes"]))


def save(dataset: str, selection: Selection, root: Path | None = None) -> None:
    """Keep a selection; one with the same name is replaced.

    Raises
    ------
    StoreError
        The name is empty or too long, there are no areas, or the file is damaged or cannot be written.
    """
    name = re.sub(r"\s+", " ", selection.name).strip()
    if not name or len(name) > LONGEST:
        raise StoreError(f"Geef de selectie een naam van 1 tot {LONGEST} tekens.")
    if not selection.codes:
        raise StoreError("Een selectie zonder gebieden kan niet worden bewaard. Kies eerst gebieden.")
    new = asdict(Selection(name, selection.level, selection.edition, selection.codes))
    beside.change(_path(dataset, root), lambda rows: [*(r for r in rows if r.get("name") != name), new])


def remove(dataset: str, name: str, root: Path | None = None) -> None:
    """Forget a selection; one that is not there is no error."""
    if name in selections(dataset, root):
        beside.change(_path(dataset, root), lambda rows: [r for r in rows if r.get("name") != name])
