"""Named selections of areas, kept beside the versions of a dataset."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from wijkbeeld import paths
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
        rows = json.loads(_path(dataset, root).read_text(encoding="utf-8"))
        found = [Selection(str(r["name"]), str(r["level"]), int(r["edition"]), tuple(r["codes"])) for r in rows]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {s.name: s for s in sorted(found, key=lambda s: s.name.lower())}


def save(dataset: str, selection: Selection, root: Path | None = None) -> None:
    """Keep a selection; one with the same name is replaced.

    Raises
    ------
    StoreError
        The name is empty or too long, there are no areas, or the file cannot be written.
    """
    name = re.sub(r"\s+", " ", selection.name).strip()
    if not name or len(name) > LONGEST:
        raise StoreError(f"Geef de selectie een naam van 1 tot {LONGEST} tekens.")
    if not selection.codes:
        raise StoreError("Een selectie zonder gebieden kan niet worden bewaard. Kies eerst gebieden.")
    kept = selections(dataset, root)
    kept[name] = Selection(name, selection.level, selection.edition, selection.codes)
    _write(dataset, kept, root)


def remove(dataset: str, name: str, root: Path | None = None) -> None:
    """Forget a selection; one that is not there is no error."""
    kept = selections(dataset, root)
    if kept.pop(name, None) is not None:
        _write(dataset, kept, root)


def _write(dataset: str, kept: dict[str, Selection], root: Path | None) -> None:
    path = _path(dataset, root)
    draft = path.with_name(f".{_FILE}.{os.getpid()}")
    try:
        draft.write_text(json.dumps([asdict(s) for s in kept.values()], ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(draft, path)
    except OSError as error:
        raise StoreError(f"De selectie kan niet worden bewaard: {error.strerror}.") from error
