"""How mixed areas are, at which grain, and how far groups live apart (``methods.md`` section 3).

All takes counts: shares times the number of dwellings, households or inhabitants, as
:mod:`wijkbeeld.store.compositions` makes them. Units of which a count is not known take no part and
are counted; a unit without any dwelling is empty, which is
something else, and takes no part either.

References
----------
Theil and Finizza (1971) for H; Mora and Ruiz-Castillo (2011), Sociological Methodology 41, for M
and its decomposition; Massey and Denton (1988), Social Forces 67, for dissimilarity and isolation.
Published: schools00 of the R package ``segregation`` (schools M .42554, H .419; states .0992,
.0977), and PySAL ``segregation``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkbeeld.analysis.count_arrays import added, by_kind, counted, x_log_x

Array = np.ndarray


def known_units(counts: Array) -> Array:
    """Which units take part: all kinds known, and something to count. Shape (units,)."""
    return counted(added(by_kind(counts)))


def entropy(counts: Array) -> Array:
    """Shannon entropy of each unit, divided by the logarithm of the number of kinds.

    Parameters
    ----------
    counts
        Shape (units, kinds), at least two kinds.

    Returns
    -------
    ndarray
        0 where one kind is alone, 1 where all kinds are equally large; NaN where not known.
    """
    return np.asarray(_entropy(_proportions(counts)) / np.log(counts.shape[1]))


def simpson(counts: Array) -> Array:
    """Chance that two draws with replacement from a unit are of different kinds, 0 to 1 − 1/kinds.

    Parameters
    ----------
    counts
        Shape (units, kinds).
    """
    return np.asarray(1 - (_proportions(counts) ** 2).sum(axis=1))


def _proportions(counts: Array) -> Array:
    """Shares of each unit; NaN where it has nothing or is not known."""
    total = counts.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(counts, total, out=np.full(counts.shape, np.nan), where=total > 0))


def _entropy(shares: Array) -> Array:
    """Entropy in nats along the last axis; 0 log 0 is 0, NaN stays NaN."""
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    return np.asarray(-(shares * logs).sum(axis=-1) + 0.0)


@dataclass(frozen=True)
class Grain:
    """At which scale the mix of a place exists: an exact split of its entropy.

    Attributes
    ----------
    total
        Entropy of all units together, in nats.
    inside
        Mean entropy inside the units, weighted by size, in nats: the mix within a buurt.
    between
        Mutual information in nats, per step from fine to coarse: units within the first groups,
        these within the next, and the coarsest ones beside each other. ``inside`` and these add
        up to ``total``.
    n, left_out, empty
        Units that take part, those with an unknown count, and those with nothing to count.
    """

    total: float
    inside: float
    between: tuple[float, ...]
    n: int
    left_out: int
    empty: int

    @property
    def m(self) -> float:
        """Mutual information M of kinds and units, in nats."""
        return float(sum(self.between))

    @property
    def h(self) -> float:
        """Theil's H, 0 (all units alike) to 1 (every unit has one kind); NaN without a mix."""
        return self.m / self.total if self.total > 0 else float("nan")

    @property
    def shares(self) -> tuple[float, ...]:
        """Part of the mix inside the units, then per step from fine to coarse: they sum to 1."""
        if self.total <= 0:
            return tuple(float("nan") for _ in range(1 + len(self.between)))
        return tuple(v / self.total for v in (self.inside, *self.between))


def grain(counts: Array, *groups: Sequence[object] | Array | pd.Series) -> Grain:
    """Split the mix of a place over scales: M of the units, exactly decomposed.

    With entropy E of a set of counts, M of units grouped by g is E of everything minus the mean E
    of the groups, weighted by size. Of nested groups every step is the difference of two such M.

    Parameters
    ----------
    counts
        Shape (units, kinds); NaN where not known.
    groups
        One label per unit, from fine to coarse, each nested in the next.
    """
    kinds = by_kind(counts)
    sizes = added(kinds)
    used = counted(sizes)
    missing = int((~np.isfinite(sizes)).sum())
    if not used.any():
        nothing = (float("nan"),) * (len(groups) + 1)
        return Grain(float("nan"), float("nan"), nothing, 0, missing, len(counts) - missing)
    labels = [np.asarray(group) for group in groups]
    if not used.all():
        kinds, labels = [kind[used] for kind in kinds], [group[used] for group in labels]
    n, size = len(kinds[0]), sum(float(kind.sum()) for kind in kinds)
    means = [_mean_entropy(kinds, size)]
    while labels:
        at, names = pd.factorize(labels[0])
        member = np.empty(len(names), dtype="int64")
        member[at] = np.arange(len(at))
        kinds = [np.bincount(at, kind, len(names)) for kind in kinds]
        labels = [coarser[member] for coarser in labels[1:]]
        means.append(_mean_entropy(kinds, size))
    total = _mean_entropy([kind.sum(keepdims=True) for kind in kinds], size)
    steps = tuple(after - before for before, after in zip(means, [*means[1:], total], strict=True))
    return Grain(total, means[0], steps, n, missing, len(counts) - missing - n)


