"""A document as Markdown."""

from __future__ import annotations

import re

from wijkbeeld.export.document import Block, Command, Document, Heading, Listing, Paragraph, Table

_MARKS = re.compile(r"([\\`*_\[\]<>|~$&{}@]|:(?=//)|(?<=www)\.)")
_FIRST = re.compile(r"^(\d+)(?=[.)])|^(?=[#+=-])")


def markdown(document: Document) -> str:
    """Write a document; its text becomes no mark, link, image or HTML."""
    title = _text(document.title) + (" (fictief)" if document.fictional else "")
    blocks = [f"# {title}", *map(_block, document.blocks), f"*{_text(document.source)}*"]
    return "\n\n".join(b for b in blocks if b) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_text(text)}"
        case Paragraph(text):
            return _line(text)
        case Listing(items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Command(text):
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
            return f"{fence}\n{' '.join(text.split())}\n{fence}"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    under = ["---:" if n in table.numeric else "---" for n in range(len(table.columns))]
    lines = [map(_text, table.columns), under, *(map(_text, row) for row in table.rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _text(text: str) -> str:
    """Text with every mark escaped, to stand behind something else on a line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _line(text: str) -> str:
    """Text that begins a line: no list, heading or rule comes of it."""
    return _FIRST.sub(lambda m: f"{m.group(1) or ''}\\", _text(text))
