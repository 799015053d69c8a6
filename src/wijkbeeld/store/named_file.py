"""Files of things that users gave a name, kept beside the versions of a dataset."""

from __future__ import annotations

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

    def remove(self, dataset: str, name: str, root: Path | None = None) -> dict[str, Any] | None:
        """Forget something; what is not there is no error.

        Returns
        -------
        dict or None
            Its row, for :meth:`save` to put back.

        Raises
        ------
        StoreError
            The file is damaged or cannot be written.
        """
        path = user_files.file(dataset, self.file, root)
        found = [r for r in user_files.read(path) or [] if r.get("name") == name]
        if not found:
            return None
        user_files.change(path, lambda rows: [r for r in rows if r.get("name") != name])
        return found[0]

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
