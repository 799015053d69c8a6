"""Things that users keep under a name beside the versions of a dataset: selections, registers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from wijkbeeld import paths
from wijkbeeld.store import beside
from wijkbeeld.store.versions import StoreError

LONGEST = 60
"""Most characters of a name."""

T = TypeVar("T")


def file(dataset: str, name: str, root: Path | None) -> Path:
    """Path of a file beside the versions of a dataset."""
    return (root or paths.store_root()) / dataset / name


def load(path: Path, parse: Callable[[dict[str, Any]], T]) -> dict[str, T]:
    """Everything in a file by name, in alphabetical order; a damaged file counts as nothing."""
    try:
        found = {str(r["name"]): parse(r) for r in beside.read(path) or []}
    except (KeyError, TypeError, ValueError):
        return {}
    return dict(sorted(found.items(), key=lambda pair: pair[0].lower()))


def clean(name: str, what: str) -> str:
    """A name as it is kept: spaces trimmed.

    Raises
    ------
    StoreError
        The name is empty or too long.
    """
    kept = re.sub(r"\s+", " ", name).strip()
    if not kept or len(kept) > LONGEST:
        raise StoreError(f"Geef {what} een naam van 1 tot {LONGEST} tekens.")
    return kept


def save(path: Path, row: dict[str, Any]) -> None:
    """Keep something under its name; what had that name is replaced.

    Raises
    ------
    StoreError
        The file is damaged (it is left as it is) or cannot be written.
    """
    beside.change(path, lambda rows: [*(r for r in rows if r.get("name") != row["name"]), row])


def remove(path: Path, name: str) -> None:
    """Forget something; what is not there is no error.

    Raises
    ------
    StoreError
        The file is damaged or cannot be written.
    """
    if any(r.get("name") == name for r in beside.read(path) or []):
        beside.change(path, lambda rows: [r for r in rows if r.get("name") != name])
