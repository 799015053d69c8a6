"""Readings beside a group, equal parts, and development given the level."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.analysis.relative import (
    equal_parts,
    group_means,
    means_by_start,
    minus_own_group,
    minus_reference,
)
from wijkbeeld.analysis.similarity import distances

numbers = st.lists(st.floats(-1, 5, allow_nan=False), min_size=2, max_size=60)


@given(numbers, st.integers(1, 5))
def test_distances_from_the_own_group_sum_to_zero(values, count):
    column = pd.Series(values)
    groups = pd.Series(np.arange(len(values)) % count)
    found = minus_own_group(pd.DataFrame({2022: column}), groups)[2022]
    for _, part in found.groupby(groups):
        assert part.isna().all() if len(part) == 1 else abs(part.sum()) < 1e-8


def test_weights_count_and_an_area_without_a_weight_does_not():
    values = pd.Series([1.0, 3.0, 9.0, 5.0])
    groups = pd.Series(["a", "a", "a", "b"])
    found = group_means(values, groups, pd.Series([300.0, 100.0, np.nan, 0.0]))
    assert found["a"] == pytest.approx(1.5)
    assert np.isnan(found["b"])


def test_the_only_area_with_a_value_has_no_distance():
    table = pd.DataFrame({2022: [4.1, np.nan, 4.0, 4.2]})
    found = minus_own_group(table, pd.Series(["a", "a", "b", "b"]))[2022]
    assert found.isna().tolist() == [True, True, False, False]


def test_reference_group_is_subtracted_and_unknown_codes_do_not_matter():
    table = pd.DataFrame({2014: [1.0, 2.0, 3.0], 2022: [2.0, np.nan, 5.0]}, index=["A", "B", "C"])
    found = minus_reference(table, ["A", "B", "weg"])
    assert found[2014].tolist() == [-0.5, 0.5, 1.5]
    assert found.loc["C", 2022] == 3.0
    assert np.isnan(found.loc["B", 2022])


@given(
    st.lists(
        st.one_of(st.floats(-1, 5, allow_nan=False), st.just(float("nan"))), min_size=9, max_size=90
    )
)
def test_equal_parts_keep_order_and_missing(values):
    column = pd.Series(values)
    parts = equal_parts(column)
    assert ((parts == 0) == column.isna()).all()
    known = column.notna().to_numpy()
    for a, p in zip(column[known], parts[known], strict=True):
        for b, q in zip(column[known], parts[known], strict=True):
            assert not (a < b and p > q)
            assert not (a == b and p != q)


def test_equal_parts_are_equal():
    assert np.bincount(equal_parts(pd.Series(np.arange(90.0))))[1:].tolist() == [10] * 9


def test_means_by_start_leave_out_areas_without_a_class():
    start = np.r_[np.repeat([3, 8], 40), np.repeat(1, 4), 0]
    means = means_by_start(start, pd.Series(start.astype("float64")))
    assert means.loc[3, "mean"] < means.loc[8, "mean"]
    assert means.loc[1, "n"] == 4
    assert 0 not in means.index


def test_nearest_area_is_the_most_alike_and_units_do_not_matter():
    criteria = pd.DataFrame(
        {"score": [4.0, 4.01, 3.2, 4.6, 4.0], "inwoners": [5000.0, 5200.0, 5000.0, 900.0, np.nan]},
        index=["A", "B", "C", "D", "E"],
    )
    found = distances(criteria, "A")
    assert found.index[0] == "B"
    assert list(found.index) == list(distances(criteria * [1000, 0.001], "A").index)
    assert "E" not in found.index
    assert distances(criteria, "E").empty
