"""The 100 m grid as a picture: every cell is there, in its place, in its colour."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyproj import Transformer
from starlette.applications import Starlette
from starlette.testclient import TestClient

from wijkbeeld.map import grid, palette, raster
from wijkbeeld.map.raster import Subject
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui.routes import routes

COLOURS = palette.DEFAULT.classes


def drawn(x, y, classes):
    part = grid.window(int(x.min()), int(y.min()), int(x.max()) + 100, int(y.max()) + 100)
    where, view = grid.numbers(x, y, part), grid.frame(part)
    image = Image.open(io.BytesIO(grid.picture(classes, where, part, view, COLOURS)))
    return part, where, view, np.asarray(image)


@settings(max_examples=15)
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([(120_000, 480_000), (15_000, 370_000), (260_000, 590_000)]),
)
def test_no_cell_is_lost_anywhere_in_the_country(seed, corner):
    rng = np.random.default_rng(seed)
    place = np.unique(rng.integers(0, 300 * 300, 2500))
    x, y = corner[0] + place % 300 * 100, corner[1] + place // 300 * 100
    classes = rng.integers(1, 10, len(place)).astype("uint8")
    part, where, view, image = drawn(x, y, classes)
    seen = np.bincount(view.source.ravel(), minlength=part.rows * part.columns + 1)
    assert (seen[where] > 0).all()
    for number, klasse in zip(where, classes, strict=True):
        assert set(image[view.source == number]) == {klasse} if number % 97 == 0 else True
    assert set(np.unique(image)) <= {0, *classes.tolist()}


def test_a_pixel_lies_where_its_cell_lies():
    """Centre of each pixel back to RD New falls in the cell that the picture shows there."""
    x, y = np.array([120_000, 150_000]), np.array([480_000, 500_000])
    part, _, view, image = drawn(x, y, np.array([3, 7], dtype="uint8"))
    height, width = image.shape
    (west, north), (east, south) = view.corners[0], view.corners[2]
    to_mercator = Transformer.from_crs(4326, 3857, always_xy=True).transform
    x0, y1 = to_mercator(west, north)
    x1, y0 = to_mercator(east, south)
    rows, columns = np.nonzero(image)
    mx, my = x0 + (columns + 0.5) * (x1 - x0) / width, y1 - (rows + 0.5) * (y1 - y0) / height
    rx, ry = Transformer.from_crs(3857, 28992, always_xy=True).transform(mx, my)
    for a, b, klasse in zip(rx, ry, image[rows, columns], strict=True):
        k = 0 if klasse == 3 else 1
        assert x[k] - 1 <= a <= x[k] + 101
        assert y[k] - 1 <= b <= y[k] + 101
    assert len(rows) >= 2
    assert part.columns == 301 + 2 * 2


@pytest.fixture
def demo(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    return open_dataset("demo", demo_store)


def test_picture_of_the_demo_has_every_cell_in_its_class(demo):
    subject = Subject(2024, "lbm", None, 2024)
    part, view = raster.layout(demo, 2024)
    image = np.asarray(Image.open(io.BytesIO(raster.png(demo, subject, "paarsgroen"))))
    shown = raster.cells(demo, subject)
    assert len(shown.where) == 8376
    colour = np.zeros(part.rows * part.columns + 1, dtype="uint8")
    colour[shown.where] = shown.classes
    assert (image == colour[view.source]).all()
    assert np.isin(shown.where, view.source).all()
    assert sum(raster.counts(demo, subject)) == 8376


def test_development_is_the_difference_of_two_waves(demo):
    now, then, both = (
        raster.cells(demo, Subject(2024, "lbm", b, w))
        for b, w in ((None, 2024), (None, 2002), (2002, 2024))
    )
    difference = dict(
        zip(
            now.where.tolist(),
            now.values - then.values[np.searchsorted(then.where, now.where)],
            strict=True,
        )
    )
    for number, value in list(zip(both.where.tolist(), both.values, strict=True))[::200]:
        assert value == pytest.approx(difference[number], abs=1e-6)


def test_a_cell_answers_with_its_own_value(demo):
    cells = demo.cells(2024, 2024, "lbm")
    row = cells.iloc[len(cells) // 2]
    to_degrees = Transformer.from_crs(28992, 4326, always_xy=True).transform
    lng, lat = to_degrees(row["x"] + 50, row["y"] + 50)
    name, text = raster.at(demo, Subject(2024, "lbm", None, 2024), lng, lat)
    assert name == f"E{int(row['x']) // 100:04d}N{int(row['y']) // 100:04d}"
    assert f"{row['value']:.2f}".replace(".", ",") in text
    assert raster.at(demo, Subject(2024, "lbm", None, 2024), 3.0, 50.0) is None


def test_routes_of_the_grid(demo):
    client = TestClient(Starlette(routes=routes()))
    base = f"/wijkbeeld/raster/demo/{demo.manifest.version}"
    good = client.get(f"{base}/2024-lbm-2002-2024-contrast.png")
    assert good.status_code == 200
    assert "immutable" in good.headers["cache-control"]
    assert Image.open(io.BytesIO(good.content)).mode == "P"
    for wrong in (
        f"{base}/2024-lbm-2002-2024-roze.png",
        f"{base}/2024-xxx-0-2024-contrast.png",
        f"{base}/..%2Fx.png",
        f"{base}/1999-lbm-0-2024-contrast.png",
        "/wijkbeeld/raster/demo/oud/2024-lbm-0-2024-contrast.png",
        "/wijkbeeld/raster/weg/oud/2024-lbm-0-2024-contrast.png",
    ):
        assert client.get(wrong).status_code == 404, wrong
    probe = f"/wijkbeeld/cel/demo/{demo.manifest.version}/2024-lbm-0"
    assert client.get(f"{probe}?lng=3&lat=50&jaar=2024").json() == {"found": False}
    assert client.get(f"{probe}?lng=x&lat=50&jaar=2024").status_code == 404


def test_cells_with_other_names_are_said_to_have_no_place(demo, monkeypatch):
    monkeypatch.setattr("wijkbeeld.store.cell_reader._CELL_NAME", "X[0-9]{4}")
    with pytest.raises(StoreError, match="Verwacht: E1234N4567"):
        demo.grid_bounds(2024)
