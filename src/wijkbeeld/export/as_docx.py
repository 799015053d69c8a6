"""A document as DOCX, to work on in a word processor.

All text is data: nothing in it becomes a field, a link or a mark, and letters that XML forbids are
left out. Headings, lists and tables are those of the word processor, so a screen reader and a table
of contents find them.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from wijkbeeld.export.document import Block, Command, Document, Heading, Listing, Paragraph, Table

_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for: control characters, halves of letters, U+FFFE and U+FFFF."""

_INK = RGBColor(0x16, 0x20, 0x2B)
_WARNING = "Fictief: alle gebieden en cijfers in dit document zijn verzonnen."


def docx_bytes(document: Document, made: datetime | None = None) -> bytes:
    """Write a document.

    Parameters
    ----------
    made
        What the file says of when it was made; now when None.
    """
    paper: Any = docx.Document()
    _styles(paper)
    _about(paper, document, made or datetime.now(UTC))
    paper.add_heading(safe(document.title), level=0)
    if document.fictional:
        paper.add_paragraph().add_run(_WARNING).bold = True
    for block in document.blocks:
        _add(paper, block)
    _foot(paper, document)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def safe(text: str) -> str:
    """Text without what XML forbids, on one line."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def _styles(paper: Any) -> None:
    """Set one letter for all, in ink that is dark enough, on A4."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, size in (("Normal", 10.5), ("Title", 20), ("Heading 1", 14)):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [a for a in fonts.attrib if a.endswith("Theme")]:
            del fonts.attrib[attribute]
        fonts.set(qn("w:hAnsi"), "Calibri")
    language = paper.styles["Normal"].element.get_or_add_rPr()
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), "nl-NL")
    language.append(told)


def _about(paper: Any, document: Document, made: datetime) -> None:
    about = paper.core_properties
    about.title, about.author = safe(document.title)[:255], "Wijkbeeld"
    about.language, about.comments = "nl-NL", ""
    about.created = about.modified = made.replace(microsecond=0, tzinfo=None)


def _add(paper: Any, block: Block) -> None:
    match block:
        case Heading(text):
            paper.add_heading(safe(text), level=1)
        case Paragraph(text) | Command(text):
            paper.add_paragraph(safe(text))
        case Listing(items):
            for item in items:
                paper.add_paragraph(safe(item), style="List Bullet")
        case Table():
            _table(paper, block)


def _table(paper: Any, block: Table) -> None:
    """A table whose head stands on every page, and whose rows stay whole."""
    table = paper.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(safe(text)).bold = True
    _mark(table.rows[0], "w:tblHeader")
    for row in block.rows:
        added = table.add_row()
        _mark(added, "w:cantSplit")
        for place, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            cell.paragraphs[0].text = safe(text)
            if place in block.numeric:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paper.add_paragraph()


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _foot(paper: Any, document: Document) -> None:
    """Source at the foot of every page, and that figures are invented where they are."""
    told = f"{document.source} {_WARNING if document.fictional else ''}".strip()
    foot = paper.sections[0].footer.paragraphs[0]
    foot.text = safe(told)
    for run in foot.runs:
        run.font.size = Pt(8)
