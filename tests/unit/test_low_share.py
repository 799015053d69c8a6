"""Share of areas, inhabitants or dwellings in areas zwak or lower."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkbeeld.analysis.low_share import HIGHEST_LOW, low_share
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import classify
from wijkbeeld.words import weights as words

NAN = float("nan")
one_class = st.one_of(st.integers(1, 9).map(float), st.just(NAN))
one_weight = st.one_of(st.floats(0.5, 1e5), st.just(0.0), st.just(NAN))


@st.composite
def worlds(draw):
    """Classes of up to twelve areas in three waves, and their inhabitants."""
    n = draw(st.integers(1, 12))
    codes = [f"a{i}" for i in range(n)]
    rows = draw(st.lists(st.lists(one_class, min_size=3, max_size=3), min_size=n, max_size=n))
    weights = draw(st.lists(one_weight, min_size=n, max_size=n))
    table = pd.DataFrame(rows, index=codes, columns=[2002, 2012, 2022], dtype="float64")
    return table, pd.Series(weights, index=codes, dtype="float64")


def test_inhabitants_weigh_and_areas_do_not():
    classes = pd.DataFrame({2022: [4.0, 5.0, 9.0, 1.0]}, index=list("abcd"))
    people = pd.Series({"a": 600.0, "b": 100.0, "c": 200.0, "d": 100.0})
    assert low_share(classes).loc[2022, "share"] == 0.5
    weighed = low_share(classes, people).loc[2022]
    assert weighed["share"] == pytest.approx(0.7)
    assert (weighed["low"], weighed["n"], weighed["unknown"]) == (2, 4, 0)


def test_zwak_is_the_highest_class_that_is_low():
    names = [c.name for c in catalog().classes["situatie"].limits]
    assert names[HIGHEST_LOW - 1] == "zwak"
    assert names[HIGHEST_LOW] == "voldoende"


def test_what_is_missing_is_neither_low_nor_sound():
    classes = pd.DataFrame({2022: [2.0, 7.0, NAN, 3.0, 2.0]}, index=list("abcde"))
    people = pd.Series({"a": 100.0, "b": 100.0, "c": 800.0, "d": NAN, "e": 0.0})
    found = low_share(classes, people).loc[2022]
    assert found["share"] == 0.5
    assert (found["low"], found["n"], found["unknown"]) == (1, 2, 1)
    derived = classify(pd.Series([-0.5, NAN]), catalog().classes["situatie"])
    assert low_share(pd.DataFrame({2022: derived})).loc[2022, "n"] == 1


def test_nothing_to_count_has_no_share():
    classes = pd.DataFrame({2022: [NAN, 3.0]}, index=list("ab"))
    found = low_share(classes, pd.Series({"a": 10.0})).loc[2022]
    assert np.isnan(found["share"])
    assert not found["is_enough"]
    assert found["unknown"] == 1
    assert low_share(classes.iloc[:0]).loc[2022, "n"] == 0


def test_a_wave_with_far_fewer_areas_is_not_to_be_drawn():
    classes = pd.DataFrame({2020: [1.0] * 8 + [NAN] * 2, 2022: [1.0] * 10})
    assert low_share(classes)["is_enough"].to_dict() == {2020: False, 2022: True}
    classes.loc[8, 2020] = 9.0
    assert low_share(classes)["is_enough"].all(), "nine of ten is enough"


def test_a_wave_without_its_largest_area_is_not_to_be_drawn():
    classes = pd.DataFrame({2020: [NAN] + [1.0] * 19, 2022: [9.0] + [1.0] * 19})
    people = pd.Series([1000.0] + [100.0] * 19)
    assert low_share(classes)["is_enough"].all()
    assert low_share(classes, people)["is_enough"].to_dict() == {2020: False, 2022: True}


@settings(deadline=None)
@given(worlds())
def test_equal_weights_are_no_weights(world):
    classes, _ = world
    equal = low_share(classes, pd.Series(7.0, index=classes.index))
    pd.testing.assert_frame_equal(equal, low_share(classes))


@settings(deadline=None)
@given(worlds())
def test_the_share_of_the_whole_is_the_mean_of_its_parts(world):
    classes, people = world
    half = len(classes) // 2
    counted = classes.notna().mul((people > 0).astype(float), axis=0)
    held = counted.mul(people.fillna(0.0), axis=0)
    parts = [classes.iloc[:half], classes.iloc[half:]]
    masses = [held.iloc[:half].sum(), held.iloc[half:].sum()]
    found = low_share(classes, people)
    low = sum(
        low_share(p, people)["share"].fillna(0.0) * m for p, m in zip(parts, masses, strict=True)
    )
    for wave, mass in held.sum().items():
        if mass > 0:
            assert found.loc[wave, "share"] == pytest.approx(low[wave] / mass)
            assert 0 <= found.loc[wave, "share"] <= 1
        else:
            assert np.isnan(found.loc[wave, "share"])


@settings(deadline=None)
@given(worlds())
def test_doubling_an_area_is_doubling_its_weight(world):
    classes, people = world
    twice = pd.concat([classes, classes.rename(index="{}+".format)])
    both = pd.concat([people, people.rename(index="{}+".format)])
    found, once = low_share(twice, both), low_share(classes, 2 * people)
    np.testing.assert_allclose(found["share"], once["share"])
    assert (found["n"] == 2 * once["n"]).all()


def test_the_title_says_what_counts_and_of_which_year():
    assert words.low_title("inwoners", "wijken", 2022) == (
        "Deel van de inwoners in wijken die zwak of lager scoren, naar inwoners van 2022"
    )
    assert words.low_title("none", "wijken", None) == "Deel van de wijken dat zwak of lager scoort"
    assert words.counts("none", "buurten") == "buurten"
    assert words.weighed("none", None) == "elk gebied telt even zwaar"
    assert "1 gebied telt niet mee" in words.partly_counted("Utrecht", "inwoners", 1, 9)
