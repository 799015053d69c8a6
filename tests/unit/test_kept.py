"""Selections and events that users keep beside a dataset."""

from __future__ import annotations

import threading

import pytest

from wijkbeeld.store import events, named_file, selections, versions
from wijkbeeld.store.events import Event
from wijkbeeld.store.selections import Selection
from wijkbeeld.store.versions import StoreError


@pytest.fixture
def root(tmp_path):
    (tmp_path / "demo").mkdir()
    return tmp_path


def test_a_selection_comes_back_is_replaced_and_removed(root):
    selections.save("demo", Selection("  Tuin  steden ", "wijk", 2022, ("WK1", "WK2")), root)
    assert selections.selections("demo", root)["Tuin steden"].codes == ("WK1", "WK2")
    selections.save("demo", Selection("Tuin steden", "wijk", 2022, ("WK3",)), root)
    selections.save("demo", Selection("anders", "buurt", 2024, ("BU1",)), root)
    assert list(selections.selections("demo", root)) == ["anders", "Tuin steden"]
    selections.remove("demo", "Tuin steden", root)
    selections.remove("demo", "nooit geweest", root)
    assert list(selections.selections("demo", root)) == ["anders"]
    assert versions.datasets(root) == [], "a selection alone is no dataset"


def test_what_was_removed_can_be_put_back_for_thirty_days(root, monkeypatch):
    east, again = (Selection("Oost", "wijk", 2022, (code,)) for code in ("WK1", "WK2"))
    selections.save("demo", east, root)
    selections.remove("demo", "Oost", root)
    [gone] = selections.FILE.removed("demo", root)
    selections.save("demo", again, root)
    with pytest.raises(StoreError, match="intussen opnieuw gebruikt"):
        selections.FILE.put_back("demo", gone, root)
    assert selections.selections("demo", root)["Oost"] == again
    selections.FILE.rename("demo", "Oost", "Oost nieuw", root)
    selections.FILE.put_back("demo", gone, root)
    assert set(selections.selections("demo", root).values()) == {
        east,
        Selection("Oost nieuw", "wijk", 2022, ("WK2",)),
    }
    assert selections.FILE.removed("demo", root) == []

    selections.remove("demo", "Oost", root)
    monkeypatch.setattr(named_file, "KEPT_DAYS", -1)
    assert selections.FILE.removed("demo", root) == []


@pytest.mark.parametrize("text", ["{", '[{"name": "a"}]', '[{"name": "a", "on": "x", "row": {}}]'])
def test_a_damaged_list_of_what_was_removed_offers_nothing(root, text):
    (root / "demo" / "verwijderd_selecties.json").write_text(text, encoding="utf-8")
    assert selections.FILE.removed("demo", root) == []


@pytest.mark.parametrize(("name", "codes"), [("", ("A",)), ("x" * 61, ("A",)), ("goed", ())])
def test_what_cannot_be_a_selection_is_refused(root, name, codes):
    with pytest.raises(StoreError):
        selections.save("demo", Selection(name, "wijk", 2022, codes), root)
    assert selections.selections("demo", root) == {}


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"name": "a"}]', "null"])
def test_a_damaged_file_counts_as_none(root, text):
    for file in ("selecties.json", "gebeurtenissen.json"):
        (root / "demo" / file).write_text(text, encoding="utf-8")
    assert selections.selections("demo", root) == {}
    assert events.events("demo", None, root) == []


def test_a_damaged_file_is_never_overwritten(root):
    file = root / "demo" / "selecties.json"
    file.write_text("[{half", encoding="utf-8")
    with pytest.raises(StoreError, match="beschadigd"):
        selections.save("demo", Selection("nieuw", "wijk", 2022, ("WK1",)), root)
    assert file.read_text(encoding="utf-8") == "[{half"


def test_saving_at_once_loses_nothing(root):
    work = [
        threading.Thread(
            target=selections.save, args=("demo", Selection(f"s{n}", "wijk", 2022, ("WK1",)), root)
        )
        for n in range(20)
    ]
    for one in work:
        one.start()
    for one in work:
        one.join()
    assert len(selections.selections("demo", root)) == 20


def test_events_of_one_area_leave_those_of_others(root):
    events.replace(
        "demo", "WK1", [Event("WK1", 2010, "Sloop"), Event("WK1", 2004, "Plan", "raad")], root
    )
    events.replace("demo", "WK2", [Event("WK2", 2015, "School")], root)
    assert [e.year for e in events.events("demo", "WK1", root)] == [2004, 2010]
    events.replace("demo", "WK1", [], root)
    assert [e.code for e in events.events("demo", None, root)] == ["WK2"]


@pytest.mark.parametrize("event", [Event("WK1", 20100, "Sloop"), Event("WK1", 2010, "  ")])
def test_an_impossible_event_changes_nothing(root, event):
    events.replace("demo", "WK1", [Event("WK1", 2004, "Plan")], root)
    with pytest.raises(StoreError, match="Rij 1"):
        events.replace("demo", "WK1", [event], root)
    assert [e.text for e in events.events("demo", "WK1", root)] == ["Plan"]
