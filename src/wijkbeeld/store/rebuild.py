"""Rebuild figures of areas from the areas that lie wholly inside them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkbeeld.catalog import catalog

MIN_COVERED = 0.95
"""Share of an area's surface that donor areas must cover before interpolation is used."""

MIN_WEIGHT = 0.95
"""Share of an area's inhabitants that must live in donors wholly inside it."""

MIN_KNOWN = 0.9
"""Share of the weight that must have a figure for a mean."""

MADE = ["code", "indicator", "value", "status"]

WHOLE = 0.95
"""Share of a donor's surface from which it counts as wholly inside (maps are generalised)."""


def rebuilt(
    figures: pd.DataFrame, donors: gpd.GeoDataFrame, target: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Rebuild figures of changed areas from the smaller or older areas that lie inside them.

    Parameters
    ----------
    figures
        Figures of the donors, of one year: columns ``code, indicator, value``.
    donors
        Areas of the classification of that year, code as index: of the level itself (areas that
        were joined) or of a finer one.
    target
        Areas to rebuild, code as index.

    Returns
    -------
    DataFrame
        Columns ``code, indicator, value, status``.

    Notes
    -----
    Only where (nearly) all people live in donors that lie wholly inside: nothing finer than a
    buurt says where in it people live, so a cut buurt would be divided by surface.
    """
    target = target[target["geometry"].notna()]
    donors = donors[donors["geometry"].notna()]
    if target.empty or donors.empty or figures.empty:
        return pd.DataFrame(columns=MADE)
    weights = overlap_weights(donors, target)
    weights = weights[weights["code"].isin(_covered(weights, target))]
    inside = figures[figures["code"].isin(set(weights["donor"]))]
    inside = inside.astype({"code": "str", "indicator": "str"})
    return aggregate(inside, weights)[MADE] if len(inside) else pd.DataFrame(columns=MADE)


def _covered(weights: pd.DataFrame, target: gpd.GeoDataFrame) -> pd.Index:
    """Targets whose surface is (nearly) all covered by donors."""
    covered = weights.groupby("code")["surface"].sum()
    whole = pd.Series(shapely.area(np.asarray(target.geometry.array)), index=target.index)
    return covered.index[covered / whole.reindex(covered.index) >= MIN_COVERED]


def overlap_weights(donors: gpd.GeoDataFrame, target: gpd.GeoDataFrame) -> pd.DataFrame:
    """Share of each donor's surface inside each target.

    Returns
    -------
    DataFrame
        Columns ``donor, code, share`` (0..1 of the donor; 1 from 0.95 on) and ``surface`` (m² of
        overlap); slivers below 5% of the donor are left out.
    """
    a, b = np.asarray(donors.geometry.array), np.asarray(target.geometry.array)
    i, j = shapely.STRtree(b).query(a, predicate="intersects")
    surface = shapely.area(shapely.intersection(a[i], b[j]))
    share = surface / shapely.area(a[i])
    frame = pd.DataFrame(
        {"donor": donors.index[i], "code": target.index[j], "share": share, "surface": surface}
    )
    frame = frame[frame["share"] >= 1 - WHOLE]
    return frame.assign(share=frame["share"].where(frame["share"] < WHOLE, 1.0))


def aggregate(cells: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Sum counts and rebuild shares over the donors of each target.

    Parameters
    ----------
    cells
        Columns ``code, indicator, value`` of donors, with their ``inwoners``.
    weights
        As :func:`overlap_weights` gives them.

    Returns
    -------
    DataFrame
        Columns ``code, indicator, value, status``. A target gets a figure when at least 95% of
        its known inhabitants live in donors that lie wholly inside, and, for counts, when every
        donor has a figure; for shares and averages when 90% of the weight has one.
    """
    empty = pd.DataFrame(columns=["code", "indicator", "value", "status"])
    wide = cells.pivot(index="code", columns="indicator", values="value")
    if "inwoners" not in wide or weights.empty:
        return empty
    whole = weights[weights["code"].isin(_lived_in(wide, weights)) & (weights["share"] == 1.0)]
    if whole.empty:
        return empty
    parts = []
    for id_ in wide.columns:
        indicator = catalog().indicators.get(str(id_))
        if indicator is None or indicator.kind in ("score", "code"):
            continue
        if indicator.kind == "aantal":
            value = _summed(wide[id_], whole)
        elif indicator.weight in wide:
            value = _averaged(wide[id_], wide[indicator.weight], whole)
        else:
            continue
        parts.append(
            pd.DataFrame({"code": value.index, "indicator": id_, "value": value.to_numpy()})
        )
    return pd.concat(parts, ignore_index=True).assign(status="cijfer") if parts else empty


def _lived_in(wide: pd.DataFrame, weights: pd.DataFrame) -> pd.Index:
    """Targets of whose inhabitants (nearly) all live in donors that lie wholly inside."""
    people = weights["donor"].map(wide["inwoners"])
    living = (people * weights["share"]).groupby(weights["code"]).sum()
    inside = people.where(weights["share"] == 1.0, 0.0).groupby(weights["code"]).sum()
    return living.index[(living > 0) & (inside / living >= MIN_WEIGHT)]


def _summed(counts: pd.Series, donors: pd.DataFrame) -> pd.Series:
    """A count per target, where every donor has one."""
    value = donors["donor"].map(counts)
    is_complete = value.notna().groupby(donors["code"]).all()
    return value.groupby(donors["code"]).sum()[is_complete]


def _averaged(shares: pd.Series, weight_of: pd.Series, donors: pd.DataFrame) -> pd.Series:
    """A weighted mean per target, where most of the weight has a figure."""
    value, weight = donors["donor"].map(shares), donors["donor"].map(weight_of)
    known = weight.where(value.notna(), 0.0).groupby(donors["code"]).sum()
    is_enough = (known > 0) & (known >= MIN_KNOWN * weight.groupby(donors["code"]).sum())
    return ((value * weight).groupby(donors["code"]).sum() / known)[is_enough]
