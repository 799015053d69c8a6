"""Which areas are renewed, which are no fair comparison, and which are too small to say much."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wijkbeeld.analysis.new_build_share import EARLY, dose, early_year
from wijkbeeld.analysis.specification import Specification, panel_for
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.models import Buurten, ProgrammeArea
from wijkbeeld.pipeline import DEMO_REGISTER
from wijkbeeld.renewal.elsewhere import By, elsewhere
from wijkbeeld.renewal.inputs import comparison_data
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import evaluate
from wijkbeeld.renewal.sets import DOSE, Kind, renewed
from wijkbeeld.renewal.small import Counted, _small, small
from wijkbeeld.renewal.telling import sizes_of
from wijkbeeld.store.groups import touched
from wijkbeeld.store.read import Dataset, open_dataset, opened
from wijkbeeld.words import groups as words

PLACE = "wijk", 2022
IN_BUURTEN = "buurt", 2024


def area(**more) -> ProgrammeArea:
    place = {"level": "wijk", "classification": 2022}
    return ProgrammeArea(name="A", gemeente="B", gemeente_code="GM0001", **(place | more))


def test_every_programme_area_is_matched_or_lies_somewhere():
    for programme in catalog().programmes.values():
        for a in programme.areas:
            assert a.is_matched or a.partial_codes, f"{a.name}: where does it lie?"
            for code in (*a.codes, *a.partial_codes):
                assert code[2:6] == a.gemeente_code[2:], a.name


def test_buurten_raise_the_number_of_matched_areas():
    """26 of 40 krachtwijken and 14 of 20 focus areas had codes; with buurten 38 and 15 do."""
    found = {
        id_: tuple(
            sum(bool(a.codes_at(*place)) for a in catalog().programmes[id_].areas)
            for place in (PLACE, IN_BUURTEN)
        )
        for id_ in ("krachtwijken", "nplv")
    }
    assert found == {"krachtwijken": (27, 38), "nplv": (15, 15)}
    unmatched = [a.name for a in catalog().programmes["krachtwijken"].areas if not a.is_matched]
    assert unmatched == ["Noord", "Oost"], "of Amsterdam: which wijken is not published as codes"


def test_noordoost_of_maastricht_is_not_borgharen_and_itteren():
    """The CBS wijk Buitenwijk Noordoost is a pair of villages; the krachtwijk is in the city."""
    areas = catalog().programmes["krachtwijken"].areas
    found = next(a for a in areas if (a.name, a.gemeente) == ("Noordoost", "Maastricht"))
    assert found.codes == ()
    assert found.partial_codes == ("WK093504",)
    assert len(found.codes_at(*IN_BUURTEN)) == 4


def test_the_post_war_wijken_of_nieuw_west_are_those_of_the_krachtwijken():
    known = catalog().programmes
    post_war = {c for a in known["nieuw-west-naoorlogs"].areas for c in a.codes}
    krachtwijk = next(a for a in known["krachtwijken"].areas if a.name == "Nieuw-West")
    assert post_war == set(krachtwijk.codes)
    assert len(post_war) == 9
    whole = {c for a in known["nieuw-west"].areas for c in a.codes}
    assert len(whole) == 15
    assert post_war < whole
    both = [i for i in known if i.startswith("nieuw-west")]
    assert both == ["nieuw-west-naoorlogs", "nieuw-west"], "the default comes first"


def test_a_code_is_not_both_covered_and_touched():
    with pytest.raises(ValidationError, match="both"):
        area(codes=("WK000101",), partial_codes=("WK000101",), partial_match="op naam")
    with pytest.raises(ValidationError, match="both"):
        Buurten(
            classification=2024, codes=("BU1",), partial_codes=("BU1",), match="op naam in 2024"
        )


def test_codes_need_a_place_and_partial_codes_a_reason():
    with pytest.raises(ValidationError, match="level"):
        area(codes=("WK000101",), level=None)
    with pytest.raises(ValidationError, match="partial_match"):
        area(partial_codes=("WK000101",))


@given(
    share=st.floats(0, 100),
    homes=st.floats(0, 1e5),
    before=st.floats(0, 1e5),
    year=st.integers(1990, EARLY),
)
def test_a_dose_needs_an_old_stock_that_hardly_grew(share, homes, before, year):
    found = dose(*(pd.Series({"a": v}) for v in (share, homes, before)), year).loc["a"]
    assert found["is_built_up"] == pd.notna(found["dose"])
    if found["is_built_up"]:
        assert before >= 500
        assert homes <= 1.5 * before
        assert found["dose"] == share


def test_an_extension_of_around_2000_is_no_renewal():
    """Leidschenveen (92% since 2000) and Ypenburg (86%): a stock of 2003 was new already."""
    share = pd.Series({"leidschenveen": 92.0, "ypenburg": 86.0, "renewed": 45.0})
    homes = pd.Series({"leidschenveen": 8000.0, "ypenburg": 11000.0, "renewed": 5200.0})
    before = pd.Series({"leidschenveen": 5500.0, "ypenburg": 8500.0, "renewed": 5000.0})
    found = dose(share, homes, before, 2003)
    assert list(found.index[found["is_built_up"]]) == ["renewed"]
    with pytest.raises(ValueError, match="before renewal"):
        dose(share, homes, before, EARLY + 1)


@pytest.mark.parametrize(
    ("years", "chosen"),
    [([1995, 2000, 2003], 2000), ([2004, 2003, 2010], 2003), ([2013, 2022], None), ([], None)],
)
def test_the_early_year_is_the_last_to_2000_or_the_first_after(years, chosen):
    assert early_year(years) == chosen


def question(store: Path, monkeypatch, register: str, level: str = "wijk", **choices) -> Question:
    monkeypatch.setenv("WIJKBEELD_STORE", str(store))
    data = open_dataset("demo", store)
    areas = renewed(data.scope(level, 2024), f"register:{register}")
    starts = pd.to_numeric(areas.rows["start"])
    ends = pd.to_numeric(areas.rows["eind"])
    measure = data.measures()["lbm"]
    return Question(
        data.scope(level, 2024), measure, areas, starts, ends, Specification("lbm"), **choices
    )


def test_registers_of_a_user_count_only_when_asked(demo_store, monkeypatch):
    asked = question(demo_store, monkeypatch, "De Hoven (fictief)")
    beside = elsewhere(asked)
    assert beside.codes == frozenset()
    assert len(beside.compared) == 18
    assert not beside.is_complete, "other registers say that some were renewed"
    counting = elsewhere(replace(asked, without_registers=True))
    assert len(counting.codes) == 18
    assert counting.is_complete
    assert {o.by for o in counting.others} == {By.REGISTER}
    assert DEMO_REGISTER in {o.label for o in counting.others}
    own = set(asked.set.rows.index)
    assert not counting.codes & own


def test_a_fictional_region_is_touched_by_no_programme(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    assert touched(open_dataset("demo", demo_store).scope("wijk", 2024)) == ()


def test_small_areas_take_no_part_on_either_side(demo_store, monkeypatch):
    asked = question(demo_store, monkeypatch, DEMO_REGISTER)
    everyone = panel_for(comparison_data(asked), asked.specification)
    many = replace(asked, minimum=2500)
    few = small(many)
    assert few.of(many.set.rows.index), "renewed ones among them"
    left = panel_for(comparison_data(many), many.specification)
    assert set(left.codes) == set(everyone.codes) - few.codes
    for found in few.areas.values():
        least = 2500 if found.counted is Counted.INHABITANTS else 1250
        assert found.number < least
    assert small(replace(asked, minimum=0)).codes == frozenset()


def test_areas_of_unknown_size_take_part_and_are_counted(demo_store, monkeypatch):
    asked = question(demo_store, monkeypatch, DEMO_REGISTER)
    assert small(asked).unknown == frozenset(), "all sizes of the fictional region are known"
    lost = set(opened(asked.scope).by_code(asked.scope).index[:5])
    whole = Dataset.figure_table
    monkeypatch.setattr(
        Dataset,
        "figure_table",
        lambda self, *of: whole(self, *of).drop(index=list(lost), errors="ignore"),
    )
    _small.cache_clear()
    few = small(replace(asked, minimum=2500))
    _small.cache_clear()
    assert few.unknown == lost
    assert not few.unknown & few.codes
    said = sizes_of(few)
    assert "Van 5 gebieden met een score" in said
    assert sum(t.areas for t in few.tallies) == 115
    assert f"inwoners van {few.tallies[0].first}" in said


def test_nothing_is_left_when_all_areas_are_too_small(demo_store, monkeypatch):
    asked = question(demo_store, monkeypatch, DEMO_REGISTER, minimum=10**7)
    found = evaluate(asked)
    assert found.main.effect is None
    assert all(r.estimate is None for r in found.ladder.rungs)


def test_new_dwellings_with_an_early_stock_are_renewal(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    found = renewed(open_dataset("demo", demo_store).scope("wijk", 2024), DOSE, 20)
    assert found.kind is Kind.RENEWED
    assert "waar in 2004 al ten minste 500 woningen stonden" in found.note


@pytest.mark.parametrize("n", [0, 1, 2])
def test_never_renewed_is_said_only_when_nothing_touches_them(n: int):
    assert "nooit vernieuwd" in words.compared_with_text(n, is_complete=True)
    assert "nooit" not in words.compared_with_text(n, is_complete=False)


def test_sentences_count_in_dutch():
    assert words.compared_with_text(1, False) == "1 gebied dat niet in dit register staat"
    assert words.compared_with_text(2, False) == "2 gebieden die niet in dit register staan"
    assert words.renewed_elsewhere([], 0) == ""
    assert words.renewed_elsewhere([("NPLV", 1, 0)], 1) == (
        "1 gebied telt niet mee als vergelijking. Het hoort (deels) bij een ander programma of "
        "register: NPLV: 1 geheel."
    )
    assert words.renewed_elsewhere([("NPLV", 2, 3), ("Plan", 0, 1)], 5) == (
        "5 gebieden tellen niet mee als vergelijking. Ze horen (deels) bij een ander programma of "
        "register: NPLV: 2 geheel, 3 deels of misschien; Plan: 1 deels of misschien. Een gebied "
        "kan bij meer dan één horen."
    )
    assert words.renewed_but_compared([("Plan", 1, 0)], 1) == (
        "Let op: 1 gebied in de vergelijking hoort (deels) bij een ander programma of register. "
        "Alle gebieden daarvan op dit niveau: Plan: 1 geheel."
    )
    assert "1 programmagebied weten we niet waar het" in words.unplaced(["De Hei"])
    assert words.unplaced([]) == ""


def test_too_small_is_said_with_name_number_and_limit():
    line = words.too_small("Sloterdijk", 37, "woningen", 2002, 100)
    assert line == "Sloterdijk: 37 woningen in 2002, minder dan 100."
    sizes = words.sizes_known([("inwoners", 44, 2019, 2019)], 3, 2002)
    told = words.too_small_to_compare([line], 12, 200, 2002, sizes)
    assert "minder dan 200 inwoners of 100 woningen rond 2002" in told
    assert line in told
    assert "Te klein uit de rest: 12 gebieden." in told
    assert (
        "Geteld in het bekende jaar dat het dichtst bij 2002 ligt: inwoners van 2019 "
        "(44 gebieden). Van 3 gebieden met een score is het aantal inwoners en woningen niet "
        "bekend; die doen mee."
    ) in told
    assert words.sizes_known([], 0, 2002) == ""


def test_new_build_without_an_early_stock_is_not_called_renewed():
    assert words.stock_label(False).startswith("Nieuwbouw sinds 2000")
    assert "dit is geen set van vernieuwde gebieden" in words.stock_note(20, 2019, None, 43)
    assert "Let op" not in words.stock_note(20, 2019, 2003, 43)
