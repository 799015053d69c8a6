"""Registers of renewal that users keep beside the versions of a dataset."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wijkbeeld import paths
from wijkbeeld.store import beside
from wijkbeeld.store.versions import StoreError

_FILE = "vernieuwing.json"
LONGEST = 60


@dataclass(frozen=True)
class Row:
    """One renewed area in a register; ``share`` is the part of the stock (0..1)."""

    code: str
    name: str
    start: int | None
    end: int | None
    kind: str
    dwellings: float | None
    share: float | None
    source: str


@dataclass(frozen=True)
class Register:
    """Renewed areas under one name, in one classification."""

    name: str
    level: str
    edition: int
    rows: tuple[Row, ...]


def _path(dataset: str, root: Path | None) -> Path:
    return (root or paths.store_root()) / dataset / _FILE


def registers(dataset: str, root: Path | None = None) -> dict[str, Register]:
    """All registers of a dataset by name; a damaged file counts as none."""
    try:
        found = [_register(r) for r in beside.read(_path(dataset, root)) or []]
    except (KeyError, TypeError, ValueError):
        return {}
    return {r.name: r for r in sorted(found, key=lambda r: r.name.lower())}


def _register(row: dict[str, Any]) -> Register:
    rows = tuple(Row(**r) for r in row["rows"])
    return Register(str(row["name"]), str(row["level"]), int(row["edition"]), rows)


def save(dataset: str, register: Register, root: Path | None = None) -> None:
    """Keep a register; one with the same name is replaced.

    Raises
    ------
    StoreError
        The name is empty or too long, there are no rows, or the file is damaged or cannot be written.
    """
    name = re.sub(r"\s+", " ", register.name).strip()
    if not name or len(name) > LONGEST:
        raise StoreError(f"Geef het register een naam van 1 tot {LONGEST} tekens.")
    if not register.rows:
        raise StoreError("Een register zonder gebieden kan niet worden bewaard.")
    new = asdict(Register(name, register.level, register.edition, register.rows))
    beside.change(_path(dataset, root), lambda rows: [*(r for r in rows if r.get("name") != name), new])


def remove(dataset: str, name: str, root: Path | None = None) -> None:
    """Forget a register; one that is not there is no error."""
    if name in registers(dataset, root):
        beside.change(_path(dataset, root), lambda rows: [r for r in rows if r.get("name") != name])
