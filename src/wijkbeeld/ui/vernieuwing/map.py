"""The renewed areas and who they are compared with, on the map."""

from __future__ import annotations

import zlib

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.specification import compared_with
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.geometry_index import mapped_bounds, mapped_codes
from wijkbeeld.map.live import LevelView, Marked, View, live_map
from wijkbeeld.map.pack import pack
from wijkbeeld.map.palette import Palette
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.ui import session
from wijkbeeld.ui.vernieuwing import drawn_polygon
from wijkbeeld.ui.vernieuwing.choice import Choice
from wijkbeeld.ui.vernieuwing.computed import Results
from wijkbeeld.ui.vernieuwing.own_register import pending

LABELS = (
    "doet niet mee",
    "weggelaten: ligt ernaast",
    "vergelijking",
    "vernieuwd: niet te gebruiken",
    "vernieuwd",
)
_COLOURS = Palette(
    "vernieuwing", "Vernieuwing", ("#cfd5db", "#f0c75e", "#a9c4d8", "#d8b4a0", "#a9480f")
)


def draw(data: Dataset, choice: Choice, found: Results) -> list[str]:
    """Show the map, on which areas can be chosen and a polygon drawn; return the chosen areas."""
    if f"{choice.scope.level}-{choice.scope.classification}" not in read_index(data.folder):
        return []
    codes = mapped_codes(choice.scope)
    classes = pd.Series(roles(codes, choice, found), index=codes)
    known = choice.set.rows.index
    return _show(
        choice.scope,
        classes,
        LABELS,
        _COLOURS,
        known,
        choice.set.label,
        "Vernieuwd en niet vernieuwd",
        f"{choice.set.id}/{choice.specification}",
        choice.set.id,
    )


def blank(scope: Scope) -> list[str]:
    """Show the areas where nothing is renewed yet, to choose and draw on; return the chosen."""
    data = opened(scope)
    level, edition = scope.level, scope.classification
    if f"{level}-{edition}" not in read_index(data.folder):
        return []
    classes = pd.Series(1, index=mapped_codes(scope))
    plain = Palette("leeg", "Leeg", _COLOURS.classes[2:3])
    return _show(
        scope,
        classes,
        ("gebied",),
        plain,
        pd.Index([]),
        f"grenzen, editie {edition}",
        "Kies of teken wat vernieuwd is",
        "",
        "",
    )


def _show(
    scope: Scope,
    classes: pd.Series,
    labels: tuple[str, ...],
    colours: Palette,
    known: pd.Index,
    source: str,
    title: str,
    order: str,
    turn: str,
) -> list[str]:
    data = opened(scope)
    level, edition = scope.level, scope.classification
    layers = read_index(data.folder)
    frame = pd.DataFrame({edition: classes})
    shown = LevelView(
        level,
        session.LEVEL_LABEL[level].lower(),
        layers[f"{level}-{edition}"],
        pack(frame.astype("float64"), frame.astype("uint8"), keep=True),
    )
    new = [c for c in pending(scope) if c not in known]
    view = View(
        levels=[shown],
        labels=labels,
        reference="",
        title=title,
        unit="",
        decimals=0,
        source=source,
        fictional=data.manifest.fictional,
        wave=edition,
        all_waves=[],
        why="",
        base=None,
        selected=[],
        fly=_bounds(scope, known),
        turn=zlib.crc32(turn.encode()),
        background=False,
        order=f"vernieuwing/{data.version}/{level}/{edition}/{order}",
        dataset=data.manifest.dataset,
        outline=layers.get(f"omtrek-{edition}"),
        water=layers.get(f"water-{edition}"),
        colours=colours,
        marked=Marked("in bewerking in je eigen register", new) if new else None,
        draws=True,
        drawn=drawn_polygon.corners(data.manifest.dataset),
    )
    answer = live_map(view, "vernieuwing_kaart", 460, quiet=True)
    if answer.choice is not None and drawn_polygon.take(data.manifest.dataset, answer.choice.drawn):
        st.rerun()
    return answer.choice.selected if answer.choice else []


def roles(codes: pd.Index, choice: Choice, found: Results) -> np.ndarray:
    """Number of the label of each area (1..5)."""
    panel = found.main.panel
    role = pd.Series(1, index=codes)
    role[codes.isin(panel.codes[compared_with(found.main)])] = 3
    if choice.specification.without_neighbours:
        role[codes.isin(found.data.neighbours)] = 2
    role[codes.isin(choice.set.rows.index)] = 4
    role[codes.isin(panel.codes[panel.treated])] = 5
    return np.asarray(role)


def _bounds(scope: Scope, known: pd.Index) -> tuple[float, float, float, float] | None:
    """Bounds of the renewed areas, when they lie close together."""
    bounds = mapped_bounds(scope)
    mine = bounds.loc[bounds.index.intersection(known)]
    if mine.empty:
        return None
    west, south, east, north = (
        float(v)
        for v in (mine["minx"].min(), mine["miny"].min(), mine["maxx"].max(), mine["maxy"].max())
    )
    return (west, south, east, north) if east - west < 1.2 else None
