"""The live map as a Streamlit component: registered once, fed with a few short strings."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from wijkbeeld.catalog import Classes
from wijkbeeld.map import palette
from wijkbeeld.map.geometry import Layer
from wijkbeeld.map.pack import pack

FRONTEND = Path(__file__).parent / "frontend"
PREFIX = "/wijkbeeld"
"""All routes of the map start so."""


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
    return st.components.v2.component("wijkbeeld_live_map", js=_LOADER.format(path=path), isolate_styles=True)


@dataclass(frozen=True)
class Choice:
    """What the user last did on the map in the view that is shown now."""

    wave: int
    selected: str | None
    background: bool


@dataclass(frozen=True)
class View:
    """What a map shows.

    Attributes
    ----------
    table
        Rows areas in the order of the map geometry, columns waves, values in the measure's unit.
    given
        Official classes on the same index and columns, or None.
    shift
        Subtracted before classifying.
    order
        Changes when Python, not the user, decides on wave or selection.
    """

    table: pd.DataFrame
    scale: Classes
    given: pd.DataFrame | None
    shift: float
    title: str
    unit: str
    decimals: int
    source: str
    fictional: bool
    wave: int
    all_waves: list[int]
    why: str
    base: int | None
    selected: str | None
    fly: tuple[float, float, float, float] | None
    background: bool
    order: str
    dataset: str
    layer: Layer
    outline: Layer | None
    water: Layer | None


def live_map(view: View, key: str, height: int = 560) -> Choice | None:
    """Show the map and return what the user did on it; None where nothing was done in this view.

    Notes
    -----
    The frontend keeps its map over reruns. A change of year paints in the browser only and is
    told to Python afterwards, so that table and sentence follow. What was done in an earlier view
    (another ``order``) does not count any more.
    """
    packed = pack(view.table, view.scale, view.given, view.shift)
    data = {
        "geometry": _address(view.dataset, view.layer),
        "outline": _address(view.dataset, view.outline) if view.outline else None,
        "water": _address(view.dataset, view.water) if view.water else None,
        "bounds": [view.layer.bounds[:2], view.layer.bounds[2:]],
        "fly": [view.fly[:2], view.fly[2:]] if view.fly else None,
        "place": view.dataset,
        "waves": packed.waves,
        "classes": packed.classes,
        "values": packed.values,
        "low": packed.low,
        "high": packed.high,
        "wave": view.wave,
        "all_waves": view.all_waves,
        "why": view.why,
        "base": view.base,
        "selected": view.selected,
        "order": view.order,
        "palette": list(palette.CLASSES),
        "missing": palette.MISSING,
        "labels": [c.name for c in view.scale.limits],
        "absent": "geen cijfer in deze meting" if view.base is None else "niet te vergelijken",
        "title": view.title,
        "unit": view.unit,
        "decimals": view.decimals,
        "signed": view.unit == "punt",
        "source": view.source,
        "fictional": view.fictional,
        "background": view.background,
        "height": height,
    }
    result = _component()(key=key, data=data, on_user_change=_nothing, height="content")
    user = result.user
    if not isinstance(user, dict) or user.get("order") != view.order:
        return None
    return Choice(int(user["wave"]), user["selected"], bool(user["background"]))


def _nothing() -> None:
    """Streamlit asks for a callback per state; the rerun itself is enough."""


def _address(dataset: str, layer: Layer) -> str:
    return f"../../kaart/{dataset}/{layer.file}"
