"""Small files that users fill beside the versions of a dataset: selections, events."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wijkbeeld.store.versions import StoreError

Rows = list[dict[str, Any]]
_lock = threading.Lock()


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
    with _lock:
        rows = read(path)
        if rows is None:
            raise StoreError(
                f"Het bestand {path.name} is beschadigd en blijft zoals het is. Herstel of "
                f"verwijder het eerst: {path}."
            )
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            draft.write_text(json.dumps(work(rows), ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(draft, path)
        except OSError as error:
            raise StoreError(f"{path.name} kan niet worden bewaard: {error.strerror}.") from error
