"""Synthetic control and synthetic difference-in-differences for one renewed area or group.

Sources: A. Abadie, A. Diamond & J. Hainmueller, *Synthetic control methods for comparative case
studies*, JASA 105(490), 2010; D. Arkhangelsky et al., *Synthetic difference-in-differences*,
American Economic Review 111(12), 2021. Pinned by the published Proposition 99 estimates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

FEWEST_BEFORE = 4
"""Waves before the start that a synthetic control needs here: with fewer any curve can be copied.
"""
_HEAVY = 1e4


def simplex_weights(
    donors: np.ndarray, target: np.ndarray, ridge: float = 0.0, *, intercept: bool = False
) -> np.ndarray:
    """Weights that are not negative, sum to one, and copy a target best (least squares).

    Parameters
    ----------
    donors
        Shape (times, donors).
    target
        Shape (times,).
    ridge
        Penalty on the squared weights.
    intercept
        Allow a constant difference between copy and target.

    Returns
    -------
    ndarray, shape (donors,)
    """
    x, y = donors, target
    if intercept:
        x, y = x - x.mean(axis=0), y - y.mean()
    scale = max(float(np.abs(x).max()), 1e-12)
    rows = [x / scale, np.full((1, x.shape[1]), _HEAVY)]
    aims = [y / scale, np.array([_HEAVY])]
    if ridge > 0:
        rows.append(np.sqrt(ridge) / scale * np.eye(x.shape[1]))
        aims.append(np.zeros(x.shape[1]))
    weights, _ = nnls(np.vstack(rows), np.concatenate(aims), maxiter=50 * x.shape[1])
    return np.asarray(weights / weights.sum())


@dataclass(frozen=True)
class Synthetic:
    """A copy of one area made of areas that were not renewed.

    Attributes
    ----------
    weights
        Of the donors, shape (donors,).
    copy
        The synthetic series, shape (T,), same unit as the outcome.
    gap
        Own series minus copy, shape (T,).
    effect
        Mean gap from the start on.
    misfit
        Root mean square gap before the start.
    """

    weights: np.ndarray
    copy: np.ndarray
    gap: np.ndarray
    effect: float
    misfit: float


def synthetic_control(own: np.ndarray, donors: np.ndarray, start: int) -> Synthetic:
    """Copy an area from before its renewal and follow both.

    Parameters
    ----------
    own
        Shape (T,), complete.
    donors
        Shape (donors, T), complete.
    start
        Index of the first wave with renewal.

    Raises
    ------
    ValueError
        Fewer than two donors, or no wave before the start.
    """
    if len(donors) < 2 or start < 1:
        raise ValueError("a synthetic control needs two donors and a wave before the start")
    weights = simplex_weights(donors[:, :start].T, own[:start])
    copy = weights @ donors
    gap = own - copy
    return Synthetic(
        weights, copy, gap, float(gap[start:].mean()), float(np.sqrt((gap[:start] ** 2).mean()))
    )


@dataclass(frozen=True)
class Placebos:
    """Where the area stands among donors that are treated as if they had been renewed.

    ``rank`` 1 is the largest ratio of the gap after to the gap before the start; ``p = rank / n``.
    """

    ratio: float
    rank: int
    n: int
    gaps: np.ndarray


def placebo_ranks(own: np.ndarray, donors: np.ndarray, start: int, noise: float = 1e-6) -> Placebos:
    """Rank of the ratio of gaps after and before the start (Abadie et al. 2010, figure 8).

    Parameters
    ----------
    noise
        Smallest gap before the start that counts: a copy that fits better than the outcome is
        measured fits by luck, and its ratio would say nothing.
    """
    series = np.vstack([own, donors])
    found = [
        synthetic_control(series[i], np.delete(series[1:], i - 1, axis=0) if i else donors, start)
        for i in range(len(series))
    ]
    ratios = np.array([np.sqrt((f.gap[start:] ** 2).mean()) / max(f.misfit, noise) for f in found])
    return Placebos(
        float(ratios[0]),
        int((ratios >= ratios[0]).sum()),
        len(ratios),
        np.stack([f.gap for f in found]),
    )


def synthetic_did(treated: np.ndarray, donors: np.ndarray, start: int) -> float:
    """Synthetic difference-in-differences: weights on areas and on waves, both with an intercept.

    Parameters
    ----------
    treated
        Mean of the renewed areas, shape (T,).
    donors
        Shape (donors, T).

    Returns
    -------
    float
        Effect in the unit of the outcome.
    """
    changes = np.diff(donors[:, :start], axis=1)
    noise = changes.std(ddof=1)
    after = donors.shape[1] - start
    areas = simplex_weights(
        donors[:, :start].T, treated[:start], start * np.sqrt(after) * noise**2, intercept=True
    )
    waves = simplex_weights(
        donors[:, :start],
        donors[:, start:].mean(axis=1),
        len(donors) * (1e-6 * noise) ** 2,
        intercept=True,
    )
    gap = treated - areas @ donors
    return float(gap[start:].mean() - waves @ gap[:start])
