"""The document of a plan as DOCX and Markdown: whole, safe for any text, and opened again."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkbeeld.catalog import catalog
from wijkbeeld.diagnosis.subject import Finding
from wijkbeeld.export.as_docx import docx_bytes
from wijkbeeld.export.as_markdown import markdown
from wijkbeeld.export.perspective import Agreed, Perspective, document
from wijkbeeld.words import perspective

MADE = dt.date(2026, 11, 28)
HOSTILE = (
    "=cmd()|' /C'!A0 { HYPERLINK \"http://x.nl\" } <w:p/> \x00\x0b\x1b\ud800\ufffe\uffff ]]> **a**"
)


def content(text: str = "afgesproken", *, fictional: bool = False, chosen=("verkoop",)):
    known = catalog()
    return Perspective(
        f"Molendal {text}",
        "Wijk · Lindervoort · WK990101",
        [Finding("waartoe", f"Score 4,15 {text}.", "Leefbaarometer 3.0, editie 2024", "wijk")],
        {"waartoe": f"{text}\ntweede regel", "stap_doelen": text},
        [
            Agreed(known.interventions[i], text, "2027", f"{text}\nnog een", ("Koopwoningen: 46%",))
            for i in chosen
        ],
        [("Bewoners", "elke week", text)],
        {r.id: r.text for r in known.references.values()},
        fictional,
    )


def opened(made: bytes):
    return docx.Document(io.BytesIO(made))


def text_of(paper) -> str:
    cells = [c.text for t in paper.tables for row in t.rows for c in row.cells]
    feet = [p.text for p in paper.sections[0].footer.paragraphs]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells, *feet])


def test_a_docx_has_headings_tables_sources_and_a_date():
    paper = opened(docx_bytes(document(content(), MADE)))
    headings = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    assert headings[:4] == ["Waartoe", "Wie", "Hoe", "Waar"]
    assert [s.title for s in perspective.STEPS] == headings[4:8]
    assert headings[8:] == [
        "Maatregelen",
        "Maatregel 1: Verkoop van huurwoningen",
        "Routekaart",
        "Literatuur",
    ]
    text = text_of(paper)
    assert "Gemaakt op 28-11-2026" in text
    assert "Bronnen van de cijfers: Leefbaarometer 3.0, editie 2024." in text
    assert "Right to Buy in the United Kingdom" in text
    assert "Betaalbaar wonen: ‘Verkoop van huurwoningen’ schuurt daarmee" in text
    assert [c.text for c in paper.tables[0].rows[1].cells][1:] == [
        "Verkoop van huurwoningen",
        "Corporatie",
        "afgesproken",
        "2027",
    ]
    assert "Fictief" not in text
    assert paper.core_properties.language == "nl-NL"


def test_invented_figures_say_so_in_text_and_foot():
    made = document(content(fictional=True), MADE)
    paper = opened(docx_bytes(made))
    assert any("Fictief" in p.text for p in paper.paragraphs)
    assert "Fictief" in paper.sections[0].footer.paragraphs[0].text
    assert "(fictief)" in markdown(made).splitlines()[0]


def test_text_of_users_is_data():
    made = docx_bytes(document(content(HOSTILE), MADE))
    text = text_of(opened(made))
    assert "=cmd()|' /C'!A0 { HYPERLINK \"http://x.nl\" } <w:p/> ]]> **a**" in text
    xml, tame = (
        zipfile.ZipFile(io.BytesIO(one)).read("word/document.xml").decode()
        for one in (made, docx_bytes(document(content(), MADE)))
    )
    assert "&lt;w:p/&gt;" in xml
    assert xml.count("<w:p/>") == tame.count("<w:p/>")
    for mark in ("w:fldSimple", "w:instrText", "w:hyperlink"):
        assert mark not in xml
    whole = markdown(document(content(HOSTILE), MADE))
    assert "<w:p/>" not in whole


def test_very_long_text_is_whole():
    text = text_of(opened(docx_bytes(document(content("woord " * 5000), MADE))))
    assert text.count("woord") > 5000


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_a_document_that_opens(text):
    made = document(content(text), MADE)
    assert opened(docx_bytes(made)).tables
    assert markdown(made)


def test_an_empty_plan_says_that_it_is_empty():
    empty = Perspective("Dorp", "Wijk", [], {}, [], [], {}, False)
    text = text_of(opened(docx_bytes(document(empty, MADE))))
    assert "nog geen maatregelen gekozen" in text
    assert "geen afspraken op de routekaart" in text


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        (
            ("verkoop", "sociale-huur-spreiden"),
            "‘Sociale huur bouwen waar er weinig van is’ is ervoor bedoeld,",
        ),
        (("ontmoetingsplekken",), None),
    ],
)
def test_goals_that_clash_are_named(chosen, says):
    found = "\n".join(
        text_of(opened(docx_bytes(document(content(chosen=chosen), MADE)))).split("\n")
    )
    assert ("Doelen die kunnen botsen" in found) == (says is not None)
    assert says is None or says in found
