"""Areas beside each other by their mix: types, concentration, relation and what if."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from wijkbeeld.analysis import mix_areas

COUNTS = pd.DataFrame(
    {"koop": [80.0, 0, 40, np.nan, 0], "huur": [20.0, 100, 60, 9, 0]}, index=list("abcde")
)
WIJK = pd.Series(["W1", "W1", "W2", "W2", "W3"], index=COUNTS.index)


def test_an_area_is_the_sum_of_its_known_units():
    found = mix_areas.area_mix(COUNTS, WIJK)
    assert list(found.index) == ["W1", "W2"]
    assert found.loc["W1", ["koop", "huur"]].tolist() == pytest.approx([0.4, 0.6])
    assert found["total"].tolist() == [200, 100]
    assert found["n"].tolist() == [2, 1]
    assert found["left_out"].tolist() == [0, 1]
    assert found["largest"].tolist() == ["huur", "huur"]
    expected = -(0.4 * np.log(0.4) + 0.6 * np.log(0.6)) / np.log(2)
    assert found["entropy"].tolist() == pytest.approx([expected, expected])


def test_types_follow_limits_that_move():
    shares = pd.Series([0.4, 0.5, 0.6, 2 / 3, 0.9, np.nan])
    assert mix_areas.types(shares, 0.5, 2 / 3).tolist()[:5] == [
        "mixed",
        "mixed",
        "between",
        "single",
        "single",
    ]
    assert mix_areas.types(shares, 0.5, 2 / 3).isna().tolist()[5]
    assert mix_areas.types(shares, 0.65, 0.95).tolist()[:5] == ["mixed"] * 3 + ["between"] * 2


def test_coverage_is_by_size_and_by_units_where_no_size_is_known():
    sizes = pd.Series({"c": 900.0, "d": 100.0, "e": 50.0})
    found = mix_areas.coverage(COUNTS, WIJK, sizes)
    assert found["W1"] == 1
    assert found["W2"] == pytest.approx(0.9)
    assert np.isnan(found["W3"]), "there is nothing to count"
    assert mix_areas.coverage(COUNTS, WIJK, pd.Series(dtype="float64"))["W2"] == 0.5
    few = mix_areas.coverage(COUNTS, WIJK, pd.Series({"c": 900.0}))
    assert few["W2"] == 0.5, "a unit without a size counts as the mean of the others"
    none = COUNTS.drop("c")
    assert mix_areas.coverage(none, WIJK.drop("c"), sizes)["W2"] == 0


def test_an_area_without_a_type_is_not_on_the_map_as_a_corporatiebuurt():
    counts = pd.DataFrame({"koop": [10.0, 10], "corporatie": [90.0, 90]}, index=list("ab"))
    found = mix_areas.area_mix(counts, pd.Series(list("ab"), index=list("ab")))
    kinds = pd.Series(["single", None], index=list("ab"))
    looks = mix_areas.look_of(found, kinds, "corporatie")
    assert looks["a"] == "corporation"
    assert pd.isna(looks["b"])


def test_a_group_that_concentrates_and_one_that_spreads():
    total, city = pd.Series([100.0, 100, 100]), pd.Series("GM1", range(3))
    apart, even = pd.Series([60.0, 0, 0]), pd.Series([20.0, 20, 20])
    found = mix_areas.concentration((even, total), (apart, total), city)
    assert found.cities.loc["GM1", "before"] == pytest.approx(0)
    assert found.cities.loc["GM1", "after"] > 0.5
    assert found.areas["change"].tolist() == pytest.approx([2 / 3, -1 / 3, -1 / 3])
    back = mix_areas.concentration((apart, total), (even, total), city)
    assert back.cities["before"].tolist() == found.cities["after"].tolist()
    unknown = mix_areas.concentration((even, total), (pd.Series([60.0, 0, np.nan]), total), city)
    assert len(unknown.areas) == 2
    assert unknown.areas["before"].sum() == pytest.approx(1)


def test_shares_are_of_the_own_city():
    total, city = pd.Series([100.0] * 4), pd.Series(["GM1", "GM1", "GM2", "GM2"])
    first, last = pd.Series([10.0, 30, 5, 5]), pd.Series([20.0, 20, 9, 1])
    found = mix_areas.concentration((first, total), (last, total), city)
    assert found.areas["before"].tolist() == pytest.approx([0.25, 0.75, 0.5, 0.5])
    assert found.areas["change"].tolist() == pytest.approx([0.25, -0.25, 0.4, -0.4])
    went = found.cities["after"] - found.cities["before"]
    assert went["GM1"] < 0 < went["GM2"]


def test_a_relation_has_an_interval_and_needs_areas():
    rng = np.random.default_rng(3)
    x = pd.Series(rng.normal(size=60))
    y = x + rng.normal(size=60)
    found = mix_areas.relation(x, y)
    assert found.rho == pytest.approx(spearmanr(x, y).statistic)
    assert found.low < found.rho < found.high
    assert found.n == 60
    assert mix_areas.relation(x[:9], y[:9]) is None
    assert mix_areas.relation(x, x * 0) is None
    assert mix_areas.relation(x, x).high == pytest.approx(1)


def test_the_interval_covers_no_relation_as_often_as_it_says():
    rng = np.random.default_rng(1)
    draws = [
        mix_areas.relation(pd.Series(a), pd.Series(b)) for a, b in rng.normal(size=(400, 2, 30))
    ]
    assert np.mean([d.low <= 0 <= d.high for d in draws]) == pytest.approx(0.95, abs=0.03)


def test_moving_dwellings_changes_kinds_and_no_total():
    units = pd.Index(["a", "c"])
    found = mix_areas.moved(COUNTS, units, ("koop", "huur"), 30)
    assert found.loc["a"].tolist() == pytest.approx([60, 40])
    assert found.loc["c"].tolist() == pytest.approx([30, 70])
    assert found.sum(axis=1).tolist() == COUNTS.sum(axis=1).tolist()
    pd.testing.assert_frame_equal(found.drop(units), COUNTS.drop(units))
    with pytest.raises(ValueError, match="there are 120"):
        mix_areas.moved(COUNTS, units, ("koop", "huur"), 121)


def test_the_look_of_an_area_is_its_type_but_a_corporatiebuurt_goes_first():
    counts = pd.DataFrame(
        {"koop": [90.0, 30, 40, 34, 40], "corporatie": [10.0, 70, 60, 33, 60], "overig": 0.0},
        index=list("abcde"),
    )
    counts.loc["d", "overig"] = 33
    found = mix_areas.area_mix(counts, pd.Series(counts.index, index=counts.index))
    looks = mix_areas.look_of(
        found, mix_areas.types(found["largest_share"], 0.5, 0.8), "corporatie"
    )
    assert looks.tolist() == ["koop", "corporation", "between", "mixed", "between"]
    low = mix_areas.look_of(found, mix_areas.types(found["largest_share"], 0.5, 0.55), "corporatie")
    assert low.tolist() == ["koop", "corporation", "corporatie", "mixed", "corporatie"]
    other = found.drop(columns="corporatie").rename(columns={"koop": "een"})
    kinds = pd.Series("single", index=other.index)
    assert mix_areas.look_of(other, kinds, "corporatie").tolist() == found["largest"].tolist()
