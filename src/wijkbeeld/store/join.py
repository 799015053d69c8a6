"""Lay figures of one year's classification on the areas of an edition: the three-step rule.

1. Same code and same boundary (intersection over union of at least 0.95 where both maps are
   there; else the same codes in the gemeente and the same size).
2. Else by areal interpolation weighted with inhabitants of smaller areas, counts only; shares and
   averages are rebuilt with their weights.
3. Else not at all: a gap with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkbeeld.catalog import catalog

MIN_IOU = 0.95
"""Two boundaries are the same from this intersection over union (generalised maps differ a little)."""

MIN_SAME_CODES = 0.8
"""Without maps: share of a gemeente's codes that must be the same in both years."""

MAX_SIZE_DIFFERENCE = 0.05
"""Without a second map: largest relative difference between the two surfaces."""

MIN_WEIGHT = 0.95
"""Share of an area's surface that donor areas must cover before interpolation is used."""

JOIN_COLUMNS = ["edition", "level", "code", "indicator", "year", "value", "status", "koppeling"]
GAP_COLUMNS = ["edition", "level", "code", "year", "reden"]


@dataclass(frozen=True)
class Joined:
    """Figures on an edition's areas, and the gaps."""

    figures: pd.DataFrame
    gaps: pd.DataFrame


def join(figures: pd.DataFrame, areas: gpd.GeoDataFrame, editions: dict[int, set[str]]) -> Joined:
    """Join figures to every edition.

    Parameters
    ----------
    figures
        Table ``figures`` of the store.
    areas
        Table ``areas`` of the store.
    editions
        Levels that have scores, by edition.
    """
    parts: list[pd.DataFrame] = []
    gaps: list[pd.DataFrame] = []
    land = areas[~areas["is_water"]]
    for edition, levels in editions.items():
        for (level, year, base), group in figures.groupby(["level", "year", "indeling"], observed=True):
            if level not in levels:
                continue
            if base == edition:
                parts.append(_direct(group, edition, "zelfde indeling"))
                continue
            part, gap = _across(group, land, figures, edition, str(level), int(year), int(base))
            parts.append(part)
            gaps.append(gap)
    joined = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=JOIN_COLUMNS)
    missing = pd.concat(gaps, ignore_index=True) if gaps else pd.DataFrame(columns=GAP_COLUMNS)
    joined = joined[JOIN_COLUMNS].astype(
        {"edition": "int16", "year": "int16", "value": "float64", "level": "str", "code": "str",
         "indicator": "str", "status": "str", "koppeling": "str"}
    )  # fmt: skip
    missing = missing[GAP_COLUMNS].astype(
        {"edition": "int16", "year": "int16", "level": "str", "code": "str", "reden": "str"}
    )
    return Joined(joined, missing)


def _direct(group: pd.DataFrame, edition: int, how: str) -> pd.DataFrame:
    return group.assign(edition=edition, koppeling=how)[JOIN_COLUMNS]


