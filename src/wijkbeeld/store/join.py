"""Lay figures of one year's classification on the areas of an edition: the three-step rule.

1. Same code and same boundary (intersection over union of at least 0.95 where both maps are
   there; else the same codes in the gemeente and the same size).
2. Else rebuilt from buurten that lie wholly inside, weighted with their inhabitants or dwellings:
   counts are summed, shares and averages rebuilt with their weights.
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
"""Two boundaries are the same from this intersection over union (generalised maps differ a little).
"""

MIN_SAME_CODES = 0.8
"""Without maps: share of a gemeente's codes that must be the same in both years."""

MAX_SIZE_DIFFERENCE = 0.05
"""Without a second map: largest relative difference between the two surfaces."""

MIN_COVERED = 0.95
"""Share of an area's surface that donor areas must cover before interpolation is used."""

MIN_WEIGHT = 0.95
"""Share of an area's inhabitants that must live in donors wholly inside it."""

WHOLE = 0.95
"""Share of a donor's surface from which it counts as wholly inside (maps are generalised)."""

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
    land = _Land(areas)
    for edition, levels in editions.items():
        for (level, year, base), group in figures.groupby(
            ["level", "year", "indeling"], observed=True
        ):
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
    key = ["edition", "level", "code", "indicator", "year"]
    if len(joined):
        order = joined["koppeling"].map({"zelfde indeling": 0, "grens": 1, "code": 2, "gewogen": 3})
        joined = (
            joined.assign(_o=order)
            .sort_values("_o", kind="stable")
            .drop_duplicates(key)
            .drop(columns="_o")
        )
    joined = joined[JOIN_COLUMNS].astype(
        {
            "edition": "int16",
            "year": "int16",
            "value": "float64",
            "level": "str",
            "code": "str",
            "indicator": "str",
            "status": "str",
            "koppeling": "str",
        }
    )
    missing = missing[GAP_COLUMNS].astype(
        {"edition": "int16", "year": "int16", "level": "str", "code": "str", "reden": "str"}
    )
    return Joined(joined, missing)


class _Land:
    """Areas without water by classification and level; each is cut out of the large table once."""

    def __init__(self, areas: gpd.GeoDataFrame) -> None:
        land = areas[~areas["is_water"]]
        groups = land.groupby(["indeling", "level"], observed=True)
        self._parts = {(int(i), str(lv)): part.set_index("code") for (i, lv), part in groups}
        self._none = land.iloc[:0].set_index("code")

    def of(self, indeling: int, level: str) -> gpd.GeoDataFrame:
        """Areas of one level, with their code as index; empty when there are none."""
        return self._parts.get((indeling, level), self._none)

    def drawn(self, indeling: int) -> gpd.GeoDataFrame:
        """Areas of all levels that have a boundary."""
        parts = [p[p["geometry"].notna()] for (i, _), p in self._parts.items() if i == indeling]
        return pd.concat(parts) if parts else self._none


def _direct(group: pd.DataFrame, edition: int, how: str) -> pd.DataFrame:
    return group.assign(edition=edition, koppeling=how)[JOIN_COLUMNS]


