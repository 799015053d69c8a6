"""Sums of change over many sets of areas at once: what permutation inference spends its time on.

An area with a score in every wave adds the same weight to every pair of waves, so its change
between two waves is a difference of two sums; only areas that miss a wave are followed pair by
pair.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from wijkbeeld.analysis.panel import Panel


class Changes:
    """Weighted change between pairs of waves, and the weight behind it.

    Parameters
    ----------
    panel
        Where its values are missing, no outcome counts.
    outcomes
        Outcomes on the same areas and waves (points), each shape (n, T).
    pairs
        Wave indices (from, to), shape (P, 2).
    """

    def __init__(self, panel: Panel, outcomes: list[np.ndarray], pairs: np.ndarray) -> None:
        start, end = pairs[:, 0], pairs[:, 1]
        each = np.eye(len(panel.waves))
        self._step = each[:, end] - each[:, start]
        self._kinds = len(outcomes)
        there = ~np.isnan(panel.values)
        gaps = ~there.all(axis=1)
        self._place = np.cumsum(gaps) - 1
        self._gaps = gaps if gaps.any() else None
        weight = panel.weights[:, None]
        self._waves = np.concatenate([*(y * weight for y in outcomes), weight], axis=1)
        self._waves[gaps] = 0.0
        both = there[gaps][:, start] & there[gaps][:, end]
        mass = both * weight[gaps]
        moved = (np.where(both, y[gaps][:, end] - y[gaps][:, start], 0.0) * mass for y in outcomes)
        self._pairs = np.concatenate([*moved, mass], axis=1)

    def over(self, sets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Sum over every set of areas.

        Parameters
        ----------
        sets
            Positions of areas, shape (sets, size).

        Returns
        -------
        change, mass
            Shapes (sets, outcomes, P) and (sets, P).
        """
        rows, size = sets.shape
        ends = np.arange(rows + 1) * size
        picked = csr_array((np.ones(sets.size), sets.ravel(), ends), shape=(rows, len(self._waves)))
        change, mass = self._between(picked @ self._waves)
        if self._gaps is not None and (with_gaps := self._gaps[sets]).any():
            ends = np.concatenate([[0], np.cumsum(with_gaps.sum(axis=1))])
            found = self._place[sets[with_gaps]]
            picked = csr_array((np.ones(len(found)), found, ends), shape=(rows, len(self._pairs)))
            change, mass = self._plus(change, mass, picked @ self._pairs)
        return change, mass

    def within(self, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Sum over the areas of a mask of shape (n,): shapes (outcomes, P) and (P,)."""
        change, mass = self._between(self._waves[mask].sum(axis=0)[None, :])
        if self._gaps is not None:
            change, mass = self._plus(
                change, mass, self._pairs[mask[self._gaps]].sum(axis=0)[None, :]
            )
        return change[0], mass[0]

    def _between(self, summed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        levels = summed[:, :-1].reshape(len(summed), self._kinds, -1)
        return levels @ self._step, np.broadcast_to(
            summed[:, -1:], (len(summed), self._step.shape[1])
        )

    def _plus(
        self, change: np.ndarray, mass: np.ndarray, summed: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        pairs = self._step.shape[1]
        return change + summed[:, :-pairs].reshape(len(summed), self._kinds, pairs), mass + summed[
            :, -pairs:
        ]
