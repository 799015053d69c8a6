"""Holm's correction: hand-worked numbers and what must always hold."""

from __future__ import annotations

from math import isnan, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkbeeld.analysis.holm import holm

P = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 1), min_size=1)


def test_as_worked_by_hand():
    """4 x 0.005, 3 x 0.01, then 2 x 0.03 and the last lifted to it: as R ``p.adjust``."""
    found = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
    assert list(found) == ["a", "b", "c", "d"]
    assert list(found.values()) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_as_documented_by_r():
    """The tail of the example of R ``p.adjust`` (Shaffer, 1995): values above 1 become 1."""
    found = holm({"a": 0.6, "b": 0.7, "c": 0.01})
    assert list(found.values()) == pytest.approx([1.0, 1.0, 0.03])


def test_what_was_not_tested_does_not_count():
    found = holm({"a": 0.02, "b": nan, "c": 0.04})
    assert (found["a"], found["c"]) == pytest.approx((0.04, 0.04))
    assert isnan(found["b"])


@settings(deadline=None)
@given(P)
def test_adjusted_values_keep_their_order_and_only_rise(p):
    found = holm(p)
    assert all(p[k] <= found[k] <= 1 for k in p)
    by_p = sorted(p, key=lambda k: (p[k], found[k]))
    values = [found[k] for k in by_p]
    assert values == sorted(values)


@settings(deadline=None)
@given(P, st.floats(0.001, 0.999))
def test_rejects_what_the_steps_of_holm_reject(p, level):
    """The definition: go up until the first p above level / (tests left)."""
    rejected: set[str] = set()
    for rank, name in enumerate(sorted(p, key=p.__getitem__)):
        if p[name] * (len(p) - rank) > level:
            break
        rejected.add(name)
    assert {k for k, v in holm(p).items() if v <= level} == rejected
