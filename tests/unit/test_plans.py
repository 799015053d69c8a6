"""Plans of an area: kept at once, never lost by another session, damaged files told."""

from __future__ import annotations

import json
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijkbeeld.store import plans
from wijkbeeld.store.plans import Where
from wijkbeeld.store.versions import StoreError

HERE = Where("demo", "wijk", 2022, "WK990101", "Havenwijk")
THERE = Where("demo", "wijk", 2022, "WK990102", "Parkwijk")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "demo").mkdir()
    return tmp_path


def test_a_plan_is_kept_with_its_area_and_no_other(root):
    plans.choose(HERE, "verkoop", root)
    plans.choose(HERE, "renovatie", root)
    plans.move(HERE, "renovatie", -1, root)
    plans.write(HERE, "maatregel.verkoop.wie", "", "  Corporatie\x00 Zuid\x1b ", root)
    plans.choose(THERE, "korrel", root)
    kept = plans.plan_of(HERE, root)
    assert kept.chosen == ("renovatie", "verkoop")
    assert kept.text("maatregel.verkoop.wie") == "Corporatie Zuid"
    assert kept.name == "Havenwijk · WK990101 (2022)"
    assert plans.plan_of(THERE, root).chosen == ("korrel",)


def test_what_was_written_with_a_dropped_intervention_comes_back_with_it(root):
    plans.choose(HERE, "verkoop", root)
    plans.write(HERE, "maatregel.verkoop.noot", "", "eerst vragen", root)
    plans.drop(HERE, "verkoop", root)
    assert plans.plan_of(HERE, root).chosen == ()
    plans.choose(HERE, "verkoop", root)
    assert plans.plan_of(HERE, root).text("maatregel.verkoop.noot") == "eerst vragen"


def test_two_sessions_that_write_in_one_place_lose_nothing(root):
    plans.write(HERE, "waartoe", "", "van de ene", root)
    plans.write(HERE, "waartoe", "", "van de ander", root)
    plans.write(HERE, "waartoe", "", "van een derde", root)
    kept = plans.plan_of(HERE, root)
    assert kept.text("waartoe") == "van de ene"
    assert kept.text("waartoe" + plans.BESIDE) == "van de ander\nvan een derde"
    plans.settle(HERE, "waartoe", "van allen", root)
    assert dict(plans.plan_of(HERE, root).texts) == {"waartoe": "van allen"}
    plans.write(HERE, "waartoe", "van allen", "nieuw", root)
    plans.write(HERE, "waartoe", "oud", "nieuw", root)
    assert dict(plans.plan_of(HERE, root).texts) == {"waartoe": "nieuw"}


def test_saving_at_once_loses_nothing(root):
    work = [
        threading.Thread(target=plans.write, args=(HERE, f"k{n}", "", f"t{n}", root))
        for n in range(15)
    ] + [threading.Thread(target=plans.choose, args=(HERE, f"m{n}", root)) for n in range(15)]
    for one in work:
        one.start()
    for one in work:
        one.join()
    kept = plans.plan_of(HERE, root)
    assert (len(kept.texts), len(kept.chosen)) == (15, 15)


def test_a_plan_that_was_wiped_comes_back_also_when_another_was_begun(root):
    plans.choose(HERE, "verkoop", root)
    plans.remove(HERE, root)
    assert plans.plan_of(HERE, root).is_empty
    plans.choose(HERE, "korrel", root)
    [gone] = plans.removed(HERE, root)
    assert plans.removed(THERE, root) == []
    plans.put_back(HERE, gone, root)
    assert plans.plan_of(HERE, root).chosen == ("verkoop",)
    [other] = plans.removed(HERE, root)
    assert other.row["chosen"] == ["korrel"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1]",
        '[{"code": "WK990101", "edition": 2022}]',
        '[{"name": "a", "level": "wijk", "code": "WK990101", "edition": 2022, "chosen": "x", '
        '"texts": {}}]',
        '[{"name": "a", "level": "wijk", "code": "WK990101", "edition": 2022, "chosen": [], '
        '"texts": {"a": 1}}]',
    ],
)
def test_a_damaged_file_is_told_and_never_overwritten(root, text):
    file = root / "demo" / plans.FILE.file
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="beschadigd"):
        plans.plan_of(HERE, root)
    with pytest.raises(StoreError, match="beschadigd"):
        plans.choose(HERE, "verkoop", root)
    assert file.read_text(encoding="utf-8") == text


def test_meetings_begin_as_the_usual_ones(root):
    usual = ("a", "b")
    assert plans.plan_of(HERE, root).meetings is None
    plans.set_meetings(HERE, lambda ids: plans.moved(ids, "b", -1), usual, root)
    plans.set_meetings(HERE, lambda ids: [*ids, "c"], usual, root)
    assert plans.plan_of(HERE, root).meetings == ("b", "a", "c")


def test_a_text_that_is_too_long_is_refused(root):
    with pytest.raises(StoreError, match="te lang"):
        plans.write(HERE, "waar", "", "x" * (plans.LONGEST_TEXT + 1), root)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=80),
    st.text(min_size=1, max_size=400),
    st.lists(st.text(max_size=20), max_size=8),
)
def test_any_name_text_and_choice_comes_back_as_it_was_kept(root, name, text, ids):
    file = root / "demo" / plans.FILE.file
    file.unlink(missing_ok=True)
    where = Where("demo", "wijk", 2022, "WK990101", plans.clean(name))
    chosen = list(dict.fromkeys(map(plans.clean, ids)))
    for id_ in chosen:
        plans.choose(where, id_, root)
    plans.write(where, "noot", "", text, root)
    kept = plans.plan_of(where, root)
    assert kept.chosen == tuple(chosen)
    assert kept.text("noot") == plans.clean(text)
    assert plans.clean(kept.text("noot")) == kept.text("noot")
    assert len(kept.name) <= 60
    assert json.loads(file.read_text(encoding="utf-8"))
    plans.remove(where, root)
    [gone, *_] = plans.removed(where, root)
    plans.put_back(where, gone, root)
    assert plans.plan_of(where, root) == kept
    plans.remove(where, root)
