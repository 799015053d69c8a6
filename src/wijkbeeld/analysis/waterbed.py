"""Did what went down inside go up around: rings around renewed areas, beside their region.

Of every ring the change of its areas counts, minus that of the areas in the same region beyond all
rings: the regional trend. Only vulnerable receivers count for that, and for the trend: those that
stood low in the base wave. Strong areas take little over, and rise less anyway. Renewed areas, and
those that something else renewed, take no part. Placebo rings lie around the placebo groups of
:mod:`wijkbeeld.analysis.clusters`, so that what neighbours share anyway is in the band of chance.

The nearest ring raises a flag when it lies below that band, and below the trend. The others are
shown, and raise none: the best of several would be found by looking. A flag is an indication, never
proof: no open figures say where anyone moved. A ring below the band that did not stay behind the
trend is told as a weak one: around other groups of that city it went better.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from wijkbeeld.analysis.assignments import Placebos
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.permutation import FEWEST_ASSIGNMENTS
from wijkbeeld.analysis.reach import Reach

BAND = 0.90
"""The band holds this part of the placebo rings: a ring below it lies lower than 95% of them."""
OVERLAP = 0.6
"""A placebo group may share this part with the renewed areas: beyond it its ring is their ring, and
what happened there would hide among its own copies. Of groups of neighbouring wijken in which
nothing was done, 4.6% are then flagged (``bench/waterbed.py``).
"""
FEWEST_RECEIVERS = 3
"""With fewer vulnerable receivers a ring says nothing: one street moves it."""


@dataclass(frozen=True)
class Receivers:
    """What happened in all areas that can receive something; arrays of one length.

    Attributes
    ----------
    codes
        Area codes.
    change
        Change in points; NaN where it is not known.
    vulnerable
        Whether an area stood low in the base wave.
    takes_part
        Whether an area counts: not renewed, inside the set or elsewhere, and not too small.
    city, region
        Numbers of the gemeente and the region of each area.
    """

    codes: pd.Index
    change: np.ndarray
    vulnerable: np.ndarray
    takes_part: np.ndarray
    city: np.ndarray
    region: np.ndarray

    def keep(self, mask: np.ndarray) -> Receivers:
        """Some of the areas only, shape (n,)."""
        return Receivers(
            self.codes[mask],
            self.change[mask],
            self.vulnerable[mask],
            self.takes_part[mask],
            self.city[mask],
            self.region[mask],
        )


@dataclass(frozen=True)
class Around:
    """One ring, or the rest of the gemeente.

    Attributes
    ----------
    order
        1 for the nearest ring; 0 for the rest of the gemeente beyond all rings.
    codes
        Vulnerable receivers with a change.
    strong
        How many other receivers with a change lie in it: they do not count.
    value
        Mean change of the vulnerable receivers minus the regional trend, in points; NaN with fewer
        than ``FEWEST_RECEIVERS``.
    low, high
        Band of chance: between them lie 90% of the placebo rings. NaN without a band.
    p
        Share of placebo rings that lie as low; NaN without a band.
    placebos
        Different placebo rings behind the band.
    left
        Areas in it that take no part, whatever the reason.
    """

    order: int
    codes: tuple[str, ...]
    strong: int
    value: float
    low: float
    high: float
    p: float
    placebos: int
    left: int = 0

    @property
    def has_band(self) -> bool:
        """Whether there is a value with a band beside it."""
        return bool(np.isfinite(self.value) and np.isfinite(self.low))

    @property
    def is_below(self) -> bool:
        """Whether it lies below the band of chance."""
        return self.has_band and self.value < self.low

    @property
    def is_above(self) -> bool:
        """Whether it lies above the band of chance."""
        return self.has_band and self.value > self.high


@dataclass(frozen=True)
class Waterbed:
    """What happened around renewed areas.

    Attributes
    ----------
    rings
        Nearest first.
    city
        The rest of the gemeente beyond all rings.
    trend
        Mean change of the vulnerable areas beyond all rings, in the gemeente and the rest of the
        region, of the regions in which the renewed areas lie; NaN without any.
    n_trend
        How many those are.
    inside
        Mean change of the renewed areas minus the regional trend; NaN where it is not known.
    n_inside
        Renewed areas behind it.
    cloud
        Of every placebo group what lies inside it and in its nearest ring, shape (groups, 2).
    """

    rings: tuple[Around, ...]
    city: Around
    trend: float
    n_trend: int
    inside: float
    n_inside: int
    cloud: np.ndarray

    @property
    def is_flagged(self) -> bool:
        """Whether the nearest ring lies below the band of chance, and below the trend."""
        return bool(self.rings) and self.rings[0].is_below and self.rings[0].value < 0


def waterbed(receivers: Receivers, reach: Reach, panel: Panel, placebos: Placebos) -> Waterbed:
    """Find what happened in each ring around renewed areas.

    Parameters
    ----------
    reach
        Of the same areas as ``receivers``, in their order.
    panel
        That the placebos were drawn in; its areas are among the receivers.
    placebos
        Groups of areas that lie as the renewed ones do, the real ones first.
    """
    groups = np.concatenate(list(placebos.assigned.values()), axis=1)
    same = np.isin(groups, groups[0]).mean(axis=1)
    same[0] = 0.0
    groups = groups[same <= OVERLAP]
    place = receivers.codes.get_indexer(panel.codes)[groups]
    near = np.isin(receivers.region, np.unique(receivers.region[place]))
    here, place = receivers.keep(near), (np.cumsum(near) - 1)[place]
    rings, beyond, in_city, left = _laid(here, reach.keep(near), place)
    trend, n_trend = _trend(here, beyond)
    beside = [_beside(here, ring, trend) for ring in rings]
    inside = _inside(here, place, trend)
    known = trend[0][here.region[place[0]]]
    return Waterbed(
        tuple(
            replace(_around(here, k + 1, b, rings[k], trend), left=left[k])
            for k, b in enumerate(beside)
        ),
        _around(here, 0, _beside(here, beyond & in_city, trend), beyond & in_city, trend),
        float(known[~np.isnan(known)].mean()) if np.isfinite(known).any() else float("nan"),
        n_trend,
        float(inside[0]),
        int((~np.isnan(here.change[place[0]])).sum()),
        np.stack([inside[1:], beside[0][1:]], axis=1),
    )


def _inside(here: Receivers, place: np.ndarray, trend: np.ndarray) -> np.ndarray:
    """Mean change inside each group minus the regional trend, shape (groups,)."""
    apart = here.change[place] - np.take_along_axis(trend, here.region[place], axis=1)
    known = ~np.isnan(apart)
    total, count = np.where(known, apart, 0.0).sum(axis=1), known.sum(axis=1)
    return np.asarray(np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0))


def _laid(
    here: Receivers, reach: Reach, place: np.ndarray
) -> tuple[list[np.ndarray], np.ndarray, np.ndarray, list[int]]:
    """Rings of every group, areas beyond them, and areas in its cities; shape (groups, n).

    And of the first group how many areas of each ring take no part.
    """
    rows, size = place.shape
    n = len(here.codes)
    ends = np.arange(0, rows * size + 1, size)
    group = csr_array((np.ones(rows * size, "int32"), place.ravel(), ends), shape=(rows, n))
    taken = group.toarray() > 0
    rings, left = [], []
    for within in reach.within:
        ring = ((group @ within).toarray() > 0) & ~taken
        taken |= ring
        rings.append(ring & here.takes_part)
        left.append(int((ring[0] & ~here.takes_part).sum()))
    cities = np.zeros((rows, int(here.city.max()) + 1), bool)
    cities[np.arange(rows)[:, None], here.city[place]] = True
    regions = np.zeros((rows, int(here.region.max()) + 1), bool)
    regions[np.arange(rows)[:, None], here.region[place]] = True
    beyond = ~taken & here.takes_part & regions[:, here.region]
    return rings, beyond, cities[:, here.city], left


def _counts(here: Receivers) -> np.ndarray:
    """Areas whose change counts: vulnerable receivers of which it is known, shape (n,)."""
    return np.asarray(here.takes_part & here.vulnerable & ~np.isnan(here.change))


def _member(here: Receivers) -> np.ndarray:
    """Which region each area is in, shape (n, regions)."""
    return np.asarray(np.eye(int(here.region.max()) + 1, dtype="float32")[here.region])


def _sums(here: Receivers, ring: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Change and number of the areas that count, per group and region."""
    counts = _counts(here)
    change = np.where(counts, here.change, 0.0).astype("float32")[:, None]
    chosen, member = ring.astype("float32"), _member(here)
    return (
        np.asarray(chosen @ (member * change)),
        np.asarray(chosen @ (member * counts[:, None])),
    )