def _mean_entropy(kinds: Sequence[Array], size: float) -> float:
    """Mean entropy of units weighted by size: (Σ s log s − ΣΣ x log x) / Σ s, in nats."""
    apart = x_log_x(added(kinds)).sum() - sum(float(x_log_x(kind).sum()) for kind in kinds)
    return max(float(apart) / size, 0.0)


def summed(counts: Array, labels: Array) -> tuple[Array, Array]:
    """Counts of units added up per label, and the labels in that order."""
    at, names = pd.factorize(labels)
    columns = [np.bincount(at, column, len(names)) for column in counts.T]
    return np.column_stack(columns), np.asarray(names)


def separation(group: pd.Series, total: pd.Series, place: pd.Series) -> pd.DataFrame:
    """How far a group lives apart from the rest over the units of each place.

    Parameters
    ----------
    group, total
        Size of the group, and of everybody, per unit.
    place
        Gemeente of each unit, on the same index.

    Returns
    -------
    DataFrame
        Index places. Columns

        ``dissimilarity``
            D = ½ Σ abs(xᵢ/X − yᵢ/Y), 0..1: the part of the group that would have to move for every
            unit to have the mix of the place. NaN where there is no group or no rest, or one unit.
        ``isolation``
            Σ xᵢ/X · xᵢ/tᵢ: the mean share of the group in the unit of one of its members.
        ``share``
            Of the group in everybody: what isolation would be without any separation.
        ``group``, ``n``, ``left_out``
            Size of the group, units that take part, and units that are not known.
    """
    x, t = group.to_numpy("float64"), total.to_numpy("float64")
    at, places = pd.factorize(place.reindex(group.index), sort=True)
    known = np.isfinite(x) & np.isfinite(t) & (at >= 0)
    used = known & (t > 0)
    x, t, where = x[used], t[used], at[used]

    def by_place(values: Array) -> Array:
        return np.bincount(where, values, len(places))

    all_x, all_t, n = by_place(x), by_place(t), by_place(np.ones(len(x)))
    both = (all_x > 0) & (all_x < all_t) & (n > 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(x / all_x[where] - (t - x) / (all_t - all_x)[where]) / 2
        own = x / all_x[where] * x / t
        share = all_x / all_t
    found = pd.DataFrame(
        {
            "dissimilarity": np.where(both, by_place(apart), np.nan),
            "isolation": np.where(both, by_place(own), np.nan),
            "share": share,
            "group": all_x,
            "n": n.astype(int),
            "left_out": np.bincount(at[~known & (at >= 0)], minlength=len(places)),
        },
        index=pd.Index(places),
    )
    return found[found["n"] > 0]


def dissimilarity(counts: pd.DataFrame, kind: str) -> float:
    """Unequal spread of one kind over all units together (:func:`separation`); NaN where none.

    Parameters
    ----------
    counts
        Rows units, columns kinds; NaN where not known.
    """
    total = counts.sum(axis=1, min_count=counts.shape[1])
    found = separation(counts[kind], total, pd.Series("all", index=counts.index))
    return float(found["dissimilarity"].iloc[0]) if len(found) else float("nan")


def spread(
    values: Array, sizes: Array, *groups: Sequence[object] | Array | pd.Series
) -> tuple[float, tuple[float, ...], int]:
    """Split the variance of a mean over scales, where no composition is known (WOZ).

    Parameters
    ----------
    values, sizes
        Mean value of each unit, and its number of dwellings. Shape (units,).
    groups
        As :func:`grain` has them.

    Returns
    -------
    tuple
        Coefficient of variation between units, the parts of the variance per step from fine to
        coarse (they add up to 1), and the number of units. The spread inside units is not known.
    """
    used = np.isfinite(values) & (sizes > 0)
    y, w = values[used], sizes[used]
    if len(y) < 2:
        return float("nan"), (float("nan"),) * (len(groups) + 1), len(y)
    mean = float(np.average(y, weights=w))
    explained = [float(np.average((y - mean) ** 2, weights=w))]
    for labels in groups:
        sums, _ = summed(np.column_stack([w, w * y]), np.asarray(labels)[used])
        explained.append(
            float(np.average((sums[:, 1] / sums[:, 0] - mean) ** 2, weights=sums[:, 0]))
        )
    variance = explained[0]
    steps = [a - b for a, b in zip(explained, [*explained[1:], 0.0], strict=True)]
    parts = tuple(s / variance if variance > 0 else float("nan") for s in steps)
    return variance**0.5 / mean, parts, len(y)
