"""Content of a small deck, as a room is given it."""

from __future__ import annotations

from typing import Any

from wijkbeeld.catalog import catalog
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.pack import pack
from wijkbeeld.map.palette import DEFAULT
from wijkbeeld.map.payload import payload
from wijkbeeld.map.view import LevelView, View
from wijkbeeld.store.read import open_dataset

SECRET = "geheime notitie"


def question(kind: str, name: str = "", **more: Any) -> dict[str, Any]:
    """A scene that asks."""
    return {
        "id": name or kind,
        "kind": "vraag",
        "title": f"Vraag van soort {kind}?",
        "note": SECRET,
        "question": {"kind": kind, **more},
    }


def text(name: str = "begin") -> dict[str, Any]:
    return {"id": name, "kind": "tekst", "title": "Welkom", "note": SECRET, "lines": ["Dag zaal"]}


def deck(*scenes: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": "proef",
        "title": "Proefpresentatie",
        "dataset": "demo",
        "version": "v1",
        "fictional": True,
        "scenes": list(scenes)
        or [
            text(),
            question("keuze", options=["ja", "nee"]),
            question("schaal", options=["niet", "wel"], steps=5),
            question("punt"),
            question("raad", options=["Noord", "Zuid"], answer="Zuid"),
            question("woord"),
        ],
    }


def map_scene(dataset: str, level: str = "wijk", town: str | None = None) -> dict[str, Any]:
    """A scene with the total score on a map, about one gemeente (the first when none is named)."""
    data = open_dataset(dataset)
    layers = read_index(data.folder)
    name = next(key for key in layers if key.startswith(f"{level}-"))
    edition = int(name.rsplit("-", 1)[1])
    scope = data.scope(level, edition)
    areas = data.geometry(scope)
    town = town or str(areas["gemeente_code"].iloc[0])
    codes = areas["code"].tolist()
    values = data.wide(scope, "lbm").reindex(codes)
    classes = data.wide(scope, "klasse").reindex(codes).fillna(0).astype("uint8")
    waves = [int(w) for w in values.columns if values[w].notna().any()]
    is_inside = areas["gemeente_code"] == town
    view = View(
        levels=[
            LevelView(
                level,
                f"{level}en",
                layers[name],
                pack(values[waves], classes[waves]),
                outside="".join("0" if inside else "1" for inside in is_inside),
            )
        ],
        labels=tuple(c.name for c in catalog().classes["situatie"].limits),
        reference="",
        title="Totaalscore",
        unit="(score)",
        decimals=2,
        source="Leefbaarometer 3.0",
        fictional=data.manifest.fictional,
        wave=waves[0],
        all_waves=waves,
        why="",
        base=None,
        selected=[],
        home=tuple(areas[is_inside].to_crs(4326).total_bounds.tolist()),
        fly=None,
        turn=1,
        background=False,
        order="scene",
        dataset=dataset,
        outline=layers.get(f"omtrek-{edition}"),
        water=layers.get(f"water-{edition}"),
        colours=DEFAULT,
    )
    return {
        "id": "kaart",
        "kind": "beeld",
        "title": "Zo staat het ervoor",
        "sentence": "De ene wijk is de andere niet.",
        "alt": f"Kaart van de {level}en.",
        "source": view.source,
        "map": payload(view),
    }
