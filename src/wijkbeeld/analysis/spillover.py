"""What happened around renewed areas: rings that touch them, beside the rest of their city.

The first ring are areas that touch a renewed one, the second those that touch the first. Their
change since the base wave, minus that of the rest of the same city beyond both, estimates what
renewal moved to its neighbours (a waterbed) or lent to them. Renewed areas themselves take no part.
Placebo rings lie around the placebo clusters of the same question, so that a margin holds what
neighbours share anyway. It measures spillover only if rings and rest would have changed alike, and
nothing spills beyond the second ring.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from wijkbeeld.analysis.area_change import mean_change
from wijkbeeld.analysis.clusters import Drawn
from wijkbeeld.analysis.contiguity import Contiguity
from wijkbeeld.analysis.effect import Estimate
from wijkbeeld.analysis.group_times import Assignments, GroupTimes
from wijkbeeld.analysis.no_estimate import NoEstimate, NoMargin
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.permutation import Distribution

RINGS = 2


@dataclass(frozen=True)
class Ring:
    """Areas at one distance from renewed ones, beside the rest of the city beyond all rings.

    Attributes
    ----------
    order
        1 for areas that touch a renewed one, 2 for those that touch the first ring.
    codes
        The areas of the ring with a change and a rest beside them.
    estimate
        Difference in points; ``n_treated`` counts the ring. None with a ``reason``.
    no_margin
        Why the estimate has no margin; None where it has one.
    placebos
        Different placebo rings behind the margin.
    """

    order: int
    codes: tuple[str, ...]
    estimate: Estimate | None
    reason: NoEstimate | None = None
    no_margin: NoMargin | None = None
    placebos: int = 0


def spillover(
    panel: Panel, cells: GroupTimes, drawn: Drawn, contiguity: Contiguity, cities: np.ndarray
) -> tuple[Ring, ...]:
    """Estimate what happened in the rings around renewed areas, nearest first.

    Parameters
    ----------
    panel
        Without areas renewed by other projects, and with the neighbours.
    cells
        As :func:`wijkbeeld.analysis.effect.cells_of` gives them: the base wave of every start.
    drawn
        Placebos of the renewed areas: :func:`wijkbeeld.analysis.clusters.draw`.
    cities
        Number of the city of each area, shape (n,).
    """
    if not len(contiguity.first):
        return tuple(Ring(k + 1, (), None, NoEstimate.NO_BOUNDARIES) for k in range(RINGS))
    members = [np.unique(m) for m in drawn.placebos.assigned.values()]
    inside = np.isin(cities, cities[np.concatenate(members)])
    place = np.cumsum(inside) - 1
    assigned = {g: place[m] for g, m in drawn.placebos.assigned.items()}
    around = _around(panel.keep(inside).in_strata(cities[inside]), assigned, contiguity)
    return tuple(_ring(around, cells, k) for k in range(RINGS))


@dataclass(frozen=True)
class _Around:
    """Rings of every assignment in the cities with renewal or placebos.

    Attributes
    ----------
    panel
        Of those cities, which are its strata.
    started
        Per ring the start index that an area takes over from the earliest area it touches, shape
        (assignments, n); ``NEVER`` outside the ring.
    rest
        Areas beyond all rings, shape (assignments, n).
    """

    panel: Panel
    started: list[np.ndarray]
    rest: np.ndarray


def _around(panel: Panel, assigned: Assignments, contiguity: Contiguity) -> _Around:
    """Find the rings around every assignment."""
    near = contiguity.among(panel.codes, panel.strata)
    ends = np.cumsum([0, *map(len, near)])
    flat = np.array([a for areas in near for a in areas], dtype=int)
    n, rows = len(panel.codes), len(next(iter(assigned.values())))
    touch = csr_array((np.ones(len(flat), "int32"), flat, ends), shape=(n, n))
    last = np.full((rows, n), NEVER)
    for g, members in assigned.items():
        last[np.arange(rows)[:, None], members] = g
    within, started = last < NEVER, []
    for _ in range(RINGS):
        ring = np.full((rows, n), NEVER)
        for g in sorted(assigned, reverse=True):  # the earliest comes last and stays
            ring[(csr_array((last == g).astype("int32")) @ touch).toarray() > 0] = g
        ring[within] = NEVER
        within = within | (ring < NEVER)
        started.append(ring)
        last = ring
    return _Around(panel, started, ~within)


def _ring(around: _Around, cells: GroupTimes, at: int) -> Ring:
    """One ring, with its placebo distribution."""
    panel, started = around.panel, around.started[at]
    never = panel.start == NEVER
    if not ((started[0] < NEVER) & never).any():
        return Ring(at + 1, (), None, NoEstimate.NO_NEIGHBOURS)
    waves = np.arange(len(panel.waves))
    moved = _differences(around, at, _changes(panel, cells, panel.values))
    reached = (waves >= started[0][:, None]).astype("float64")
    exposure = _differences(around, at, _changes(panel, cells, reached))
    if np.isnan(moved.value[0]):
        return Ring(at + 1, (), None, NoEstimate.NO_BEYOND)
    different = len(np.unique(np.packbits((started < NEVER) & never, axis=1), axis=0))
    found = Distribution(moved.value, exposure.value, different)
    low, high = found.margin()
    estimate = Estimate(
        float(moved.value[0]),
        low,
        high,
        found.p,
        int(moved.ring.sum()),
        int(moved.rest.sum()),
        found.detectable(),
    )
    codes = tuple(str(c) for c in panel.codes[moved.ring])
    bounded = np.isfinite(low) and np.isfinite(high)
    reason = None if bounded else NoMargin.FEW_PLACEBOS
    return Ring(at + 1, codes, estimate, None, reason, different)


def _changes(panel: Panel, cells: GroupTimes, outcome: np.ndarray) -> dict[int, np.ndarray]:
    """Mean change since the base wave of each start group, shape (n,); NaN of renewed areas."""
    found = {}
    for g in panel.groups:
        after = (cells.group == g) & (cells.time >= g)
        if after.any():
            base, times = int(cells.base[after][0]), cells.time[after]
            moved = mean_change(panel, outcome, base, times)
            found[g] = np.where(panel.start == NEVER, moved, np.nan)
    return found


@dataclass(frozen=True)
class _Differences:
    """Ring minus rest under every assignment, and the areas behind what happened.

    Attributes
    ----------
    value
        Shape (assignments,); NaN where a ring has no rest beside it.
    ring, rest
        Areas with a part in what happened, shape (n,).
    """

    value: np.ndarray
    ring: np.ndarray
    rest: np.ndarray


def _differences(around: _Around, at: int, changes: dict[int, np.ndarray]) -> _Differences:
    """Weighted mean change of a ring beyond that of the rest of each city."""
    panel, started = around.panel, around.started[at]
    numbers = np.unique(panel.strata, return_inverse=True)[1]
    member = np.eye(numbers.max() + 1)[numbers]
    total, mass = np.zeros((2, len(started)))
    used = np.zeros((2, len(panel.codes)), bool)
    for g, change in changes.items():
        known = ~np.isnan(change)
        weight = np.where(known, panel.weights, 0.0)
        gain = weight * np.where(known, change, 0.0)
        own = started == g
        sums, parts = (own * gain) @ member, (own * weight) @ member
        usual, others = (around.rest * gain) @ member, (around.rest * weight) @ member
        beside = (parts > 0) & (others > 0)
        mean = np.divide(usual, others, out=np.zeros_like(usual), where=beside)
        total += ((sums - parts * mean) * beside).sum(axis=1)
        mass += (parts * beside).sum(axis=1)
        there = known & (weight > 0) & beside[0][numbers]
        used |= np.stack([own[0] & there, around.rest[0] & there])
    value = np.divide(total, mass, out=np.full(len(mass), np.nan), where=mass > 0)
    return _Differences(value, used[0], used[1])
