"""Maps of real kerncijfers hold what the files hold, cell by cell."""

from __future__ import annotations

import geopandas as gpd
import mapclassify
import numpy as np
import pytest
from scipy.stats import spearmanr

from wijkbeeld.map.bivariate import bivariate, values_of
from wijkbeeld.map.thematic import thematic
from wijkbeeld.store.read import open_dataset


@pytest.fixture
def data(real_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(real_store))
    return open_dataset("officieel")


@pytest.fixture
def published(real_data):
    frame = gpd.read_file(real_data / "cbs" / "tmap_2022" / "NLD_dist.gpkg", ignore_geometry=True)
    return frame.set_index("code")


@pytest.mark.parametrize(
    ("measure", "column"), [("woz", "dwelling_value"), ("inwoners", "population")]
)
def test_all_wijken_of_2022(data, published, measure, column):
    shown = thematic(data.scope("wijk", 2022), measure, None)
    ours, theirs = shown.values[2022], published[column].astype("float64")
    assert ours.index.isin(theirs.index).all()
    theirs = theirs.reindex(ours.index)
    assert (ours.isna() == theirs.isna()).all()
    assert (ours.dropna() == theirs.dropna()).all()
    assert ours.notna().sum() > 3_200


def test_even_groups_are_those_of_mapclassify(data):
    shown = thematic(data.scope("buurt", 2024), "woz", None)
    values = shown.values[2024].dropna()
    theirs = mapclassify.Quantiles(values, 5).yb + 1
    assert (shown.classes[2024][values.index] == theirs).all()


def test_scores_and_values_of_dwellings_together(data):
    scope = data.scope("wijk", 2022)
    both = values_of(bivariate(scope, "lbm", "woz", None), 2022)
    table = data.wide(scope, "lbm")[2022].to_frame("a").join(data.wide(scope, "woz")[2022]).dropna()
    assert len(both) == len(table)
    ours = both["a"].corr(both["b"], method="spearman")
    assert ours == pytest.approx(spearmanr(table["a"], table[2022]).statistic)
    assert np.isfinite(ours)
