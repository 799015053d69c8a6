"""A map as the stage draws it: in the colours of a beamer, with its words large upon it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from wijkbeeld.map import palette
from wijkbeeld.map.beamer import GROUND, for_beamer
from wijkbeeld.map.payload import payload
from wijkbeeld.map.view import View
from wijkbeeld.present.stage_grid import pictures

BORDER = "rgba(22, 32, 43, 0.75)"
"""Drawn around every area: a class is told from the ground by more than its colour."""

SCENERY = palette.Scenery(GROUND, "#dcebf5", "#4f7fa3", "#16202b", "#16202b")


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
    for level in data["levels"]:
        if level["axes"] is None:  # a square of two measures keeps its own nine
            level["palette"] = list(for_beamer(level["palette"]))
    if data["levels"][0]["axes"] is None:
        data["palette"] = list(for_beamer(data["palette"]))
    if view.grid is not None:
        data["grid"] |= pictures(view.grid, view.dataset, data["palette"], view.home)
    return data | {
        "missing": GROUND,
        "scenery": dict.fromkeys(("light", "dark"), asdict(SCENERY)),
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
            "border": BORDER,
            "at": at,
            "half": words.side,
        },
    }
