"""Scenes of words from a plan: they fit the stage, and claim nothing real on invented figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_perspective import content
from wijkbeeld.catalog import catalog
from wijkbeeld.present import plan_scenes
from wijkbeeld.present.content import plain_scene

EVERY = tuple(catalog().interventions)


@pytest.mark.parametrize("fictional", [True, False])
def test_a_scene_on_invented_figures_is_no_real_example(fictional):
    made = plan_scenes.scene(content(fictional=fictional), plan_scenes.MEASURES)
    drawn = plain_scene(made)
    assert drawn.real is not fictional
    assert ("(fictief)" in drawn.title) is fictional
    assert drawn.table == {
        "header": ["Maatregel", "Wie trekt", "Wanneer"],
        "rows": [["Verkoop van huurwoningen", "afgesproken", "2027"]],
    }


def test_a_long_plan_says_how_many_more_there_are():
    drawn = plain_scene(plan_scenes.scene(content(chosen=EVERY), plan_scenes.MEASURES))
    assert len(drawn.table["rows"]) == 7
    assert drawn.table["rows"][-1][0] == f"en nog {len(EVERY) - 6}"
    seven = plain_scene(plan_scenes.scene(content(chosen=EVERY[:7]), plan_scenes.MEASURES))
    assert seven.table["rows"][-1][0] == catalog().interventions[EVERY[6]].title


def test_only_what_is_there_can_be_a_scene():
    empty = replace(content(), agreed=[], meetings=[], answers={})
    assert plan_scenes.possible(empty) == []
    assert plan_scenes.possible(content()) == list(plan_scenes.LABELS)
    with pytest.raises(ValueError, match="lines"):
        plan_scenes.scene(empty, plan_scenes.ANSWERS)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=900))
def test_any_text_fits_a_scene(text):
    for kind in (plan_scenes.MEASURES, plan_scenes.ROUTE):
        drawn = plain_scene(plan_scenes.scene(content(text), kind))
        assert all(len(row) == 3 for row in drawn.table["rows"])
    if text.strip():
        assert plan_scenes.scene(content(text), plan_scenes.ANSWERS).lines
