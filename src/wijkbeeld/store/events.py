"""Local events that a user notes beside an area: a renewal that began, a school that opened."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from wijkbeeld.store import user_files
from wijkbeeld.store.versions import StoreError

_FILE = "gebeurtenissen.json"
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class Event:
    """Something that happened in an area."""

    code: str
    year: int
    text: str
    source: str = ""


def events(dataset: str, code: str | None = None, root: Path | None = None) -> list[Event]:
    """Events of a dataset, or of one area, oldest first; a damaged file counts as none."""
    try:
        rows = user_files.read(user_files.file(dataset, _FILE, root)) or []
        noted = [
            Event(str(r["code"]), int(r["year"]), str(r["text"]), str(r.get("source", "")))
            for r in rows
        ]
    except (KeyError, TypeError, ValueError):
        return []
    return sorted(
        (e for e in noted if code is None or e.code == code), key=lambda e: (e.year, e.text)
    )


def replace(dataset: str, code: str, new: list[Event], root: Path | None = None) -> None:
    """Make ``new`` the events of one area; those of other areas stay.

    Raises
    ------
    StoreError
        A year or text is missing or impossible, or the file is damaged; nothing is changed then.
    """
    for number, event in enumerate(new, start=1):
        if not FIRST_YEAR <= event.year <= LAST_YEAR:
            raise StoreError(
                f"Rij {number}: {event.year} is geen jaar tussen {FIRST_YEAR} en {LAST_YEAR}."
            )
        if not event.text.strip():
            raise StoreError(f"Rij {number}: er staat niet wat er in {event.year} gebeurde.")
    rows = [asdict(e) for e in new]
    user_files.change(
        user_files.file(dataset, _FILE, root),
        lambda kept: [*(r for r in kept if r.get("code") != code), *rows],
    )
