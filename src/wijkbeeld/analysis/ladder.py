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

from wijkbeeld.analysis.area_change import mean_change
from wijkbeeld.analysis.clusters import Drawn, cities_of, draw, has_city
from wijkbeeld.analysis.effect import Contrast, Effect, Estimate, cells_of, effect_beside
from wijkbeeld.analysis.elsewhere import p_elsewhere
from wijkbeeld.analysis.group_times import GroupTimes
from wijkbeeld.analysis.matched_estimators import (
    AlikeInCities,
    AlikeInCity,
    MatchedEstimator,
    comparable_cities,
    level_before,
)
from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError, NoMargin
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.permutation import FEWEST_ASSIGNMENTS
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
    drawn
        Placebo groups that were drawn, some of them more than once.
    start_gap
        How much higher the look-alikes stood before the start (points); NaN without look-alikes.
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
    drawn: int = 0
    start_gap: float = float("nan")

    @property
    def is_outside(self) -> bool | None:
        """Whether zero lies outside the margin; None without one."""
        e = self.estimate
        if e is None or self.no_margin is not None:
            return None
        return bool(e.low > 0 or e.high < 0)

    @property
    def is_thin(self) -> bool:
        """Whether fewer look-alikes than renewed areas carry the estimate."""
        e = self.estimate
        matched = self.beside in (Beside.CITY_ALIKE, Beside.CITIES_ALIKE)
        return matched and e is not None and e.n_control < e.n_treated


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
    data: ComparisonData,
    specification: Specification,
    permutations: int = 999,
    seed: int = 1,
    *,
    look_elsewhere: bool = True,
) -> Ladder:
    """Set the renewed areas beside five things, under the other choices of a specification.

    Parameters
    ----------
    look_elsewhere
        Ask how often groups in comparable cities deviate as much; no other number depends on it.
    """
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
    is_city = has_city(panel, data.strata)  # else every area is a gemeente: no city around it
    if is_city:
        rungs.append(
            _rung(
                Beside.CITY,
                lambda: effect_beside(within, replace(plain, same_stratum=True), drawn.placebos),
                _elsewhere(within, cells, drawn, data) if look_elsewhere else float("nan"),
            )
        )
        rungs.append(_alike(Beside.CITY_ALIKE, AlikeInCity(), panel, data, (base, drawn)))
    else:
        rungs += [Rung(b, None, NoEstimate.NO_REST) for b in (Beside.CITY, Beside.CITY_ALIKE)]
    rungs.append(_alike(Beside.CITIES_ALIKE, AlikeInCities(), panel, data, (base, drawn)))
    rungs.append(_rung(Beside.COUNTRY, lambda: effect_beside(panel, plain, drawn.placebos)))
    return Ladder(own, tuple(rungs), drawn)


def _elsewhere(panel: Panel, cells: GroupTimes, drawn: Drawn, data: ComparisonData) -> float:
    """How often groups in comparable cities deviate as much; cities are the strata of the panel."""
    neighbours = data.contiguity.among(panel.codes, panel.strata)
    comparable = comparable_cities(panel, data, panel.strata)
    return p_elsewhere(panel, cells, drawn, neighbours, comparable)


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


def _alike(
    beside: Beside,
    estimator: MatchedEstimator,
    panel: Panel,
    data: ComparisonData,
    asked: tuple[Specification, Drawn],
) -> Rung:
    """A rung beside look-alikes, with how far apart both sides began."""
    specification, drawn = asked
    rung = _rung(beside, lambda: estimator.effect(panel, data, specification, drawn))
    sets = estimator.partners(panel, data, specification) if rung.estimate else None
    if sets is None or not len(sets.treated):
        return rung
    gaps = []
    for g in panel.groups:
        mine = panel.start[sets.treated] == g
        level = level_before(panel, g, specification.anticipation)
        gaps.append(level[sets.partners[mine]].mean(axis=1) - level[sets.treated[mine]])
    return replace(rung, start_gap=float(np.nanmean(np.concatenate(gaps))))


def why_unbounded(effect: Effect) -> NoMargin:
    """Why a margin has no end: few different groups, or groups that are mostly the areas alike."""
    few = effect.n_assignments < FEWEST_ASSIGNMENTS
    return NoMargin.FEW_PLACEBOS if few else NoMargin.TOO_ALIKE


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
        None if bounded else why_unbounded(effect),
        int(min(effect.n_assignments, effect.permutations)),
        p_beside,
        distribution is not None and distribution.spread is not None,
        effect.permutations,
    )
