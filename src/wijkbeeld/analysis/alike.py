"""ATT(g, t) beside look-alikes, for what happened and for every placebo assignment.

Every assignment chooses its own look-alikes again, from the areas that it does not call renewed:
so the placebo distribution holds what choosing them does to the estimate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wijkbeeld.analysis.area_change import FEWEST_AREAS, exposed, mean_change, spread_from_steps
from wijkbeeld.analysis.assignments import Placebos
from wijkbeeld.analysis.did import AttGt
from wijkbeeld.analysis.effect import Counts, Effect, effect_of
from wijkbeeld.analysis.group_times import Assignments, GroupTimes
from wijkbeeld.analysis.matching import NEIGHBOURS, lacking
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.permutation import Spread

Pools = dict[int, list[int]]
"""Numbers of the cities that look-alikes come from, by the number of the own city."""


@dataclass(frozen=True)
class Candidates:
    """For every area those most like it, nearest first.

    Attributes
    ----------
    near
        Positions in the panel, shape (n, m); -1 where there are no more.
    k
        Look-alikes that an area is compared with.
    """

    near: np.ndarray
    k: int = NEIGHBOURS

    def partners(self, members: np.ndarray, taken: np.ndarray) -> np.ndarray:
        """The nearest ``k`` that an assignment does not call renewed.

        Parameters
        ----------
        members
            Positions, shape (assignments, size).
        taken
            Which areas an assignment calls renewed, shape (assignments, n).

        Returns
        -------
        ndarray
            Positions, shape (assignments, size, k); -1 where there are too few.
        """
        offered = self.near[members]
        rows = np.arange(len(members))[:, None, None]
        free = (offered >= 0) & ~taken[rows, offered]
        found = np.full((*members.shape, self.k), -1)
        for nth in range(self.k):
            at = free.argmax(axis=2)[:, :, None]
            chosen = np.take_along_axis(offered, at, axis=2)
            found[:, :, [nth]] = np.where(np.take_along_axis(free, at, axis=2), chosen, -1)
            np.put_along_axis(free, at, False, axis=2)
        return found


def candidates(
    panel: Panel, covariates: np.ndarray, focus: np.ndarray, pool: np.ndarray, spare: int
) -> Candidates:
    """Order the areas of a pool by likeness to every area in focus.

    Parameters
    ----------
    covariates
        Shape (n, characteristics), any unit; standardised over the pool. Areas that lack one take
        no part.
    focus, pool
        Which areas need look-alikes, and which may be one, shape (n,).
    spare
        How many of the pool an assignment may call renewed.
    """
    k = NEIGHBOURS
    known = ~np.isnan(covariates).any(axis=1)
    inside = np.flatnonzero(pool & known)
    near = np.full((len(panel.codes), k + spare), -1)
    if not len(inside):
        return Candidates(near, k)
    spread = covariates[inside].std(axis=0)
    scaled = covariates / np.where(spread > 0, spread, 1.0)
    own = np.flatnonzero(focus & known)
    for part in np.array_split(own, max(1, len(own) * len(inside) // 4_000_000)):
        square = np.zeros((len(part), len(inside)))
        for column in scaled.T:
            square += (column[part, None] - column[None, inside]) ** 2
        itself = part[:, None] == inside[None, :]
        square[lacking(panel, part, inside) | itself] = np.inf
        width = min(k + spare, len(inside))
        first = np.argpartition(square, width - 1, axis=1)[:, :width]
        apart = np.take_along_axis(square, first, axis=1)
        order = np.argsort(apart, axis=1, kind="stable")
        chosen = inside[np.take_along_axis(first, order, axis=1)]
        good = np.isfinite(np.take_along_axis(apart, order, axis=1))
        near[part, :width] = np.where(good, chosen, -1)
    return Candidates(near, k)


@dataclass(frozen=True)
class Sets:
    """Members and their look-alikes under every assignment of one start group.

    Attributes
    ----------
    members
        Positions, shape (assignments, size).
    partners
        Positions, shape (assignments, size, k); -1 where there are too few.
    """

    members: np.ndarray
    partners: np.ndarray

    @property
    def complete(self) -> np.ndarray:
        """Which members have all their look-alikes, shape (assignments, size)."""
        return np.asarray((self.partners >= 0).all(axis=2))


def sets_of(
    panel: Panel, assigned: Assignments, by_start: dict[int, Candidates]
) -> dict[int, Sets]:
    """Look-alikes of every member of every assignment, by start index."""
    rows = len(next(iter(assigned.values())))
    taken = np.zeros((rows, len(panel.codes)), bool)
    for members in assigned.values():
        taken[np.arange(rows)[:, None], members] = True
    return {g: Sets(m, by_start[g].partners(m, taken)) for g, m in assigned.items()}


def att_gt(
    panel: Panel, cells: GroupTimes, sets: dict[int, Sets], outcomes: list[np.ndarray]
) -> list[AttGt]:
    """ATT(g, t) of every assignment beside its look-alikes: one per outcome."""
    rows = len(next(iter(sets.values())).members)
    att = np.zeros((len(outcomes), rows, len(cells.time)))
    mass = np.zeros((rows, len(cells.time)))
    missing = np.isnan(panel.values)
    for at, (g, t, base) in enumerate(zip(cells.group, cells.time, cells.base, strict=True)):
        chosen = sets[int(g)]
        unknown = missing[:, t] | missing[:, base]
        used = chosen.complete & ~unknown[chosen.members] & ~unknown[chosen.partners].any(axis=2)
        weight = np.where(used, panel.weights[chosen.members], 0.0)
        mass[:, at] = weight.sum(axis=1)
        for kind, outcome in enumerate(outcomes):
            change = np.where(unknown, 0.0, outcome[:, t] - outcome[:, base])
            gap = change[chosen.members] - change[chosen.partners].mean(axis=2)
            att[kind, :, at] = (gap * weight).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return [AttGt(np.where(mass > 0, a / mass, np.nan), mass) for a in att]


def spread(
    panel: Panel, cells: GroupTimes, sets: dict[int, Sets], outcomes: list[np.ndarray]
) -> Spread | None:
    """Variance of the overall estimate of every assignment.

    With the term that Abadie & Imbens (2006, *Econometrica* 74(1), theorem 7) add for look-alikes
    that serve more than once: renewed areas that are alike share them, placebos seldom do.

    Parameters
    ----------
    outcomes
        The outcome, and 1 where an area is renewed.
    """
    gaps, shifts, noise, partners, weights = [], [], [], [], []
    for g, chosen in sets.items():
        after = (cells.group == g) & (cells.time >= g)
        if not after.any():
            continue
        base, times = int(cells.base[after][0]), cells.time[after]
        own, shift = (mean_change(panel, y, base, times) for y in outcomes)
        beside = np.where(chosen.partners >= 0, own[chosen.partners], np.nan)
        gaps.append(own[chosen.members] - beside.mean(axis=2))
        shifts.append(shift[chosen.members] - shift[chosen.partners].mean(axis=2))
        noise.append(beside.var(axis=2, ddof=1))
        partners.append(chosen.partners.reshape(len(chosen.members), -1))
        weights.append(panel.weights[chosen.members])
    gap, shift = np.concatenate(gaps, axis=1), np.concatenate(shifts, axis=1)
    weight = np.where(np.isnan(gap), 0.0, np.concatenate(weights, axis=1))
    if gap.shape[1] < FEWEST_AREAS:
        return None
    reuse = _reuse(np.concatenate(partners, axis=1))
    between = np.concatenate(noise, axis=1)
    known = ~np.isnan(between)
    usual = np.where(known, between, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    extra = usual * reuse / NEIGHBOURS**2
    count = (weight > 0).sum(axis=1)
    return Spread.of_mean(gap, shift, weight).plus(extra / np.maximum(count, 1) ** 2)


def _reuse(partners: np.ndarray) -> np.ndarray:
    """Sum over look-alikes of K (K - 1), with K how often each serves, per assignment.

    In a sorted row the j-th use of a look-alike has j - 1 before it: K uses give K (K - 1) / 2.
    """
    ordered = np.sort(partners, axis=1)
    place = np.broadcast_to(np.arange(ordered.shape[1]), ordered.shape)
    is_first = np.ones(ordered.shape, bool)
    is_first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    before = place - np.maximum.accumulate(np.where(is_first, place, 0), axis=1)
    return np.asarray(2 * np.where(ordered >= 0, before, 0).sum(axis=1), dtype="float64")


def candidates_by_city(
    panel: Panel,
    covariates: np.ndarray,
    focus: np.ndarray,
    cities: np.ndarray,
    pools: Pools,
) -> Candidates:
    """Candidates of every area in focus, from the cities that its own city is set beside."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for city in np.unique(cities[focus]):
        groups.setdefault(tuple(pools.get(int(city), ())), []).append(int(city))
    parts = []
    for others, mine in groups.items():
        here, pool = focus & np.isin(cities, mine), np.isin(cities, others)
        parts.append((here, candidates(panel, covariates, here, pool, int((focus & pool).sum()))))
    width = max(c.near.shape[1] for _, c in parts)
    near = np.full((len(panel.codes), width), -1)
    for here, some in parts:
        near[here, : some.near.shape[1]] = some.near[here]
    return Candidates(near)


