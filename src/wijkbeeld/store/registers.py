"""Registers of renewal that users keep beside the versions of a dataset."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Any

from wijkbeeld.store.named_file import LONGEST, NamedFile
from wijkbeeld.store.register_row import KEPT, RegisterRow
from wijkbeeld.store.versions import StoreError

__all__ = ["FILE", "LONGEST", "Register", "registers", "remove", "save"]


@dataclass(frozen=True)
class Register:
    """Renewed areas under one name, in one classification."""

    name: str
    level: str
    edition: int
    rows: tuple[RegisterRow, ...]


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
    number = float(str(value))
    if not isfinite(number):
        raise ValueError(value)
    return number


def _year(value: object) -> int | None:
    year = _number(value)
    if year is not None and not year.is_integer():
        raise ValueError(value)
    return None if year is None else int(year)


FILE = NamedFile("vernieuwing.json", "het register", _register)
registers = FILE.every
remove = FILE.remove


def save(dataset: str, register: Register, root: Path | None = None) -> None:
    """Keep a register; one with the same name is replaced.

    Raises
    ------
    StoreError
        The name is empty or too long, there are no rows, or the file is damaged or cannot be
        written.
    """
    row = vars(register) | {"name": FILE.clean(register.name)}
    if not register.rows:
        raise StoreError("Een register zonder gebieden kan niet worden bewaard.")
    FILE.save(dataset, row | {"rows": [r.values() for r in register.rows]}, root)
