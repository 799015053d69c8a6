"""Goals and results of programmes, as users record them beside the versions of a dataset."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from wijkbeeld.store import user_files

_FILE = "doelen.json"


@dataclass(frozen=True)
class Goal:
    """What a programme set out to do, and what came of it; figures as the user writes them."""

    programme: str
    goal: str
    target: str
    result: str
    year: str
    source: str


def goals(dataset: str, root: Path | None = None) -> list[Goal] | None:
    """Recorded goals; None when the user never recorded any (or the file is damaged)."""
    path = user_files.file(dataset, _FILE, root)
    if not path.is_file():
        return None
    try:
        return [Goal(**r) for r in user_files.read(path) or []]
    except TypeError:
        return None


def replace(dataset: str, rows: list[Goal], root: Path | None = None) -> None:
    """Write all goals of a dataset anew.

    Raises
    ------
    StoreError
        The file is damaged or cannot be written.
    """
    path = user_files.file(dataset, _FILE, root)
    user_files.change(path, lambda _: [asdict(r) for r in rows])
