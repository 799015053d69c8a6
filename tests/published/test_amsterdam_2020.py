"""Amsterdam recoded all its buurten in 2022: figures of 2020 follow the ground, not the code."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from tests.conftest import MAPPINGS
from wijkbeeld import pipeline
from wijkbeeld.store.read import open_dataset

COLUMNS = {
    "inwoners": "Population_Total",
    "huishoudensgrootte": "Avg_Household_Size",
    "woz": "Avg_Property_Value_1000EUR",
    "koop": "Pct_Owner_Occupied",
    "huur": "Pct_Rental",
}
"""Indicators that take a column over as it is."""


@pytest.fixture(scope="module")
def pairs(real_data):
    """Buurten that stayed the same, with their old and new code, after the city itself."""
    return pd.read_csv(real_data / "cbs" / "amsterdam_crosswalk" / "buurten_2015_2022.csv")


@pytest.fixture(scope="module")
def map_2020(pairs, tmp_path_factory):
    """Map with the codes of 2020. The CBS map of that year is not there whole, so it has the
    439 buurten of the city's own table of old and new codes, which has their boundaries."""
    shapes = [shapely.from_wkt(text.split(";")[1]) for text in pairs["geometrie"]]
    frame = gpd.GeoDataFrame(
        {"buurtcode": pairs["BUURTCODE_CBS_2015"], "buurtnaam": pairs["BUURTNAAM_2015"]},
        geometry=shapes,
        crs=28992,
    ).assign(jaar=2020, water="NEE")
    path = tmp_path_factory.mktemp("kaart") / "buurten_2020.gpkg"
    frame.to_file(path, layer="buurten")
    return path


@pytest.fixture(scope="module")
def data(real_data, map_2020, tmp_path_factory):
    store = tmp_path_factory.mktemp("winkel")
    edition = real_data / "leefbaarometer" / "wfs_2024" / "buurten" / "27.geojson"
    figures = real_data / "cbs" / "amsterdam_kwb"
    pipeline.import_paths([edition, figures, map_2020], "officieel", [MAPPINGS], store)
    return open_dataset("officieel", store)


@pytest.fixture(scope="module")
def same(pairs, data):
    """Old code of each buurt of the edition that stayed the same."""
    codes = data.areas(data.scope("buurt", 2024))["code"]
    known = pairs.set_index("BUURTCODE_CBS_2022")["BUURTCODE_CBS_2015"]
    return known[known.index.isin(codes)]


def test_at_least_370_of_the_389_buurten_keep_their_figures(data, same):
    assert len(same) == 389
    joined = data.figure(data.scope("buurt", 2024), "inwoners", 2020).set_index("code")
    followed = joined.index[joined["koppeling"] == "grens"].intersection(same.index)
    assert len(followed) >= 370


@pytest.mark.parametrize("indicator", COLUMNS)
def test_every_cell_is_that_of_the_old_code(data, same, real_data, indicator):
    path = real_data / "cbs" / "amsterdam_kwb" / "Kerncijfers_wijken_en_buurten_2020.csv"
    table = pd.read_csv(path, sep=";", dtype="str").set_index("Area_Code")[COLUMNS[indicator]]
    published = pd.to_numeric(table.str.strip().str.replace(",", "."), errors="coerce")
    joined = data.figure(data.scope("buurt", 2024), indicator, 2020).set_index("code")
    joined = joined[joined["koppeling"] == "grens"]
    assert len(joined) >= 300
    assert set(joined.index) <= set(same.index), "no other buurt has the ground of an old one"
    wanted = published[same[joined.index]].to_numpy("float64")
    assert np.array_equal(joined["value"].to_numpy("float64"), wanted, equal_nan=True)


def test_what_does_not_follow_says_why(data, same):
    joined = data.figure(data.scope("buurt", 2024), "inwoners", 2020)
    missing = [c for c in same.index if c not in set(joined["code"])]
    gaps = data.gaps(data.scope("buurt", 2024), missing)
    reasons = gaps[gaps["year"] == 2020].set_index("code")["reden"]
    assert set(reasons.index) == set(missing)
    assert all("in 2020" in r or "van 2020" in r for r in reasons)
