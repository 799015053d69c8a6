"""Nearest-neighbour matching with replacement on standardised covariates.

Matching on the last score before the start manufactures an effect: areas matched on a passing high
or low drift back by themselves (Daw & Hatfield, *Matching and regression to the mean in
difference-in-differences analysis*, Health Services Research 53(6), 2018). So the page offers
matching on structure and on score side by side, and never one answer only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.permutation import MANY, Effect, Estimate, interval, joint_p, p_value

NEIGHBOURS = 3


@dataclass(frozen=True)
class Matched:
    """Renewed areas with their look-alikes.

    Attributes
    ----------
    treated
        Positions in the panel, shape (m,).
    partners
        Positions of the look-alikes, nearest first, shape (m, k).
    distance
        Root mean square of the standardised differences to each partner, shape (m, k).
    unmatched
        Codes of renewed areas without a covariate or without a partner within the caliper.
    """

    treated: np.ndarray
    partners: np.ndarray
    distance: np.ndarray
    unmatched: tuple[str, ...]


def match(
    panel: Panel,
    covariates: pd.DataFrame,
    k: int = NEIGHBOURS,
    caliper: float | None = None,
    *,
    complete: bool = True,
) -> Matched:
    """Find for every renewed area the k never renewed areas most like it.

    Parameters
    ----------
    covariates
        Rows area codes, columns characteristics from before the start, any unit; areas that lack
        one take no part. Standardised with the standard deviation over all areas that take part.
    k
        Partners per renewed area; the same area may be a partner more than once.
    caliper
        Largest mean distance to the partners, in standard deviations; None for no limit.
    complete
        Partners need a score in every wave in which the renewed area has one.

    Raises
    ------
    NoEstimateError
        Fewer than k areas to choose from.
    """
    numbers = covariates.reindex(panel.codes).to_numpy("float64")
    known = ~np.isnan(numbers).any(axis=1)
    pool = np.flatnonzero(known & (panel.start == NEVER))
    if len(pool) < k:
        raise NoEstimateError(NoEstimate.FEW_COVARIATES)
    spread = numbers[known].std(axis=0)
    scaled = numbers / np.where(spread > 0, spread, 1.0)
    treated = np.flatnonzero(panel.treated)
    square = np.zeros((len(treated), len(pool)))
    for column in scaled.T:
        square += (column[treated, None] - column[None, pool]) ** 2
    distance = np.sqrt(square / scaled.shape[1])
    if complete:
        there = ~np.isnan(panel.values)
        lacks = there[treated].astype(float) @ (~there[pool]).T.astype(float) > 0
        distance[lacks] = np.inf
    distance[~known[treated]] = np.inf
    near = np.argpartition(distance, k - 1, axis=1)[:, :k]
    apart = np.take_along_axis(distance, near, axis=1)
    order = np.argsort(apart, axis=1, kind="stable")
    near, apart = np.take_along_axis(near, order, axis=1), np.take_along_axis(apart, order, axis=1)
    good = np.isfinite(apart).all(axis=1)
    if caliper is not None:
        good &= apart.mean(axis=1) <= caliper
    lost = tuple(str(c) for c in panel.codes[treated[~good]])
    return Matched(treated[good], pool[near[good]], apart[good], lost)


def gaps(panel: Panel, matched: Matched, anticipation: int = 0) -> np.ndarray:
    """Change of every matched set member since the base wave of its set.

    Returns
    -------
    ndarray, shape (m, 1 + k, T)
        First the renewed area, then its partners; NaN without a base wave or score.
    """
    members = np.c_[matched.treated, matched.partners]
    base = panel.start[matched.treated] - 1 - anticipation
    values = panel.values[members]
    start = np.take_along_axis(
        values, np.maximum(base, 0)[:, None, None].repeat(values.shape[1], axis=1), axis=2
    )
    return np.asarray(np.where((base >= 0)[:, None, None], values - start, np.nan))


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
    change, starts = change[usable], panel.start[matched.treated][usable]
    weights = panel.weights[matched.treated][usable]
    k, length = change.shape[1] - 1, change.shape[2]
    event_time = np.arange(length)[None, :] - starts[:, None]
    possible = float(min((k + 1.0) ** min(len(change), 40), MANY))
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
    post = (event_time >= 0) & ~np.isnan(difference[0])
    whole, moved = _mean(difference, post, weights), _mean(exposure, post, weights)
    rows, before = [], []
    for e in np.unique(event_time):
        here = (event_time == e) & ~np.isnan(difference[0])
        if e == -1 - anticipation or not here.any():
            continue
        a, b = _mean(difference, here, weights), _mean(exposure, here, weights)
        if e < 0:
            before.append(a)
        rows.append(
            (
                int(e),
                a[0],
                *interval(a, b, possible=possible),
                p_value(a),
                int(here.sum()),
                int(here.sum()) * k,
            )
        )
    table = pd.DataFrame(
        rows, columns=["event_time", "att", "low", "high", "p", "n_treated", "n_control"]
    )
    groups = {
        panel.waves[g]: float(_mean(difference[:1], post & (starts == g)[:, None], weights)[0])
        for g in np.unique(starts)
    }
    calendar = {
        w: float(_mean(difference[:1], post & (np.arange(length) == t), weights)[0])
        for t, w in enumerate(panel.waves)
        if post[:, t].any()
    }
    distinct = len(np.unique(matched.partners[usable]))
    return Effect(
        Estimate(
            float(whole[0]),
            *interval(whole, moved, possible=possible),
            p_value(whole),
            len(change),
            distinct,
        ),
        table.set_index("event_time"),
        pd.Series(groups),
        pd.Series(calendar),
        possible,
        permutations,
        joint_p(np.stack(before, axis=1), possible) if before else float("nan"),
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


def matched_value(panel: Panel, matched: Matched, anticipation: int = 0) -> tuple[float, int]:
    """The overall difference and the number of renewed areas behind it, without inference."""
    change = gaps(panel, matched, anticipation)
    difference = (
        change[:, 0] - change[:, 1:].mean(axis=1)
        if len(change)
        else np.zeros((0, len(panel.waves)))
    )
    event_time = np.arange(len(panel.waves))[None, :] - panel.start[matched.treated][:, None]
    use = (event_time >= 0) & ~np.isnan(difference)
    if not use.any():
        return float("nan"), 0
    mass = use * panel.weights[matched.treated][:, None]
    value = (np.where(use, difference, 0.0) * mass).sum() / mass.sum()
    return float(value), int(use.any(axis=1).sum())


def _mean(values: np.ndarray, use: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted mean over the cells of sets and waves in use: shape (assignments,)."""
    mass = use * weights[:, None]
    known = np.where(use[None], values, 0.0)
    return np.asarray((known * mass[None]).sum(axis=(1, 2)) / mass.sum())


def per_area(panel: Panel, matched: Matched, anticipation: int = 0) -> pd.DataFrame:
    """Development of every matched area beside its look-alikes, from base wave to last wave.

    Returns
    -------
    DataFrame
        Index code; ``own``, ``partners`` (mean change, points), ``difference``, ``distance``.
    """
    change = gaps(panel, matched, anticipation)[:, :, -1]
    frame = pd.DataFrame(
        {"own": change[:, 0], "partners": change[:, 1:].mean(axis=1)},
        index=panel.codes[matched.treated],
    )
    frame["difference"] = frame["own"] - frame["partners"]
    frame["distance"] = matched.distance.mean(axis=1)
    return frame


def without(matched: Matched, position: int) -> Matched:
    """The same sets without one."""
    keep = np.arange(len(matched.treated)) != position
    return replace(
        matched,
        treated=matched.treated[keep],
        partners=matched.partners[keep],
        distance=matched.distance[keep],
    )
