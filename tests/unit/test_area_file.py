"""Areas of many years in one file, written a year at a time."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from geopandas.testing import assert_geodataframe_equal

from wijkbeeld.store import area_file
from wijkbeeld.store.tables import RD, empty_tables


def areas() -> gpd.GeoDataFrame:
    shapes = [shapely.box(0, 0, 1, 1), None, shapely.MultiPolygon([shapely.box(2, 2, 3, 3)])]
    frame = pd.DataFrame(
        {
            "indeling": np.array([2019, 2022, 2022], dtype="int16"),
            "level": "wijk",
            "code": ["WK000100", "WK000100", "WK000101"],
            "name": ["Eén", "Twee", "Drie"],
            "gemeente_code": "GM0001",
            "gemeente_naam": "Ergens",
            "is_water": [False, True, False],
            "bron": "kaart",
            "rang": np.array([0, 1, 2], dtype="int8"),
        }
    )
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, crs=RD))


def test_what_is_written_is_read_back_by_geopandas(tmp_path):
    for frame in (areas(), empty_tables().areas):
        area_file.write(tmp_path / "areas.parquet", frame)
        back = gpd.read_parquet(tmp_path / "areas.parquet")
        assert back.crs == frame.crs
        assert_geodataframe_equal(back, frame.reset_index(drop=True), check_dtype=False)


def test_a_part_is_read_by_filter(tmp_path):
    area_file.write(tmp_path / "areas.parquet", areas())
    only = gpd.read_parquet(tmp_path / "areas.parquet", filters=[("indeling", "==", 2022)])
    assert only["code"].tolist() == ["WK000100", "WK000101"]
