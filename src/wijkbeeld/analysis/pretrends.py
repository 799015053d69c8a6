"""What could make a comparison of renewed and other areas misleading, checked beforehand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkbeeld.analysis.assignments import assign
from wijkbeeld.analysis.group_times import Assignments
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.permutation import p_value

LOW = -0.5
"""Renewed areas this many standard deviations below the others are called a low start."""
CERTAIN = 0.01
"""A dip with a smaller p is called passing: at 0.05 one fair choice in twenty would be warned
against.
"""
LIKELY = 0.05
"""A dip that is certain among single areas is passing when its p among groups that lie as the
renewed areas is smaller than this: there are few such groups in one city, so a dip of its size is
seldom rarer.
"""
GOING_ON = 0.05
"""A development before the base wave with a smaller p is taken for one that was going on."""
_DRAWS = 499


@dataclass(frozen=True)
class Start:
    """Where renewed areas stood before their renewal.

    Attributes
    ----------
    difference
        Mean of renewed minus other areas in the base wave, in standard deviations of all areas.
    dip
        How much higher (points; a low is negative) the renewed areas stood in the base wave than in
        their earlier waves, beyond what never renewed areas did; NaN with one wave before the
        start.
    dip_p
        Permutation p of the dip.
    before
        Waves before the start: fewest and most over the renewed areas.
    n
        Renewed areas.
    n_several
        Those with more than one wave before the start.
    n_dip
        Those with an earlier wave than the base wave: the dip is about them.
    drift, drift_p
        How the renewed areas developed over the waves before the base wave, first to last, beyond
        what never renewed areas did (points), and its permutation p; NaN with fewer than two such
        waves.
    single_p
        Permutation p of the dip with single areas as placebos, where ``dip_p`` is that of groups
        that lie as the renewed areas do; NaN where it is single already.
    """

    difference: float
    dip: float
    dip_p: float
    before: tuple[int, int]
    n: int = 0
    n_several: int = 0
    n_dip: int = 0
    drift: float = float("nan")
    drift_p: float = float("nan")
    single_p: float = float("nan")

    @property
    def is_certain(self) -> bool:
        """Whether the dip or peak is beyond chance, for groups that lie so and for single areas."""
        if np.isnan(self.single_p):
            return self.dip_p < CERTAIN
        return self.dip_p < LIKELY and self.single_p < CERTAIN

    @property
    def is_low(self) -> bool:
        """Whether renewed areas started clearly lower."""
        return self.difference <= LOW

    @property
    def is_drifting(self) -> bool:
        """Whether a dip or peak is no passing one: the areas already went that way before it."""
        return self.is_certain and self.drift * self.dip > 0 and self.drift_p < GOING_ON

    @property
    def is_passing(self) -> bool:
        """Whether the base wave looks like a passing low: it will pass without renewal too."""
        return self.dip < 0 and self.is_certain and not self.is_drifting

    @property
    def is_high(self) -> bool:
        """Whether the base wave looks like a passing high: it will fall back by itself."""
        return self.dip > 0 and self.is_certain and not self.is_drifting

    @property
    def is_suspect(self) -> bool:
        """Whether a rise may be regression to the mean: a passing low, or one nobody can check."""
        return self.is_passing or (self.is_low and np.isnan(self.dip))


def start_of(
    panel: Panel,
    others: np.ndarray,
    anticipation: int = 0,
    *,
    same_stratum: bool = False,
    assigned: Assignments | None = None,
) -> Start:
    """Compare the base wave of renewed areas with the others and with their own past.

    Regression to the mean: areas chosen because they were at their worst rise afterwards whatever
    is done (design ``methods.md`` section 2, trap 4).

    Parameters
    ----------
    others
        Which areas they are compared with, shape (n,).
    anticipation
        Base wave: 0 is the last one before the start.
    same_stratum
        Measure a dip against the others in the same stratum.
    assigned
        Placebo assignments that lie as the renewed areas do; None: single areas are permuted.
    """
    single = assign(panel, _DRAWS, np.random.default_rng(1)) if panel.groups else None
    is_single, assigned = assigned is None, single if assigned is None else assigned
    differences = []
    for g in panel.groups:
        if g - 1 - anticipation < 0:
            continue
        now = panel.values[:, g - 1 - anticipation]
        spread = np.nanstd(now)
        if spread > 0 and (~np.isnan(now[others])).any():
            own = now[panel.start == g]
            differences += list((own[~np.isnan(own)] - np.nanmean(now[others])) / spread)
    before = [
        int((~np.isnan(panel.values[i, : panel.start[i]])).sum())
        for i in np.flatnonzero(panel.treated)
    ]
    strata = panel.strata if same_stratum else np.zeros(len(panel.codes), int)
    own, dip, dip_p = _beyond_chance(panel, _dip, 1, anticipation, strata, assigned)
    _, drift, drift_p = _beyond_chance(panel, _drift, 2, anticipation, strata, assigned)
    by_single = _beyond_chance(panel, _dip, 1, anticipation, strata, single)[2]
    return Start(
        float(np.mean(differences)) if differences else float("nan"),
        dip,
        dip_p,
        (min(before), max(before)) if before else (0, 0),
        len(before),
        sum(k > 1 for k in before),
        own,
        drift,
        drift_p,
        float("nan") if is_single else by_single,
    )


def _beyond_chance(
    panel: Panel,
    measure: Callable[[np.ndarray, int], np.ndarray],
    needed: int,
    anticipation: int,
    strata: np.ndarray,
    assigned: Assignments | None,
) -> tuple[int, float, float]:
    """Mean of a measure of the past over renewed areas, beyond that of never renewed areas.

    Parameters
    ----------
    measure
        From values (n, T) and a base wave to one number per area.
    needed
        Waves that a start group must have before its base wave.

    Returns
    -------
    n, mean, p
        Renewed areas with the measure, its mean (points) and permutation p.
    """
    groups = [g for g in panel.groups if g - 1 - anticipation >= needed]
    never = panel.start == NEVER
    if not groups or not never.any() or assigned is None:
        return 0, float("nan"), float("nan")
    beyond = {
        g: _minus_usual(measure(panel.values, g - 1 - anticipation), strata, never) for g in groups
    }
    own = np.concatenate([beyond[g][assigned[g]] for g in groups], axis=1)
    count = (~np.isnan(own)).sum(axis=1)
    statistics = np.where(count > 0, np.nansum(own, axis=1) / np.maximum(count, 1), np.nan)
    return int(count[0]), float(statistics[0]), p_value(statistics)


def _dip(values: np.ndarray, base: int) -> np.ndarray:
    """Base wave minus the mean of the waves before it."""
    before = values[:, :base]
    known = (~np.isnan(before)).sum(axis=1)
    return np.asarray(
        values[:, base]
        - np.where(known > 0, np.nansum(before, axis=1) / np.maximum(known, 1), np.nan)
    )


def _drift(values: np.ndarray, base: int) -> np.ndarray:
    """Last wave before the base wave minus the first wave."""
    return np.asarray(values[:, base - 1] - values[:, 0])


def _minus_usual(measured: np.ndarray, strata: np.ndarray, never: np.ndarray) -> np.ndarray:
    """Minus the mean of the never renewed areas in the same stratum."""
    usual = pd.Series(np.where(never, measured, np.nan)).groupby(strata).transform("mean")
    return np.asarray(measured - usual.to_numpy())
