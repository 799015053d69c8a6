"""Every English text that is put into Dutch is still what Streamlit says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import streamlit

from tests.support.running import ROOT
from wijkbeeld.ui.streamlit_words import (
    BEGINNINGS,
    ICONS,
    NAMES,
    OF_PATTERNS,
    OWN,
    PATTERNS,
    SCRIPT,
    TEXTS,
)

PACKAGE = Path(streamlit.__file__).parent
SAID = (
    ("1GB per file", "of sleep het hierheen (hoogstens 1 GB)"),
    ("1GB per file • CSV, XLSX", "of sleep het hierheen (hoogstens 1 GB) • CSV, XLSX"),
    ("Press Ctrl+Enter to apply", "Druk op Ctrl+Enter"),
    ("Press Enter to submit form", "Druk op Enter"),
    ("You can only select up to 3 options. Remove an option first.", "Meer kan niet"),
    ("text/csv files are not allowed.", "Dit soort bestand kan niet."),
    ("File is larger than 1GB", "Het bestand is groter dan 1GB"),
    ("Select 4 matches", "Kies alle 4"),
    ("Add: Noord", "Voeg toe: Noord"),
)


@pytest.fixture(scope="module")
def scripts() -> str:
    """All that the installed Streamlit sends to a browser, and what it says from Python."""
    files = [*(PACKAGE / "static").rglob("*.js"), *(PACKAGE / "elements").rglob("*.py")]
    return "\n".join(f.read_text("utf-8") for f in files)


def test_streamlit_still_says_each_name_and_text(scripts):
    gone = [
        text
        for text in (*NAMES, *TEXTS)
        if not re.search(f"[`\"'>\\n]{re.escape(text)}[`\"'<]", scripts)
    ]
    assert gone == [], "Streamlit words these anew, or no longer says them"


def test_streamlit_still_says_what_patterns_and_beginnings_are_made_for(scripts):
    assert len(OF_PATTERNS) == len(PATTERNS)
    assert [part for part in (*OF_PATTERNS, *BEGINNINGS) if part not in scripts] == []


def test_every_icon_in_a_text_has_a_name(scripts):
    code = "\n".join(f.read_text("utf-8") for f in (ROOT / "src/wijkbeeld").rglob("*.py"))
    used = set(re.findall(r":material/(\w+): ", code))
    assert used
    assert used <= set(ICONS)
    assert "} icon`" in scripts


def test_streamlit_still_marks_the_parts_whose_text_is_its_own(scripts):
    marks = re.findall(r'data-testid="(\w+)"', " ".join(OWN))
    assert len(marks) >= 4
    assert [mark for mark in marks if mark not in scripts] == []


@pytest.mark.parametrize(("english", "dutch"), SAID)
def test_a_text_with_a_number_or_name_in_it_is_dutch(english, dutch):
    (found,) = [(p, told) for p, told in PATTERNS.items() if re.search(p, english)]
    pattern, told = found
    groups = re.search(pattern, english).groups(default="")
    for number, group in enumerate(groups, 1):
        told = told.replace(f"${number}", group)
    assert told == dutch


def test_the_words_go_into_the_script_of_the_page():
    for told in (NAMES, TEXTS, ICONS, BEGINNINGS, PATTERNS):
        assert json.dumps(told, ensure_ascii=False) in SCRIPT
