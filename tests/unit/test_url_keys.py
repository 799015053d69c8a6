"""Every key in a link is declared once, with one meaning."""

import re
from pathlib import Path

import pytest

import wijkbeeld
from wijkbeeld.ui import pages
from wijkbeeld.ui.url_keys import KEYS, keys_of

UI = Path(wijkbeeld.__file__).parent / "ui"
USED = re.compile(
    r'url_state\.(?:pick|get)\(\s*"(\w+)"|url_state\.put\(([^)]*)\)|(?:_pick|ask)\(\s*"(\w+)"'
)


def used() -> set[str]:
    names = set()
    for file in UI.rglob("*.py"):
        for picked, put, chosen in USED.findall(file.read_text(encoding="utf-8")):
            names |= {picked, chosen, *re.findall(r"(\w+)=", put)} - {""}
    return names


def test_every_key_that_is_used_is_declared_and_the_other_way_round():
    declared = {k.name for k in KEYS}
    assert used() - declared == set()
    assert declared - used() - {"kaart"} == set(), "kaart is written by the browser"
    assert len(declared) == len(KEYS)


def test_an_old_name_means_one_thing_on_a_page():
    for page in pages.names():
        before = [k.before for k in keys_of(page) if k.before]
        assert len(before) == len(set(before))
        assert not {k.name for k in keys_of(page)} & set(before)


def test_an_unknown_page_has_no_keys():
    with pytest.raises(KeyError):
        keys_of("weg")
