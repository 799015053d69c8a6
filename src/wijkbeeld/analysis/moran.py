"""Spatial autocorrelation: Moran's I, and clusters of change by local Moran's I.

Moran (1950), *Notes on continuous stochastic phenomena*; Anselin (1995), *Local indicators of
spatial association*. Weights are row-standardised: every neighbour of an area counts alike. Local
p values come from conditional permutation: the area stays, others take the places of its
neighbours. With one test per area some stand out by chance, so they are corrected (Benjamini &
Hochberg, 1995). Checked against published values and against ``esda``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd

from wijkbeeld.analysis.contiguity import Contiguity

PERMUTATIONS = 9_999
FALSE = 0.05
"""Share of the areas in clusters that may be false discoveries."""
_AT_ONCE = 2_000_000
"""Draws that are held in memory together."""


class Cluster(IntEnum):
    """Where an area lies; the numbers are those of ``esda``."""

    NONE = 0
    HIGH = 1
    LOW_BESIDE_HIGH = 2
    LOW = 3
    HIGH_BESIDE_LOW = 4


@dataclass(frozen=True)
class LocalMoran:
    """Local Moran's I of areas; arrays of one length.

    Attributes
    ----------
    codes
        Areas with a value and a neighbour with a value.
    local
        Local I of each.
    p
        Of each, before correction; one-sided and folded, as ``esda`` gives it.
    cluster
        :class:`Cluster` of each after correction; 0 where it does not stand out.
    islands
        Areas with a value and no neighbour with one.
    unknown
        Areas without a value: left out first.
    """

    codes: pd.Index
    local: np.ndarray
    p: np.ndarray
    cluster: np.ndarray
    islands: tuple[str, ...]
    unknown: tuple[str, ...]


def neighbour_lists(near: Contiguity, codes: pd.Index) -> list[np.ndarray]:
    """Positions of the neighbours of each area among some areas."""
    found = near.among(codes, np.zeros(len(codes), int))
    return [np.array(sorted(areas), dtype=int) for areas in found]


def morans_i(values: np.ndarray, neighbours: list[np.ndarray]) -> float:
    """Moran's I with row-standardised weights; areas without neighbours have no weight.

    Parameters
    ----------
    values
        Shape (n,), without missing ones.
    """
    z = values - values.mean()
    lag = np.array([z[at].mean() if len(at) else 0.0 for at in neighbours])
    linked = sum(1 for at in neighbours if len(at))
    return float(len(z) / linked * (z @ lag) / (z @ z))


def local_moran(
    values: pd.Series, near: Contiguity, permutations: int = PERMUTATIONS, seed: int = 1
) -> LocalMoran:
    """Find clusters of areas that changed alike.

    Parameters
    ----------
    values
        By area code; missing ones are dropped first.
    """
    unknown = tuple(map(str, values.index[values.isna()]))
    known = values.dropna()
    neighbours = neighbour_lists(near, known.index)
    alone = np.array([len(at) == 0 for at in neighbours], dtype=bool)
    islands = tuple(map(str, known.index[alone]))
    linked = known[~alone]
    if len(linked) < 3 or linked.std(ddof=0) == 0:
        none = np.zeros(0)
        return LocalMoran(linked.index[:0], none, none, none.astype(int), islands, unknown)
    neighbours = neighbour_lists(near, linked.index)
    z = linked.to_numpy("float64")
    z = (z - z.mean()) / z.std()
    lag = np.array([z[at].mean() for at in neighbours])
    local = z * lag * (len(z) - 1) / len(z)
    p = _p_values(z, lag, neighbours, permutations, np.random.default_rng(seed))
    kind = np.where(
        z > 0,
        np.where(lag > 0, Cluster.HIGH, Cluster.HIGH_BESIDE_LOW),
        np.where(lag > 0, Cluster.LOW_BESIDE_HIGH, Cluster.LOW),
    )
    cluster = np.where(p <= fdr_limit(p), kind, Cluster.NONE)
    return LocalMoran(linked.index, local, p, cluster, islands, unknown)


def _p_values(
    z: np.ndarray,
    lag: np.ndarray,
    neighbours: list[np.ndarray],
    permutations: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Share of permutations in which the lag of an area is as far out, on its own side."""
    n = len(z)
    sizes = np.array([len(at) for at in neighbours])
    drawn = _draws(n - 1, int(sizes.max()), permutations, rng)
    p = np.empty(n)
    for i in range(n):
        others = drawn[:, : sizes[i]]
        lags = z[others + (others >= i)].mean(axis=1)
        larger = int((lags >= lag[i]).sum())
        p[i] = (min(larger, permutations - larger) + 1) / (permutations + 1)
    return p


def _draws(n: int, size: int, times: int, rng: np.random.Generator) -> np.ndarray:
    """Rows of different numbers below ``n``, shape (times, at most size)."""
    size = min(size, n)
    if n * times <= _AT_ONCE:
        return np.argsort(rng.random((times, n)), axis=1)[:, :size]
    found = rng.integers(0, n, (times, size))
    while True:  # few rows hold a number twice: draw those anew
        ordered = np.sort(found, axis=1)
        twice = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
        if not twice.any():
            return found
        found[twice] = rng.integers(0, n, (int(twice.sum()), size))


def fdr_limit(p: np.ndarray, false: float = FALSE) -> float:
    """Largest p that counts once there are this many (Benjamini & Hochberg); -1 where none does."""
    ordered = np.sort(p)
    below = ordered <= false * np.arange(1, len(p) + 1) / len(p)
    return float(ordered[below][-1]) if below.any() else -1.0
