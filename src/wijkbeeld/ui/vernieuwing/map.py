"""The renewed areas and who they are compared with, on the map."""

from __future__ import annotations

import zlib

import numpy as np
import pandas as pd

from wijkbeeld.analysis.renewal import compared_with
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.live import LevelView, View, live_map
from wijkbeeld.map.pack import pack
from wijkbeeld.map.palette import Palette
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import data as session
from wijkbeeld.ui.kaart.picture import drawn_bounds, drawn_codes
from wijkbeeld.ui.vernieuwing.choice import Choice
from wijkbeeld.ui.vernieuwing.computed import Results

LABELS = ("doet niet mee", "weggelaten: ligt ernaast", "vergelijking", "vernieuwd: niet te gebruiken", "vernieuwd")
_COLOURS = Palette("vernieuwing", "Vernieuwing", ("#e4e7eb", "#f0c75e", "#a9c4d8", "#d8b4a0", "#a9480f"))


def draw(data: Dataset, choice: Choice, found: Results) -> list[str]:
    """Show the map; return the areas that the user chose on it."""
    layers = read_index(data.folder)
    layer = layers.get(f"{choice.level}-{choice.edition}")
    if layer is None:
        return []
    codes = drawn_codes(data, choice.edition, choice.level)
    classes = pd.DataFrame({choice.edition: roles(codes, choice, found)}, index=codes)
    level = LevelView(choice.level, session.LEVEL_LABEL[choice.level].lower(), layer,
                      pack(classes.astype("float64"), classes.astype("uint8"), keep=True))  # fmt: skip
    view = View(
        levels=[level], labels=LABELS, reference="", title="Vernieuwd en niet vernieuwd", unit="", decimals=0,
        source=choice.set.label, fictional=data.manifest.fictional, wave=choice.edition, all_waves=[], why="",
        base=None, selected=[], fly=_bounds(data, choice), turn=zlib.crc32(choice.set.id.encode()), background=False,
        order=f"vernieuwing/{data.version}/{choice.level}/{choice.edition}/{choice.set.id}/{choice.choices}",
        dataset=data.manifest.dataset, outline=layers.get(f"omtrek-{choice.edition}"),
        water=layers.get(f"water-{choice.edition}"), colours=_COLOURS,
    )  # fmt: skip
    answer = live_map(view, "vernieuwing_kaart", 460, quiet=True)
    return answer.choice.selected if answer.choice else []


def roles(codes: pd.Index, choice: Choice, found: Results) -> np.ndarray:
    """Number of the label of each area (1..5)."""
    panel = found.main.panel
    role = pd.Series(1, index=codes)
    role[codes.isin(panel.codes[compared_with(found.main)])] = 3
    if choice.choices.ring:
        role[codes.isin(found.inputs.ring)] = 2
    role[codes.isin(choice.set.rows.index)] = 4
    role[codes.isin(panel.codes[panel.treated])] = 5
    return np.asarray(role)


def _bounds(data: Dataset, choice: Choice) -> tuple[float, float, float, float] | None:
    """Bounds of the renewed areas, when they lie close together."""
    bounds = drawn_bounds(data, choice.edition, choice.level)
    mine = bounds.loc[bounds.index.intersection(choice.set.rows.index)]
    if mine.empty:
        return None
    west, south, east, north = (float(v) for v in (mine["minx"].min(), mine["miny"].min(), mine["maxx"].max(),
                                                   mine["maxy"].max()))  # fmt: skip
    return (west, south, east, north) if east - west < 1.2 else None
