"""Renewed areas within a place: the same answer as a set that was limited by hand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from tests.unit.test_true_groups import question
from wijkbeeld.analysis.ladder import ladder
from wijkbeeld.pipeline import DEMO_REGISTER
from wijkbeeld.renewal.command_line import command_of
from wijkbeeld.renewal.elsewhere import By, elsewhere
from wijkbeeld.renewal.inputs import comparison_data
from wijkbeeld.renewal.inside import having_areas, inside
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.sets import sets
from wijkbeeld.store import registers
from wijkbeeld.store.places import places
from wijkbeeld.store.read import open_dataset, opened
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.store.registers import Register

TOWN = "GM9901"
REGISTER = "Twee gemeenten"


@pytest.fixture(scope="module")
def two_towns(demo_store, tmp_path_factory) -> Path:
    """A store with a register of every other renewed area of one gemeente, and four elsewhere."""
    folder = tmp_path_factory.mktemp("inside") / "store"
    shutil.copytree(demo_store, folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("WIJKBEELD_STORE", str(folder))
        data = open_dataset("demo", folder)
        towns = data.by_code(data.scope("wijk", 2024))["gemeente_code"]
        rows = registers.registers("demo")[DEMO_REGISTER].rows[::2]
        more = [
            RegisterRow(str(code), "", 2010, None, source="test")
            for code in towns.index[towns != TOWN][::9]
        ]
        both = Register(REGISTER, "wijk", 2024, (*rows, *more))
        registers.save("demo", both)
    return folder


@pytest.fixture
def asked(two_towns, monkeypatch) -> Question:
    found = question(two_towns, monkeypatch, REGISTER, without_registers=True)
    towns = opened(found.scope).by_code(found.scope)["gemeente_code"]
    assert towns.reindex(found.set.rows.index).nunique() > 1
    return found


def limited(asked: Question, place: str) -> Question:
    there = places(opened(asked.scope))[place]
    areas = inside(asked.scope, asked.set, there)
    codes = areas.rows.index
    return replace(asked, set=areas, starts=asked.starts[codes], ends=asked.ends[codes])


def by_hand(asked: Question, place: str) -> Question:
    """Another set, of the rows whose gemeente is the place."""
    towns = opened(asked.scope).by_code(asked.scope)["gemeente_code"]
    mine = asked.set.rows.index[(towns.reindex(asked.set.rows.index) == place).to_numpy()]
    areas = replace(asked.set, id="eigen:met de hand", rows=asked.set.rows.loc[mine])
    return replace(asked, set=areas, starts=asked.starts[mine], ends=asked.ends[mine])


def test_a_set_limited_by_hand_gives_the_same_ladder(asked):
    found, same = (
        ladder(comparison_data(q), q.specification, 199, look_elsewhere=False)
        for q in (limited(asked, TOWN), by_hand(asked, TOWN))
    )
    assert found.own is not None
    assert 0 < found.own.n < len(asked.set.rows)
    for mine, other in zip(found.rungs, same.rungs, strict=True):
        assert repr(mine) == repr(other)


def test_the_rest_of_the_set_was_renewed_too_and_is_no_comparison(asked):
    free = replace(asked, without_registers=False, without_programmes=False)
    part = limited(free, TOWN)
    beyond = set(asked.set.rows.index) - set(part.set.rows.index)
    assert part.set.beyond == beyond
    assert set(elsewhere(part).codes) == beyond
    assert By.SET in {o.by for o in elsewhere(part).others}
    everyone = {c for o in elsewhere(replace(part, without_registers=True)).others for c in o.codes}
    assert not everyone & set(part.set.rows.index)
    place = places(opened(asked.scope))[TOWN].label
    assert part.set.name.endswith(f", in {place}")
    assert f"{len(beyond)} andere gebieden van de set tellen hier niet mee" in part.set.note
    assert f"--plek {TOWN}" in command_of(part)
    assert "--plek" not in command_of(free)


def test_everything_is_the_whole_set(asked):
    assert inside(asked.scope, asked.set, places(opened(asked.scope))[""]) is asked.set


def test_sets_that_have_areas_in_a_place(asked):
    known, there = sets(asked.scope), places(opened(asked.scope))
    towns = opened(asked.scope).by_code(asked.scope)["gemeente_code"]
    for town in pd.unique(towns):
        found = having_areas(asked.scope, known, there[town])
        mine = int((towns.reindex(asked.set.rows.index) == town).sum())
        assert found.get(asked.set.id, 0) == mine
        assert all(found.values())
