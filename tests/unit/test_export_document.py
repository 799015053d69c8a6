"""A document to take away: the same content as Markdown and as PDF, and text that stays text."""

from __future__ import annotations

import io
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from wijkbeeld.export import as_pdf
from wijkbeeld.export.as_markdown import markdown
from wijkbeeld.export.as_pdf import pdf, printable
from wijkbeeld.export.document import Command, Document, Heading, Listing, Paragraph, Table
from wijkbeeld.words.markdown import escape_markdown, plain

HOSTILE = (
    '#panic("x") $x^2$ @ref `#read("/etc/passwd")` \\u{41} <script>alert(1)</script> '
    "[a](javascript:x) ![b](c) | **vet** _k_ =cmd()|' /C' http://x.nl www.x.nl &lt; ~~weg~~"
)


def whole(text: str, *, fictional: bool = True) -> Document:
    return Document(
        f"Titel {text}",
        f"Bron {text}",
        (
            Heading(f"Kop {text}"),
            Paragraph(text),
            Listing((text, "tweede")),
            Command(text),
            Table((text, "n"), ((text, "1"), ("\u2212 0,5", "2")), frozenset({1})),
        ),
        fictional,
    )


def squeezed(text: str) -> str:
    """Without white space and hyphens: a PDF breaks lines and words."""
    return "".join(c for c in text if not c.isspace() and c not in "-\u00ad\u2010")


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_in(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in read(content).pages))


def test_hostile_text_survives_in_the_pdf():
    text = text_in(pdf(whole(HOSTILE)))
    assert text.count(squeezed(HOSTILE)) >= 6


def rendered(text: str) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.render(text)


def test_hostile_text_is_no_markdown():
    html = rendered(markdown(whole(HOSTILE)))
    for tag in ("<script", "<a ", "<img", "<strong", "<s>", "href"):
        assert tag not in html
    assert html.count("<td") == 4
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 8


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40)
)
def test_any_text_stays_text_in_markdown(name):
    one_line = " ".join(name.split())
    document = Document("T", "B", (Paragraph(f"x {name}"), Paragraph(name), Listing((name,))))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown(document))
    kinds = {child.type for t in tokens for child in t.children or []}
    assert kinds <= {"text", "text_special", "em_open", "em_close"}  # the source line is in italics
    inline = ["".join(c.content for c in t.children) for t in tokens if t.type == "inline"]
    assert inline[1] == f"x {one_line}".strip()
    assert {t.tag for t in tokens if t.tag} <= {"h1", "p", "ul", "li"}


@given(st.text(max_size=60))
def test_plain_undoes_the_escape(name):
    assert plain(f"**{escape_markdown(name)}:** {escape_markdown(name)}") == f"{name}: {name}"


@settings(max_examples=25)
@given(st.text(max_size=30))
def test_any_text_makes_a_pdf(name):
    assert pdf(whole(name)).startswith(b"%PDF")


def test_every_letter_that_counts_as_printable_has_a_glyph():
    letters = "".join(chr(c) for a, b in as_pdf._LETTERS for c in range(a, b + 1)) + as_pdf._SIGNS
    text = " ".join(c for c in letters if as_pdf.has_glyph(c))
    assert len(text) > 1500
    made = pdf(Document("T", "B", (Paragraph(text),)))  # PDF/UA refuses a letter without a glyph
    assert "ŁódźĐ" in text_in(pdf(Document("T", "B", (Paragraph("Łódź Đ"),))))
    assert len(made) > 10_000


def test_letters_without_a_glyph_are_boxes():
    assert printable("Wijk 😀 中\u200d\u0000 ≥ 5 €") == "Wijk □ □ ≥ 5 €"
    assert printable("e\u0301\n\tx") == "é x"


def test_the_pdf_is_accessible_and_whole():
    reader = read(pdf(whole("Łódź")))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "StructTreeRoot" in "".join(root)
    assert reader.metadata.title == "Titel Łódź"
    fonts = [f.get_object() for p in reader.pages for f in p["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        for inner in font.get("/DescendantFonts", [font]):
            described = inner.get_object()["/FontDescriptor"]
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described)


@pytest.mark.parametrize("fictional", [True, False])
def test_every_page_says_fictional(fictional):
    many = tuple(Paragraph(f"Alinea {n}. " + "Een zin over wijken. " * 12) for n in range(60))
    reader = read(pdf(Document("Titel", "Bron", many, fictional)))
    assert len(reader.pages) > 2
    assert all(("fictief" in page.extract_text()) is fictional for page in reader.pages)
    assert ("(fictief)" in markdown(Document("Titel", "Bron", many, fictional))) is fictional


def test_no_network_is_used_and_the_same_bytes_come(monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(socket, "socket", refuse)
    assert pdf(whole("een")) == pdf(whole("een"))
