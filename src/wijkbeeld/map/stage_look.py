"""How a map looks to a room: in the colours of a beamer, on white, each area with a border."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wijkbeeld.map import palette
from wijkbeeld.map.beamer import GROUND, for_beamer

BORDER = "rgba(22, 32, 43, 0.75)"
"""Drawn around every area: a class is told from the ground by more than its colour."""

SCENERY = palette.Scenery(
    GROUND, "#dcebf5", "#4f7fa3", "#16202b", "#16202b", land="#eef1f4", edge="#5c6874"
)


def stage_look(data: dict[str, Any]) -> dict[str, Any]:
    """Colours of a payload for a room.

    Parameters
    ----------
    data
        As :func:`wijkbeeld.map.payload.payload` makes it.

    Returns
    -------
    dict
        ``palette``, ``palettes`` (one per level), ``missing``, ``scenery`` and ``border``. A square
        of two measures keeps its own nine colours; the 100 m grid, which is a picture, keeps all:
        for that the answer is empty.
    """
    if data["grid"] is not None:
        return {}
    has_square = data["levels"][0]["axes"] is not None
    return {
        "palette": data["palette"] if has_square else list(for_beamer(data["palette"])),
        "palettes": [
            level["palette"] if level["axes"] else list(for_beamer(level["palette"]))
            for level in data["levels"]
        ],
        "missing": GROUND,
        "scenery": dict.fromkeys(("light", "dark"), asdict(SCENERY)),
        "border": BORDER,
    }
