"""A document as PDF that a screen reader can read (PDF/UA-1), with its fonts inside.

Text goes to typst as data and is never read as markup. Fonts are those of typst itself: nothing is
taken from the machine or the network.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import typst

from wijkbeeld.export.document import Block, Command, Document, Heading, Listing, Paragraph, Table

_TEMPLATE = Path(__file__).with_name("document.typ")
_UNKNOWN = "□"
_LETTERS = (
    (0x20, 0x24F),  # Latin
    (0x370, 0x3FF),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x2010, 0x203F),  # punctuation
)
_SIGNS = "€™←↑→↓−√≈≤≥✓□"
_FORMATTING = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")


def pdf(document: Document) -> bytes:
    """Write a document; the same document gives the same bytes."""
    content = {
        "title": printable(document.title),
        "source": printable(document.source),
        "fictional": document.fictional,
        "blocks": [_block(b) for b in document.blocks],
    }
    made = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        timestamp=0,
    )
    return bytes(made)


def printable(text: str) -> str:
    """Text on one line, with □ for letters that the fonts lack: PDF/UA allows none of those."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(c if has_glyph(c) else _UNKNOWN for c in line if not _is_silent(c))


def has_glyph(letter: str) -> bool:
    """Whether the fonts have a letter."""
    inside = letter in _SIGNS or any(a <= ord(letter) <= b for a, b in _LETTERS)
    return inside and unicodedata.category(letter) not in _FORMATTING


def _is_silent(letter: str) -> bool:
    """Whether a letter is only there to format others."""
    return unicodedata.category(letter) in ("Cc", "Cf")


def _block(block: Block) -> dict[str, object]:
    match block:
        case Heading(text):
            return {"kind": "heading", "text": printable(text)}
        case Paragraph(text):
            return {"kind": "paragraph", "text": printable(text)}
        case Listing(items):
            return {"kind": "list", "items": [printable(i) for i in items]}
        case Command(text):
            return {"kind": "command", "text": printable(text)}
        case Table():
            return {
                "kind": "table",
                "columns": [printable(c) for c in block.columns],
                "rows": [[printable(c) for c in row] for row in block.rows],
                "numeric": sorted(block.numeric),
            }
