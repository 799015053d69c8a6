"""Doubly robust ATT(g, t): characteristics both explain the change and weigh the comparison.

ATT(g, t) = mean over renewed areas of (change minus what a regression on comparison areas expects)
minus the same over comparison areas, weighted by their odds of renewal. It is right when either the
regression or the odds are (P.H.C. Sant'Anna & J. Zhao, *Doubly robust difference-in-differences
estimators*, Journal of Econometrics 219(1), 2020, equation 2.4; Callaway & Sant'Anna, 2021,
equation 2.4): as ``drdid_panel`` of R ``DRDID``, with the odds of a start group estimated once, on
the areas with a score in its base wave. Pinned by the published mpdta estimates with ``lpop`` and
by ``diff-diff`` on generated panels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from wijkbeeld.analysis import aggregate
from wijkbeeld.analysis.area_change import exposed, spread_of
from wijkbeeld.analysis.assignments import Placebos
from wijkbeeld.analysis.clusters import different
from wijkbeeld.analysis.did import AttGt
from wijkbeeld.analysis.effect import Counts, Effect, cells_of, effect_of
from wijkbeeld.analysis.group_times import Assignments, GroupTimes, observed_assignment
from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.propensity import design, log_odds, moments, solved

Covariates = dict[int, np.ndarray]
"""Per start index characteristics of all areas, shape (n, number)."""
_CELLS = 400_000
"""Assignments times areas that are computed at once: more does not stay in the cache."""


@dataclass(frozen=True)
class _Group:
    """What the cells of one start group are made of.

    Attributes
    ----------
    numbers, weights
        Characteristics (n, columns) and weights (n,) of the areas with a score in its base wave;
        0 for others.
    features
        Characteristics and changes per cell, 0 where a wave lacks: (n, cells, columns + outcomes).
    products
        Products of characteristics with characteristics and changes: (n, cells, columns, columns +
        outcomes).
    """

    numbers: np.ndarray
    weights: np.ndarray
    features: np.ndarray
    products: np.ndarray


def att_gt(
    panel: Panel,
    cells: GroupTimes,
    covariates: Covariates,
    assigned: Assignments,
    outcomes: list[np.ndarray],
    left_out: np.ndarray | None = None,
) -> list[AttGt]:
    """Doubly robust ATT(g, t) of every assignment, beside areas that it calls never renewed.

    Parameters
    ----------
    outcomes
        Each shape (n, T); where ``panel.values`` is missing they do not count.
    left_out
        Position of an area of ``assigned`` that counts as nothing in each assignment; None for
        none.

    Returns
    -------
    list of AttGt
        One per outcome; NaN where renewed areas have no like.
    """
    rows = len(next(iter(assigned.values())))
    att = np.full((len(outcomes), rows, len(cells.time)), np.nan)
    mass = np.zeros((rows, len(cells.time)))
    without = np.full(rows, -1) if left_out is None else left_out
    every = np.concatenate(list(assigned.values()), axis=1)
    size = max(1, _CELLS // len(panel.codes))
    for g, members in assigned.items():
        here = np.flatnonzero(cells.group == g)
        if not len(here):
            continue
        group = _group(panel, covariates[g], outcomes, cells.base[here], cells.time[here])
        for first in range(0, rows, size):
            part = slice(first, first + size)
            found, parts = _some(group, members[part], every[part], without[part])
            att[:, part, here], mass[part, here] = found, parts
    return [AttGt(a, mass) for a in att]


def _group(
    panel: Panel,
    covariates: np.ndarray,
    outcomes: list[np.ndarray],
    base: np.ndarray,
    time: np.ndarray,
) -> _Group:
    """Characteristics, changes and their products in the cells of a start group."""
    numbers, known = design(covariates)
    known &= ~np.isnan(panel.values[:, base[0]])
    there = known[:, None] & ~np.isnan(panel.values[:, time])
    x = np.where(there[:, :, None], numbers[:, None, :], 0.0)
    change = np.stack([np.where(there, y[:, time] - y[:, base], 0.0) for y in outcomes], axis=2)
    features = np.concatenate([x, change], axis=2)
    weights = np.where(known, panel.weights, 0.0)
    return _Group(numbers, weights, features, x[:, :, :, None] * features[:, :, None, :])


def _some(
    group: _Group, members: np.ndarray, every: np.ndarray, without: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Estimates of some assignments, (outcomes, assignments, cells), and weights of the renewed.

    Parameters
    ----------
    members, every
        Positions of the areas of this start group and of all, shape (assignments, size).
    without
        Position of the area that counts as nothing; -1 for none.
    """
    n, cells, width = group.features.shape
    columns = group.numbers.shape[1]
    rows = np.arange(len(members))[:, None]
    mine = np.where(members == without[:, None], 0.0, group.weights[members])
    others = np.tile(group.weights, (len(members), 1))
    own = np.zeros_like(others)
    own[rows, members], others[rows, every] = mine, 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        odds = others * np.exp(np.minimum(log_odds(group.numbers, own, others), 700.0))
    flat = group.products.reshape(n, -1)
    sums = group.weights @ flat - _taken(group.weights[every], flat[every])
    sums = sums.reshape(-1, cells, columns, width)
    beta = solved(sums[..., :columns], sums[..., columns:])
    plain = group.features.reshape(n, -1)
    sides, counts_ = [], []
    for total in (_taken(mine, plain[members]), odds @ plain):
        total = total.reshape(-1, cells, width)
        count = total[..., :1]  # the constant: 1 where the area counts
        beyond = total[..., columns:] - (total[..., None, :columns] @ beta)[..., 0, :]
        known = count > 0
        sides.append(np.divide(beyond, count, out=np.full(beyond.shape, np.nan), where=known))
        counts_.append(count[..., 0])
    return np.moveaxis(sides[0] - sides[1], 2, 0), counts_[0]


