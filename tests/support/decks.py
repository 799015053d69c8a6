"""Content of a small deck, as a room is given it."""

from __future__ import annotations

from typing import Any

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
