"""What the files of *Kaart* hold of a development: where it began, where it ended, its classes."""

from __future__ import annotations

import io

import openpyxl
import pytest
import streamlit as st

from tests.app.test_pages import open_page


def taken(monkeypatch, **query: str) -> dict[str, bytes | str]:
    """What each button of a page gives, by its label."""
    made = {}

    def button(label, data, *_, **__):
        made[label] = data() if callable(data) else data

    monkeypatch.setattr(st, "download_button", button)
    app = open_page("kaart", **query)
    assert not app.exception
    return made


def test_files_of_a_development_say_begin_end_and_limits(demo, monkeypatch):
    made = taken(monkeypatch, niveau="wijk", weergave="ontwikkeling", vanaf="2002")
    sheet = openpyxl.load_workbook(io.BytesIO(made["Excel met toelichting"]))["Gegevens"]
    head, *rows = [[c.value for c in r] for r in sheet.iter_rows()]
    change, begin, end = (
        head.index(f"2002–2022 {what}") for what in ("(punt)", "begin (score)", "eind (score)")
    )
    known = [r for r in rows if r[change] is not None]
    assert known
    for row in known:
        assert row[end] - row[begin] == pytest.approx(row[change], abs=1e-5)
    page = made["Kaart als HTML"]
    assert "zeer grote verbetering: +0,150 of meer" in page
    assert "eigen grenzen van Wijkbeeld" in page
    plain = taken(monkeypatch, niveau="wijk")["Kaart als HTML"]
    assert "zwak: 3,82 tot 3,94" in plain
    assert "eigen grenzen van Wijkbeeld" not in plain
