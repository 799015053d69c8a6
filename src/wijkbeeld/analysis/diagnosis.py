"""What could make a comparison of renewed and other areas misleading: checks before the estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.permutation import deal, p_value

LOW = -0.5
"""Renewed areas this many standard deviations below the others are called a low start."""
CERTAIN = 0.05
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
    def is_suspect(self) -> bool:
        """Whether a rise may be regression to the mean: a passing low, or a low start nobody can check."""
        return self.is_passing or (self.is_low and np.isnan(self.dip))


def start_of(panel: Panel, seed: int = 1) -> Start:
    """Compare the base wave of renewed areas with the others and with their own past.

    Regression to the mean: areas chosen because they were at their worst rise afterwards whatever is
    done (design ``methods.md`` section 2, trap 4).
    """
    base = np.full(len(panel.codes), -1)
    base[panel.treated] = panel.start[panel.treated] - 1
    differences = []
    for g in panel.groups:
        now = panel.values[:, g - 1]
        others = now[panel.start == NEVER]
        spread = np.nanstd(now)
        if spread > 0 and (~np.isnan(others)).any():
            own = now[panel.start == g]
            differences += list((own[~np.isnan(own)] - np.nanmean(others)) / spread)
    before = [int((~np.isnan(panel.values[i, : panel.start[i]])).sum()) for i in np.flatnonzero(panel.treated)]
    dip, p = _dip(panel, seed)
    return Start(
        float(np.mean(differences)) if differences else float("nan"), dip, p,
        (min(before), max(before)) if before else (0, 0),
    )  # fmt: skip


def _dip(panel: Panel, seed: int) -> tuple[float, float]:
    groups = [g for g in panel.groups if g >= 2]
    if not groups:
        return float("nan"), float("nan")
    lows = {}
    for g in groups:
        before = panel.values[:, : g - 1]
        known = (~np.isnan(before)).sum(axis=1)
        past = np.where(known > 0, np.nansum(before, axis=1) / np.maximum(known, 1), np.nan)
        lows[g] = panel.values[:, g - 1] - past
    assigned = deal(panel, _DRAWS, np.random.default_rng(seed))
    total, count = 0.0, 0
    for g in groups:
        own = lows[g][assigned[g]]
        usual = np.nanmean(lows[g][panel.start == NEVER]) if (panel.start == NEVER).any() else np.nan
        total = total + np.nansum(own - usual, axis=1)
        count = count + (~np.isnan(own)).sum(axis=1)
    statistics = np.asarray(total) / np.maximum(count, 1)
    return float(statistics[0]), p_value(statistics)
