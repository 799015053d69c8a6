"""Placebo groups in comparable cities: how unusual is a deviation from the own city there?"""

from __future__ import annotations

from random import Random

import numpy as np

from wijkbeeld.analysis.area_change import mean_change
from wijkbeeld.analysis.clusters import Drawn, Neighbours, grow
from wijkbeeld.analysis.group_times import GroupTimes
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.permutation import FEWEST_ASSIGNMENTS

ROOM = 2.5
"""A city needs this many times as many areas as the group, or its rest says little."""


def p_elsewhere(
    panel: Panel,
    cells: GroupTimes,
    drawn: Drawn,
    neighbours: Neighbours,
    comparable: dict[int, list[int]],
    times: int = 400,
) -> float:
    """Share of groups of the same sizes in comparable cities that deviate at least as much.

    Parameters
    ----------
    panel
        With cities as strata.
    comparable
        Numbers of the cities to look in, by the number of the city with renewal.

    Returns
    -------
    float
        NaN where the comparable cities are too small, or give too few different groups.
    """
    change = _change_by_start(panel, cells)
    rng = Random(drawn.seed)  # noqa: S311 (nothing here is a secret)
    observed = _deviation(panel, change, list(drawn.layout.components), panel.start)
    pools = _pools(panel, drawn, comparable)
    if pools is None or np.isnan(observed):
        return float("nan")
    deviations, seen = [], set()
    for _ in range(times):
        groups, starts = [], np.full(len(panel.codes), -1)
        for component, pool in zip(drawn.layout.components, pools, strict=True):
            here = rng.choice(pool)
            areas = grow(len(component), here, set(here), neighbours, rng)
            if areas is None or (starts[areas] >= 0).any():
                break
            starts[areas] = rng.sample(panel.start[list(component)].tolist(), len(component))
            groups.append(tuple(areas))
        else:
            seen.add(frozenset(a for g in groups for a in g))
            deviations.append(_deviation(panel, change, groups, starts))
    if len(seen) < FEWEST_ASSIGNMENTS:
        return float("nan")
    known = np.array(deviations)[~np.isnan(deviations)]
    return float((np.abs(known) >= abs(observed) - 1e-12).mean()) if len(known) else float("nan")


def _pools(
    panel: Panel, drawn: Drawn, comparable: dict[int, list[int]]
) -> list[list[list[int]]] | None:
    """For every component the areas of each city that is large enough; None where there is none."""
    found = []
    for component, city in zip(drawn.layout.components, drawn.layout.cities, strict=True):
        areas = [np.flatnonzero(panel.strata == c).tolist() for c in comparable.get(city, [])]
        large = [a for a in areas if len(a) >= ROOM * len(component)]
        if not large:
            return None
        found.append(large)
    return found


def _change_by_start(panel: Panel, cells: GroupTimes) -> dict[int, np.ndarray]:
    """Mean change of every area from the base wave of each start group, shape (n,)."""
    change = {}
    for g in panel.groups:
        after = (cells.group == g) & (cells.time >= g)
        if after.any():
            base, times = int(cells.base[after][0]), cells.time[after]
            change[g] = mean_change(panel, panel.values, base, times)
    return change


def _deviation(
    panel: Panel,
    change: dict[int, np.ndarray],
    groups: list[tuple[int, ...]],
    starts: np.ndarray,
) -> float:
    """Weighted mean change of some areas beyond that of the rest of their own cities."""
    inside = np.array([a for g in groups for a in g])
    gaps, mass = [], []
    for city in np.unique(panel.strata[inside]):
        here = panel.strata == city
        rest = here.copy()
        rest[inside] = False
        mine = inside[panel.strata[inside] == city]
        for g in np.unique(starts[mine]):
            moved = change.get(int(g))
            if moved is None:
                continue
            other = rest & ~np.isnan(moved)
            own = mine[(starts[mine] == g) & ~np.isnan(moved[mine])]
            if not other.any() or not len(own):
                continue
            usual = np.average(moved[other], weights=panel.weights[other])
            gaps.append((panel.weights[own] * (moved[own] - usual)).sum())
            mass.append(panel.weights[own].sum())
    return float(sum(gaps) / sum(mass)) if mass else float("nan")
