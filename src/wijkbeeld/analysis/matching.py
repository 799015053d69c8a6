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
    treated = np.flatnonzero(panel.treated)
    distance = _distance(numbers, known, treated, pool)
    if complete:
        distance[lacking(panel, treated, pool)] = np.inf
    near = np.argpartition(distance, k - 1, axis=1)[:, :k]
    apart = np.take_along_axis(distance, near, axis=1)
    order = np.argsort(apart, axis=1, kind="stable")
    near, apart = np.take_along_axis(near, order, axis=1), np.take_along_axis(apart, order, axis=1)
    good = np.isfinite(apart).all(axis=1)
    if caliper is not None:
        good &= apart.mean(axis=1) <= caliper
    lost = tuple(str(c) for c in panel.codes[treated[~good]])
    return Matched(treated[good], pool[near[good]], apart[good], lost)


def lacking(panel: Panel, areas: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether an area has a score in a wave in which another has none: shape (areas, others)."""
    waves = ~np.isnan(panel.values) @ (1 << np.arange(len(panel.waves), dtype="int64"))
    return np.asarray((waves[areas, None] & ~waves[None, others]) != 0)


def _distance(
    numbers: np.ndarray, known: np.ndarray, treated: np.ndarray, pool: np.ndarray
) -> np.ndarray:
    """Root mean square of standardised differences, shape (treated, pool); infinite if unknown."""
    spread = numbers[known].std(axis=0)
    scaled = numbers / np.where(spread > 0, spread, 1.0)
    square = np.zeros((len(treated), len(pool)))
    for column in scaled.T:
        square += (column[treated, None] - column[None, pool]) ** 2
    distance = np.sqrt(square / scaled.shape[1])
    distance[~known[treated]] = np.inf
    return np.asarray(distance)


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
