"""Neighbours, parts of an area, points inside it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.analysis.contiguity import contiguity, inside, neighbours, parts_of


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


@given(st.integers(0, 2**32 - 1))
def test_areas_beside_several_are_the_neighbours_of_each(seed):
    rng = np.random.default_rng(seed)
    shapes = pd.Series(
        {
            f"A{n}": shapely.box(x, y, x + 60, y + 60)
            for n, (x, y) in enumerate(rng.uniform(0, 400, (20, 2)))
        }
    )
    codes = [str(c) for c in rng.choice(shapes.index, 4, replace=False)]
    every = {n for c in codes for n in neighbours(shapes, c)} - set(codes)
    assert contiguity(shapes).beside(codes) == [c for c in shapes.index if c in every]
    assert contiguity(shapes).beside(["B1"]) == []
