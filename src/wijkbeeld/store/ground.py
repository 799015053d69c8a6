"""The ground under areas of two years: which is the same, whatever its code, and why not."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkbeeld.store.same_areas import MIN_IOU, iou

WITHIN = 0.95
"""Share of an area inside one older area from which it was a part of that."""

ELSEWHERE = 0.05
"""Below this share of an area on the map of a year, that map has no area there."""


def drawn(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Areas that have a boundary."""
    return areas[areas["geometry"].notna()]


def same_ground(donor: gpd.GeoDataFrame, target: gpd.GeoDataFrame) -> pd.Series:
    """Areas of an older map that have the same boundary under another code.

    Parameters
    ----------
    donor, target
        Areas of two years with their code as index.

    Returns
    -------
    Series
        Code of the older area, on the code of the target; only from an intersection over union of
        0.95, and the best one where several have that.
    """
    donor, target = drawn(donor), drawn(target)
    if donor.empty or target.empty:
        return pd.Series(dtype="str")
    a, b = np.asarray(donor.geometry.array), np.asarray(target.geometry.array)
    i, j = shapely.STRtree(a).query(shapely.point_on_surface(b), predicate="within")[::-1]
    size = shapely.area(a[i]) / shapely.area(b[j])
    alike = (size >= MIN_IOU) & (size <= 1 / MIN_IOU)
    i, j = i[alike], j[alike]
    found = pd.DataFrame({"old": donor.index[i], "new": target.index[j], "iou": iou(a[i], b[j])})
    found = found[found["iou"] >= MIN_IOU].sort_values("iou", ascending=False, kind="stable")
    return found.drop_duplicates("new").set_index("new")["old"].astype("str")


def no_map(year: int) -> str:
    """Reason where there is no map to look on."""
    return f"zonder kaart van {year} is niet te zien bij welk gebied dit toen hoorde"


def other_borders(year: int) -> str:
    """Reason where an area was made of pieces of others."""
    return f"de grenzen liepen in {year} anders"


def why_not(
    codes: pd.Index, donor: gpd.GeoDataFrame, target: gpd.GeoDataFrame, year: int
) -> pd.Series:
    """Say of areas why figures of a year are not laid on them.

    Parameters
    ----------
    codes
        Areas of ``target`` without figures.
    donor
        Areas of the year of the figures; without boundaries nothing can be said of where.

    Returns
    -------
    Series
        Dutch reason on each code.
    """
    reasons = pd.Series(no_map(year), index=codes, dtype="str")
    donor, asked = drawn(donor), drawn(target.loc[codes])
    if donor.empty or asked.empty:
        return reasons
    a, b = np.asarray(donor.geometry.array), np.asarray(asked.geometry.array)
    i, j = shapely.STRtree(a).query(b, predicate="intersects")[::-1]
    share = shapely.area(shapely.intersection(a[i], b[j])) / shapely.area(b[j])
    over = pd.DataFrame({"old": i, "new": j, "share": share})
    covered = over.groupby("new")["share"].sum().reindex(range(len(b)), fill_value=0.0)
    reasons[asked.index] = other_borders(year)
    nothing = asked.index[covered.to_numpy() < ELSEWHERE]
    reasons[nothing] = f"op de kaart van {year} ligt hier geen gebied"
    inside = over[over["share"] >= WITHIN].drop_duplicates("new")
    for old, new in zip(inside["old"], inside["new"], strict=True):
        larger = donor.iloc[old]
        name = str(larger["name"]) if "name" in donor else ""
        told = f"{name} ({larger.name})" if name and name != larger.name else str(larger.name)
        reasons[asked.index[new]] = f"dit gebied was in {year} een deel van {told}"
    return reasons
