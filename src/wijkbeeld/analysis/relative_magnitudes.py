"""How large a trend of their own must be to explain the difference away.

Rambachan & Roth (*A more credible approach to parallel trends*, Review of Economic Studies 90(5),
2023), relative magnitudes: without renewal, renewed and other areas may drift apart by at most a
multiple M of B, the largest step between waves up to the base wave. After k steps that is at most
k M B: the overall difference lies within M B S of its estimate, with S the mean number of steps
since the base wave. The breakdown value is the largest M for which zero stays outside the margin
once it is widened by M B S. Steps are between waves, whatever the years between them.

B is taken as it was measured: the conditional sets of the paper would also count its uncertainty,
but need a normal approximation that few renewed areas do not carry. Identified sets are pinned by
``HonestDiD`` of ``diff-diff``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from wijkbeeld.analysis.effect import Effect
from wijkbeeld.analysis.panel import Panel

FEWEST_WAVES = 2
"""Waves before the base wave that a development of before can be seen from."""


class NoBreakdown(Enum):
    """Why there is no breakdown value; the values are for developers and reach no user."""

    FEW_WAVES = "fewer than two waves before the base wave"
    NO_MARGIN = "the estimate has no margin"
    INSIDE = "zero is inside the margin even with no trend of their own"


@dataclass(frozen=True)
class RelativeMagnitudes:
    """Sensitivity of the overall difference to a trend that was already there.

    Attributes
    ----------
    largest_step
        B: largest step between consecutive waves up to the base wave (points); NaN with a
        ``reason`` ``FEW_WAVES``.
    steps
        S: mean number of steps from the base wave to the waves that count.
    breakdown
        Largest multiple of B for which zero stays outside the margin; infinite where nothing moved
        before, NaN with a ``reason``.
    earlier
        Waves before the base wave.
    """

    largest_step: float
    steps: float
    breakdown: float
    earlier: int
    reason: NoBreakdown | None = None

    def widened(self, low: float, high: float, multiple: float) -> tuple[float, float]:
        """Ends of an interval (points) once steps up to a multiple of B are allowed for.

        With both ends the estimate itself this is the identified set.
        """
        room = multiple * self.largest_step * self.steps
        return low - room, high + room


def relative_magnitudes(panel: Panel, effect: Effect, anticipation: int = 0) -> RelativeMagnitudes:
    """Breakdown value of an effect.

    Parameters
    ----------
    panel, anticipation
        What the effect was estimated with.
    """
    base = -1 - anticipation
    dynamic = effect.dynamic["att"].dropna()
    before = dynamic[dynamic.index < base].sort_index()
    after = dynamic.index[dynamic.index >= 0].to_numpy()
    steps = float(np.average(after - base, weights=_masses(panel, effect, after, anticipation)))
    unknown = float("nan")
    if len(before) < FEWEST_WAVES:
        return RelativeMagnitudes(unknown, steps, unknown, len(before), NoBreakdown.FEW_WAVES)
    times, levels = np.r_[before.index, base], np.r_[before.to_numpy(), 0.0]
    largest = float(np.abs(np.diff(levels))[np.diff(times) == 1].max())
    low, high = effect.overall.low, effect.overall.high
    if not (np.isfinite(low) and np.isfinite(high)):
        return RelativeMagnitudes(largest, steps, unknown, len(before), NoBreakdown.NO_MARGIN)
    if low <= 0 <= high:
        return RelativeMagnitudes(largest, steps, unknown, len(before), NoBreakdown.INSIDE)
    room, apart = largest * steps, max(low, -high)
    return RelativeMagnitudes(largest, steps, apart / room if room else np.inf, len(before))


def _masses(panel: Panel, effect: Effect, event_times: np.ndarray, anticipation: int) -> np.ndarray:
    """Weight of every event time in the overall estimate."""
    number = effect.dynamic.loc[event_times, "n_treated"].to_numpy("float64")
    usual = [_mean_weight(panel, int(e), anticipation) for e in event_times]
    return np.asarray(number * np.array(usual))


def _mean_weight(panel: Panel, event_time: int, anticipation: int) -> float:
    """Mean weight of the renewed areas that have this event time and their base wave."""
    time, base = panel.start + event_time, panel.start - 1 - anticipation
    there = panel.treated & (time < len(panel.waves)) & (base >= 0)
    at = np.flatnonzero(there)
    known = ~np.isnan(panel.values[at, time[at]]) & ~np.isnan(panel.values[at, base[at]])
    return float(panel.weights[at[known]].mean())