def _across(
    group: pd.DataFrame,
    land: _Land,
    figures: pd.DataFrame,
    edition: int,
    level: str,
    year: int,
    base: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join one level and year to an edition with another classification."""
    target, donor = land.of(edition, level), land.of(base, level)
    codes = pd.Index(group["code"].unique())
    checked = same_areas(codes, donor, target, group)
    parts = [
        _direct(group[group["code"].isin(checked.index[checked == how])], edition, how)
        for how in ("grens", "code")
    ]
    left = target.index.difference(checked.index[checked.isin(["grens", "code"])])
    touched = _touched(target.loc[left], codes, land, base)
    woven = _interpolated(group, land, figures, target.loc[touched], base, year)
    if len(woven):
        parts.append(
            woven.assign(edition=edition, level=level, year=year, koppeling="gewogen")[JOIN_COLUMNS]
        )
    still = touched.difference(pd.Index(woven["code"].unique()) if len(woven) else pd.Index([]))
    reasons = checked.reindex(still)
    reasons = reasons.where(reasons.notna(), f"dit gebied bestond in de indeling van {base} niet")
    gaps = pd.DataFrame(
        {
            "edition": edition,
            "level": level,
            "code": still,
            "year": year,
            "reden": reasons.to_numpy(),
        }
    )
    return pd.concat(parts, ignore_index=True), gaps


def _touched(target: gpd.GeoDataFrame, codes: pd.Index, land: _Land, base: int) -> pd.Index:
    """Areas that the figures say something about: same gemeente number, or the same ground.

    Merged gemeenten have a new number, so where maps of the old year are there they decide too.
    """
    by_number = target.index.str.slice(2, 6).isin(set(codes.str.slice(2, 6)))
    old = land.drawn(base)
    old = old[old.index.isin(codes)]
    on_ground = np.zeros(len(target), bool)
    if len(old) and target["geometry"].notna().any():
        points = shapely.point_on_surface(np.asarray(target["geometry"].array))
        hit, _ = (
            shapely.STRtree(np.asarray(old["geometry"].array))
            .query(points, predicate="within")
            .reshape(2, -1)
        )
        on_ground[np.unique(hit)] = True
    return target.index[by_number | on_ground]


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
    drawn = pd.Series(shapely.area(np.asarray(shapes.array)) / 10_000, index=shapes.index)

    def published(indicator: str) -> pd.Series:
        rows = figures[figures["indicator"] == indicator]
        return pd.Series(rows["value"].to_numpy(), index=rows["code"]).reindex(drawn.index)

    total = published("oppervlakte_totaal")
    land = published("oppervlakte_land")
    over, under = drawn / total - 1, 1 - drawn / land.fillna(total)
    return pd.concat([over, under], axis=1).max(axis=1).clip(lower=0).where(total > 20)


def _interpolated(
    group: pd.DataFrame,
    land: _Land,
    figures: pd.DataFrame,
    target: gpd.GeoDataFrame,
    base: int,
    year: int,
) -> pd.DataFrame:
    """Rebuild figures of changed areas from the buurten that lie inside them.

    Only where (nearly) all people live in buurten that lie wholly inside: nothing finer than a
    buurt says where in it people live, so a cut buurt would be divided by surface.
    """
    columns = ["code", "indicator", "value", "status"]
    target = target[target["geometry"].notna()]
    buurten = land.of(base, "buurt")
    buurten = buurten[buurten["geometry"].notna()]
    if target.empty or buurten.empty or (group["level"] == "buurt").any():
        return pd.DataFrame(columns=columns)
    weights = overlap_weights(buurten, target)
    covered = weights.groupby("code")["surface"].sum()
    whole = pd.Series(shapely.area(np.asarray(target.geometry.array)), index=target.index)
    usable = covered.index[covered / whole.reindex(covered.index) >= MIN_COVERED]
    weights = weights[weights["code"].isin(usable)]
    here = (figures["level"] == "buurt") & (figures["year"] == year) & (figures["indeling"] == base)
    return aggregate(figures[here], weights)[columns]


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
    people = weights["donor"].map(wide["inwoners"])
    mass = (people * weights["share"]).groupby(weights["code"]).sum()
    inside = people.where(weights["share"] == 1.0, 0.0).groupby(weights["code"]).sum()
    sound = mass.index[(mass > 0) & (inside / mass >= MIN_WEIGHT)]
    rows = weights[weights["code"].isin(sound) & (weights["share"] == 1.0)]
    parts = []
    for id_ in wide.columns:
        indicator = catalog().indicators.get(str(id_))
        if indicator is None or indicator.kind in ("score", "code"):
            continue
        value = rows["donor"].map(wide[id_])
        if indicator.kind == "aantal":
            complete = value.notna().groupby(rows["code"]).all()
            total = value.groupby(rows["code"]).sum()[complete]
        elif indicator.weight in wide:
            weight = rows["donor"].map(wide[indicator.weight])
            seen = weight.where(value.notna(), 0.0).groupby(rows["code"]).sum()
            enough = (seen > 0) & (seen >= 0.9 * weight.groupby(rows["code"]).sum())
            total = ((value * weight).groupby(rows["code"]).sum() / seen)[enough]
        else:
            continue
        parts.append(
            pd.DataFrame({"code": total.index, "indicator": id_, "value": total.to_numpy()})
        )
    return pd.concat(parts, ignore_index=True).assign(status="cijfer") if parts else empty
