"""Files of things that users gave a name, kept beside the versions of a dataset."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from wijkbeeld.store import user_files
from wijkbeeld.store.versions import StoreError

T = TypeVar("T")
LONGEST = 60
"""Most characters of a name."""

KEPT_DAYS = 30
"""So long something that was removed can be put back."""


@dataclass(frozen=True)
class Removed:
    """Something that was removed, and when (with time zone)."""

    name: str
    on: dt.datetime
    row: dict[str, Any]


@dataclass(frozen=True)
class NamedFile(Generic[T]):
    """One kind of named thing: where it is kept and how it is read.

    Attributes
    ----------
    file
        Name of the file in the folder of a dataset.
    what
        What the thing is called in a message, in Dutch with its article.
    parse
        Makes the thing from a row of the file.
    """

    file: str
    what: str
    parse: Callable[[dict[str, Any]], T]

    def every(self, dataset: str, root: Path | None = None) -> dict[str, T]:
        """Everything in the file by name; a damaged file counts as nothing."""
        return user_files.load(user_files.file(dataset, self.file, root), self.parse)

    def save(self, dataset: str, row: dict[str, Any], root: Path | None = None) -> None:
        """Keep something under the name in its row; what had that name is replaced.

        Raises
        ------
        StoreError
            The file is damaged (it is left as it is) or cannot be written.
        """
        user_files.change(
            user_files.file(dataset, self.file, root),
            lambda rows: [*(r for r in rows if r.get("name") != row["name"]), row],
        )

    def rename(self, dataset: str, old: str, new: str, root: Path | None = None) -> None:
        """Give something another name.

        Raises
        ------
        StoreError
            The name is empty, too long or another's, or the file is damaged or cannot be written.
        """
        kept = self.clean(new)
        path = user_files.file(dataset, self.file, root)
        if kept != old and any(r.get("name") == kept for r in user_files.read(path) or []):
            raise StoreError(f"De naam '{kept}' is al gebruikt. Kies een andere naam.")
        user_files.change(
            path, lambda rows: [r | {"name": kept} if r.get("name") == old else r for r in rows]
        )

    def remove(self, dataset: str, name: str, root: Path | None = None) -> None:
        """Take something away, to be put back for ``KEPT_DAYS``; not there is no error.

        Raises
        ------
        StoreError
            The file is damaged or cannot be written.
        """
        path = user_files.file(dataset, self.file, root)
        found = [r for r in user_files.read(path) or [] if r.get("name") == name]
        if not found:
            return
        now = dt.datetime.now(dt.UTC)
        gone = {"name": name, "on": now.isoformat(), "row": found[0]}
        # Kept before it is taken away: whatever happens in between, it is in one of both.
        user_files.change(
            self._removed_file(dataset, root),
            lambda rows: [*(r for r in rows if _is_recent(r, now)), gone],
        )
        user_files.change(path, lambda rows: [r for r in rows if r.get("name") != name])

    def removed(self, dataset: str, root: Path | None = None) -> list[Removed]:
        """What was removed in the last ``KEPT_DAYS`` days and is not back, latest first."""
        now = dt.datetime.now(dt.UTC)
        there = user_files.rows_of(user_files.file(dataset, self.file, root))
        found = [
            Removed(str(r["name"]), dt.datetime.fromisoformat(r["on"]), r["row"])
            for r in user_files.rows_of(self._removed_file(dataset, root))
            if _is_recent(r, now) and r["row"] not in there
        ]
        return sorted(found, key=lambda r: r.on, reverse=True)

    def put_back(self, dataset: str, gone: Removed, root: Path | None = None) -> None:
        """Put something back that was removed.

        Raises
        ------
        StoreError
            Something else has its name by now, or the file is damaged or cannot be written.
        """

        def with_it(rows: user_files.Rows) -> user_files.Rows:
            if any(r.get("name") == gone.name for r in rows):
                raise StoreError(
                    f"'{gone.name}' kan niet terug: die naam is intussen opnieuw gebruikt. Hernoem "
                    "eerst wat nu zo heet."
                )
            return [*rows, gone.row]

        user_files.change(user_files.file(dataset, self.file, root), with_it)
        user_files.change(
            self._removed_file(dataset, root),
            lambda rows: [
                r for r in rows if (r.get("name"), r.get("on")) != (gone.name, gone.on.isoformat())
            ],
        )

    def _removed_file(self, dataset: str, root: Path | None) -> Path:
        return user_files.file(dataset, f"verwijderd_{self.file}", root)

    def clean(self, name: str) -> str:
        """A name as it is kept: spaces trimmed.

        Raises
        ------
        StoreError
            The name is empty or too long.
        """
        kept = re.sub(r"\s+", " ", name).strip()
        if not kept or len(kept) > LONGEST:
            raise StoreError(f"Geef {self.what} een naam van 1 tot {LONGEST} tekens.")
        return kept


def _is_recent(row: dict[str, Any], now: dt.datetime) -> bool:
    """Whether what was removed can be put back still; a damaged row cannot."""
    try:
        is_whole = isinstance(row["row"], dict) and isinstance(row["name"], str)
        age = now - dt.datetime.fromisoformat(row["on"])
    except (KeyError, TypeError, ValueError):
        return False
    return is_whole and age <= dt.timedelta(days=KEPT_DAYS)
