"""The ladder: one development beside five things, from itself to the whole country.

The comparison drives the answer. Nieuw-West rose, lagged behind the rest of Amsterdam, and did as
areas of three other cities did: each is true, and none is "the" effect. All rungs share the same
placebo groups, so that a margin means the same on each: how often a group that lies alike in the
same city, in which nothing was asked, deviates at least as much from the same comparison.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from wijkbeeld.analysis.alike import Candidates, candidates, effect_of_sets, sets_of
from wijkbeeld.analysis.clusters import Drawn, cities_of, draw
from wijkbeeld.analysis.effect import (
    Contrast,
    Effect,
    Estimate,
    cells_of,
    effect_beside,
    mean_change,
)
from wijkbeeld.analysis.elsewhere import p_elsewhere
from wijkbeeld.analysis.group_times import GroupTimes
from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError, NoMargin
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.specification import ComparisonData, Specification, no_start, panel_for


class Beside(Enum):
    """What the renewed areas are set beside."""

    OWN = "own"
    CITY = "city"
    CITY_ALIKE = "city_alike"
    CITIES_ALIKE = "cities_alike"
    COUNTRY = "country"


@dataclass(frozen=True)
class Own:
    """Development of the renewed areas themselves (points).

    Attributes
    ----------
    mean
        Mean over all waves from the start on, since the base wave.
    last
        The same in the last wave alone.
    changes
        Mean change of each area, without those that lack a wave.
    base, first, last_wave
        Years: the base waves (earliest), and the waves that count.
    """

    mean: float
    last: float
    changes: np.ndarray
    base: int
    first: int
    last_wave: int

    @property
    def n(self) -> int:
        """Areas with a change."""
        return len(self.changes)

    @property
    def rose(self) -> int:
        """Areas that rose."""
        return int((self.changes > 0).sum())

    @property
    def fell(self) -> int:
        """Areas that fell."""
        return int((self.changes < 0).sum())


@dataclass(frozen=True)
class Rung:
    """The renewed areas beside one comparison.

    Attributes
    ----------
    estimate
        Difference in points; None with a ``reason``.
    no_margin
        Why the estimate has no margin; None where it has one.
    placebos
        Different placebo groups behind the margin.
    p_elsewhere
        How often groups of the same sizes in comparable cities deviate at least as much from the
        rest of their own city; NaN where it was not asked or there are too few.
    studentised
        Whether the estimate was divided by its own spread: renewed areas vary more than others.
    """

    beside: Beside
    estimate: Estimate | None
    reason: NoEstimate | None = None
    no_margin: NoMargin | None = None
    placebos: int = 0
    p_elsewhere: float = float("nan")
    studentised: bool = False

    @property
    def is_outside(self) -> bool | None:
        """Whether zero lies outside the margin; None without one."""
        e = self.estimate
        if e is None or self.no_margin is not None:
            return None
        return bool(e.low > 0 or e.high < 0)


@dataclass(frozen=True)
class Ladder:
    """All rungs, in the order to show.

    Attributes
    ----------
    own
        None without a wave before and one after the start.
    drawn
        The placebo groups; None where nothing could be compared.
    """

    own: Own | None
    rungs: tuple[Rung, ...]
    drawn: Drawn | None = None

    def __getitem__(self, beside: Beside) -> Rung:
        return next(r for r in self.rungs if r.beside is beside)


def ladder(
    data: ComparisonData, specification: Specification, permutations: int = 999, seed: int = 1
) -> Ladder:
    """Set the renewed areas beside five things, under the other choices of a specification."""
    base = replace(specification, match="none")
    panel = panel_for(data, replace(base, same_stratum=False))
    try:
        if not panel.groups:
            raise NoEstimateError(no_start(panel))
        cells = cells_of(panel, base.anticipation)
    except NoEstimateError as error:
        return Ladder(None, tuple(Rung(b, None, error.reason) for b in Beside))
    drawn = draw(panel, data.strata, data.contiguity, permutations, seed)
    cities = cities_of(panel, data.strata)
    own = _own(panel, cells)
    rungs = [Rung(Beside.OWN, _as_estimate(own), None, NoMargin.OWN)]
    within = panel.in_strata(cities)
    plain = Contrast(base.control, base.anticipation)
    is_city = bool(cities.any())  # else every area is a gemeente: there is no city around it
    if is_city:
        rungs.append(
            _rung(
                Beside.CITY,
                lambda: effect_beside(within, replace(plain, same_stratum=True), drawn.placebos),
                p_elsewhere(
                    within,
                    cells,
                    drawn,
                    data.contiguity.among(panel.codes, cities),
                    _comparable(data, cities, panel),
                ),
            )
        )
        rungs.append(
            _rung(Beside.CITY_ALIKE, lambda: _alike(data, panel, base, drawn, cities, near=True))
        )
    else:
        rungs += [Rung(b, None, NoEstimate.NO_REST) for b in (Beside.CITY, Beside.CITY_ALIKE)]
    rungs.append(
        _rung(Beside.CITIES_ALIKE, lambda: _alike(data, panel, base, drawn, cities, near=False))
    )
    rungs.append(_rung(Beside.COUNTRY, lambda: effect_beside(panel, plain, drawn.placebos)))
    return Ladder(own, tuple(rungs), drawn)


def level_before(panel: Panel, start: int, anticipation: int) -> np.ndarray:
    """Mean score over the waves up to the base wave of a start group, shape (n,)."""
    base = start - 1 - anticipation
    known = ~np.isnan(panel.values[:, : base + 1])
    count = known.sum(axis=1)
    total = np.where(known, panel.values[:, : base + 1], 0.0).sum(axis=1)
    unknown = np.full(len(count), np.nan)
    return np.asarray(np.divide(total, count, out=unknown, where=count > 0))


def _own(panel: Panel, cells: GroupTimes) -> Own:
    """Own development of the renewed areas, each group since its own base wave."""
    mean, last, weight, bases, firsts = [], [], [], [], []
    for g in panel.groups:
        after = (cells.group == g) & (cells.time >= g)
        if not after.any():
            continue
        base, times = int(cells.base[after][0]), cells.time[after]
        mine = panel.start == g
        mean.append(mean_change(panel, panel.values, base, times)[mine])
        last.append((panel.values[:, -1] - panel.values[:, base])[mine])
        weight.append(panel.weights[mine])
        bases.append(panel.waves[base])
        firsts.append(panel.waves[int(times.min())])
    change, final, mass = (np.concatenate(x) for x in (mean, last, weight))
    return Own(
        _mean(change, mass),
        _mean(final, mass),
        change[~np.isnan(change)],
        min(bases),
        min(firsts),
        panel.waves[-1],
    )


def _mean(values: np.ndarray, weights: np.ndarray) -> float:
    known = ~np.isnan(values)
    if not known.any():
        return float("nan")
    return float((values[known] * weights[known]).sum() / weights[known].sum())


def _as_estimate(own: Own) -> Estimate:
    unknown = float("nan")
    return Estimate(own.mean, unknown, unknown, unknown, own.n, 0)


def _rung(beside: Beside, estimate: Callable[[], Effect], p_beside: float = float("nan")) -> Rung:
    """Make a rung of an effect, or of the reason why there is none."""
    try:
        effect = estimate()
    except NoEstimateError as error:
        return Rung(beside, None, error.reason)
    distribution = effect.overall_distribution
    bounded = np.isfinite(effect.overall.low) and np.isfinite(effect.overall.high)
    return Rung(
        beside,
        effect.overall,
        None,
        None if bounded else NoMargin.FEW_PLACEBOS,
        int(min(effect.n_assignments, effect.permutations)),
        p_beside,
        distribution is not None and distribution.spread is not None,
    )


def _alike(
    data: ComparisonData,
    panel: Panel,
    specification: Specification,
    drawn: Drawn,
    cities: np.ndarray,
    *,
    near: bool,
) -> Effect:
    """Beside areas with the same level before the start, in the same city or in comparable ones."""
    cells = cells_of(panel, specification.anticipation)
    pools = _own_city(cities) if near else _comparable(data, cities, panel)
    if not pools:
        raise NoEstimateError(NoEstimate.NO_CITIES)
    focus = np.zeros(len(panel.codes), bool)
    for members in drawn.placebos.assigned.values():
        focus[np.unique(members)] = True
    early = data.early.reindex(panel.codes).to_numpy("float64")
    by_start = {}
    for g in drawn.placebos.assigned:
        level = level_before(panel, g, specification.anticipation)
        by_start[g] = _candidates(panel, np.c_[level, early], focus, cities, pools)
    sets = sets_of(panel, drawn.placebos.assigned, by_start)
    return effect_of_sets(panel, cells, sets, drawn.placebos, specification.anticipation)


def _candidates(
    panel: Panel,
    covariates: np.ndarray,
    focus: np.ndarray,
    cities: np.ndarray,
    pools: dict[int, list[int]],
) -> Candidates:
    """Candidates of every area in focus, from the cities that its own city is set beside."""
    parts = []
    for city in np.unique(cities[focus]):
        here = focus & (cities == city)
        pool = np.isin(cities, pools.get(int(city), []))
        spare = int((focus & pool).sum())
        parts.append((here, candidates(panel, covariates, here, pool, spare)))
    width = max(c.near.shape[1] for _, c in parts)
    near = np.full((len(panel.codes), width), -1)
    for here, found in parts:
        near[here, : found.near.shape[1]] = found.near[here]
    return Candidates(near)


def _own_city(cities: np.ndarray) -> dict[int, list[int]]:
    return {int(c): [int(c)] for c in np.unique(cities)}


def _comparable(data: ComparisonData, cities: np.ndarray, panel: Panel) -> dict[int, list[int]]:
    """Numbers of the cities that each city is set beside; all areas where every one is a city."""
    if not cities.any():
        return {0: [0]}
    if data.strata is None:
        return {}
    names = data.strata.reindex(panel.codes).fillna("").to_numpy()
    number = dict(zip(names, cities.tolist(), strict=True))
    return {
        number[city]: [number[o] for o in others if o in number]
        for city, others in data.comparable.items()
        if city in number
    }
