"""Equal specifications are one answer, counted once."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.worlds import World, made
from wijkbeeld.analysis.no_estimate import NoEstimate
from wijkbeeld.analysis.specification import Specification
from wijkbeeld.analysis.specification_curve import all_together, distinct, table

COLUMNS = {
    "measure": "lbm",
    "control": "never_treated",
    "match": "none",
    "weight": "none",
    "without_neighbours": False,
    "delay": 0,
    "anticipation": 0,
    "same_stratum": True,
    "n_treated": 5,
    "n_control": 20,
    "reason": None,
    "first_wave": 2002,
}


def rows(*changes: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([{**COLUMNS, **c} for c in changes])


def test_the_same_number_of_the_same_areas_is_one():
    found = distinct(
        rows(
            {"value": 0.1},
            {"value": 0.2},
            {"value": 0.1 + 1e-14, "weight": "woningen"},
            {"value": 0.1, "n_control": 19, "without_neighbours": True},
            {"value": 0.1 + 1e-9, "delay": 2},
        )
    )
    assert found["value"].tolist() == pytest.approx([0.1, 0.2, 0.1, 0.1], abs=1e-8)
    assert found["merged"].tolist() == [2, 1, 1, 1]
    assert found["n_control"].tolist() == [20, 20, 19, 20]


def test_the_choice_of_the_page_stands_for_its_equals():
    chosen = Specification("lbm", weight="woningen", delay=None)
    made_ = rows(
        {"value": 0.1, "delay": None},
        {"value": 0.3},
        {"value": 0.1, "weight": "woningen", "delay": None},
        {"value": 0.1, "weight": "inwoners", "delay": None},
    )
    assert distinct(made_)["weight"].tolist() == ["none", "none"]
    kept = distinct(made_, chosen)
    assert kept["weight"].tolist() == ["none", "woningen"]
    assert kept["merged"].tolist() == [1, 3]


def test_without_a_value_there_is_one_per_estimator_and_reason():
    none = {"value": float("nan"), "n_treated": 0, "n_control": 0}
    found = distinct(
        rows(
            {**none, "reason": NoEstimate.NO_CONTROLS},
            {**none, "reason": NoEstimate.NO_CONTROLS, "weight": "woningen"},
            {**none, "reason": NoEstimate.NO_PARTNERS, "match": "score"},
            {"value": 0.0, "n_treated": 0, "n_control": 0},
        )
    )
    assert found["merged"].tolist() == [2, 1, 1]


def test_starts_in_one_wave_make_controls_not_yet_renewed_the_same():
    data = made(World(size=8), 2)
    base = Specification("lbm", control="not_yet_treated")
    every = table(data, all_together(data, base))
    found = distinct(every, base)
    assert found["merged"].sum() == len(every)
    assert len(found) < len(every)
    assert found["value"].is_unique
    mine = found[(found["control"] == "not_yet_treated") & (found["match"] == "none")]
    assert (mine["merged"] >= 2).any(), "never and not yet renewed are the same areas here"


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0.1, 0.2, 0.3]), st.integers(1, 3)), min_size=1))
def test_counts_add_up_and_once_is_enough(made_):
    every = rows(*({"value": v, "n_treated": n} for v, n in made_))
    found = distinct(every)
    assert found["merged"].sum() == len(every)
    assert len(found) == len(set(made_))
    again = distinct(found.drop(columns="merged"))
    assert again["value"].tolist() == found["value"].tolist()
