"""The difference between renewed areas and their look-alikes, with its placebo distribution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkbeeld.analysis.assignments import MANY
from wijkbeeld.analysis.effect import DYNAMIC, Effect, Estimate, with_margin
from wijkbeeld.analysis.matching import Matched, gaps
from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.permutation import Distribution, joint_p


@dataclass(frozen=True)
class _Sets:
    """Matched sets that can be compared, and their placebo assignments.

    Attributes
    ----------
    difference
        Renewed minus its look-alikes under every assignment, observed first: shape (assignments,
        sets, T), points.
    exposure
        What taking one point from the truly renewed area takes from it, same shape.
    event_time
        Waves since the start of the set, shape (sets, T).
    starts, weights
        Start index and mass of each set.
    k
        Look-alikes per set.
    possible
        Number of different assignments.
    """

    difference: np.ndarray
    exposure: np.ndarray
    event_time: np.ndarray
    starts: np.ndarray
    weights: np.ndarray
    k: int
    possible: float

    def mean(self, use: np.ndarray) -> np.ndarray:
        """Weighted mean difference over cells of sets and waves: shape (assignments,)."""
        return _mean(self.difference, use, self.weights)

    def margin(self, use: np.ndarray) -> tuple[float, float, float, float]:
        """Estimate over these cells, with interval and p."""
        exposure = _mean(self.exposure, use, self.weights)
        return with_margin(self.mean(use), exposure, self.possible)


def matched_effect(
    panel: Panel, matched: Matched, anticipation: int = 0, permutations: int = 999, seed: int = 1
) -> Effect:
    """Difference between renewed areas and their look-alikes.

    The test assigns the label "renewed" anew within every set of an area and its partners. A
    partner that serves in several sets makes them alike, which assigning in each apart does not
    see: the placebo estimates are widened by the share of the variance that Abadie & Imbens (2006,
    *Econometrica* 74(1), theorem 7) add for reuse. Coverage under heavy reuse is pinned by a
    simulation.

    Raises
    ------
    NoEstimateError
        No renewed area has partners, a wave before its start and one from its start on.
    """
    change = gaps(panel, matched, anticipation)
    after = np.arange(len(panel.waves)) >= panel.start[matched.treated][:, None]
    usable = (after & ~np.isnan(change).any(axis=1)).any(axis=1)
    if not usable.any():
        raise NoEstimateError(NoEstimate.NO_PARTNERS)
    sets = _placebos(panel, matched, change, usable, permutations, seed)
    there = ~np.isnan(sets.difference[0])
    post = (sets.event_time >= 0) & there
    dynamic, before = _by_event_time(sets, there, -1 - anticipation)
    by_group = {g: post & (sets.starts == g)[:, None] for g in map(int, np.unique(sets.starts))}
    by_wave = {t: post & (np.arange(len(panel.waves)) == t) for t in range(len(panel.waves))}
    return Effect(
        Estimate(*sets.margin(post), len(sets.starts), len(np.unique(matched.partners[usable]))),
        dynamic,
        _observed_means(sets, by_group, panel),
        _observed_means(sets, {t: c for t, c in by_wave.items() if c.any()}, panel),
        sets.possible,
        permutations,
        joint_p(np.stack(before, axis=1), sets.possible) if before else float("nan"),
        Distribution(sets.mean(post), _mean(sets.exposure, post, sets.weights), sets.possible),
    )


def _placebos(
    panel: Panel,
    matched: Matched,
    change: np.ndarray,
    usable: np.ndarray,
    permutations: int,
    seed: int,
) -> _Sets:
    """Give the label "renewed" to a member of every set at random, the observed one first."""
    change, starts = change[usable], panel.start[matched.treated][usable]
    k, length = change.shape[1] - 1, change.shape[2]
    event_time = np.arange(length)[None, :] - starts[:, None]
    rng = np.random.default_rng(seed)
    chosen = np.vstack(
        [np.zeros(len(change), int), rng.integers(0, k + 1, (permutations, len(change)))]
    )
    total = change.sum(axis=1)
    own = np.take_along_axis(change[None], chosen[:, :, None, None], axis=2)[:, :, 0, :]
    difference = own - (total[None] - own) / k
    truly = (chosen == 0)[:, :, None]
    exposure = np.where(truly, 1.0, -1.0 / k) * np.ones((1, 1, length))
    widen = _reuse(change, event_time >= 0, matched.partners[usable])
    difference[1:], exposure[1:] = difference[1:] * widen, exposure[1:] * widen
    weights = panel.weights[matched.treated][usable]
    possible = float(min((k + 1.0) ** min(len(change), 40), MANY))
    return _Sets(difference, exposure, event_time, starts, weights, k, possible)


def _by_event_time(
    sets: _Sets, there: np.ndarray, base: int
) -> tuple[pd.DataFrame, list[np.ndarray]]:
    """Estimates per number of waves since the start, and the distributions before it."""
    rows, before = {}, []
    for e in np.unique(sets.event_time):
        here = (sets.event_time == e) & there
        if e == base or not here.any():
            continue
        if e < 0:
            before.append(sets.mean(here))
        rows[int(e)] = (*sets.margin(here), int(here.sum()), int(here.sum()) * sets.k)
    table = pd.DataFrame.from_dict(rows, orient="index", columns=DYNAMIC)
    return table.rename_axis("event_time"), before


def _observed_means(sets: _Sets, cells: dict[int, np.ndarray], panel: Panel) -> pd.Series:
    """Mean difference of what happened over some cells, by the year of their wave."""
    happened = sets.difference[:1]
    return pd.Series(
        {panel.waves[t]: float(_mean(happened, c, sets.weights)[0]) for t, c in cells.items()}
    )


def _reuse(change: np.ndarray, after: np.ndarray, partners: np.ndarray) -> float:
    """How much wider the estimate spreads because partners serve more than once (1: no reuse).

    Parameters
    ----------
    change
        Shape (m, 1 + k, T), the renewed area first.
    after
        Waves from the start on, shape (m, T).
    """
    k = partners.shape[1]
    counted = np.where(after[:, None, :], change, np.nan)
    known = (~np.isnan(counted)).sum(axis=2)
    mean = np.where(known > 0, np.nansum(counted, axis=2) / np.maximum(known, 1), np.nan)
    gap = mean[:, 0] - np.nanmean(mean[:, 1:], axis=1)
    gap = gap[~np.isnan(gap)]
    if len(gap) < 2 or k < 2:
        return 1.0
    noise = float(np.nanmean(np.nanvar(mean[:, 1:], axis=1, ddof=1)))
    times = np.unique(partners, return_counts=True)[1]
    extra = float((times * (times - 1)).sum()) / k**2 * noise
    own = float(((gap - gap.mean()) ** 2).sum())
    return float(np.sqrt((own + extra) / own)) if own > 0 else 1.0


def _mean(values: np.ndarray, use: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted mean over the cells of sets and waves in use: shape (assignments,)."""
    mass = use * weights[:, None]
    known = np.where(use[None], values, 0.0)
    return np.asarray((known * mass[None]).sum(axis=(1, 2)) / mass.sum())
