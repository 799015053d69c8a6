"""Figures that a dataset holds of one gemeente only, or on areas of another year, are found."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from wijkbeeld.store import characteristics
from wijkbeeld.store.read import Dataset, open_dataset
from wijkbeeld.store.town_figures import town_figures
from wijkbeeld.ui import low_share
from wijkbeeld.ui.low_share import Counting
from wijkbeeld.ui.reference import Part


@pytest.fixture
def one_town(demo, monkeypatch):
    """Inhabitants are known in one gemeente, and there of 2019."""
    data = open_dataset("demo")
    scope = data.scope("wijk", 2024)
    inside = scope.within("GM9901")
    here = data.by_code(inside).index
    table = pd.DataFrame({2019: 1000.0}, index=here)
    monkeypatch.setattr(
        Dataset,
        "figure_table",
        lambda self, s, indicator: table[table.index.isin(self.by_code(s).index)],
    )
    characteristics.counted.cache_clear()
    yield data, scope, inside, here
    characteristics.counted.cache_clear()


def test_inhabitants_of_a_part_are_known_where_those_of_the_whole_are_not(one_town):
    _, scope, inside, here = one_town
    assert characteristics.people(scope).year is None
    assert characteristics.people(inside).year == 2019
    elsewhere = [c for c in scope_codes(scope) if c not in here][:3]
    found = characteristics.people_of(scope, [here[0], *elsewhere])
    assert found.year == 2019
    assert found.counts.notna().tolist() == [True, False, False, False]


def test_a_share_is_not_drawn_of_a_whole_of_which_a_part_is_known(one_town):
    data, scope, inside, here = one_town
    classes = data.wide(scope, "klasse")
    counting = Counting("inwoners", characteristics.counted(inside, "inwoners"), "wijken")
    parts = [Part("Hier", "Hier", classes.loc[here]), Part("Alles", "Alles", classes)]
    found = low_share.shares(parts, counting)
    assert [line.label for line in found.lines] == ["Hier"]
    assert f"is maar van {len(here)} van de {len(classes)} wijken bekend" in found.notes[0]


def test_figures_of_a_gemeente_are_found_on_areas_of_another_year(demo):
    scope = open_dataset("demo").scope("wijk", 2024)
    other = replace(scope, classification=2022)
    assert len(open_dataset("demo").figures(other.at("gemeente"), ["GM9901"])) == 0
    found = town_figures(other, ["GM9901"])
    assert len(found) > 0
    pd.testing.assert_frame_equal(found, town_figures(scope, ["GM9901"]))
    assert not found.duplicated(["indicator", "year"]).any()


def scope_codes(scope):
    return list(open_dataset("demo").by_code(scope).index)
