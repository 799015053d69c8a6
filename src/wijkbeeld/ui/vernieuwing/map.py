"""The renewed areas and who they are compared with, on the map."""

from __future__ import annotations

import zlib

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.specification import compared_with
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.geometry_index import mapped_bounds, mapped_codes
from wijkbeeld.map.live import LevelView, Marked, View, live_map
from wijkbeeld.map.pack import pack
from wijkbeeld.map.palette import Palette
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import session
from wijkbeeld.ui.vernieuwing import placing
from wijkbeeld.ui.vernieuwing.choice import Choice
from wijkbeeld.ui.vernieuwing.computed import Results
from wijkbeeld.ui.vernieuwing.registry import pending

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
    if f"{choice.level}-{choice.edition}" not in read_index(data.folder):
        return []
    codes = mapped_codes(data.scope(choice.level, choice.edition))
    classes = pd.Series(roles(codes, choice, found), index=codes)
    known = choice.set.rows.index
    return _show(
        data,
        choice.level,
        choice.edition,
        classes,
        LABELS,
        _COLOURS,
        known,
        choice.set.label,
        "Vernieuwd en niet vernieuwd",
        f"{choice.set.id}/{choice.specification}",
        choice.set.id,
    )


def blank(data: Dataset, level: str, edition: int) -> list[str]:
    """Show the areas where nothing is renewed yet, to choose and draw on; return the chosen."""
    if f"{level}-{edition}" not in read_index(data.folder):
        return []
    classes = pd.Series(1, index=mapped_codes(data.scope(level, edition)))
    plain = Palette("leeg", "Leeg", _COLOURS.classes[2:3])
    return _show(
        data,
        level,
        edition,
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
    data: Dataset,
    level: str,
    edition: int,
    classes: pd.Series,
    labels: tuple[str, ...],
    colours: Palette,
    known: pd.Index,
    source: str,
    title: str,
    order: str,
    turn: str,
) -> list[str]:
    layers = read_index(data.folder)
    frame = pd.DataFrame({edition: classes})
    shown = LevelView(
        level,
        session.LEVEL_LABEL[level].lower(),
        layers[f"{level}-{edition}"],
        pack(frame.astype("float64"), frame.astype("uint8"), keep=True),
    )
    new = [c for c in pending(data, level, edition) if c not in known]
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
        fly=_bounds(data, level, edition, known),
        turn=zlib.crc32(turn.encode()),
        background=False,
        order=f"vernieuwing/{data.version}/{level}/{edition}/{order}",
        dataset=data.manifest.dataset,
        outline=layers.get(f"omtrek-{edition}"),
        water=layers.get(f"water-{edition}"),
        colours=colours,
        marked=Marked("in bewerking in je eigen register", new) if new else None,
        draws=True,
        drawn=placing.ring(data.manifest.dataset),
    )
    answer = live_map(view, "vernieuwing_kaart", 460, quiet=True)
    if answer.choice is not None and placing.take(data.manifest.dataset, answer.choice.drawn):
        st.rerun()
    return answer.choice.selected if answer.choice else []


def roles(codes: pd.Index, choice: Choice, found: Results) -> np.ndarray:
    """Number of the label of each area (1..5)."""
    panel = found.main.panel
    role = pd.Series(1, index=codes)
    role[codes.isin(panel.codes[compared_with(found.main)])] = 3
    if choice.specification.ring:
        role[codes.isin(found.data.ring)] = 2
    role[codes.isin(choice.set.rows.index)] = 4
    role[codes.isin(panel.codes[panel.treated])] = 5
    return np.asarray(role)


def _bounds(
    data: Dataset, level: str, edition: int, known: pd.Index
) -> tuple[float, float, float, float] | None:
    """Bounds of the renewed areas, when they lie close together."""
    bounds = mapped_bounds(data.scope(level, edition))
    mine = bounds.loc[bounds.index.intersection(known)]
    if mine.empty:
        return None
    west, south, east, north = (
        float(v)
        for v in (mine["minx"].min(), mine["miny"].min(), mine["maxx"].max(), mine["maxy"].max())
    )
    return (west, south, east, north) if east - west < 1.2 else None
