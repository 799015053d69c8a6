"""The live map as a Streamlit component: registered once, fed with a few short strings."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from wijkbeeld.map import palette
from wijkbeeld.map.geometry import Layer
from wijkbeeld.map.pack import Packed

FRONTEND = Path(__file__).parent / "frontend"
PREFIX = "/wijkbeeld"
"""All routes of the map start so."""

FEWEST = 50
"""Areas with fewer inhabitants are hatched: a setting of our own."""


@lru_cache(maxsize=1)
def assets() -> dict[str, Path]:
    """Files of the frontend by the name under which they are served.

    The MapLibre library comes from the installed package ``maplibre``; nothing is vendored.

    Raises
    ------
    RuntimeError
        When that package is not complete.
    """
    found = importlib.util.find_spec("maplibre")
    if found is None or found.origin is None:
        raise RuntimeError("package 'maplibre' is not installed")
    library = Path(found.origin).parent / "srcjs"
    files = {f.name: f for f in sorted(FRONTEND.iterdir()) if f.suffix in (".js", ".css")}
    files |= {name: library / name for name in ("maplibre-gl.js", "maplibre-gl.css")}
    missing = [n for n, f in files.items() if not f.is_file()]
    if missing:
        raise RuntimeError(f"package 'maplibre' lacks {missing}")
    return files


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Hash of all frontend files: part of their address, so that they can be cached for ever."""
    digest = hashlib.sha256()
    for name, file in assets().items():
        digest.update(name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


_LOADER = """
const base = new URL("{path}", document.baseURI).href;
const live = import(new URL("live.js", base).href);
export default function (component) {{
  let undo, gone = false;
  live.then((module) => {{ if (!gone) undo = module.default(component, base); }});
  return () => {{ gone = true; live.then(() => undo?.()); }};
}}
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    path = f"{PREFIX[1:]}/deel/{fingerprint()}/"
    return st.components.v2.component(
        "wijkbeeld_live_map", js=_LOADER.format(path=path), isolate_styles=True
    )


@dataclass(frozen=True)
class Drawn:
    """A polygon drawn on the map.

    Attributes
    ----------
    turn
        Another number for every polygon.
    ring
        Corners, longitude and latitude in degrees (WGS84); the first is not repeated.
    """

    turn: int
    ring: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Choice:
    """What the user last did on the map in the view that is shown now.

    Attributes
    ----------
    swipe
        Wave on the right of the handle, or None.
    level
        Level under the user's eyes when levels change with the zoom.
    named
        Whether names are on.
    drawn
        Polygon that the user drew, or None.
    """

    wave: int
    selected: list[str]
    background: bool
    swipe: int | None
    level: str
    named: bool
    drawn: Drawn | None = None


@dataclass(frozen=True)
class LevelView:
    """One level on the map.

    Attributes
    ----------
    packed
        Classes and values, areas in the order of the geometry; all levels of a map have the same
        waves.
    people
        Packed inhabitants (:func:`wijkbeeld.map.pack.pack_counts`), or None when they are not
        known.
    zoom
        From and up to which zoom the level is drawn.
    """

    id: str
    label: str
    layer: Layer
    packed: Packed
    people: str | None = None
    people_year: int | None = None
    zoom: tuple[float, float] = (0.0, 24.0)


@dataclass(frozen=True)
class Grid:
    """Pictures of the 100 m grid by wave, where they lie, and where one cell can be asked for."""

    urls: dict[int, str]
    corners: list[list[float]]
    probe: str
    counts: dict[int, list[int]]


@dataclass(frozen=True)
class Marked:
    """Areas with an outline of their own: a programme or a named selection."""

    label: str
    codes: list[str]


@dataclass(frozen=True)
class View:
    """What a map shows.

    Attributes
    ----------
    fly, turn
        Bounds to bring into view, once for every new ``turn``.
    reference
        What classes are above or below, when they are relative; else empty.
    order
        Changes when Python, not the user, decides on wave or selection.
    group
        Maps with the same group show the same place; ``"waves"`` also the same wave.
    draws
        Whether polygons can be drawn.
    drawn
        Corners of the polygon to show (longitude, latitude in degrees).
    """

    levels: list[LevelView]
    labels: tuple[str, ...]
    reference: str
    title: str
    unit: str
    decimals: int
    source: str
    fictional: bool
    wave: int
    all_waves: list[int]
    why: str
    base: int | None
    selected: list[str]
    fly: tuple[float, float, float, float] | None
    turn: int
    background: bool
    order: str
    dataset: str
    outline: Layer | None
    water: Layer | None
    colours: palette.Palette = palette.DEFAULT
    swipe: int | None = None
    named: bool = False
    marked: Marked | None = None
    grid: Grid | None = None
    group: str | None = None
    draws: bool = False
    drawn: tuple[tuple[float, float], ...] | None = None


@dataclass(frozen=True)
class Answer:
    """What the browser said: the user's last act in this view, and how the map itself fares.

    Attributes
    ----------
    choice
        None where nothing was done in this view.
    drawn
        Whether the first coloured picture stands (or never will).
    failed
        Whether the browser cannot draw maps at all (no WebGL).
    """

    choice: Choice | None
    drawn: bool
    failed: bool


def live_map(view: View, key: str, height: int = 560, *, quiet: bool = False) -> Answer:
    """Show the map and return what the user did on it.

    Parameters
    ----------
    quiet
        Leave the place of this map out of the URL (a second map beside the first).

    Notes
    -----
    The frontend keeps its map over reruns. A change of year paints in the browser only and is
    told to Python afterwards, so that table and sentence follow. What was done in an earlier view
    (another ``order``) does not count any more.
    """
    first = view.levels[0]
    data = {
        "levels": [_level(view.dataset, level) for level in view.levels],
        "outline": _address(view.dataset, view.outline.file) if view.outline else None,
        "water": _address(view.dataset, view.water.file) if view.water else None,
        "bounds": [first.layer.bounds[:2], first.layer.bounds[2:]],
        "fly": [view.fly[:2], view.fly[2:]] if view.fly else None,
        "turn": view.turn,
        "place": view.dataset,
        "waves": list(view.grid.urls) if view.grid else view.levels[0].packed.waves,
        "wave": view.wave,
        "all_waves": view.all_waves,
        "why": view.why,
        "base": view.base,
        "selected": view.selected,
        "order": view.order,
        "palette": list(view.colours.classes),
        "missing": view.colours.missing,
        "labels": list(view.labels),
        "reference": view.reference,
        "absent": "geen cijfer in deze meting" if view.base is None else "niet te vergelijken",
        "title": view.title,
        "unit": view.unit,
        "decimals": view.decimals,
        "signed": view.unit == "punt",
        "source": view.source,
        "fictional": view.fictional,
        "background": view.background,
        "swipe": view.swipe,
        "named": view.named,
        "marked": asdict(view.marked) if view.marked else None,
        "fewest": FEWEST,
        "grid": asdict(view.grid) if view.grid else None,
        "group": view.group,
        "draws": view.draws,
        "drawn": view.drawn,
        "quiet": quiet,
        "height": height,
    }
    result = _component()(
        key=key,
        data=data,
        on_user_change=_nothing,
        on_drawn_change=_nothing,
        on_failed_change=_nothing,
        height="content",
    )
    user = result.user
    choice = None
    if isinstance(user, dict) and user.get("order") == view.order:
        swipe = user["swipe"]
        choice = Choice(
            int(user["wave"]),
            [str(c) for c in user["selected"]],
            bool(user["background"]),
            int(swipe) if swipe is not None else None,
            str(user["level"]),
            bool(user["named"]),
            _drawn(user),
        )
    return Answer(choice, bool(result.drawn), bool(result.failed))


def _drawn(user: dict[str, Any]) -> Drawn | None:
    told = user.get("drawn")
    if not told or not told["ring"]:
        return None
    return Drawn(int(told["turn"]), tuple((float(x), float(y)) for x, y in told["ring"]))


def _nothing() -> None:
    """Streamlit asks for a callback per state; the rerun itself is enough."""


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
        "from": level.zoom[0],
        "to": level.zoom[1],
    }


def _address(dataset: str, file: str) -> str:
    return f"../../kaart/{dataset}/{file}"
