"""Neighbours, parts of an area, points inside it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.analysis.contiguity import inside, neighbours, parts_of


def test_neighbours_touch_even_over_a_sliver():
    shapes = pd.Series(
        {
            "A": shapely.box(0, 0, 100, 100),
            "B": shapely.box(108, 0, 200, 100),
            "C": shapely.box(100, 100, 150, 150),
            "D": shapely.box(300, 0, 400, 100),
            "E": None,
        }
    )
    assert neighbours(shapes, "A") == ["B", "C"]
    assert neighbours(shapes, "D") == []
    assert neighbours(shapes, "E") == []


def test_parts_follow_the_code():
    codes = pd.Index(["BU03638601", "BU03638602", "BU03638701", "WK036386", "BU0363FA01"])
    assert parts_of(codes, "WK036386") == ["BU03638601", "BU03638602"]
    assert parts_of(codes, "WK0363FA") == ["BU0363FA01"]
    assert parts_of(codes, "GM0363") == ["WK036386"]
    assert parts_of(codes, "BU03638601") == []


@given(st.integers(0, 2**32 - 1))
def test_inside_equals_shapely(seed):
    rng = np.random.default_rng(seed)
    shape = shapely.Point(0, 0).buffer(50).difference(shapely.box(-10, -10, 10, 60))
    x, y = rng.uniform(-80, 80, 60), rng.uniform(-80, 80, 60)
    assert inside(x, y, shape).tolist() == shapely.contains_xy(shape, x, y).tolist()
