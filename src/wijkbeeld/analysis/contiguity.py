"""Areas around and inside an area: neighbours, buurten of a wijk, cells within a boundary."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import shapely

TOUCH = 15.0
"""Areas whose boundaries come within this many metres are neighbours: official maps leave slivers.
"""


@dataclass(frozen=True)
class Contiguity:
    """Which areas touch which.

    Attributes
    ----------
    codes
        Area codes.
    first, second
        Positions in ``codes`` of every pair of neighbours, both ways round.
    """

    codes: pd.Index
    first: np.ndarray
    second: np.ndarray

    def among(self, codes: pd.Index, strata: np.ndarray) -> list[list[int]]:
        """Positions of the neighbours of each of some areas, within the same stratum.

        Parameters
        ----------
        strata
            Number of the stratum of each area, shape (len(codes),).
        """
        place = codes.get_indexer(self.codes)
        one, other = place[self.first], place[self.second]
        known = (one >= 0) & (other >= 0)
        one, other = one[known], other[known]
        same = strata[one] == strata[other]
        order = np.argsort(one[same], kind="stable")
        ends = np.searchsorted(one[same][order], np.arange(len(codes) + 1))
        near = other[same][order]
        return [near[a:b].tolist() for a, b in pairwise(ends)]

    def beside(self, codes: list[str]) -> list[str]:
        """Areas that touch any of some areas, without those."""
        inside = self.codes.isin(codes)
        near = np.unique(self.second[inside[self.first]])
        return [str(c) for c in self.codes[near[~inside[near]]]]


NOWHERE = Contiguity(pd.Index([], dtype="str"), np.zeros(0, int), np.zeros(0, int))
"""No boundaries known: no area touches another."""


def contiguity(shapes: pd.Series) -> Contiguity:
    """Pairs of areas that touch (queen contiguity with a tolerance of 15 m).

    Parameters
    ----------
    shapes
        Polygons in metres, index code; missing polygons do not take part.
    """
    known = shapes.dropna()
    if known.empty:
        return NOWHERE
    geometry = np.asarray(known.to_numpy(), dtype=object)
    one, other = shapely.STRtree(geometry).query(geometry, predicate="dwithin", distance=TOUCH)
    pairs = one != other
    return Contiguity(known.index, one[pairs], other[pairs])


def neighbours(shapes: pd.Series, code: str) -> list[str]:
    """Codes of the areas that touch an area (queen contiguity with a tolerance of 15 m).

    Parameters
    ----------
    shapes
        Polygons in metres, index code; missing polygons do not take part.
    """
    known = shapes.dropna()
    if code not in known.index:
        return []
    geometry = np.asarray(known.to_numpy(), dtype=object)
    near = shapely.STRtree(geometry).query(known[code], predicate="dwithin", distance=TOUCH)
    return [str(c) for c in known.index[np.sort(near)] if c != code]


def parts_of(codes: pd.Index, code: str) -> list[str]:
    """Buurten of a wijk, or wijken of a gemeente, by CBS code (GM0363, WK036386, BU03638601)."""
    start = {"GM": ("WK", 6), "WK": ("BU", 8)}.get(code[:2])
    if start is None:
        return []
    prefix, length = start
    return [str(c) for c in codes if c[:2] == prefix and c[2:length] == code[2:length]]


def inside(x: np.ndarray, y: np.ndarray, shape: shapely.Geometry) -> np.ndarray:
    """Which points lie inside a polygon.

    Parameters
    ----------
    x, y
        Metres, shape (n,).

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    west, south, east, north = shape.bounds
    found = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    found[found] = shapely.contains_xy(shape, x[found], y[found])
    return np.asarray(found)
