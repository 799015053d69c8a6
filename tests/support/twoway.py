"""Two-way fixed effects: what not to use with staggered starts (see docs/methode.md)."""

from __future__ import annotations

import numpy as np


def twoway(values: np.ndarray, treated: np.ndarray, weights: np.ndarray | None = None) -> float:
    """Coefficient of treatment in a regression with a constant for every area and every wave.

    With staggered starts it compares newly renewed areas with those renewed before, and can have
    the wrong sign when effects differ (Goodman-Bacon, *Difference-in-differences with variation in
    treatment timing*, Journal of Econometrics 225(2), 2021). Pinned by the castle data: 0.0818.

    Parameters
    ----------
    values, treated
        Shape (areas, waves), complete.
    weights
        Mass per area, shape (areas,).
    """
    mass = np.ones(len(values)) if weights is None else weights
    share = mass / mass.sum()

    def within(x: np.ndarray) -> np.ndarray:
        rows = x - x.mean(axis=1, keepdims=True)
        return np.asarray(rows - share @ rows)

    y, d = within(values), within(treated.astype("float64"))
    return float((mass[:, None] * d * y).sum() / (mass[:, None] * d * d).sum())
