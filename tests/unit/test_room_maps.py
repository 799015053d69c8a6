"""Phones get the areas that a map is about; every number of an area stays what it was."""

from __future__ import annotations

import gzip
import json

from wijkbeeld.room.light_maps import PREFIX, LightMaps


def square(number: int, x: float, **properties: object) -> dict:
    ring = [[x, 52.0], [x + 1, 52.0], [x + 1, 53.0], [x, 53.0], [x, 52.0]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "id": number, "properties": properties, "geometry": shape}


def packed(features: list[dict]) -> bytes:
    return gzip.compress(json.dumps({"features": features}).encode())


FILES = {
    "fijn.geojson.gz": packed([square(n, float(n)) for n in range(6)]),
    "grof.geojson.gz": packed([square(n, float(n), c=f"WK{n}", n=f"Wijk {n}") for n in range(6)]),
    "omtrek.geojson.gz": packed([square(n, float(n), n=f"Stad {n}") for n in range(6)]),
}


def shown(outside: str | None) -> dict:
    at = "../../kaart/demo/"
    level = {"id": "wijk", "geometry": f"{at}fijn.geojson.gz", "overview": f"{at}grof.geojson.gz"}
    level["outside"] = outside
    return {"levels": [level], "outline": f"{at}omtrek.geojson.gz", "water": None, "title": "x"}


def maps() -> LightMaps:
    return LightMaps(lambda dataset, name: FILES.get(name) if dataset == "demo" else None)


def content(made: LightMaps, address: str) -> list[dict]:
    assert address.startswith(PREFIX)
    return json.loads(gzip.decompress(made.files[address.removeprefix(PREFIX)]))["features"]


def test_areas_outside_keep_their_number_and_lose_their_shape():
    made = maps()
    light = made.light(shown("110111"))
    (level,) = light["levels"]
    features = content(made, level["geometry"])
    assert [f["id"] for f in features] == list(range(6))
    assert [bool(f["geometry"]["coordinates"]) for f in features] == [n in (2, 3) for n in range(6)]
    assert features[2]["properties"] == {"c": "WK2", "n": "Wijk 2"}
    assert level["overview"] is None
    assert [f["properties"]["n"] for f in content(made, light["outline"])] == [
        "Stad 1",
        "Stad 2",
        "Stad 3",
    ]


def test_a_map_of_most_areas_and_one_without_files_stay_as_they_are():
    for told in (shown(None), shown("000011"), shown("11011"), shown("111111")):
        assert maps().light(told) == told
    elsewhere = shown("110111")
    elsewhere["levels"][0]["geometry"] = "../../kaart/weg/fijn.geojson.gz"
    assert maps().light(elsewhere) == elsewhere


def test_scenes_of_the_same_areas_share_a_file():
    made = maps()
    first, second = made.light(shown("110111")), made.light(shown("110111"))
    assert first == second
    assert len(made.files) == 2
