"""Registers of renewal that users keep beside the versions of a dataset."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Any

from wijkbeeld.store import user_files
from wijkbeeld.store.register_row import KEPT, RegisterRow
from wijkbeeld.store.user_files import LONGEST
from wijkbeeld.store.versions import StoreError

__all__ = ["LONGEST", "Register", "registers", "remove", "save"]

_FILE = "vernieuwing.json"


@dataclass(frozen=True)
class Register:
    """Renewed areas under one name, in one classification."""

    name: str
    level: str
    edition: int
    rows: tuple[RegisterRow, ...]


def registers(dataset: str, root: Path | None = None) -> dict[str, Register]:
    """All registers of a dataset by name; a damaged file counts as none."""
    return user_files.load(user_files.file(dataset, _FILE, root), _register)


def _register(row: dict[str, Any]) -> Register:
    return Register(
        str(row["name"]),
        str(row["level"]),
        int(row["edition"]),
        tuple(_row(r) for r in row["rows"]),
    )


def _row(values: dict[str, Any]) -> RegisterRow:
    """A row with numbers that are numbers: a file can be changed by hand."""
    if set(values) != set(KEPT):
        raise ValueError(values)
    row = RegisterRow(**values)
    return replace(
        row,
        start=_year(row.start),
        end=_year(row.end),
        dwellings=_number(row.dwellings),
        share=_number(row.share),
    )


def _number(value: object) -> float | None:
    if value is None:
        return None
    found = float(str(value))
    if not isfinite(found):
        raise ValueError(value)
    return found


def _year(value: object) -> int | None:
    found = _number(value)
    if found is not None and not found.is_integer():
        raise ValueError(value)
    return None if found is None else int(found)


def save(dataset: str, register: Register, root: Path | None = None) -> None:
    """Keep a register; one with the same name is replaced.

    Raises
    ------
    StoreError
        The name is empty or too long, there are no rows, or the file is damaged or cannot be
        written.
    """
    name = user_files.clean(register.name, "het register")
    if not register.rows:
        raise StoreError("Een register zonder gebieden kan niet worden bewaard.")
    whole = vars(register) | {"name": name, "rows": [r.values() for r in register.rows]}
    user_files.save(user_files.file(dataset, _FILE, root), whole)


def remove(dataset: str, name: str, root: Path | None = None) -> None:
    """Forget a register; one that is not there is no error."""
    user_files.remove(user_files.file(dataset, _FILE, root), name)
