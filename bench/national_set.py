"""A made-up national set in the true forms and of the true size, for measuring only.

Made are, for a year: maps of gemeenten, wijken and buurten (as many as CBS tells apart that year,
12 million corners, sixty attributes; a shapefile to 2018, a GeoPackage after) and a table of
kerncijfers with every column that the catalog knows, under CBS's own names, beside as many that
it does not. Buurten were joined and gemeenten had other numbers in earlier years.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from bench.national import DIMENSIONS, WAVES
from wijkbeeld.catalog import Indicator, KwbKey, catalog
from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.sources.kerncijfers.harmonise import Column, choose
from wijkbeeld.sources.kerncijfers.odata import chain

GEMEENTEN, WIJKEN, BUURTEN = 342, 3393, 14_574
"""As many as the Netherlands had in 2024."""

LEVELS = {"buurten": "buurt", "wijken": "wijk", "gemeenten": "gemeente"}
"""Level of each layer of a map."""

OF_YEAR = {
    2012: (415, 11_900),
    2014: (403, 12_237),
    2016: (390, 12_822),
    2018: (380, 13_305),
    2020: (355, 13_808),
    2022: (345, 14_175),
    2024: (GEMEENTEN, BUURTEN),
}
"""Gemeenten and (about) buurten of each year of the default set."""

SIDE, CORNERS = 121, 100
"""Buurten lie in a square of this many by as many; each side of one has this many corners."""

_BENDS = np.sin(np.outer([1, 2, 5], np.linspace(0, np.pi, CORNERS, endpoint=False)))
"""Sides are lines that bend, with a corner every 25 metres: as roads and waters are drawn."""

CELLS = 330_000
"""Cells of 100 m with a score."""

FILLERS = 60
"""Columns of maps, tables and workbooks that Wijkbeeld has no use for."""


def national_codes() -> list[str]:
    """Gemeenten, wijken and buurten of 2024."""
    wijken = [f"{g + 1:04d}{w:02d}" for w in range(10) for g in range(GEMEENTEN)][:WIJKEN]
    buurten = [f"{w}{b:02d}" for b in range(5) for w in wijken][:BUURTEN]
    codes = [f"GM{g + 1:04d}" for g in range(GEMEENTEN)]
    return codes + [f"WK{w}" for w in sorted(wijken)] + [f"BU{b}" for b in sorted(buurten)]


def codes_of(year: int) -> pd.DataFrame:
    """Code in ``year`` of every buurt of 2024: the same for two that were one then.

    Gemeenten that were joined later had two numbers: the wijken from 05 on were of another.
    """
    gemeenten, buurten = OF_YEAR.get(year, OF_YEAR[2024])
    now = pd.Series([c for c in national_codes() if c.startswith("BU")])
    behind = now.index[now.str.slice(0, 8) == now.shift().str.slice(0, 8)]
    order = np.random.default_rng(4).permutation(behind.to_numpy())
    old = now.mask(now.index.isin(order[: BUURTEN - buurten])).ffill()
    number, wijk = old.str.slice(2, 6).astype(int), old.str.slice(6, 8).astype(int)
    moved = (number <= gemeenten - GEMEENTEN) & (wijk >= 5)
    town = number.where(~moved, number + 1000).map("{:04d}".format)
    return pd.DataFrame({"now": now, "buurtcode": "BU" + town + old.str.slice(6)})


@cache
def _cells() -> np.ndarray:
    """Shapes of the buurten of 2024, with wiggly sides that neighbours share."""
    rng = np.random.default_rng(3)
    size = np.array([2200.0, 2600.0])
    step = np.linspace(0, 1, CORNERS, endpoint=False)
    bends = rng.uniform(-25, 25, (2, SIDE + 1, SIDE + 1, 3)) @ _BENDS
    wiggle = bends + rng.uniform(-1, 1, bends.shape) * (_BENDS[0] > 0)

    def side(axis: int, x: int, y: int) -> np.ndarray:
        """Corners from a node to the next, along x (axis 0) or along y."""
        found = np.empty((CORNERS, 2))
        found[:, axis] = (np.array([x, y])[axis] + step) * size[axis]
        found[:, 1 - axis] = np.array([x, y])[1 - axis] * size[1 - axis] + wiggle[axis, x, y]
        return found

    def node(x: int, y: int) -> np.ndarray:
        return np.array([[x, y]]) * size

    def closed(x: int, y: int) -> shapely.Polygon:
        there = (side(0, x, y), side(1, x + 1, y), node(x + 1, y + 1))
        back = (side(0, x, y + 1)[:0:-1], node(x, y + 1), side(1, x, y)[:0:-1])
        return shapely.Polygon(np.concatenate([*there, *back]) + np.array([10_000, 310_000]))

    return np.array([closed(n % SIDE, n // SIDE) for n in range(BUURTEN)], dtype=object)


def layers(year: int) -> dict[str, gpd.GeoDataFrame]:
    """The three levels of a map; larger areas are buurten joined."""
    codes = codes_of(year)["buurtcode"]
    keys = {
        "buurten": codes,
        "wijken": "WK" + codes.str.slice(2, 8),
        "gemeenten": "GM" + codes.str.slice(2, 6),
    }
    found = {}
    for level, code in keys.items():
        groups = code.groupby(code).indices
        shapes = [
            _cells()[n[0]] if len(n) == 1 else shapely.coverage_union_all(_cells()[n])
            for n in groups.values()
        ]
        one = pd.Series(list(groups))
        columns = {"gemeentecode": "GM" + one.str.slice(2, 6)}
        columns[f"{LEVELS[level]}code"] = one
        found[level] = gpd.GeoDataFrame(columns, geometry=shapes, crs=28992)
    return found


def map_zip(folder: Path, year: int) -> bytes:
    """The zip of a wijk- en buurtkaart, in the form of its year."""
    into = folder / f"kaart_{year}"
    into.mkdir()
    rng = np.random.default_rng(year)
    for layer, frame in layers(year).items():
        level = LEVELS[layer]
        told = frame.assign(water="NEE", jaar=year, gemeentenaam="Ergens")
        told[f"{level}naam"] = "Naam van " + told[f"{level}code"]
        rest = rng.integers(0, 900, (len(told), FILLERS))
        told = told.join(pd.DataFrame(rest, columns=[f"rest_{n}" for n in range(FILLERS)]))
        if year > 2018:
            told.to_file(into / f"wijkbuurtkaart_{year}.gpkg", layer=layer)
            continue
        short = {"buurt": "BU", "wijk": "WK", "gemeente": "GM"}
        old = {f"{x}{y}": f"{short[x]}_{y.upper()}" for x in short for y in ("code", "naam")}
        old = told.drop(columns="jaar").rename(columns=old | {"water": "WATER"})
        old.to_file(into / f"{level}_{year}.shp")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for file in sorted(into.iterdir()):
            packed.write(file, file.name)
            file.unlink()
    return buffer.getvalue()


def codes_in_order(year: int) -> list[str]:
    """Gemeenten, wijken and buurten of a year, as rows of its table."""
    small = codes_of(year)["buurtcode"]
    towns, wijken = set("GM" + small.str.slice(2, 6)), set("WK" + small.str.slice(2, 8))
    return [*sorted(towns), *sorted(wijken), *small.unique()]


def figure_keys(year: int) -> dict[Indicator, KwbKey]:
    """Every indicator that CBS gave in a year, and how: counts of ages and such from 2017 on."""
    found = {}
    for indicator in catalog().kwb.values():
        keys = [k for k in indicator.keys if k.years[0] <= year <= k.years[1]]
        keys = [k for k in keys if bool(k.share_of) == (year >= 2017)] or keys
        if keys:
            found[indicator] = keys[0]
    return found


def figures(year: int, codes: list[str]) -> pd.DataFrame:
    """Figures of a year: a column per indicator id, missing (None) where CBS would not tell."""
    rng = np.random.default_rng(year)
    n = len(codes)
    people = rng.integers(20, 900, n) * 5
    is_buurt = np.array([c.startswith("BU") for c in codes])
    made = {}
    for indicator, key in figure_keys(year).items():
        if indicator.id in ("inwoners", "huishoudens", "woningen"):
            values = people // {"inwoners": 1, "huishoudens": 2, "woningen": 2}[indicator.id]
        elif indicator.id == "postcode":
            values = rng.integers(1000, 9999, n)
        elif indicator.id == "stedelijkheid":
            values = rng.integers(1, 6, n)
        elif key.share_of:
            values = people * rng.integers(5, 30, n) // 500 * 5
        elif indicator.unit == "%":
            values = np.round(rng.uniform(2, 98, n), 1 if year >= 2019 else 0)
        elif indicator.kind == "aantal":
            values = rng.integers(5, 160, n) * 5
        else:
            values = np.round(rng.uniform(0.2, 60, n), 1)
        hidden = rng.random(n) < 0.05
        if "inkomen" in indicator.id:
            hidden = is_buurt & (rng.random(n) < 0.6)
        if indicator.id in ("inwoners", "huishoudens"):
            hidden = np.zeros(n, dtype=bool)
        made[indicator.id] = pd.Series(values, index=codes).astype("object").mask(hidden, None)
    return pd.DataFrame(made)


def table(year: int) -> dict[str, list[dict[str, object]]]:
    """A CBS table of a year as OData v3 serves it: descriptions of columns, and rows."""
    every = codes_in_order(year)
    made = figures(year, every)
    properties: list[dict[str, object]] = [
        {"ID": 0, "ParentID": None, "Type": "GeoDimension", "Key": "WijkenEnBuurten", "Title": "W"},
        {"ID": 1, "ParentID": None, "Type": "GeoDetail", "Key": "Codering_3", "Title": "Codering"},
    ]
    names = {}
    for indicator, key in figure_keys(year).items():
        *groups, title = key.titles[0].split("/")
        parent = None
        for group in groups:
            at = {"ID": len(properties), "ParentID": parent, "Type": "TopicGroup", "Title": group}
            properties.append(at)
            parent = len(properties) - 1
        number = len(properties)
        names[indicator.id] = f"{''.join(c for c in title if c.isalnum())}_{number}"
        unit = key.unit or ("%" if indicator.unit == "%" else "aantal")
        one = {"ID": number, "ParentID": parent, "Type": "Topic", "Key": names[indicator.id]}
        properties.append(one | {"Title": title, "Unit": unit})
    rng = np.random.default_rng(year)
    for n in range(FILLERS):
        number = len(properties)
        one = {"ID": number, "ParentID": None, "Type": "Topic", "Key": f"Rest_{number}"}
        properties.append(one | {"Title": f"Iets anders {n}", "Unit": "aantal"})
        made[one["Key"]] = rng.integers(0, 900, len(made)).astype(object)
    columns = [
        Column(str(p["Key"]), chain(p, properties), str(p["Unit"]))
        for p in properties
        if p["Type"] == "Topic"
    ]
    assert set(choose(columns, year)[0]) == {i.id for i in figure_keys(year)}, year
    records = made.rename(columns=names).to_dict("records")
    rows = [
        {"WijkenEnBuurten": f"{c:<10}", "Codering_3": f"{c:<10}"} | r
        for c, r in zip(every, records, strict=True)
    ]
    infos = [{"Modified": "2025-01-01"}]
    return {"DataProperties": properties, "TypedDataSet": rows, "TableInfos": infos}


def scores_zip() -> bytes:
    """The zip with scores of the edition, of all levels and of the cells."""
    rng = np.random.default_rng(5)
    codes = pd.Series(national_codes())
    side = 600
    cells = [f"E{1000 + n % side:04d}N{3500 + n // side:04d}" for n in range(CELLS)]
    files = {
        "gemeenten": ("gm_code", codes[codes.str.startswith("GM")]),
        "wijken": ("wk_code", codes[codes.str.startswith("WK")]),
        "buurten": ("bu_code", codes[codes.str.startswith("BU")]),
        "PC4": ("PC4", pd.Series([str(1000 + n) for n in range(4070)])),
        "grids": ("grid_id", pd.Series(cells)),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for level, (column, names) in files.items():
            parts = [_wave(column, names.to_numpy(), wave, rng) for wave in WAVES]
            text = pd.concat(parts).to_csv(index=False, na_rep="NA")
            packed.writestr(f"map/Leefbaarometer-scores {level} 2002-2024.csv", text)
    return buffer.getvalue()


def _wave(column: str, names: np.ndarray, wave: int, rng: np.random.Generator) -> pd.DataFrame:
    parts = np.round(rng.normal(0, 0.04, (5, len(names))), 6)
    afw = parts.sum(axis=0)
    if wave in (2002, 2008, 2012, 2016):
        parts = np.full_like(parts, np.nan)
    named = {} if column in ("PC4", "grid_id") else {column.replace("code", "naam"): names}
    scores = {"jaar": wave, "lbm": afw + REFERENCE, "afw": afw}
    return pd.DataFrame(
        {column: names} | named | scores | dict(zip(DIMENSIONS, parts, strict=True))
    )
