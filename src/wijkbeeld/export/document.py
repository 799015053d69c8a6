"""A document to take away as content: written as Markdown and as PDF, so that they cannot differ.

All text is plain: marks in it are letters, not layout.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """Heading of a section."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Sentences."""

    text: str


@dataclass(frozen=True)
class Listing:
    """Items with a bullet."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Command:
    """A line to type in a terminal."""

    text: str


@dataclass(frozen=True)
class Table:
    """Cells under headings.

    Attributes
    ----------
    columns
        Headings.
    rows
        Cells, as many per row as there are columns.
    numeric
        Positions of columns with numbers.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


Block = Heading | Paragraph | Listing | Command | Table


@dataclass(frozen=True)
class Document:
    """A whole document.

    Attributes
    ----------
    source
        Where the figures come from: at the foot of every page.
    fictional
        Whether the figures are invented: every page says so.
    """

    title: str
    source: str
    blocks: tuple[Block, ...]
    fictional: bool = False
