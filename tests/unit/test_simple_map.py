"""The map where the live one cannot be drawn: the same classes, words and areas."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import shapely

from wijkbeeld.export.html_document import named_classes
from wijkbeeld.export.simple_map import Cells, Words, html_grid, html_groups
from wijkbeeld.map.frontend_files import from_page
from wijkbeeld.map.geometry_index import town_borders
from wijkbeeld.store.read import open_dataset

COLOURS = ("#cfd5db", "#a9c4d8", "#a9480f")
LABELS = ("doet niet mee", "vergelijking", "vernieuwd")
WORDS = Words("Vernieuwd <ja> (fictief)", tuple(named_classes(COLOURS, LABELS)), "Bron: register.")


def content(document: str) -> dict[str, Any]:
    """What the script of a map is given."""
    found: dict[str, Any] = json.loads(re.search(r"content = (\{.*?\});", document).group(1))
    return found


def shapes(n: int) -> dict[str, Any]:
    geometry = json.loads(shapely.to_geojson(shapely.box(4.8, 52.3, 4.9, 52.4)))
    features = [
        {"id": i, "geometry": geometry, "properties": {"c": f"WK{i}", "n": f"Wijk {i}", "g": "A"}}
        for i in range(n)
    ]
    return {"type": "FeatureCollection", "features": features}


KINDS = list(zip(LABELS, COLOURS, strict=True))


def test_groups_have_the_colours_and_names_of_the_live_map():
    text = html_groups(
        shapes(3), [3, 1, 2], KINDS, WORDS, marked=[2], bounds=(4.0, 52.0, 5.0, 53.0)
    )
    given = content(text)
    colours = [given["colours"][int(c)] for c in given["classes"]["0"]]
    assert colours == ["#a9480f", "#cfd5db", "#a9c4d8"]
    assert given["texts"]["0"] == ["vernieuwd", "doet niet mee", "vergelijking"]
    assert given["marked"] == [2]
    assert given["bounds"] == [[52.0, 4.0], [53.0, 5.0]], "Leaflet has latitude first"
    legend = re.findall(r'<li><i style="background:(#\w+)"></i>([^<]+)</li>', text)
    assert legend == list(zip(COLOURS[::-1], LABELS[::-1], strict=True))
    assert "Vernieuwd &lt;ja&gt; (fictief)" in text
    assert "Bron: register." in text


def test_the_grid_asks_for_the_picture_of_a_wave_where_the_live_map_does():
    corners = [[4.0, 53.0], [6.0, 53.0], [6.0, 51.0], [4.0, 51.0]]
    pictures = {w: from_page(f"../../raster/demo/1/2024-lbm-0-{w}-x.png") for w in ("2022", "2024")}
    borders = {"type": "FeatureCollection", "features": []}
    bounds = (4.5, 51.5, 5.0, 52.0)
    text = html_grid(Cells(pictures, "2024", corners, bounds, borders, "#10161c", "#b9c4cf"), WORDS)
    given = content(text)
    assert given["pictures"]["2022"] == "wijkbeeld/raster/demo/1/2024-lbm-0-2022-x.png"
    assert given["name"] == "2024"
    assert given["corners"] == [[51.0, 4.0], [53.0, 6.0]]
    assert given["bounds"] == [[51.5, 4.5], [52.0, 5.0]]
    assert "image-rendering: pixelated" in text


def test_an_address_outside_the_routes_of_the_map_is_refused():
    with pytest.raises(ValueError, match=r"elders\.png"):
        from_page("elders.png")


def test_every_gemeente_has_a_border_on_the_grid(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    data = open_dataset("demo")
    scope = data.scope("gemeente", data.editions("gemeente")[-1])
    codes = {f["properties"]["c"] for f in town_borders(scope)["features"]}
    assert codes == set(data.by_code(scope).index)