def _across(
    group: pd.DataFrame, land: gpd.GeoDataFrame, figures: pd.DataFrame,
    edition: int, level: str, year: int, base: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """Join one level and year to an edition with another classification."""
    target = land[(land["indeling"] == edition) & (land["level"] == level)].set_index("code")
    donor = land[(land["indeling"] == base) & (land["level"] == level)].set_index("code")
    codes = pd.Index(group["code"].unique())
    checked = same_areas(codes, donor, target, group)
    parts = [_direct(group[group["code"].isin(checked.index[checked == how])], edition, how)
             for how in ("grens", "code")]  # fmt: skip
    left = target.index.difference(checked.index[checked.isin(["grens", "code"])])
    touched = left[left.str.slice(2, 6).isin(set(codes.str.slice(2, 6)))]
    woven = _interpolated(group, land, figures, target.loc[touched], base, year)
    if len(woven):
        parts.append(woven.assign(edition=edition, level=level, year=year, koppeling="gewogen")[JOIN_COLUMNS])
    still = touched.difference(pd.Index(woven["code"].unique()) if len(woven) else pd.Index([]))
    reasons = checked.reindex(still)
    reasons = reasons.where(reasons.notna(), f"dit gebied bestond in de indeling van {base} niet")
    gaps = pd.DataFrame({"edition": edition, "level": level, "code": still, "year": year, "reden": reasons.to_numpy()})
    return pd.concat(parts, ignore_index=True), gaps


def same_areas(codes: pd.Index, donor: gpd.GeoDataFrame, target: gpd.GeoDataFrame, figures: pd.DataFrame) -> pd.Series:
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
    verdict[unseen & ~stable] = "de indeling van deze gemeente is veranderd"
    verdict[unseen & stable & resized] = "de oppervlakte van dit gebied is veranderd"
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
    """Relative difference between the published surface (hectare) and that of the map."""
    published = figures[figures["indicator"] == "oppervlakte_totaal"].set_index("code")["value"]
    drawn = pd.Series(shapely.area(np.asarray(shapes.array)) / 10_000, index=shapes.index)
    measured = published[published > 20].reindex(drawn.index)
    return (measured / drawn - 1).abs()


def _interpolated(
    group: pd.DataFrame, land: gpd.GeoDataFrame, figures: pd.DataFrame,
    target: gpd.GeoDataFrame, base: int, year: int,
) -> pd.DataFrame:  # fmt: skip
    """Rebuild figures of changed areas from buurten that lie inside them.

    Counts go by the share of each buurt's surface, which is exact for buurten that lie wholly
    inside; shares and averages are weighted with the counts they belong to.
    """
    columns = ["code", "indicator", "value", "status"]
    target = target[target["geometry"].notna()]
    buurten = land[(land["indeling"] == base) & (land["level"] == "buurt") & land["geometry"].notna()]
    if target.empty or buurten.empty or (group["level"] == "buurt").any():
        return pd.DataFrame(columns=columns)
    weights = overlap_weights(buurten.set_index("code"), target)
    covered = weights.groupby("code")["surface"].sum()
    whole = pd.Series(shapely.area(np.asarray(target.geometry.array)), index=target.index)
    usable = covered.index[covered / whole.reindex(covered.index) >= MIN_WEIGHT]
    weights = weights[weights["code"].isin(usable)]
    cells = figures[(figures["level"] == "buurt") & (figures["year"] == year)]
    return aggregate(cells, weights)[columns]


def overlap_weights(donors: gpd.GeoDataFrame, target: gpd.GeoDataFrame) -> pd.DataFrame:
    """Share of each donor's surface inside each target.

    Returns
    -------
    DataFrame
        Columns ``donor, code, share`` (0..1 of the donor) and ``surface`` (m² of overlap); slivers
        below 2% of the donor are left out.
    """
    a, b = np.asarray(donors.geometry.array), np.asarray(target.geometry.array)
    i, j = shapely.STRtree(b).query(a, predicate="intersects")
    surface = shapely.area(shapely.intersection(a[i], b[j]))
    share = surface / shapely.area(a[i])
    frame = pd.DataFrame({"donor": donors.index[i], "code": target.index[j], "share": share, "surface": surface})
    frame = frame[frame["share"] >= 0.02]
    return frame.assign(share=frame["share"].where(frame["share"] < 0.98, 1.0))


def aggregate(cells: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Sum counts and rebuild shares over donors.

    A target gets a figure only when at least 90% of the weight behind it has one.
    """
    wide = cells.pivot(index="code", columns="indicator", values="value")
    parts = []
    for id_ in wide.columns:
        indicator = catalog().indicators.get(str(id_))
        if indicator is None or indicator.kind in ("score", "code"):
            continue
        rows = weights.join(wide[[id_]].rename(columns={id_: "value"}), on="donor")
        if indicator.kind == "aantal":
            mass = _people(wide, rows)
            total = (rows["value"] * rows["share"]).groupby(rows["code"]).sum(min_count=1)
        else:
            if indicator.weight not in wide.columns:
                continue
            mass = rows["donor"].map(wide[indicator.weight]).fillna(0) * rows["share"]
            seen = mass.where(rows["value"].notna())
            total = (rows["value"] * seen).groupby(rows["code"]).sum(min_count=1) / seen.groupby(rows["code"]).sum(
                min_count=1
            )
        known = mass.where(rows["value"].notna(), 0.0).groupby(rows["code"]).sum()
        enough = known >= 0.9 * mass.groupby(rows["code"]).sum()
        value = total.where(enough & (known > 0)).dropna()
        parts.append(pd.DataFrame({"code": value.index, "indicator": id_, "value": value.to_numpy()}))
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["code", "indicator", "value"])
    return found.assign(status="cijfer")


def _people(wide: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Inhabitants behind each overlap; its surface where inhabitants are unknown."""
    if "inwoners" not in wide:
        return rows["surface"]
    return rows["donor"].map(wide["inwoners"]).fillna(0) * rows["share"]
