"""Packed values, map geometry, and the routes that serve them."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import classify
from wijkbeeld.map import frontend_files, geometry
from wijkbeeld.map.geometry_index import mapped_codes
from wijkbeeld.map.pack import ALPHABET, COUNT_STEP, STEPS, pack, pack_counts, unpack
from wijkbeeld.store import versions
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui.routes import routes

values = st.one_of(st.floats(-2, 5, allow_nan=False), st.just(float("nan")))


def classes_of(table: pd.DataFrame) -> pd.DataFrame:
    scale = catalog().classes["situatie"]
    return pd.DataFrame({w: classify(table[w], scale) for w in table}, index=table.index)


@given(st.lists(st.lists(values, min_size=3, max_size=3), min_size=1, max_size=40))
def test_values_survive_packing(rows):
    table = pd.DataFrame(rows, columns=[2002, 2014, 2022])
    packed = pack(table, classes_of(table))
    for wave in packed.waves:
        back = unpack(packed, wave)
        given_ = table[wave].to_numpy()
        assert (np.isnan(back) == np.isnan(given_)).all()
        assert np.nanmax(np.abs(back - given_), initial=0) <= (packed.high - packed.low) / STEPS
    lost = [w for w in table.columns if w not in packed.waves]
    assert table[lost].isna().all().all()


def test_counts_out_of_range_are_refused():
    assert len(pack_counts(pd.Series([0, 5, np.nan]))) == 9
    for wrong in (-5, COUNT_STEP * 88**3):
        with pytest.raises(ValueError, match="out of range"):
            pack_counts(pd.Series([wrong]))


def test_classes_use_one_character_per_area():
    table = pd.DataFrame({2022: [0.0, 0.2, np.nan], 2024: [np.nan] * 3})
    packed = pack(table, classes_of(table))
    assert packed.classes == ["690"]
    assert pack(table, classes_of(table), keep=True).classes == ["690", "000"]


def test_frontend_reads_the_same_alphabet():
    """The browser decodes what Python packs (run where Node is installed)."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed; the browser tests cover this too")
    table = pd.DataFrame({2022: [3.5, 4.123, 4.771, np.nan]})
    packed = pack(table, classes_of(table))
    people = pack_counts(pd.Series([0, 20_120, 903_400, np.nan]))
    data = json.dumps(
        {"values": packed.values, "low": packed.low, "high": packed.high, "people": people}
    )
    code = f"""
      import {{ count, decode, format }} from "{(frontend_files.FRONTEND / "values.js").as_uri()}";
      const data = {data};
      const all = [0, 1, 2, 3];
      const shown = all.map((id) => format(decode(data, 0, id), 2, false));
      console.log(JSON.stringify([shown, all.map((id) => count(data, id))]));"""
    done = subprocess.run(
        [node, "--input-type=module", "-e", code], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [["3,50", "4,12", "4,77", "–"], [0, 20_120, 903_400, None]]
    assert len(ALPHABET) == 88


def test_geometry_files_of_the_demo(demo_store):
    folder = versions.current("demo", demo_store)
    index = geometry.read_index(folder)
    assert {"wijk-2024", "buurt-2024", "gemeente-2024", "omtrek-2024", "water-2024"} <= set(index)
    layer = index["wijk-2024"]
    content = json.loads(gzip.decompress((folder / "web" / layer.file).read_bytes()))
    assert [f["id"] for f in content["features"]] == list(range(120))
    assert [f["properties"]["c"] for f in content["features"]] == sorted(
        f["properties"]["c"] for f in content["features"]
    )
    assert not any("lbm" in f["properties"] for f in content["features"]), (
        "values never travel with geometry"
    )
    shapes = gpd.GeoDataFrame.from_features(content["features"], crs=4326).to_crs(28992)
    assert shapes.geometry.is_valid.mean() > 0.99
    whole = shapely.union_all(shapes.geometry.buffer(1).array).area
    assert abs(shapes.area.sum() / whole - 1) < 0.01, "neighbours share their edges"


@pytest.mark.parametrize("level", ["gemeente", "wijk", "buurt"])
def test_codes_of_a_map_stand_in_the_order_of_its_geometry(demo_store, monkeypatch, level):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    data = open_dataset("demo")
    layer = geometry.read_index(data.folder)[f"{level}-2024"]
    features = json.loads(gzip.decompress((data.folder / "web" / layer.first).read_bytes()))
    drawn = [f["properties"]["c"] for f in features["features"]]
    assert list(mapped_codes(data.scope(level, 2024))) == drawn


def test_codes_of_a_part_of_a_map_keep_its_order(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    data = open_dataset("demo")
    scope = data.scope("wijk", 2024).within("GM9902")
    inside = mapped_codes(scope)
    assert set(inside) == set(data.by_code(scope).index)
    assert list(inside) == [c for c in mapped_codes(scope.whole()) if c in set(inside)]


def test_a_large_set_has_a_coarse_overview_with_the_same_areas(tmp_path, monkeypatch):
    """National sets are drawn first in coarse outline: same order, names there and only there."""
    monkeypatch.setattr(geometry, "OVERVIEW_FROM", 4)
    squares = [shapely.box(x * 1000, 450_000, x * 1000 + 1000, 451_000) for x in range(150, 156)]
    frame = gpd.GeoDataFrame(
        {
            "code": [f"WK0001{n:02d}" for n in range(6)],
            "name": [f"Wijk {n}" for n in range(6)],
            "gemeente_naam": "Ergens",
        },
        geometry=squares,
        crs=28992,
    )
    entry = geometry._level(tmp_path, "wijk-2024", frame, "wijk")
    fine, coarse = (
        json.loads(gzip.decompress((tmp_path / entry[k]).read_bytes()))
        for k in ("file", "overview")
    )
    assert (
        [f["id"] for f in fine["features"]]
        == [f["id"] for f in coarse["features"]]
        == list(range(6))
    )
    assert [f["properties"]["n"] for f in coarse["features"]] == [f"Wijk {n}" for n in range(6)]
    assert all(f["properties"] == {} for f in fine["features"])
    for feature in coarse["features"]:
        assert (
            shapely.geometry.shape(feature["geometry"])
            .buffer(1e-4)
            .contains(shapely.Point(feature["properties"]["p"]))
        ), "the place of a label lies inside its area"
        assert feature["properties"]["s"] == 1000


def test_areas_that_do_not_fit_together_still_get_an_outline():
    """Sixty overlapping areas are no coverage: their outline is made the slower way."""
    shapes = np.array([shapely.Point(n * 3.0, (n * 7) % 11).buffer(9) for n in range(60)])
    assert geometry._union(shapes).equals(shapely.union_all(shapes))


@pytest.fixture
def client(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    return TestClient(Starlette(routes=routes()))


def test_files_are_served_for_ever_and_packed(client, demo_store):
    layer = geometry.read_index(versions.current("demo", demo_store))["wijk-2024"]
    answer = client.get(f"/wijkbeeld/kaart/demo/{layer.file}")
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.json()["features"]) == 120
    plain = client.get(
        f"/wijkbeeld/kaart/demo/{layer.file}", headers={"Accept-Encoding": "identity"}
    )
    assert "content-encoding" not in plain.headers
    for name in frontend_files.assets():
        assert (
            client.get(f"/wijkbeeld/deel/{frontend_files.fingerprint()}/{name}").status_code == 200
        )


@pytest.mark.parametrize(
    "path",
    [
        "/wijkbeeld/kaart/demo/..%2F..%2Fmanifest.json",
        "/wijkbeeld/kaart/demo/manifest.json",
        "/wijkbeeld/kaart/..%2Fdemo/x.geojson.gz",
        "/wijkbeeld/kaart/niets/a-1.geojson.gz",
        "/wijkbeeld/deel/oud/live.js",
        "/wijkbeeld/deel/x/..%2Flive.py",
    ],
)
def test_nothing_else_is_served(client, path):
    assert client.get(path).status_code == 404


def test_frontend_takes_nothing_from_elsewhere_but_pdok():
    for file in frontend_files.FRONTEND.iterdir():
        hosts = set(re.findall(r"https?://([\w.]+)", file.read_text(encoding="utf-8")))
        assert hosts <= {"service.pdok.nl"}, file.name
