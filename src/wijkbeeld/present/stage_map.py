"""A map as the stage draws it: in the colours of a beamer, with its words large upon it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wijkbeeld.map import palette
from wijkbeeld.map.beamer import GROUND, for_beamer
from wijkbeeld.map.payload import payload
from wijkbeeld.map.view import View

BORDER = "rgba(22, 32, 43, 0.75)"
"""Drawn around every area: a class is told from the ground by more than its colour."""

SCENERY = palette.Scenery(GROUND, "#dcebf5", "#4f7fa3", "#16202b", "#16202b")


def stage_payload(view: View, title: str, at: str | None, *, finds: bool) -> dict[str, Any]:
    """What the map's frontend needs to draw a view on the stage.

    Parameters
    ----------
    title
        Stands large on the map.
    at
        Place on the map, as a link has it; None shows the place that the view is about.
    finds
        Whether the title tells what this wave shows: of another wave it would not be true.
    """
    data = payload(view)
    for level in data["levels"]:
        if level["axes"] is None:  # a square of two measures keeps its own nine
            level["palette"] = list(for_beamer(level["palette"]))
    if data["levels"][0]["axes"] is None:
        data["palette"] = list(for_beamer(data["palette"]))
    return data | {
        "missing": GROUND,
        "scenery": dict.fromkeys(("light", "dark"), asdict(SCENERY)),
        "fly": None,
        "turn": 0,
        "order": "podium",
        "background": False,
        "group": None,
        "quiet": True,
        "height": None,
        "stage": {
            "title": title,
            "finds": view.wave if finds else None,
            "where": view.where,
            "border": BORDER,
            "at": at,
        },
    }
