"""Places to stay within: which there are, and what lies in them."""

from __future__ import annotations

import pandas as pd
import pytest

from wijkbeeld.catalog import catalog
from wijkbeeld.store import selections
from wijkbeeld.store.places import Kind, Place, everything, places, within
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.selections import Selection


@pytest.fixture
def data(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    return open_dataset("demo")


def test_every_gemeente_lies_in_one_corop_area_and_each_of_those_in_one_provincie():
    corops = catalog().corops
    assert [c.id for c in corops] == [f"CR{n:02d}" for n in range(1, 41)]
    assert len({c.provincie for c in corops}) == 12
    codes = [g for c in corops for g in c.gemeenten]
    assert len(codes) == len(set(codes))
    by_code = {g: c for c in corops for g in c.gemeenten}
    known = {  # CBS, Gebieden in Nederland 2025
        "GM0363": ("Groot-Amsterdam", "Noord-Holland"),
        "GM0917": ("Zuid-Limburg", "Limburg"),
        "GM0855": ("Midden-Noord-Brabant", "Noord-Brabant"),
        "GM0141": ("Twente", "Overijssel"),
        "GM0034": ("Flevoland", "Flevoland"),
        "GM0080": ("Noord-Friesland", "Fryslân"),
    }
    for code, (corop, provincie) in known.items():
        assert (by_code[code].label, by_code[code].provincie_label) == (corop, provincie)


def test_every_gemeente_of_the_real_figures_has_a_provincie(real_data):
    rows = pd.read_csv(
        real_data / "leefbaarometer" / "wfs_2024" / "attributes_2024_derived.csv",
        usecols=["level", "code", "provincie"],
    )
    rows = rows[rows["level"] == "gemeente"].replace({"Friesland": "Fryslân"})
    by_code = {g: c.provincie_label for c in catalog().corops for g in c.gemeenten}
    assert len(rows) == 342
    assert list(rows["code"].map(by_code)) == list(rows["provincie"])


def test_the_demo_offers_its_gemeenten_and_no_region_it_does_not_lie_in(data):
    offered = places(data)
    kinds = [p.kind for p in offered.values()]
    assert kinds.count(Kind.GEMEENTE) == 7
    assert kinds.count(Kind.PROVINCIE) == kinds.count(Kind.COROP) == 0
    assert offered[""].label == "de hele fictieve regio"


def test_what_lies_within(data):
    scope = data.scope("wijk", 2024)
    town = places(data)["GM9901"]
    inside = within(scope, town)
    assert set(data.by_code(inside)["gemeente_code"]) == {"GM9901"}
    assert inside.part == town.label
    assert within(scope, everything(data)) == scope
    both = Place("PV99", "Twee", Kind.PROVINCIE, ("GM9901", "GM9902"))
    assert set(data.by_code(within(scope, both))["gemeente_code"]) == {"GM9901", "GM9902"}
    assert within(scope, Place("GM0001", "Weg", Kind.GEMEENTE, ("GM0001",))) is None


def test_a_selection_is_a_place_at_its_own_level_only(data):
    selections.save("demo", Selection("Mijn wijken", "wijk", 2024, ("WK990101", "WK990102")))
    try:
        mine = places(data)["eigen:Mijn wijken"]
        assert list(data.by_code(within(data.scope("wijk", 2024), mine)).index) == [
            "WK990101",
            "WK990102",
        ]
        assert within(data.scope("buurt", 2024), mine) is None
    finally:
        selections.remove("demo", "Mijn wijken")
