"""A store with all buurten of the country, for measuring only.

It has the real geometry and classes of 2024 where they are; earlier waves are made from them by a
seeded random walk, because the public samples have one national wave of buurten. Only times are
measured on it, never figures.
"""

from __future__ import annotations

import os
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkbeeld import pipeline
from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.store.read import open_dataset

WAVES = (2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022, 2024)
DIMENSIONS = ("fys", "onv", "soc", "vrz", "won")


def _buurten(scratch: Path) -> gpd.GeoDataFrame:
    """Real national buurten with their deviation of 2024, or a made country of the same size."""
    real = os.environ.get("WIJKBEELD_REAL_DATA")
    if real:
        store = scratch / "echt"
        store.mkdir()
        pipeline.import_paths([Path(real) / "leefbaarometer" / "wfs_2024"], "officieel", [], store)
        data = open_dataset("officieel", store)
        frame = data.geometry(data.scope("buurt", 2024))
        return frame.assign(
            afw=frame["code"].map(data.wide(data.scope("buurt", 2024), "afw")[2024])
        ).dropna(subset=["afw"])
    rng = np.random.default_rng(1)
    side = 110
    boxes = [
        shapely.box(20_000 + x * 2200, 310_000 + y * 2600, 22_200 + x * 2200, 312_600 + y * 2600)
        for y in range(side)
        for x in range(side)
    ]
    codes = [f"BU{n // 40 + 1:04d}{n % 40:04d}" for n in range(len(boxes))]
    return gpd.GeoDataFrame(
        {
            "code": codes,
            "name": codes,
            "gemeente_code": [f"GM{c[2:6]}" for c in codes],
            "gemeente_naam": "Ergens",
            "afw": rng.normal(0.05, 0.12, len(boxes)),
        },
        geometry=boxes,
        crs=28992,
    )


def national_store(scratch: Path) -> Path:
    """Store with national buurten in nine waves, through the loaders."""
    frame = _buurten(scratch)
    rng = np.random.default_rng(7)
    offered = scratch / "aanbod"
    offered.mkdir()
    shapes = frame[["code", "name", "gemeente_code", "gemeente_naam", "geometry"]].set_axis(
        ["buurtcode", "buurtnaam", "gemeentecode", "gemeentenaam", "geometry"], axis=1
    )
    shapes.set_geometry("geometry", crs=28992).to_file(
        offered / "buurten_2024.gpkg", layer="buurten"
    )
    parts = []
    afw = frame["afw"].to_numpy("float64")
    for wave in WAVES[::-1]:
        parts.append(scores_of_wave(frame, wave, afw, rng))
        afw = afw + rng.normal(-0.01, 0.04, len(frame))
    file = offered / "Leefbaarometer-scores buurten 2002-2024.csv"
    pd.concat(parts[::-1]).to_csv(file, index=False, na_rep="NA")
    store = scratch / "landelijk"
    store.mkdir()
    pipeline.import_paths([offered], "officieel", [], store)
    return store


def scores_of_wave(
    frame: pd.DataFrame, wave: int, afw: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    """Rows of a score file for one wave: the deviation, and dimensions that add up to it."""
    parts = rng.normal(0, 0.03, (4, len(frame)))
    dims = dict(zip(DIMENSIONS, [*parts, afw - parts.sum(axis=0)], strict=True))
    if wave in (2002, 2008, 2012, 2016):
        dims = dict.fromkeys(DIMENSIONS, np.full(len(frame), np.nan))
    return pd.DataFrame(
        {
            "bu_code": frame["code"].to_numpy(),
            "bu_naam": frame["name"].to_numpy(),
            "jaar": wave,
            "lbm": afw + REFERENCE,
            "afw": afw,
            **dims,
        }
    )
