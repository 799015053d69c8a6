"""The renewed areas and who they are compared with, on the map."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.specification import compared_with
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.html_document import named_classes
from wijkbeeld.export.simple_map import Words, html_groups
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.geometry_index import mapped_bounds, mapped_codes, outlines
from wijkbeeld.map.pack import pack
from wijkbeeld.map.palette import Palette
from wijkbeeld.map.view import LevelView, Marked, View
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.read import opened
from wijkbeeld.ui import session, simple_map
from wijkbeeld.ui.provenance import fictional
from wijkbeeld.ui.taken import show_map
from wijkbeeld.ui.vernieuwing import drawn_polygon
from wijkbeeld.ui.vernieuwing.own_register import pending
from wijkbeeld.words.sentences import areas as count_areas

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


@dataclass(frozen=True)
class Content:
    """What the map shows: areas in numbered classes.

    Attributes
    ----------
    known
        Areas of the set, which the map turns to.
    order, turn
        What the picture depends on, and what it turns to a new view for.
    draws
        Whether areas are chosen and a polygon is drawn for a register.
    """

    title: str
    source: str
    classes: pd.Series
    labels: tuple[str, ...]
    colours: Palette
    known: pd.Index
    order: str = ""
    turn: str = ""
    draws: bool = True


def draw(scope: Scope, question: Question, results: Results) -> list[str]:
    """Show the map, on which areas can be chosen and a polygon drawn; return the chosen areas."""
    if not is_mapped(scope):
        return []
    codes, turn = mapped_codes(scope), f"{question.set.id}/{question.set.place}"
    return show_areas(
        scope,
        Content(
            "Vernieuwd en niet vernieuwd",
            question.set.name,
            pd.Series(roles(codes, question, results), index=codes),
            LABELS,
            _COLOURS,
            question.set.rows.index,
            f"{turn}/{question.specification}",
            turn,
        ),
    )


def blank(scope: Scope) -> list[str]:
    """Show the areas where nothing is renewed yet, to choose and draw on; return the chosen."""
    if not is_mapped(scope):
        return []
    return show_areas(
        scope,
        Content(
            "Kies of teken wat vernieuwd is",
            f"grenzen, editie {scope.classification}",
            pd.Series(1, index=mapped_codes(scope)),
            ("gebied",),
            Palette("leeg", "Leeg", _COLOURS.classes[2:3]),
            pd.Index([]),
        ),
    )


def is_mapped(scope: Scope) -> bool:
    """Whether a scope has a map."""
    return f"{scope.level}-{scope.classification}" in read_index(opened(scope).folder)


def show_areas(scope: Scope, content: Content, page: str = "vernieuwing") -> list[str]:
    """Show areas in numbered classes on the map of a page; return those chosen on it."""
    manifest = opened(scope).manifest
    view = _view(scope, content, page)
    answer = show_map(view, f"{page}_kaart", 460, quiet=True)
    if answer.failed:
        return _instead(scope, content, view, page)
    if answer.act is None or not content.draws:
        return []
    if drawn_polygon.take(manifest.dataset, answer.act.drawn):
        st.rerun()
    return answer.act.selected


def _instead(scope: Scope, content: Content, view: View, page: str) -> list[str]:
    """Show the same areas on a simple map, where the browser cannot draw the live one."""
    codes = [str(code) for code in content.classes.index]
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
    frame = pd.DataFrame({edition: content.classes})
    packed = pack(frame.astype("float64"), frame.astype("uint8"), keep=True)
    new = [c for c in pending(scope) if c not in content.known] if content.draws else []
    noun = session.LEVEL_LABEL[level].lower()
    return View(
        levels=[LevelView(level, noun, layers[f"{level}-{edition}"], packed)],
        labels=content.labels,
        reference="",
        title=content.title,
        unit="",
        decimals=0,
        source=content.source,
        fictional=data.manifest.fictional,
        wave=edition,
        all_waves=[],
        why="",
        base=None,
        selected=[],
        fly=_bounds(scope, content.known),
        turn=zlib.crc32(content.turn.encode()),
        background=False,
        order=f"{page}/{data.version}/{level}/{edition}/{content.order}",
        dataset=data.manifest.dataset,
        outline=layers.get(f"omtrek-{edition}"),
        water=layers.get(f"water-{edition}"),
        colours=content.colours,
        marked=Marked("in bewerking in je eigen register", new) if new else None,
        draws=content.draws,
        drawn=drawn_polygon.corners(data.manifest.dataset) if content.draws else None,
    )


def roles(codes: pd.Index, question: Question, results: Results) -> np.ndarray:
    """Number of the label of each area (1..5)."""
    panel = results.main.panel
    role = pd.Series(1, index=codes)
    role[codes.isin(panel.codes[compared_with(results.main)])] = 3
    if question.specification.without_neighbours:
        role[codes.isin(results.data.neighbours)] = 2
    role[codes.isin(question.set.rows.index)] = 4
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
