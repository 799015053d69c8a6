"""Values beside a group, the own gemeente, equal parts; changes by the class of the start.

Absolute maps of the Netherlands are mostly green; these readings show differences inside that
green.
"""

from __future__ import annotations

import numpy as np
import pandas as pd


def group_means(
    values: pd.Series, groups: pd.Series, weights: pd.Series | None = None
) -> pd.Series:
    """Mean of every group.

    Parameters
    ----------
    values
        One value per area (points); missing values do not take part.
    groups
        Group of each area, on the same index.
    weights
        Inhabitants or dwellings, on the same index; None for the unweighted mean. An area without
        a weight does not take part.

    Returns
    -------
    Series
        Index groups; NaN for a group without a value.
    """
    mass = pd.Series(1.0, index=values.index) if weights is None else weights.astype("float64")
    mass = mass.where(values.notna() & (mass > 0))
    total = mass.groupby(groups).sum()
    return (values * mass).groupby(groups).sum() / total.where(total > 0)


def minus_own_group(
    table: pd.DataFrame, groups: pd.Series, weights: pd.Series | None = None
) -> pd.DataFrame:
    """Distance of every area from the mean of its own group, per wave.

    Parameters
    ----------
    table
        Rows areas, columns waves (points).
    groups, weights
        As in :func:`group_means`.

    Returns
    -------
    DataFrame
        Same shape. Where only one area of a group has a value there is no distance: missing, not
        zero.
    """
    parts = {}
    for w in table.columns:
        counted = table[w].notna() if weights is None else table[w].notna() & (weights > 0)
        alone = groups.map(counted.groupby(groups).sum()) < 2
        parts[w] = (table[w] - groups.map(group_means(table[w], groups, weights))).where(~alone)
    return pd.DataFrame(parts, index=table.index)


def minus_reference(
    table: pd.DataFrame, codes: list[str], weights: pd.Series | None = None
) -> pd.DataFrame:
    """Distance of every area from the mean of a reference group, per wave.

    Parameters
    ----------
    table
        Rows areas, columns waves (points).
    codes
        Areas of the reference group; those not in the table do not take part.
    weights
        As in :func:`group_means`.
    """
    inside = table.index.intersection(codes)
    one = pd.Series("groep", index=inside)
    mass = None if weights is None else weights.reindex(inside)
    means = {
        w: group_means(table.loc[inside, w], one, mass).get("groep", np.nan) for w in table.columns
    }
    return table - pd.Series(means)


def equal_parts(values: pd.Series, parts: int = 9) -> np.ndarray:
    """Part (1..parts) of each area when areas are put in order and cut in equal groups.

    Equal values fall in the same part.

    Returns
    -------
    ndarray of uint8
        0 where the value is missing.
    """
    place = values.rank(method="average", pct=True)
    found = np.ceil(place.to_numpy("float64") * parts - 1e-9)
    return np.where(np.isnan(found), 0, np.clip(found, 1, parts)).astype("uint8")


def means_by_start(start: np.ndarray, change: pd.Series) -> pd.DataFrame:
    """Mean change of all areas by the class in which they started.

    Source: *Leefbaarheid onder de loep* (2024), figure 3-2: development given the level.

    Parameters
    ----------
    start
        Class number at the start, shape (areas,); 0 is missing.
    change
        Change of each area in points.

    Returns
    -------
    DataFrame
        Index class number; columns ``mean``, ``sd`` and ``n``. Classes without areas are left out.
    """
    frame = pd.DataFrame({"klasse": start, "change": change.to_numpy("float64")}).dropna()
    frame = frame[frame["klasse"] > 0]
    found = frame.groupby("klasse")["change"].agg(["mean", "std", "count"])
    return found.set_axis(["mean", "sd", "n"], axis=1)
