"""The method file of the page Vernieuwing: its numbers, its two forms, and its command."""

from __future__ import annotations

import io
import json
import shlex
from dataclasses import replace

import pytest
import streamlit as st
from pypdf import PdfReader
from typer.testing import CliRunner

from tests.app.test_renewal_command import assert_same, page_results
from tests.unit.test_export_document import HOSTILE, rendered, squeezed, text_in
from wijkbeeld import cli
from wijkbeeld.export.document import Command, Heading, Listing, Paragraph, Table
from wijkbeeld.export.renewal_method import document
from wijkbeeld.store import registers
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.ui.vernieuwing import meaning
from wijkbeeld.words.numbers import number, signed

LINK = {"vernieuwd": "register:Proef", "gewicht": "inwoners", "terug": "1"}


@pytest.fixture
def files(own_demo, monkeypatch):
    """What the page offers to download, and its results."""
    rows = tuple(
        RegisterRow(code, HOSTILE, 2012, None)
        for code in ("WK990111", "WK990115", "WK990118", "WK990121", "WK990128", "WK999999")
    )
    registers.save("demo", registers.Register("Proef", "wijk", 2024, rows))
    offered = {}
    button = st.download_button

    def kept(label, data, file_name=None, *rest, **more):
        offered[file_name] = data
        return button(label, data, file_name, *rest, **more)

    monkeypatch.setattr(st, "download_button", kept)
    documents = []

    def made(scope, question, results):
        named = question.set.rows.assign(naam=HOSTILE)
        question = replace(question, set=replace(question.set, rows=named))
        documents.append(document(scope, question, results))
        return documents[-1]

    monkeypatch.setattr(meaning, "document", made)
    results = page_results(monkeypatch, **LINK)
    return offered, results, documents


def test_both_forms_are_made_on_click_and_hold_the_numbers_of_the_page(files):
    offered, results, documents = files
    assert documents == []
    content = offered["wijkbeeld_vernieuwing_lbm_verantwoording.pdf"]()
    written = offered["wijkbeeld_vernieuwing_lbm_verantwoording.md"]().decode()
    assert len(documents) == 2
    assert documents[0] == documents[1]
    text = text_in(content)
    assert all("fictief" in p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)
    shown = [signed(r.estimate.value, 3) for r in results.ladder.rungs if r.estimate]
    bounded = [r.estimate for r in results.ladder.rungs if r.is_outside is not None]
    assert bounded
    shown += [
        f(v)
        for e in bounded
        for f, v in ((lambda v: signed(v, 3), e.low), (lambda v: number(v, 3), e.p))
    ]
    shown += [signed(v, 3) for v in results.main.effect.dynamic["att"]]
    for one in shown:
        assert squeezed(one) in text
        assert one in written
    assert "2023). A more credible approach".replace(" ", "") in text


def test_all_content_is_in_both_forms(files):
    offered, _, documents = files
    text = text_in(offered["wijkbeeld_vernieuwing_lbm_verantwoording.pdf"]())
    written = offered["wijkbeeld_vernieuwing_lbm_verantwoording.md"]().decode()
    bare = squeezed(written.replace("\\", ""))
    for block in documents[0].blocks:
        match block:
            case Heading(t) | Paragraph(t) | Command(t):
                parts = [t]
            case Listing(items):
                parts = list(items)
            case Table(columns, rows):
                parts = [*columns, *(cell for row in rows for cell in row)]
        for part in parts:
            assert squeezed(part) in text, part
            assert squeezed(part.replace("\\", "")) in bare, part


def test_a_hostile_name_survives(files):
    offered, _, _ = files
    text = text_in(offered["wijkbeeld_vernieuwing_lbm_verantwoording.pdf"]())
    written = offered["wijkbeeld_vernieuwing_lbm_verantwoording.md"]().decode()
    # Five areas and a row that is not used; the foot of a page may stand in the middle of one.
    assert text.count(squeezed(HOSTILE)) >= 5
    assert "| 2012 | ja |" in written
    html = rendered(written)
    for tag in ("<script", "<a ", "<img", "<strong", "<s>"):
        assert tag not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 6


def test_the_command_in_the_file_gives_its_numbers(files):
    offered, results, documents = files
    offered["wijkbeeld_vernieuwing_lbm_verantwoording.md"]()
    (command,) = [b.text for b in documents[0].blocks if isinstance(b, Command)]
    words = shlex.split(command)
    assert words[0] == "wijkbeeld"
    assert {"--gewicht", "--terug"} < set(words)
    assert "--ring" not in words
    done = CliRunner().invoke(cli.app, [*words[1:], "--json"])
    assert done.exit_code == 0, done.output
    assert_same(json.loads(done.stdout), results.ladder)