def _taken(weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Weighted sum over the areas of every assignment: (assignments, features)."""
    return np.asarray(np.einsum("rs,rsf->rf", weights, rows))


def effect_doubly_robust(
    panel: Panel, covariates: Covariates, anticipation: int, placebos: Placebos
) -> Effect:
    """Doubly robust difference, beside given placebo assignments.

    Assignments whose areas have no like are left out of the placebos, which keeps the test exact:
    whether an area has its like does not depend on what happened after the start.

    Raises
    ------
    NoEstimateError
        No area has a wave before its start and one from it on, or the renewed areas have no like.
    """
    cells = cells_of(panel, anticipation)
    outcomes = [panel.values, *exposed(panel, anticipation)]
    estimated = att_gt(panel, cells, covariates, placebos.assigned, outcomes)
    overall = aggregate.simple(cells, estimated[0]).overall
    if np.isnan(overall[0]):
        raise NoEstimateError(NoEstimate.NO_OVERLAP)
    usable = ~np.isnan(overall)
    if not usable.all():
        kept = different({g: m[usable] for g, m in placebos.assigned.items()})
        placebos = replace(placebos, possible=min(placebos.possible, kept))
    spread = spread_of(
        panel,
        cells,
        placebos,
        np.zeros(len(panel.codes), int),
        lambda g, change: _left(panel, covariates[g], change),
    )
    return effect_of(panel, cells, estimated, placebos, counts(panel, cells, covariates), spread)


def value(panel: Panel, covariates: Covariates, anticipation: int) -> tuple[float, int, int]:
    """The overall estimate, renewed areas and comparison areas, without inference."""
    try:
        cells = cells_of(panel, anticipation)
    except NoEstimateError:
        return float("nan"), 0, 0
    observed = observed_assignment(panel)
    (found,) = att_gt(panel, cells, covariates, observed, [panel.values])
    number = float(aggregate.simple(cells, found).overall[0])
    if np.isnan(number):
        return number, 0, 0
    behind = counts(panel, cells, covariates)
    return number, behind.n_treated, behind.n_control


def overall_without(panel: Panel, covariates: Covariates, anticipation: int) -> np.ndarray:
    """The overall estimate with each renewed area left out in turn, in the order of the panel."""
    cells = cells_of(panel, anticipation)
    areas = np.flatnonzero(panel.treated)
    times = (len(areas), 1)
    assigned = {g: np.tile(np.flatnonzero(panel.start == g), times) for g in panel.groups}
    (found,) = att_gt(panel, cells, covariates, assigned, [panel.values], areas)
    return aggregate.simple(cells, found).overall


def _there(panel: Panel, cells: GroupTimes, covariates: Covariates, at: int) -> np.ndarray:
    """Which areas have the characteristics and both waves of a cell, shape (n,)."""
    scores = panel.values[:, [cells.base[at], cells.time[at]]]
    lacks = np.isnan(covariates[int(cells.group[at])]).any(axis=1) | np.isnan(scores).any(axis=1)
    return np.asarray(~lacks)


def counts(panel: Panel, cells: GroupTimes, covariates: Covariates) -> Counts:
    """Areas behind the estimate: those with the characteristics and both waves of a cell."""
    treated, control = np.zeros((2, len(cells.time)), int)
    mine, others = np.zeros((2, len(panel.codes)), bool)
    for at, (g, t) in enumerate(zip(cells.group, cells.time, strict=True)):
        there = _there(panel, cells, covariates, at)
        own, beside = there & (panel.start == g), there & (panel.start == NEVER)
        treated[at], control[at] = own.sum(), beside.sum()
        if t >= g:
            mine |= own
            others |= beside
    return Counts(int(mine.sum()), int(others.sum()), treated, control)


def _left(panel: Panel, covariates: np.ndarray, change: np.ndarray) -> np.ndarray:
    """Change minus what the regression on never renewed areas expects, shape (n,)."""
    numbers, known = design(covariates)
    known &= ~np.isnan(change)
    weight = np.where(known & (panel.start == NEVER), panel.weights, 0.0)
    cross = (weight * np.where(known, change, 0.0)) @ numbers
    beta = solved(moments(numbers, weight[None, :]), cross[None, :, None])[0, :, 0]
    return np.asarray(np.where(known, change - numbers @ beta, np.nan))
