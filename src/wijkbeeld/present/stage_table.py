"""A table as it can be read from the back row: so many rows and columns as fit in large letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkbeeld.words.numbers import count

MOST_ROWS = 8
"""Rows of 56 pixels, with a title and a source, on a screen of 1080."""

_LETTERS = 66
"""Letters of 56 pixels that stand beside each other on a screen of 1920."""

_BETWEEN = 2
"""Letters of space between columns."""


@dataclass(frozen=True)
class Fitting:
    """The part of a table that fits, and how much of it that is in words; empty for all of it."""

    header: list[str]
    rows: list[list[str]]
    told: str


def fitting(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Fitting:
    """The first rows and columns, in the order of the page."""
    shown = rows[:MOST_ROWS]
    columns, wide = 0, -_BETWEEN
    for n, name in enumerate(header):
        words = [len(word) for word in name.split()]  # a head may take two lines
        wide += _BETWEEN + max([*(len(row[n]) for row in shown), *words], default=0)
        if wide > _LETTERS and columns:
            break
        columns = n + 1
    parts = []
    if len(shown) < len(rows):
        parts.append(f"de eerste {len(shown)} van {count(len(rows), 'rij', 'rijen')}")
    if columns < len(header):
        parts.append(f"{columns} van {count(len(header), 'kolom', 'kolommen')}")
    told = f"Je ziet {' en '.join(parts)}. In Wijkbeeld staat de hele tabel." if parts else ""
    return Fitting(list(header[:columns]), [list(row[:columns]) for row in shown], told)
