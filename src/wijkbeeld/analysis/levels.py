"""Level and standing of areas: averages, ranks, percentiles (design ``methods.md`` section 1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

SAME_AREAS = 0.9
"""Part of the areas of the fullest wave that a wave needs to stand in a line of many areas."""


@dataclass(frozen=True)
class Standing:
    """Place of one area among others in one wave.

    ``rank`` 1 is the highest value; ``percentile`` is the share (0..100) of the others with a
    lower value, ties counted half.
    """

    rank: int
    n: int
    percentile: float


def standing(values: pd.Series, code: str) -> Standing | None:
    """Rank and percentile of ``code`` among ``values``.

    Parameters
    ----------
    values
        One value per area, index area codes; missing values do not take part.
    code
        Area to place.

    Returns
    -------
    Standing or None
        None where the area has no value.
    """
    known = values.dropna()
    if code not in known.index:
        return None
    own = float(known[code])
    higher = int((known > own).sum())
    lower = int((known < own).sum())
    ties = len(known) - higher - lower - 1
    others = len(known) - 1
    percentile = 100.0 * (lower + ties / 2) / others if others else 100.0
    return Standing(higher + 1, len(known), percentile)


def change(table: pd.DataFrame, base: int, wave: int) -> pd.Series:
    """Change of every area between two waves, in points; missing where either is missing."""
    return table[wave] - table[base]


def mean_line(table: pd.DataFrame, weights: pd.Series | None = None) -> pd.DataFrame:
    """Average of areas per wave.

    Parameters
    ----------
    table
        Rows areas, columns waves.
    weights
        Inhabitants or dwellings per area; None for the unweighted mean.

    Returns
    -------
    DataFrame
        Index waves; columns ``mean`` and ``n`` (areas with a value, and a weight where asked).
    """
    rows = []
    for wave in table.columns:
        values = table[wave].to_numpy("float64")
        mass = (
            np.ones(len(table))
            if weights is None
            else weights.reindex(table.index).to_numpy("float64")
        )
        known = ~np.isnan(values) & ~np.isnan(mass) & (mass > 0)
        total = mass[known].sum()
        mean = float((values[known] * mass[known]).sum() / total) if known.any() else np.nan
        rows.append((wave, mean, int(known.sum())))
    return pd.DataFrame(rows, columns=["wave", "mean", "n"]).set_index("wave")


@dataclass(frozen=True)
class Decomposition:
    """Change of the deviation between two waves, split over the five dimensions (points).

    ``parts`` sum to ``total`` exactly up to rounding: dimensions sum to ``afw`` in every row.
    """

    base: int
    wave: int
    total: float
    parts: dict[str, float]


def decompose(
    series: pd.DataFrame, base: int, wave: int, dimensions: tuple[str, ...]
) -> Decomposition | None:
    """Split the change of one area over dimensions.

    Parameters
    ----------
    series
        Rows of one area, columns ``wave, afw`` and the dimensions.

    Returns
    -------
    Decomposition or None
        None where a wave or its dimensions are missing (2002, 2008, 2012, 2016).
    """
    rows = series.set_index("wave")
    if base not in rows.index or wave not in rows.index:
        return None
    difference = rows.loc[wave, list(dimensions)] - rows.loc[base, list(dimensions)]
    if difference.isna().any():
        return None
    total = float(rows.loc[wave, "afw"] - rows.loc[base, "afw"])
    return Decomposition(base, wave, total, {d: float(difference[d]) for d in dimensions})
