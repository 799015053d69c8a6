"""What the browser is told of a map: where everything lies, its values, its words, its state."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wijkbeeld.map import palette
from wijkbeeld.map.view import LevelView, View
from wijkbeeld.words.certainty import FEWEST as FEWEST


def payload(view: View) -> dict[str, Any]:
    """What the browser needs to draw a view, as JSON."""
    return _geometry(view) | _words(view) | _state(view)


def _geometry(view: View) -> dict[str, Any]:
    """What lies where, and the values on it."""
    first = view.levels[0]
    return {
        "levels": [_level(view.dataset, level) for level in view.levels],
        "outline": _address(view.dataset, view.outline.file) if view.outline else None,
        "water": _address(view.dataset, view.water.file) if view.water else None,
        "bounds": [first.layer.bounds[:2], first.layer.bounds[2:]],
        "home": [view.home[:2], view.home[2:]] if view.home else None,
        "fly": [view.fly[:2], view.fly[2:]] if view.fly else None,
        "place": view.dataset,
        "waves": list(view.grid.urls) if view.grid else first.packed.waves,
        "fewest": FEWEST,
        "grid": asdict(view.grid) if view.grid else None,
    }


def _words(view: View) -> dict[str, Any]:
    """What legend, title and tips say, and in which colours."""
    return {
        "palette": list(view.colours.classes),
        "missing": view.colours.missing,
        "scenery": {theme: asdict(around) for theme, around in palette.SCENERY.items()},
        "labels": list(view.labels),
        "reference": view.reference,
        "absent": "geen cijfer in deze meting" if view.base is None else "niet te vergelijken",
        "title": view.title,
        "unit": view.unit,
        "decimals": view.decimals,
        "signed": view.unit == "punt" if view.signed is None else view.signed,
        "legend": view.legend,
        "limits": list(view.limits),
        "own_limits": view.own_limits,
        "since": view.since,
        "other": view.other,
        "source": view.source,
        "fictional": view.fictional,
        "where": view.where,
        "scattered": view.scattered,
        "all_waves": view.all_waves,
        "why": view.why,
        "base": view.base,
    }


def _state(view: View) -> dict[str, Any]:
    """Where the map starts, and what can be done on it."""
    return {
        "wave": view.wave,
        "selected": view.selected,
        "turn": view.turn,
        "order": view.order,
        "background": view.background,
        "swipe": view.swipe,
        "lacks": view.lacks,
        "named": view.named,
        "marked": asdict(view.marked) if view.marked else None,
        "group": view.group,
        "draws": view.draws,
        "drawn": view.drawn,
    }


def _level(dataset: str, level: LevelView) -> dict[str, Any]:
    return {
        "id": level.id,
        "label": level.label,
        "geometry": _address(dataset, level.layer.file),
        "overview": _address(dataset, level.layer.overview) if level.layer.overview else None,
        "classes": level.packed.classes,
        "values": level.packed.values,
        "low": level.packed.low,
        "high": level.packed.high,
        "people": level.people,
        "people_year": level.people_year,
        "labels": list(level.labels),
        "palette": list(level.colours),
        "second": _second(level),
        "axes": level.axes,
        "outside": level.outside,
        "from": level.zoom[0],
        "to": level.zoom[1],
    }


def _second(level: LevelView) -> dict[str, Any] | None:
    """Values of the other measure of a map of two."""
    packed = level.second
    if packed is None:
        return None
    return {"values": packed.values, "low": packed.low, "high": packed.high}


def _address(dataset: str, file: str) -> str:
    return f"../../kaart/{dataset}/{file}"
