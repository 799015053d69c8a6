"""A map as the stage draws it: in the colours of a beamer, with its words large upon it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from wijkbeeld.map.payload import payload
from wijkbeeld.map.stage_look import stage_look
from wijkbeeld.map.view import View
from wijkbeeld.present.stage_grid import pictures


@dataclass(frozen=True)
class Words:
    """What stands large on a map.

    Attributes
    ----------
    finds
        Wave that the title tells of, if any: of another wave it would not be true.
    group
        Of two maps side by side: what they show together.
    side
        Of two maps: which it is; empty for one.
    """

    title: str
    finds: int | None
    group: str | None = None
    side: Literal["", "links", "rechts"] = ""


def stage_payload(view: View, words: Words, at: str | None) -> dict[str, Any]:
    """What the map's frontend needs to draw a view on the stage.

    Parameters
    ----------
    at
        Place on the map, as a link has it; None shows the place that the view is about.
    """
    data = payload(view)
    look = stage_look(data | {"grid": None})  # the pictures of the grid get these colours too
    for level, colours in zip(data["levels"], look["palettes"], strict=True):
        level["palette"] = colours
    if view.grid is not None:
        data["grid"] |= pictures(view.grid, view.dataset, look["palette"], view.home)
    return data | {
        "palette": look["palette"],
        "missing": look["missing"],
        "scenery": look["scenery"],
        "fly": None,
        "turn": 0,
        "order": f"podium {words.group}" if words.group else "podium",
        "background": False,
        "group": words.group,
        "quiet": True,
        "height": None,
        "stage": {
            "title": words.title,
            "finds": words.finds,
            "where": view.where,
            "border": look["border"],
            "at": at,
            "half": words.side,
        },
    }
