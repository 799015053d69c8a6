"""What a link asks for and is not shown, is said: once, in one place, whatever control it is of."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import wijkbeeld
from tests.app.test_pages import open_page, text_of
from wijkbeeld.ui.url_keys import KEYS

PAGES = Path(wijkbeeld.__file__).parents[2] / "pages"
BESIDE = {
    "wijk": {"gebied": "WK990101", "niveau": "wijk"},
    "menging": {"gebied": "WK990101"},
    "handelen": {"gebied": "WK990101", "niveau": "wijk"},
    "verloop": {"gebieden": "WK990101", "niveau": "wijk"},
    "vergelijken": {"gebieden": "WK990101,WK990102", "niveau": "wijk"},
}
"""What a page needs before it shows all its controls."""


@pytest.fixture(scope="module", autouse=True)
def store(demo_store):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WIJKBEELD_STORE", str(demo_store))
        yield


def nonsense(key: str) -> str:
    return f"onzin{key.replace('_', '')}"


@cache
def told(page: str, with_needs: bool) -> str:
    """What a page says when every key that it reads holds nonsense."""
    query = {k.name: nonsense(k.name) for k in KEYS if page in k.pages}
    app = open_page(page, **query | (BESIDE.get(page, {}) if with_needs else {}))
    assert not app.exception
    app.run()  # as the map makes it, when it reports that it stands
    return text_of(app)


@pytest.mark.parametrize(("page", "key"), [(p, k.name) for k in KEYS for p in k.pages])
def test_nonsense_under_any_key_is_told_with_its_value(page, key):
    said = told(page, with_needs=key not in BESIDE.get(page, {}))
    assert len(re.findall(rf"\b{nonsense(key)}\b", said)) == 1


@pytest.mark.parametrize(
    ("page", "query", "named"),
    [
        ("verloop", {"gebieden": "WK990101,WK999999", "niveau": "wijk"}, "WK999999"),
        ("kaart", {"editie": "1999"}, "1999"),
        ("kaart", {"klassen": "eigen", "grenzen": "lbm.0.:9;3;1"}, "9;3;1"),
        ("kaart", {"jaar2": "1990", "tweede": "zelfde"}, "1990"),
        ("kaart", {"kleur": "roze"}, "roze"),
        ("vernieuwing", {"vstart": "1800"}, "1800"),
        ("verloop", {"plek": ["GM9901", "GM9902"]}, "GM9901"),
    ],
)
def test_what_looks_right_but_is_not_here_is_told(page, query, named):
    app = open_page(page, **query)
    app.run()
    assert not app.exception
    assert text_of(app).replace("\\", "").count(f"{named}") == 1


def test_codes_in_small_letters_are_understood():
    app = open_page("verloop", gebieden="wk990101,wk990102", niveau="wijk", plek="gm9901")
    assert app.multiselect(key="w_gebieden").value == ["WK990101", "WK990102"]
    assert app.query_params["plek"] == "GM9901"
    assert "bestaa" not in text_of(app)


def test_a_valid_link_is_opened_without_a_word():
    app = open_page(
        "kaart",
        dataset="demo",
        niveau="wijk",
        tweede="zelfde",
        jaar2="2014",
        aantal="5",
        klassen="kwantielen",
        kaart="52.1000_5.2000_9.10",
        namen="aan",
        achtergrond="aan",
    )
    assert not [b for b in app.button if b.key == "sluit_melding"]


def test_another_place_lets_go_of_areas_elsewhere_and_one_click_brings_them_back():
    app = open_page("verloop", plek="GM9901", gebieden="WK990101,WK990102", niveau="wijk")
    assert not [b for b in app.button if b.key == "verder_plek"]
    app.selectbox(key="w_plek").set_value("GM9902").run()
    assert app.multiselect(key="w_gebieden").value == []
    app.run()  # as the map makes it
    app.button(key="verder_plek").click().run()
    assert app.multiselect(key="w_gebieden").value == ["WK990101", "WK990102"]
    assert not app.exception
    app.selectbox(key="w_plek").set_value("").run()
    assert app.multiselect(key="w_gebieden").value == ["WK990101", "WK990102"], "all lie within"


def test_the_card_of_an_area_goes_with_the_place_on_the_map():
    app = open_page("kaart", plek="GM9901", gebied="WK990101", niveau="wijk")
    app.selectbox(key="w_plek").set_value("GM9902").run()
    assert "gebied" not in app.query_params
    assert "is niet meer gekozen" in text_of(app)


def test_a_dataset_that_is_gone_is_told_on_every_page_until_another_is_chosen():
    app = open_page("kaart", dataset="weg")
    app.run()
    app.switch_page(str(PAGES / "verloop.py")).run()
    assert "'weg' is hier niet" in text_of(app)
    app.button(key="sluit_melding").click().run()
    assert "'weg' is hier niet" not in text_of(app)
