"""Renewal on the official figures: runs end to end, and gives what the closing notes report."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from bench import waterbed as nothing_asked
from bench.nothing_done import groups

from wijkbeeld.analysis.specification import Specification
from wijkbeeld.catalog import catalog
from wijkbeeld.renewal.elsewhere import elsewhere
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results, evaluate
from wijkbeeld.renewal.sets import DOSE, Kind, renewed, sets
from wijkbeeld.renewal.small import small
from wijkbeeld.renewal.waterbed import Period, renewed_meanwhile
from wijkbeeld.store import registers
from wijkbeeld.store.groups import touched
from wijkbeeld.store.read import open_dataset, opened
from wijkbeeld.store.register_row import RegisterRow

NIEUW_WEST = "nieuw-west"
POST_WAR = "nieuw-west-naoorlogs"
SLOTERDIJK = "WK036311"


def ask(
    store: Path, monkeypatch, programme: str, start: int, choices=None, **specification
) -> Question:
    monkeypatch.setenv("WIJKBEELD_STORE", str(store))
    data = open_dataset("officieel", store)
    areas = renewed(data.scope("wijk", 2022), programme)
    return Question(
        data.scope("wijk", 2022),
        data.measures()["lbm"],
        areas,
        pd.Series(start, index=areas.rows.index),
        pd.to_numeric(areas.rows["eind"]),
        Specification("lbm", **specification),
        **(choices or {}),
    )


def compare(store: Path, monkeypatch, programme: str, start: int, choices=None, **specification):
    return evaluate(ask(store, monkeypatch, programme, start, choices, **specification))


def controls(found: Results) -> set[str]:
    """Codes of all areas that could be compared with."""
    panel = found.main.panel
    return set(panel.codes[~panel.treated])


def test_krachtwijken_do_not_stand_out_in_their_own_gemeente(real_store, monkeypatch):
    """As SCP, *Werk aan de wijk* (2013): no robust effect of the policy of forty wijken."""
    found = compare(real_store, monkeypatch, "krachtwijken", 2007)
    overall = found.main.effect.overall
    assert overall.n_treated == 44
    assert overall.value == pytest.approx(0.001, abs=5e-4)
    assert overall.low < 0 < overall.high
    assert found.start.before == (1, 1)
    assert found.start.is_suspect, "a low start with one wave before it"
    values = found.every["value"].dropna()
    assert values.min() < 0 < values.max(), "the answer depends on choices"


def test_the_post_war_wijken_of_nieuw_west(real_store, monkeypatch):
    """Nine wijken; with every other area of the city as comparison the figure of the design."""
    found = compare(real_store, monkeypatch, POST_WAR, 2003)
    assert found.main.effect.overall.n_treated == 9
    own = found.ladder.own
    assert (own.n, own.rose) == (9, 8)
    assert found.main.effect.overall.value == pytest.approx(-0.065, abs=2e-3)
    all_of_it = {"minimum": 0, "without_programmes": False}
    every = compare(real_store, monkeypatch, POST_WAR, 2003, all_of_it).main.effect.overall
    assert every.value == pytest.approx(-0.055, abs=1e-3)
    assert every.low < 0 < every.high


def test_nieuw_west_as_a_whole_has_fourteen_wijken_to_compare(real_store, monkeypatch):
    asked = ask(real_store, monkeypatch, NIEUW_WEST, 2003)
    found = evaluate(asked)
    assert len(asked.set.rows) == 15
    (empty,) = small(asked).of(asked.set.rows.index)
    assert (empty.code, empty.number, empty.year) == (SLOTERDIJK, 37, 2002)
    overall = found.main.effect.overall
    assert overall.n_treated == 14
    assert SLOTERDIJK not in found.main.panel.codes
    assert (found.ladder.own.n, found.ladder.own.rose) == (14, 10), "over the mean of 2008-2022"
    scores = opened(asked.scope).wide(asked.scope, "lbm").loc[asked.set.rows.index]
    assert (scores[2022] > scores[2002]).drop(SLOTERDIJK).sum() == 11, "in 2022 alone"
    assert overall.value == pytest.approx(-0.085, abs=2e-3)
    assert found.ladder.own.mean == pytest.approx(0.036, abs=1e-3)


def test_an_old_link_to_nieuw_west_keeps_all_fifteen_wijken(real_store, monkeypatch):
    """With the smallest area in and programme areas as comparison, as the page was before."""
    before = {"minimum": 0, "without_programmes": False}
    city = compare(real_store, monkeypatch, NIEUW_WEST, 2003, before).main.effect.overall
    country = compare(
        real_store, monkeypatch, NIEUW_WEST, 2003, before, same_stratum=False
    ).main.effect.overall
    assert city.n_treated == 15
    assert city.value == pytest.approx(-0.103, abs=1e-3)
    assert country.value == pytest.approx(-0.020, abs=1e-3)
    assert country.low < 0 < country.high


def test_no_programme_touches_what_nieuw_west_is_compared_with(real_store, monkeypatch):
    asked = ask(real_store, monkeypatch, POST_WAR, 2003)
    beside, few = elsewhere(asked), small(asked)
    assert beside.is_complete, "all programme areas have a place among the wijken of 2022"
    found = controls(evaluate(asked))
    for other in touched(asked.scope):
        assert not found & (other.whole | other.partly), other.label
    assert not found & few.codes
    areas = opened(asked.scope).by_code(asked.scope)
    amsterdam = {c for c in found if areas.at[c, "gemeente_code"] == "GM0363"}
    assert len(amsterdam) == 45
    by_label = {o.label: (len(o.whole), len(o.partly)) for o in beside.others}
    assert by_label["40 krachtwijken (2007–2012)"] == (35, 33)
    assert by_label["20 focusgebieden NPLV (vanaf 2022)"] == (45, 55)
    assert by_label["Amsterdam Nieuw-West: hele stadsdeel"] == (6, 0)


def test_a_register_of_a_user_changes_no_other_set(real_store, monkeypatch, tmp_path):
    mine = tmp_path / "store"
    shutil.copytree(real_store, mine)
    before = compare(mine, monkeypatch, POST_WAR, 2003)
    rows = tuple(
        RegisterRow(code, "", 2010, None, "sloop", None, None, "")
        for code in ("WK036300", "WK036301", "WK036302")
    )
    registers.save("officieel", registers.Register("mijn plan", "wijk", 2022, rows), mine)
    after = compare(mine, monkeypatch, POST_WAR, 2003)
    assert [r.estimate for r in after.ladder.rungs[1:]] == [
        r.estimate for r in before.ladder.rungs[1:]
    ]
    asked = compare(mine, monkeypatch, POST_WAR, 2003, {"without_registers": True})
    assert controls(before) - controls(asked) == {r.code for r in rows}
    assert not elsewhere(ask(mine, monkeypatch, POST_WAR, 2003)).is_complete


def test_every_code_of_a_programme_exists(real_store):
    data = open_dataset("officieel", real_store)
    for level, classification in (("wijk", 2022), ("buurt", 2024)):
        present = set(data.areas(data.scope(level, classification))["code"])
        for programme in catalog().programmes.values():
            for area in programme.areas:
                codes = {
                    *area.codes_at(level, classification),
                    *area.partial_codes_at(level, classification),
                }
                assert codes <= present, (area.name, sorted(codes - present))


def test_buurten_of_an_area_lie_in_its_wijken(real_store):
    """Buurten of 2024 lie, for 90% of their surface, in the wijken of 2022 of the same area."""
    data = open_dataset("officieel", real_store)
    wijken = data.geometry(data.scope("wijk", 2022)).set_index("code").geometry.buffer(0)
    buurten = data.geometry(data.scope("buurt", 2024)).set_index("code").geometry.buffer(0)
    for programme in catalog().programmes.values():
        for area in programme.areas:
            if not (area.buurten and area.buurten.codes):
                continue
            around = wijken.loc[[*area.codes, *area.partial_codes]].union_all()
            own = buurten.loc[list(area.buurten.codes)]
            inside = own.intersection(around).area / own.area
            assert inside.min() >= 0.9, (area.name, inside.idxmin())


def test_new_dwellings_are_not_called_renewal_without_an_early_stock(real_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(real_store))
    scope = open_dataset("officieel", real_store).scope("wijk", 2022)
    assert sets(scope)[DOSE].startswith("Nieuwbouw sinds 2000")
    found = renewed(scope, DOSE)
    assert found.kind is Kind.NEW_BUILD
    assert "geen set van vernieuwde gebieden" in found.note
    names = set(found.rows["naam"])
    assert any("Leidschenveen" in n for n in names), "new build, and called that"
    assert any("Ypenburg" in n for n in names)


def test_a_programme_that_began_late_takes_no_neighbour_away(real_store, monkeypatch):
    """NPLV of 2022 chose areas that had fallen behind: without them a ring looks better."""
    question = ask(real_store, monkeypatch, "krachtwijken", 2007)
    known = {o.programme: o.codes for o in elsewhere(question).others}
    early = renewed_meanwhile(question, Period(2002, (2008, 2012, 2014)))
    assert known["nplv"]
    others = [codes for name, codes in known.items() if name != "nplv"]
    assert not (known["nplv"] - frozenset().union(*others)) & early
    assert known["nieuw-west"] <= early, "1999-2012"
    later = renewed_meanwhile(question, Period(2014, (2016, 2022)))
    assert not later & known["nieuw-west"], "over before it"


def test_where_nothing_was_asked_no_waterbed_is_found(real_store, monkeypatch):
    """Of groups of five neighbouring wijken in three cities: flags stay few (see bench)."""
    monkeypatch.setenv("WIJKBEELD_STORE", str(real_store))
    here = nothing_asked.world()
    flagged = [
        nothing_asked.look(here, codes, n).is_flagged
        for city in ("GM0344", "GM0363", "GM0599")
        for n, codes in enumerate(groups(city, 5, 1)[:20])
    ]
    assert len(flagged) >= 50
    assert sum(flagged) / len(flagged) <= 0.07
