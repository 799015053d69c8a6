"""Whether a code means the same area in two years, by boundary or by code and size."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

MIN_IOU = 0.95
"""Two boundaries are the same from this intersection over union (generalised maps differ a little).
"""

MIN_SAME_CODES = 0.8
"""Without maps: share of a gemeente's codes that must be the same in both years."""

MAX_SIZE_DIFFERENCE = 0.05
"""Without a second map: largest relative difference between the two surfaces."""


def same_areas(
    codes: pd.Index, donor: gpd.GeoDataFrame, target: gpd.GeoDataFrame, figures: pd.DataFrame
) -> pd.Series:
    """Say per shared code whether it is the same area in both years.

    Returns
    -------
    Series
        On the codes that occur in both: ``grens`` (boundaries compared), ``code`` (no second map;
        codes of the gemeente and size agree), or the reason why not.
    """
    shared = codes.intersection(target.index)
    verdict = pd.Series("", index=shared, dtype="str")
    if shared.empty:
        return verdict
    new = target.loc[shared, "geometry"]
    old = donor["geometry"].reindex(shared)
    both = (new.notna() & old.notna()).to_numpy(bool)
    overlap = iou(np.asarray(old.array)[both], np.asarray(new.array)[both])
    verdict[both] = np.where(overlap >= MIN_IOU, "grens", "de grens van dit gebied is veranderd")
    unseen = ~both
    town = pd.Series(shared.str.slice(2, 6), index=shared)
    agreement = _same_codes(codes, target.index)
    stable = town.map(agreement).fillna(0.0) >= MIN_SAME_CODES
    size = _size_difference(figures, new)
    resized = size.reindex(shared) > MAX_SIZE_DIFFERENCE
    verdict[unseen] = "code"
    verdict[unseen & ~stable] = (
        "zonder kaart van dat jaar is niet zeker dat de indeling van deze gemeente gelijk is"
    )
    verdict[unseen & stable & resized] = "de oppervlakte van dit gebied is veranderd"
    lone = pd.Series(shared.str.startswith("GM"), index=shared) & size.reindex(shared).isna()
    verdict[unseen & lone] = (
        "zonder kaart of oppervlakte van dat jaar is de grens van de gemeente niet te controleren"
    )
    return verdict


def iou(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Intersection over union of two arrays of polygons, pairwise."""
    if len(first) == 0:
        return np.zeros(0)
    common = shapely.area(shapely.intersection(first, second))
    return np.asarray(common / (shapely.area(first) + shapely.area(second) - common))


def _same_codes(old: pd.Index, new: pd.Index) -> pd.Series:
    """Jaccard similarity of the codes of each gemeente in two years."""
    either = pd.DataFrame({"code": old.union(new)})
    either["town"] = either["code"].str.slice(2, 6)
    either["both"] = either["code"].isin(old) & either["code"].isin(new)
    return either.groupby("town")["both"].mean()


def _size_difference(figures: pd.DataFrame, shapes: gpd.GeoSeries) -> pd.Series:
    """Relative distance of the drawn surface from the published one.

    Maps leave out more or less of the sea and lakes, so anything between the published land and
    the published total (hectare) counts as equal.
    """
    on_map = pd.Series(shapely.area(np.asarray(shapes.array)) / 10_000, index=shapes.index)

    def published(indicator: str) -> pd.Series:
        rows = figures[figures["indicator"] == indicator]
        codes = rows["code"].astype("str")
        return pd.Series(rows["value"].to_numpy(), index=codes).reindex(on_map.index)

    total = published("oppervlakte_totaal")
    land = published("oppervlakte_land")
    over, under = on_map / total - 1, 1 - on_map / land.fillna(total)
    return pd.concat([over, under], axis=1).max(axis=1).clip(lower=0).where(total > 20)