def _trend(here: Receivers, beyond: np.ndarray) -> tuple[np.ndarray, int]:
    """Mean change of each region beyond the rings of each group, shape (groups, regions)."""
    total, count = _sums(here, beyond)
    enough = count >= FEWEST_RECEIVERS
    trend = np.divide(total, count, out=np.full_like(total, np.nan), where=enough)
    return trend, int(count[0][enough[0]].sum())


def _beside(here: Receivers, ring: np.ndarray, trend: np.ndarray) -> np.ndarray:
    """Mean change of the receivers in the ring of each group beyond the trend, shape (groups,)."""
    total, count = _sums(here, ring)
    has_trend = ~np.isnan(trend)
    apart = np.where(has_trend, total - count * np.where(has_trend, trend, 0.0), 0.0).sum(axis=1)
    size = np.where(has_trend, count, 0.0).sum(axis=1)
    unknown = np.full(len(size), np.nan)
    return np.asarray(np.divide(apart, size, out=unknown, where=size >= FEWEST_RECEIVERS))


def _around(
    here: Receivers, order: int, value: np.ndarray, ring: np.ndarray, trend: np.ndarray
) -> Around:
    """What the real ring holds, and its value beside those of the placebo rings."""
    counted = ring & _counts(here) & ~np.isnan(trend)[:, here.region]
    strong = ring[0] & ~here.vulnerable & ~np.isnan(here.change)
    codes = tuple(str(c) for c in here.codes[counted[0]])
    usable = np.isfinite(value[1:])
    different = len({row.tobytes() for row in np.packbits(counted[1:][usable], axis=1)})
    low = high = p = float("nan")
    if np.isfinite(value[0]) and different >= FEWEST_ASSIGNMENTS:
        chance = value[1:][usable]
        low, high = np.quantile(chance, [(1 - BAND) / 2, (1 + BAND) / 2])
        p = float((1 + (chance <= value[0]).sum()) / (1 + len(chance)))
    n_strong, lowest, highest = int(strong.sum()), float(low), float(high)
    return Around(order, codes, n_strong, float(value[0]), lowest, highest, p, different)
