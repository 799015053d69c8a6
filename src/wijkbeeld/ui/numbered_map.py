"""Areas in numbered classes on a map, for pages that tell roles and not figures."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.html_document import named_classes
from wijkbeeld.export.simple_map import Words, html_groups
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.geometry_index import around, home, outlines, outside
from wijkbeeld.map.live import Act
from wijkbeeld.map.pack import pack
from wijkbeeld.map.palette import Palette
from wijkbeeld.map.view import LevelView, Marked, View
from wijkbeeld.store.read import opened
from wijkbeeld.ui import session, simple_map
from wijkbeeld.ui.provenance import fictional
from wijkbeeld.ui.taken import show_map
from wijkbeeld.words.sentences import areas as count_areas

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees (WGS84)."""


@dataclass(frozen=True)
class Figures:
    """A figure per area, on the index of the classes, with its unit and decimals, of one year."""

    values: pd.Series
    unit: str
    decimals: int
    year: int


@dataclass(frozen=True)
class Content:
    """What the map shows: areas in numbered classes.

    Attributes
    ----------
    known
        Areas of the set, which the map turns to.
    inside
        Part that the page is about: other areas are dimmed and not counted. None for all.
    figures
        What the pointer tells besides the class; None for nothing.
    selected
        Areas that are chosen, where the page decides on that (another ``order``).
    order, turn
        What the picture depends on, and what it turns to a new view for.
    new
        Areas that are being put in a register: they get an outline.
    draws, drawn
        Whether areas are chosen and a polygon can be drawn, and the one that was.
    """

    title: str
    source: str
    classes: pd.Series
    labels: tuple[str, ...]
    colours: Palette
    known: pd.Index
    order: str = ""
    turn: str = ""
    inside: Scope | None = None
    figures: Figures | None = None
    selected: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    draws: bool = False
    drawn: tuple[tuple[float, float], ...] | None = None


def is_mapped(scope: Scope) -> bool:
    """Whether a scope has a map."""
    return f"{scope.level}-{scope.classification}" in read_index(opened(scope).folder)


def show_areas(
    scope: Scope,
    content: Content,
    page: str,
    take: Callable[[Act], bool] = lambda _: False,
) -> list[str]:
    """Show areas in numbered classes on the map of a page; return those chosen on it.

    Parameters
    ----------
    take
        Takes what was done on the map; true where the page must run anew for it.
    """
    view = _view(scope, content, page)
    answer = show_map(view, f"{page}_kaart", 460, quiet=True)
    if answer.failed:
        return _instead(scope, content, view, page)
    if answer.act is not None and take(answer.act):
        st.rerun()
    return answer.act.selected if answer.act else []


def _instead(scope: Scope, content: Content, view: View, page: str) -> list[str]:
    """Show the same areas on a simple map, where the browser cannot draw the live one."""
    inside = content.inside
    part = opened(inside).by_code(inside).index if inside is not None else content.classes.index
    codes = [str(code) for code in content.classes.index.intersection(part, sort=False)]
    shapes = outlines(scope, codes)
    mapped = [str(f["properties"]["c"]) for f in shapes["features"]]
    groups = [int(group) for group in content.classes.loc[mapped]]
    new = set(view.marked.codes) if view.marked else set()
    classes = named_classes(content.colours.classes, content.labels)
    document = html_groups(
        shapes,
        groups,
        list(zip(content.labels, content.colours.classes, strict=True)),
        Words(view.title + fictional(scope), tuple(classes), f"Bron: {view.source}."),
        marked=[n for n, code in enumerate(mapped) if code in new],
        bounds=view.fly,
    )
    clicked = simple_map.show(
        document,
        (view.order, *sorted(new)),
        f"{page}_eenvoudig",
        count_areas(scope.level, len(mapped)),
        "Klik een gebied aan om het te kiezen. Een vlak tekenen kan op deze kaart niet."
        if content.draws
        else "",
    )
    return [clicked] if clicked in mapped else []


def _view(scope: Scope, content: Content, page: str) -> View:
    data = opened(scope)
    level, edition = scope.level, scope.classification
    layers = read_index(data.folder)
    told = content.figures
    wave = told.year if told else edition
    classes = pd.DataFrame({wave: content.classes})
    values = pd.DataFrame({wave: told.values}) if told else classes
    packed = pack(values.astype("float64"), classes.astype("uint8"), keep=True)
    inside = content.inside
    place = home(inside) if inside else None
    new = list(content.new)
    noun = session.LEVEL_LABEL[level].lower()
    return View(
        levels=[
            LevelView(
                level,
                noun,
                layers[f"{level}-{edition}"],
                packed,
                outside=outside(scope, inside),
            )
        ],
        labels=content.labels,
        reference="",
        title=content.title,
        unit=told.unit if told else "",
        decimals=told.decimals if told else 0,
        source=content.source,
        fictional=data.manifest.fictional,
        wave=wave,
        all_waves=[],
        why="",
        base=None,
        selected=list(content.selected),
        where=inside.part if inside else "",
        home=place,
        fly=place or _bounds(scope, content),
        turn=zlib.crc32(content.turn.encode()),
        background=False,
        order=f"{page}/{data.version}/{level}/{edition}/{content.order}",
        dataset=data.manifest.dataset,
        outline=layers.get(f"omtrek-{edition}"),
        water=layers.get(f"water-{edition}"),
        colours=content.colours,
        marked=Marked("in bewerking in je eigen register", new) if new else None,
        draws=content.draws,
        drawn=content.drawn,
    )


def _bounds(scope: Scope, content: Content) -> Bounds | None:
    """Bounds of all areas, or of the set when that lies close together."""
    if content.inside is not None:
        return read_index(opened(scope).folder)[f"{scope.level}-{scope.classification}"].bounds
    bounds = around(scope, content.known)
    if bounds is None:
        return None
    west, _, east, _ = bounds
    return bounds if east - west < 1.2 else None