def effect_of_sets(
    panel: Panel,
    cells: GroupTimes,
    sets: dict[int, Sets],
    placebos: Placebos,
    anticipation: int,
) -> Effect:
    """Effect of matched sets under every assignment."""
    outcomes = [panel.values, *exposed(panel, anticipation)]
    estimated = att_gt(panel, cells, sets, outcomes)
    of_sets = spread(panel, cells, sets, outcomes[:2])
    anywhere = np.zeros(len(panel.codes), int)
    spread_ = of_sets or spread_from_steps(panel, placebos, anywhere)
    return effect_of(panel, cells, estimated, placebos, _counts(panel, cells, sets), spread_)


def _counts(panel: Panel, cells: GroupTimes, sets: dict[int, Sets]) -> Counts:
    """Renewed areas with all their look-alikes in what happened, and different look-alikes."""
    missing = np.isnan(panel.values)
    treated, control = np.zeros((2, len(cells.time)), int)
    own: set[int] = set()
    others: set[int] = set()
    for at, (g, t, base) in enumerate(zip(cells.group, cells.time, cells.base, strict=True)):
        chosen = sets[int(g)]
        unknown = missing[:, t] | missing[:, base]
        members, partners = chosen.members[0], chosen.partners[0]
        used = chosen.complete[0] & ~unknown[members] & ~unknown[partners].any(axis=1)
        treated[at], control[at] = used.sum(), len(np.unique(partners[used]))
        if t >= g:
            own |= set(members[used].tolist())
            others |= set(partners[used].ravel().tolist())
    return Counts(len(own), len(others), treated, control)
