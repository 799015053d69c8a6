"""A map as the stage draws it: in the colours of a beamer, with its words large upon it."""

from __future__ import annotations

from typing import Any

from wijkbeeld.map.payload import payload
from wijkbeeld.map.stage_look import stage_look
from wijkbeeld.map.view import View


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

    Raises
    ------
    ValueError
        The view is of the 100 m grid.
    """
    data = payload(view)
    look = stage_look(data)
    if not look:
        raise ValueError("the 100 m grid has no look for a stage")
    for level, colours in zip(data["levels"], look["palettes"], strict=True):
        level["palette"] = colours
    return data | {
        "palette": look["palette"],
        "missing": look["missing"],
        "scenery": look["scenery"],
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
            "border": look["border"],
            "at": at,
        },
    }
