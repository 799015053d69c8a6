"""What could make a comparison of renewed and other areas misleading: checks before the estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.permutation import deal, p_value

LOW = -0.5
"""Renewed areas this many standard deviations below the others are called a low start."""
CERTAIN = 0.01
"""A dip with a smaller p is called passing: at 0.05 one fair choice in twenty would be warned against."""
_DRAWS = 499


@dataclass(frozen=True)
class Start:
    """Where renewed areas stood before their renewal.

    Attributes
    ----------
    difference
        Mean of renewed minus other areas in the base wave, in standard deviations of all areas.
    dip
        How much lower (points) the renewed areas stood in the base wave than in their earlier waves,
        beyond what others did; NaN with one wave before the start.
    dip_p
        Permutation p of the dip.
    before
        Waves before the start: fewest and most over the renewed areas.
    """

    difference: float
    dip: float
    dip_p: float
    before: tuple[int, int]

    @property
    def is_low(self) -> bool:
        """Whether renewed areas started clearly lower."""
        return self.difference <= LOW

    @property
    def is_passing(self) -> bool:
        """Whether the base wave looks like a passing low: it will pass without renewal too."""
        return self.dip < 0 and self.dip_p < CERTAIN

    @property
    def is_high(self) -> bool:
        """Whether the base wave looks like a passing high: it will fall back by itself."""
        return self.dip > 0 and self.dip_p < CERTAIN

    @property
    def is_suspect(self) -> bool:
        """Whether a rise may be regression to the mean: a passing low, or a low start nobody can check."""
        return self.is_passing or (self.is_low and np.isnan(self.dip))


def start_of(panel: Panel, others: np.ndarray, lag: int = 0, *, within: bool = False, seed: int = 1) -> Start:
    """Compare the base wave of renewed areas with the others and with their own past.

    Regression to the mean: areas chosen because they were at their worst rise afterwards whatever is
    done (design ``methods.md`` section 2, trap 4).

    Parameters
    ----------
    others
        Which areas they are compared with, shape (n,).
    lag
        Base wave: 0 is the last one before the start.
    within
        Measure a dip against the others in the same stratum.
    """
    differences = []
    for g in panel.groups:
        if g - 1 - lag < 0:
            continue
        now = panel.values[:, g - 1 - lag]
        spread = np.nanstd(now)
        if spread > 0 and (~np.isnan(now[others])).any():
            own = now[panel.start == g]
            differences += list((own[~np.isnan(own)] - np.nanmean(now[others])) / spread)
    before = [int((~np.isnan(panel.values[i, : panel.start[i]])).sum()) for i in np.flatnonzero(panel.treated)]
    dip, p = _dip(panel, lag, within, seed)
    return Start(
        float(np.mean(differences)) if differences else float("nan"), dip, p,
        (min(before), max(before)) if before else (0, 0),
    )  # fmt: skip


def _dip(panel: Panel, lag: int, within: bool, seed: int) -> tuple[float, float]:
    """Base wave minus the mean of the waves before it, beyond what never renewed areas did; and its p."""
    groups = [g for g in panel.groups if g - 1 - lag >= 1]
    never = panel.start == NEVER
    if not groups or not never.any():
        return float("nan"), float("nan")
    strata = panel.strata if within else np.zeros(len(panel.codes), int)
    lows = {g: _beyond(panel.values, g - 1 - lag, strata, never) for g in groups}
    assigned = deal(panel, _DRAWS, np.random.default_rng(seed))
    own = np.concatenate([lows[g][assigned[g]] for g in groups], axis=1)
    count = (~np.isnan(own)).sum(axis=1)
    statistics = np.where(count > 0, np.nansum(own, axis=1) / np.maximum(count, 1), np.nan)
    return float(statistics[0]), p_value(statistics)


def _beyond(values: np.ndarray, base: int, strata: np.ndarray, never: np.ndarray) -> np.ndarray:
    """Dip of every area in a wave against its own past, minus the mean dip of never renewed areas beside it."""
    before = values[:, :base]
    known = (~np.isnan(before)).sum(axis=1)
    dip = values[:, base] - np.where(known > 0, np.nansum(before, axis=1) / np.maximum(known, 1), np.nan)
    usual = pd.Series(np.where(never, dip, np.nan)).groupby(strata).transform("mean")
    return np.asarray(dip - usual.to_numpy())
