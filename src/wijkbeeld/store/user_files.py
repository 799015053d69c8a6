"""Small files that users fill beside the versions of a dataset: selections, registers, events."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout

from wijkbeeld import paths
from wijkbeeld.store.errors import StoreError, disk_reason

Rows = list[dict[str, Any]]
T = TypeVar("T")


def file(dataset: str, name: str, root: Path | None) -> Path:
    """Path of a file beside the versions of a dataset."""
    return (root or paths.store_root()) / dataset / name


def read(path: Path) -> Rows | None:
    """Rows of a file; none when it is not there, None when it cannot be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        return None
    return (
        content if isinstance(content, list) and all(isinstance(r, dict) for r in content) else None
    )


def change(path: Path, work: Callable[[Rows], Rows]) -> None:
    """Read, change and write a file as one step; nothing is lost when two sessions save at once.

    Raises
    ------
    StoreError
        The file is damaged (it is left as it is) or cannot be written.
    """
    try:
        path.parent.stat()  # a lock would make the folder of a dataset that was removed
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=30):
            rows = read(path)
            if rows is None:
                raise StoreError(
                    f"Het bestand {path.name} is beschadigd en blijft zoals het is. Herstel of "
                    f"verwijder het eerst: {path}."
                )
            draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
            draft.write_text(json.dumps(work(rows), ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(draft, path)
    except OSError as error:  # a lock that is not had in time is one too
        is_held = isinstance(error, Timeout)
        why = "een ander programma houdt het bestand vast" if is_held else disk_reason(error)
        raise StoreError(f"{path.name} kan niet worden bewaard: {why}.") from error


def load(path: Path, parse: Callable[[dict[str, Any]], T]) -> dict[str, T]:
    """Everything in a file by name, in alphabetical order; a damaged file counts as nothing.

    A file is parsed once for as long as it stays as it is.
    """
    state = _state(path)
    return {} if state is None else dict(_parsed(path, state, parse))


def rows_of(path: Path) -> tuple[dict[str, Any], ...]:
    """Rows of a file, read once for as long as it stays as it is; not to be changed.

    A damaged file counts as one without rows.
    """
    state = _state(path)
    return () if state is None else _rows(path, state)


_State = tuple[int, int, int]


def _state(path: Path) -> _State | None:
    """What changes with every change of a file; None when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@lru_cache(maxsize=64)
def _rows(path: Path, state: _State) -> tuple[dict[str, Any], ...]:
    del state
    return tuple(read(path) or [])


@lru_cache(maxsize=64)
def _parsed(
    path: Path, state: _State, parse: Callable[[dict[str, Any]], T]
) -> tuple[tuple[str, T], ...]:
    del state
    try:
        named = {str(r["name"]): parse(r) for r in read(path) or []}
    except (KeyError, TypeError, ValueError):
        return ()
    return tuple(sorted(named.items(), key=lambda pair: pair[0].lower()))
