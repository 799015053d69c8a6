"""Maps of every true kind, with old and new column names, repaired or reported."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from tests.support import samples
from wijkbeeld.sources import boundaries
from wijkbeeld.sources.boundaries import shapes
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.recognise import NoData, read_all


@pytest.fixture
def frame(tmp_path) -> gpd.GeoDataFrame:
    file = tmp_path / "bron.geojson"
    file.write_text(samples.geojson(), encoding="utf-8")
    return gpd.read_file(file)


def one(path):
    (reading,) = boundaries.read(path)
    return reading


def test_geojson_in_rd(tmp_path):
    file = tmp_path / "wijken.geojson"
    file.write_text(samples.geojson(year=2023), encoding="utf-8")
    areas = one(file).areas
    assert len(areas) == 6
    assert set(areas["indeling"]) == {2023}
    assert areas.crs.to_epsg() == 28992
    assert areas.geometry.area.round().eq(250_000).all()
    assert areas["gemeente_code"].eq("GM0363").all()


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "zip"])
def test_files_and_systems_give_the_same_areas(tmp_path, frame, suffix):
    moved = frame.to_crs(4326)
    if suffix == "zip":
        folder = tmp_path / "shp"
        folder.mkdir()
        moved.rename(
            columns={"wijkcode": "WK_CODE", "wijknaam": "WK_NAAM", "water": "WATER"}
        ).to_file(folder / "wijk_2022.shp")
        file = tmp_path / "wijken.zip"
        with zipfile.ZipFile(file, "w") as packed:
            for part in folder.iterdir():
                packed.write(part, part.name)
    else:
        file = tmp_path / f"wijken.{suffix}"
        moved.to_file(file)
    offer = read_all([file])
    assert not offer.errors
    (reading,) = offer.readings
    assert len(reading.areas) == 6
    assert abs(reading.areas.geometry.area.sum() - 6 * 250_000) < 5


def test_layers_of_one_file_are_all_read(tmp_path, frame):
    file = tmp_path / "kaart.gpkg"
    frame.to_file(file, layer="wijken")
    frame.assign(buurtcode=frame["wijkcode"].str.replace("WK", "BU") + "00").to_file(
        file, layer="buurten", mode="a"
    )
    levels = {str(r.areas["level"].iloc[0]) for r in boundaries.read(file)}
    assert levels == {"wijk", "buurt"}


@pytest.mark.parametrize("name", ["wk_code", "WK_CODE", "statcode", "gebied"])
def test_the_code_column_is_known_by_its_values(tmp_path, frame, name):
    file = tmp_path / "kaart.gpkg"
    frame.rename(columns={"wijkcode": name}).to_file(file)
    assert one(file).areas["code"].tolist() == [f"WK0363{n:02d}" for n in range(6)]


def test_a_missing_system_is_told_from_the_coordinates(tmp_path):
    content = json.loads(samples.geojson())
    del content["crs"]
    file = tmp_path / "wijken.geojson"
    file.write_text(json.dumps(content), encoding="utf-8")
    reading = one(file)
    assert abs(reading.areas.geometry.area.sum() - 6 * 250_000) < 5
    assert "EPSG:28992" in reading.notes[0]


def test_water_is_marked_and_abroad_left_out(tmp_path, frame):
    marked = frame.assign(water=["NEE", "NEE", "JA", "B", "NEE", "NEE"])
    file = tmp_path / "kaart.gpkg"
    marked.to_file(file)
    reading = one(file)
    assert reading.areas["is_water"].tolist() == [False, False, True, False, False]
    assert [r.reason for r in reading.refusals] == ["gebied in het buitenland"]


def test_invalid_polygons_are_repaired_and_lines_refused(tmp_path, frame):
    bow = shapely.Polygon([(120000, 487000), (120500, 487500), (120500, 487000), (120000, 487500)])
    broken = frame.set_geometry(
        [bow, shapely.LineString([(0, 0), (1, 1)]).buffer(0), *frame.geometry[2:]], crs=28992
    )
    file = tmp_path / "kaart.gpkg"
    broken.to_file(file)
    reading = one(file)
    assert reading.areas.geometry.is_valid.all()
    assert len(reading.areas) == 5
    assert any("hersteld" in note for note in reading.notes)
    assert reading.rows_refused == 1


def test_parts_of_one_area_are_joined(tmp_path, frame):
    parts = frame.assign(
        wijkcode=["WK036300", "WK036300", *frame["wijkcode"][2:]],
        wijknaam=["A", "A", *frame["wijknaam"][2:]],
    )
    few = tmp_path / "te-veel.gpkg"
    parts.iloc[:3].to_file(few)
    with pytest.raises(SourceError, match="Er is geen kolom"):
        one(few)
    many = gpd.GeoDataFrame(
        {"wijkcode": [f"WK0363{n:02d}" for n in range(30)] + ["WK036300"], "wijknaam": ["A"] * 31},
        geometry=[
            shapely.box(120_000 + 100 * n, 487_000, 120_100 + 100 * n, 487_100) for n in range(31)
        ],
        crs=28992,
    )
    file = tmp_path / "delen.gpkg"
    many.to_file(file)
    reading = one(file)
    assert len(reading.areas) == 30
    assert "samengevoegd" in reading.notes[0]


def test_sentinels_never_become_numbers(tmp_path, frame):
    file = tmp_path / "kaart.gpkg"
    frame.to_file(file)
    assert boundaries.attributes(file)["aantal_inwoners"].isna().all()


def test_a_name_on_two_areas_keeps_both(tmp_path, frame):
    file = tmp_path / "kaart.gpkg"
    frame.assign(wijknaam="Centrum").to_file(file)
    assert len(one(file).areas) == 6


def test_wfs_layer_brings_classes_and_values(tmp_path):
    content = json.loads(samples.geojson())
    for n, feature in enumerate(content["features"]):
        parts = {"fys": 0.01, "onv": 0.02, "soc": 0.0, "vrz": -0.01, "won": 0.003}
        feature["properties"] = {
            "id": f"WK0363{n:02d}",
            "name": f"Wijk {n}",
            "gemeente": "Amsterdam",
            "year": "2024",
            "kscore": 7,
            "afw": round(sum(parts.values()), 6),
            **parts,
        }
    content["features"][5]["properties"]["kscore"] = 12
    file = tmp_path / "wfs.geojson"
    file.write_text(json.dumps(content), encoding="utf-8")
    reading = one(file)
    assert reading.kind == "wfs"
    assert reading.scores["klasse"].tolist() == [7] * 5
    assert reading.scores["lbm"].sub(reading.scores["afw"]).round(6).eq(4.102265).all()
    assert set(reading.areas["indeling"]) == {2024}
    assert reading.rows_refused == 1


def test_a_map_of_the_country_keeps_what_a_map_shows(tmp_path, monkeypatch):
    """Left-out detail moves no border by more than metres, and neighbours keep their border."""
    monkeypatch.setattr(shapes, "MANY_CORNERS", 100)
    wiggle = np.random.default_rng(1).uniform(-1, 1, 500)
    border = [(500 + w, 2.0 * n) for n, w in enumerate(wiggle)]
    left = shapely.Polygon([(0, 0), *border, (0, 998)])
    right = shapely.Polygon([(1000, 0), *border, (1000, 998)])
    frame = gpd.GeoDataFrame(
        {"wijkcode": ["WK000100", "WK000101"], "jaar": 2024},
        geometry=[shapely.affinity.translate(g, 120_000, 487_000) for g in (left, right)],
        crs=28992,
    )
    frame.to_file(tmp_path / "wijken.gpkg", layer="wijken")
    (reading,) = boundaries.read(tmp_path / "wijken.gpkg")
    simple = reading.areas.geometry
    assert shapely.get_num_coordinates(np.asarray(simple)).sum() < 300
    assert shapely.coverage_is_valid(np.asarray(simple))
    assert simple.hausdorff_distance(frame.geometry).max() < 15
    assert any("10 meter" in n for n in reading.notes)


def test_the_map_of_a_cbs_zip_is_read_once_of_its_three_formats(tmp_path):
    made = gpd.read_file(io.BytesIO(samples.geojson(4).encode()))
    folder = tmp_path / "WijkBuurtkaart_2022_v3"
    (folder / "SHP").mkdir(parents=True)
    (folder / "WijkBuurtkaart_2022_v3.gdb").mkdir()
    (folder / "WijkBuurtkaart_2022_v3.gdb" / "a00000001.gdbtable").write_bytes(b"\x03\x00\x00\x01")
    made.to_file(folder / "wijkenbuurten_2022_v3.gpkg", layer="wijken")
    made.to_file(folder / "SHP" / "wijk_2022_v3.shp")
    made.to_file(folder / "SHP" / "wijk_2021_v3.shp")
    packed = shutil.make_archive(str(tmp_path / "kaart"), "zip", tmp_path, folder.name)
    offer = read_all([Path(packed)])
    assert ["wijk_2021" in r.file for r in offer.readings] == [True, False]
    assert "wijkenbuurten" in offer.readings[1].file
    assert not offer.errors
    same = [Path(s.file).name for s in offer.skipped if s.kind is NoData.SAME_MAP]
    assert sorted(same) == ["a00000001.gdbtable", "wijk_2022_v3.dbf", "wijk_2022_v3.shp"]
