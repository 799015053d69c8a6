"""Counts of units as one small array per kind: what the sums of a mix are fast with.

NumPy adds along six columns slowly, and asks the system anew for every large array.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_TINY = 1e-300
"""Added to what a logarithm is taken of: changes no count, and makes 0 log 0 equal to 0."""


def by_kind(counts: np.ndarray) -> list[np.ndarray]:
    """One array of units per kind, of counts of shape (units, kinds)."""
    return [np.ascontiguousarray(column, dtype="float64") for column in counts.T]


def added(kinds: Sequence[np.ndarray]) -> np.ndarray:
    """Size of each unit; NaN where a kind is not known."""
    total = kinds[0].copy()
    for kind in kinds[1:]:
        total += kind
    return total


def counted(sizes: np.ndarray) -> np.ndarray:
    """Which units take part: their size is known, and there is something to count."""
    return np.asarray(np.isfinite(sizes) & (sizes > 0))


def x_log_x(values: np.ndarray) -> np.ndarray:
    """Each count times its natural logarithm; 0 for 0."""
    logs = values + _TINY
    np.log(logs, out=logs)
    logs *= values
    return logs
