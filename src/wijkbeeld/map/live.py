"""The live map as a Streamlit component: registered once, fed with a few short strings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st

from wijkbeeld.map.frontend_files import folder
from wijkbeeld.map.payload import payload
from wijkbeeld.map.stage_look import stage_look
from wijkbeeld.map.view import View

_LOADER = """
const base = new URL("{path}", document.baseURI).href;
const live = import(new URL("live.js", base).href);
export default function (component) {{
  let undo, gone = false;
  live.then(
    (module) => {{ if (!gone) undo = module.default(component, base); }},
    () => {{ if (!gone) missed(component.parentElement); }},
  );
  return () => {{ gone = true; live.then(() => undo?.(), () => {{}}); }};
}}
function missed(place) {{
  const line = document.createElement("p"), retry = document.createElement("button");
  line.setAttribute("role", "status");
  retry.textContent = "Probeer opnieuw";
  retry.onclick = () => location.reload();
  line.append("De kaart is niet geladen. De rest van de pagina werkt wel. ", retry);
  place.replaceChildren(line);
}}
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component(
        "wijkbeeld_live_map", js=_LOADER.format(path=folder()), isolate_styles=True
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
class Act:
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
class Missed:
    """What the user did while the server was away: a server that was started anew knows no view.

    Attributes
    ----------
    turn
        Another number each time.
    """

    turn: int
    act: Act


@dataclass(frozen=True)
class Answer:
    """What the browser said: the user's last act in this view, and how the map itself fares.

    Attributes
    ----------
    act
        None where nothing was done in this view.
    drawn
        Whether the first coloured picture stands (or never will).
    failed
        Whether the browser cannot draw maps at all (no WebGL).
    missed
        What was done without connection, in a view that this session never had.
    """

    act: Act | None
    drawn: bool
    failed: bool
    missed: Missed | None = None


def live_map(view: View, key: str, height: int | None = None, *, quiet: bool = False) -> Answer:
    """Show the map and return what the user did on it.

    Parameters
    ----------
    height
        Pixels of the map itself, with legend and years below it; without, it fills the place that
        the page gives it, and they lie on it where there is room.
    quiet
        Leave the place of this map out of the URL (a second map beside the first).

    Notes
    -----
    The frontend keeps its map over reruns. A change of year paints in the browser only and is
    told to Python afterwards, so that table and sentence follow. What was done in an earlier view
    (another ``order``) does not count any more. A page shows a simple map below where the browser
    cannot draw this one.
    """
    data = payload(view)
    result = _component()(
        key=key,
        data=data
        | {"quiet": quiet, "height": height, "big": stage_look(data), "simple_below": True},
        on_user_change=_nothing,
        on_drawn_change=_nothing,
        on_failed_change=_nothing,
        height="content",
    )
    user = result.user
    act = _act(user, view.order)
    missed = _missed(user) if act is None else None
    return Answer(act, bool(result.drawn), bool(result.failed), missed)


def _missed(user: Any) -> Missed | None:
    """What was done without connection, in whatever view."""
    if not isinstance(user, dict) or not user.get("missed"):
        return None
    act = _act(user, str(user["order"]))
    return Missed(int(user["missed"]), act) if act is not None else None


def _act(user: Any, order: str) -> Act | None:
    """What the browser told of the user, where it was done in this view."""
    if not isinstance(user, dict) or user.get("order") != order:
        return None
    swipe = user["swipe"]
    return Act(
        wave=int(user["wave"]),
        selected=[str(c) for c in user["selected"]],
        background=bool(user["background"]),
        swipe=int(swipe) if swipe is not None else None,
        level=str(user["level"]),
        named=bool(user["named"]),
        drawn=_drawn(user),
    )


def _drawn(user: dict[str, Any]) -> Drawn | None:
    polygon = user.get("drawn")
    if not polygon or not polygon["ring"]:
        return None
    return Drawn(int(polygon["turn"]), tuple((float(x), float(y)) for x, y in polygon["ring"]))


def _nothing() -> None:
    """Streamlit asks for a callback per state; the rerun itself is enough."""
