"""Limits of classes: what mapclassify gives, around a middle, and as users type them."""

from __future__ import annotations

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.analysis.class_limits import (
    NATURAL,
    QUANTILES,
    SAMPLE,
    limits_around,
    limits_of,
    numbered,
    places,
)
from wijkbeeld.words.class_names import LimitsError, class_names, limits_text, typed_limits

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:mapclassify")
VALUES = st.lists(st.integers(-500, 500), min_size=3, max_size=80)


@given(VALUES, st.sampled_from([3, 5, 7, 9]))
def test_quantiles_are_those_of_mapclassify(rows, k):
    values = np.array(rows, dtype="float64")
    found = numbered(values, limits_of(values, k, QUANTILES, 0))
    if len(set(rows)) < 2:
        assert set(found) == {1}
        return
    theirs = mapclassify.Quantiles(values, k).yb
    for a, b in ((0, 1), (1, 2), (0, 2)):
        together = theirs[a] == theirs[b]
        assert (found[a] == found[b]) == together, "the same areas share a class"


def test_natural_breaks_are_those_of_mapclassify():
    rng = np.random.default_rng(3)
    values = np.concatenate([rng.normal(m, 2, 150) for m in (10, 40, 90)]).round()
    assert len(values) < SAMPLE
    tops = mapclassify.FisherJenks(values, 3).bins
    found = numbered(values, limits_of(values, 3, NATURAL, 0))
    assert (found == np.searchsorted(tops, values) + 1).all()
    assert [int((found == n).sum()) for n in (1, 2, 3)] == [150, 150, 150]


def test_natural_breaks_of_many_values_do_not_hang_on_chance():
    values = np.random.default_rng(5).gamma(2, 100, 40_000).round()
    first = limits_of(values, 5, NATURAL, 0)
    assert first == limits_of(values[::-1].copy(), 5, NATURAL, 0)
    assert len(first) == 4


@given(VALUES)
def test_missing_values_have_no_class_and_move_no_limit(rows):
    values = np.array(rows, dtype="float64")
    gaps = np.concatenate([values, [np.nan, np.nan]])
    assert limits_of(values, 5, QUANTILES, 0) == limits_of(gaps, 5, QUANTILES, 0)
    found = numbered(gaps, limits_of(gaps, 5, QUANTILES, 0))
    assert (found[-2:] == 0).all()
    assert (found[:-2] > 0).all()


def test_changes_on_both_sides_have_limits_equally_far_from_zero():
    values = np.concatenate([np.linspace(-9, -1, 50), np.linspace(1, 30, 60)])
    limits = limits_around(values, 0.0, 5, QUANTILES, 1)
    assert limits == tuple(-v for v in reversed(limits))
    assert places(limits, 0.0) == (0.0, 0.25, 0.5, 0.75, 1.0)


def test_changes_on_one_side_keep_their_classes_for_that_side():
    values = np.concatenate([np.linspace(1, 100, 99), [-3.0]])
    limits = limits_around(values, 0.0, 5, QUANTILES, 0)
    assert limits[0] == 0.0
    assert len(limits) == 4, "four classes above zero, one below"
    below, *above = places(limits, 0.0)
    assert below < 0.5 < above[0]
    assert above[-1] == 1.0
    mirrored = limits_around(-values, 0.0, 5, QUANTILES, 0)
    assert mirrored == tuple(sorted(-v + 0.0 for v in limits))


def test_values_that_repeat_have_fewer_classes():
    assert limits_of(np.array([2.0, 2.0, 2.0]), 5, QUANTILES, 0) == ()
    assert limits_of(np.array([1.0, 1.0, 1.0, 4.0]), 5, QUANTILES, 0) == (4.0,)
    assert limits_of(np.array([np.nan]), 5, QUANTILES, 0) == ()
    assert class_names((), 0) == ("alle waarden",)


def test_classes_are_named_by_their_limits():
    assert class_names((200.0, 1300.5), 0) == (
        "minder dan 200",
        "200 tot 1.300,5",
        "1.300,5 of meer",
    )
    assert class_names((-2.0, 2.0), 1, signed=True)[1] == "−2,0 tot +2,0"
    assert class_names((2.0,), 0, codes=(1.0, 2.0)) == ("1", "2")


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("100; 250,5; 1.000", (100, 250.5, 1000)),
        ("100 200\n300", (100, 200, 300)),
        ("100, 200, 300", (100, 200, 300)),
        ("-5;0;0.5", (-5, 0, 0.5)),
        ("−5 ; +1.234,25", (-5, 1234.25)),
    ],
)
def test_limits_are_read_as_dutch_users_type_them(text, limits):
    assert typed_limits(text, 8) == limits


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Typ een of meer grenzen"),
        ("hoog; laag", "'hoog' is geen getal"),
        ("1;2;", None),
        ("5;3", "moeten oplopen, maar na 5 komt 3"),
        ("3;3", "moeten oplopen"),
        ("1;2;3;4;5;6;7;8;9", "ten hoogste 8"),
        ("1e9", "geen getal"),
        ("nan", "geen getal"),
        ("1,2,3", "geen getal"),
        ("9" * 40, "geen getal"),
    ],
)
def test_limits_that_cannot_be_used_are_said_to_be_so(text, said):
    if said is None:
        assert typed_limits(text, 8) == (1, 2)
        return
    with pytest.raises(LimitsError, match=said):
        typed_limits(text, 8)


@given(st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=8, unique=True))
def test_limits_in_a_link_are_read_back(hundredths):
    limits = tuple(sorted(v / 100 for v in hundredths))
    assert typed_limits(limits_text(limits), 8) == limits


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    try:
        limits = typed_limits(text, 8)
    except LimitsError:
        return
    assert list(limits) == sorted(limits)
