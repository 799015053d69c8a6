"""Postcodes: kept with the rest of an edition, and told plainly that they cannot be shown."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from tests.support import samples
from wijkbeeld import pipeline
from wijkbeeld.sources.recognise import read_all
from wijkbeeld.store import versions
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.versions import StoreError


def scores_by_postcode() -> str:
    """A file of the 2024 edition: column ``PC4`` and no name."""
    lines = samples.scores(areas=12, waves=(*samples.WAVES_2022, 2024)).splitlines()
    rows = [line.split(",") for line in lines if '"' not in line]
    found = ["PC4," + ",".join(rows[0][2:])]
    for row in rows[1:]:
        found.append(",".join([str(1000 + int(row[0][-2:])), *row[2:]]))
    return "\n".join(found) + "\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Leefbaarometer-scores PC4 2002-2024.csv"
    path.write_text(scores_by_postcode(), encoding="utf-8")
    return path


def test_the_import_says_that_they_cannot_be_shown(file):
    (reading,) = read_all([file]).readings
    assert "kan ze niet tonen" in reading.label
    assert any("niet op de kaart" in n for n in reading.notes)


def test_postcodes_alone_make_no_dataset(file, store):
    with pytest.raises(StoreError, match="alleen scores per postcode"):
        pipeline.import_paths([file], "officieel", [], store)
    assert versions.current("officieel", store) is None


def test_beside_wijken_they_are_kept_and_no_level_to_choose(file, store, tmp_path):
    wijken = tmp_path / "scores.csv"
    wijken.write_text(samples.scores(waves=(*samples.WAVES_2022, 2024)), encoding="utf-8")
    pipeline.import_paths([file, wijken], "officieel", [], store)
    assert open_dataset("officieel", store).levels() == ["wijk"]


@pytest.mark.parametrize("code", ["1012", "1012AB"])
def test_a_map_of_postcodes_is_refused_for_what_it_is(tmp_path, code):
    path = tmp_path / f"cbs_pc{len(code)}_2024.gpkg"
    frame = gpd.GeoDataFrame(
        {"postcode": [code], "aantal_inwoners": [5]},
        geometry=[shapely.box(120000, 487000, 120500, 487500)],
        crs=28992,
    )
    frame.to_file(path, layer="pc")
    (refused,) = read_all([path]).errors
    assert "grenzen van postcodegebieden" in refused.reason
