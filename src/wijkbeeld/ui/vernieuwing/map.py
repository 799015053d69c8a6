"""The renewed areas and who they are compared with, on the map."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from wijkbeeld.analysis.specification import compared_with
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.geometry_index import mapped_codes
from wijkbeeld.map.palette import Palette
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.read import opened
from wijkbeeld.ui.numbered_map import Content, is_mapped, show_areas
from wijkbeeld.ui.vernieuwing import drawn_polygon
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


def draw(scope: Scope, question: Question, results: Results) -> list[str]:
    """Show the map, on which areas can be chosen and a polygon drawn; return the chosen areas."""
    if not is_mapped(scope):
        return []
    codes, turn = mapped_codes(scope), f"{question.set.id}/{question.set.place}"
    return _show(
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
    return _show(
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


def _show(scope: Scope, content: Content) -> list[str]:
    """Show areas to choose, and let a polygon be drawn, for a register."""
    dataset = opened(scope).manifest.dataset
    return show_areas(
        scope,
        replace(
            content,
            new=tuple(c for c in pending(scope) if c not in content.known),
            draws=True,
            drawn=drawn_polygon.corners(dataset),
        ),
        "vernieuwing",
        lambda act: drawn_polygon.take(dataset, act.drawn),
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
