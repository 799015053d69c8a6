"""Pictures on the page *Start*: what they show is what is loaded."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from wijkbeeld.charts.small_lines import SmallLine, apart, small_lines
from wijkbeeld.map.palette import DEFAULT
from wijkbeeld.map.picture import Ink, development, development_picture, marked_picture
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui.routes import routes

INK = Ink(400, 300, "#111111", "#ffffff", "#cccccc", "#ff0000")


@pytest.fixture
def wijken(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    data = open_dataset("demo")
    return data, data.scope("wijk", data.editions("wijk")[0])


def areas_by_colour(svg: str) -> dict[str, int]:
    """Number of separate shapes by fill colour."""
    return {p.get("fill"): p.get("d").count("M") for p in ET.fromstring(svg) if p.get("fill")}


def test_development_counts_what_the_scores_say(wijken):
    data, scope = wijken
    found = development(scope)
    scores = data.wide(scope, "lbm")
    change = (scores[found.wave] - scores[found.base]).dropna()
    assert (found.base, found.wave) == (2002, 2024)
    assert len(found.classes) == len(change)
    assert found.up == (change >= 0.02).sum()
    assert found.down == (change < -0.02).sum()


def test_picture_has_every_area_in_its_class_and_fits(wijken):
    _, scope = wijken
    found = development(scope)
    svg = development_picture(scope, INK)
    drawn = areas_by_colour(svg)
    for number in range(1, 10):
        mine = sum(c == number for c in found.classes.values())
        assert drawn.get(DEFAULT.classes[number - 1], 0) >= mine
        assert (DEFAULT.classes[number - 1] in drawn) == (mine > 0)
    picture = ET.fromstring(svg)
    assert int(picture.get("width")) <= INK.wide
    assert int(picture.get("height")) <= INK.high


def test_marked_areas_only_are_filled(wijken):
    _, scope = wijken
    town = scope.within("GM9901")
    drawn = areas_by_colour(marked_picture(town, frozenset({"WK990101", "WK990103"}), INK))
    assert drawn["#ff0000"] == 2


def test_pictures_are_served_for_this_version_only(wijken):
    _, scope = wijken
    client = TestClient(Starlette(routes=routes()))
    path = f"/wijkbeeld/beeld/demo/{scope.version}/wijk-{scope.classification}"
    whole = client.get(f"{path}-alle-lichtgroot.svg")
    assert whole.headers["content-type"].startswith("image/svg+xml")
    assert "immutable" in whole.headers["cache-control"]
    assert len(client.get(f"{path}-GM9901-donkerklein.svg").text) < len(whole.text)
    for wrong in ("-alle-roze.svg", "-GM0000-lichtgroot.svg", "x-alle-lichtgroot.svg"):
        assert client.get(path + wrong).status_code == 404
    older = path.replace(scope.version, "20200101-000000-000000")
    assert client.get(f"{older}-alle-lichtgroot.svg").status_code == 404


@given(st.lists(st.floats(0, 150), min_size=1, max_size=6), st.floats(1, 30))
def test_names_are_never_on_each_other(heights, least):
    moved = apart(heights, least)
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    assert all(moved[b] - moved[a] >= least - 1e-6 for a, b in pairwise(order))
    if all(heights[b] - heights[a] >= least for a, b in pairwise(order)):
        assert moved == pytest.approx(heights), "what did not touch stays"


def test_lines_are_named_and_to_scale():
    town = SmallLine("A & B", {2002: 4.0, 2012: 4.2, 2022: 4.1}, "#111111")
    country = SmallLine("Nederland", {2002: 4.0, 2022: 4.2}, "#222222", "7 4")
    html = small_lines([town, country], "wat het zegt")
    svg = base64.b64decode(re.search(r"base64,([^\"]+)", html)[1]).decode()
    first, _ = re.findall(r'points="([^"]+)"', svg)
    (x0, y0), (x1, y1), (x2, y2) = (map(float, p.split(",")) for p in first.split())
    assert x1 - x0 == pytest.approx(x2 - x1, abs=0.1), "years at their true distance"
    assert (y0 - y2) == pytest.approx((y0 - y1) / 2, abs=0.1)
    assert "A &amp; B" in html
    assert 'alt="wat het zegt"' in html
    assert small_lines([SmallLine("een", {2022: 4.0}, "#111111")], "x") == ""
