"""How far areas lie from each other: in steps over touching areas, or in metres from a boundary."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array

from wijkbeeld.analysis.contiguity import Contiguity

ORDERS = 3
"""Rings by order: areas that touch, those that touch these, and once more."""

BANDS = (1000, 2000, 4000)
"""Outer limits of the bands, in metres."""

SMALL_BANDS = (500, 1000, 2000)
"""The same for buurten, which are smaller."""


@dataclass(frozen=True)
class Reach:
    """Which areas lie within which ring of an area.

    Attributes
    ----------
    codes
        Area codes, length n.
    within
        Per ring, nearest first, a boolean matrix of shape (n, n): row *i* holds the areas that lie
        no farther from *i* than that ring; nearer rings are part of it.
    """

    codes: pd.Index
    within: tuple[csr_array, ...]

    def keep(self, mask: np.ndarray) -> Reach:
        """The same among some areas only, shape (n,)."""
        at = np.flatnonzero(mask)
        return Reach(self.codes[mask], tuple(w[at][:, at] for w in self.within))


def by_order(near: Contiguity, codes: pd.Index, rings: int = ORDERS) -> Reach:
    """Rings by the number of boundaries to cross; areas without neighbours are in no ring."""
    place = codes.get_indexer(near.codes)
    touch = _matrix(place[near.first], place[near.second], len(codes))
    found = [touch]
    for _ in range(rings - 1):
        found.append(_present(found[-1] + found[-1] @ touch))
    return Reach(codes, tuple(found))


def by_distance(shapes: pd.Series, codes: pd.Index, limits: tuple[int, ...] = BANDS) -> Reach:
    """Rings by the distance from the boundary of an area to a point in the middle of another.

    Parameters
    ----------
    shapes
        Polygons in metres, index code; areas without a polygon are in no ring.
    limits
        Metres, rising.
    """
    known = shapes.dropna()
    geometry = np.asarray(known.to_numpy(), dtype=object)
    place = codes.get_indexer(known.index)
    middle = shapely.point_on_surface(geometry)
    tree = shapely.STRtree(middle)
    one, other = tree.query(geometry, predicate="dwithin", distance=float(limits[-1]))
    apart = shapely.distance(geometry[one], middle[other])
    kept = (one != other) & (place[one] >= 0) & (place[other] >= 0)
    one, other, apart = place[one[kept]], place[other[kept]], apart[kept]
    return Reach(
        codes,
        tuple(_matrix(one[apart <= m], other[apart <= m], len(codes)) for m in limits),
    )


def _matrix(one: np.ndarray, other: np.ndarray, n: int) -> csr_array:
    """Boolean matrix of pairs; pairs with an area that is not known (-1) are left out."""
    known = (one >= 0) & (other >= 0)
    ones = np.ones(int(known.sum()), "int32")
    return _present(csr_array((ones, (one[known], other[known])), shape=(n, n)))


def _present(counted: csr_array) -> csr_array:
    """1 wherever a matrix is not zero."""
    found = csr_array(counted)
    found.data = np.ones_like(found.data)
    return found
