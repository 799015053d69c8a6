"""Which levels are on the map: one, several by zoom, or the 100 m grid; and with which waves."""

from __future__ import annotations

import math

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.map.geometry import read_index
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import session, url_state

AUTO, GRID = "auto", "grid"
LABELS = {AUTO: "Automatisch", GRID: "100 meter", **session.LEVEL_LABEL}

IN_VIEW = "kaart_zicht"
"""Level that the browser last said was in view, in a session."""

_OUTLINED = ("wijk", "gemeente", "buurt")
"""Whose boundaries lie over the 100 m grid: the first of these that is drawn."""

_WIDTH = 630
"""Degrees times two to the power of the zoom that fit on a map of usual width."""


def offered(data: Dataset, levels: list[str]) -> list[str]:
    """Levels, and what can be made of them: by zoom when an edition has more, the 100 m grid."""
    shared = [
        e for e in data.editions(levels[0]) if sum(e in data.editions(lv) for lv in levels) > 1
    ]
    index = read_index(data.folder)
    drawable = any(sum(f"{lv}-{e}" in index for lv in levels) > 1 for e in shared)
    has_grid = any(f"{lv}-{e}" in index for e in data.editions(GRID)[:1] for lv in _OUTLINED)
    return [*levels, *([AUTO] if drawable else []), *([GRID] if has_grid else [])]


def on_map(data: Dataset, levels: list[str], picked: str) -> tuple[tuple[str, ...], int]:
    """Levels to draw, and their edition."""
    if picked not in (AUTO, GRID):
        return (picked,), session.pick_edition(data, picked)
    url_state.put(editie=None)
    index = read_index(data.folder)
    if picked == GRID:
        edition = data.editions(GRID)[0]
        return (next(lv for lv in _OUTLINED if f"{lv}-{edition}" in index),), edition

    def drawable(edition: int) -> list[str]:
        return [lv for lv in levels if edition in data.editions(lv) and f"{lv}-{edition}" in index]

    edition = max(
        {e for lv in levels for e in data.editions(lv)}, key=lambda e: (len(drawable(e)), e)
    )
    return tuple(drawable(edition)), edition


def with_figures(
    data: Dataset, levels: tuple[str, ...], edition: int, measure: Measure
) -> tuple[str, ...]:
    """Levels on the map that have figures of a measure; all of them where none has."""
    if measure.is_score:
        return levels
    some = tuple(lv for lv in levels if data.mappable_waves(data.scope(lv, edition), measure.id))
    return some or levels


def in_view(levels: tuple[str, ...]) -> str:
    """Level that the browser last said was in view, when there are more."""
    seen = st.session_state.get(IN_VIEW)
    return str(seen) if seen in levels else levels[0]


def waves(
    data: Dataset, levels: tuple[str, ...], edition: int, measure: str, *, is_grid: bool
) -> list[int]:
    """Waves that can be shown: of the 100 m grid, or those that every level on the map has."""
    if is_grid:
        return _grid_waves(data, edition, measure)
    every = [data.any_waves(data.scope(lv, edition), measure) for lv in levels]
    return [w for w in every[-1] if all(w in one for one in every)]


def _grid_waves(data: Dataset, edition: int, measure: str) -> list[int]:
    """Waves of the 100 m grid in which a measure is published."""
    published = catalog().sources["leefbaarometer"].dimension_waves
    return [
        w
        for w in data.waves(data.scope(GRID, edition))
        if measure not in DIMENSIONS or w in published
    ]


def zooms(
    levels: tuple[str, ...], bounds: tuple[float, float, float, float]
) -> dict[str, tuple[float, float]]:
    """Zooms between which each level is drawn, counted from the zoom that shows everything."""
    if len(levels) == 1:
        return {levels[0]: (0.0, 24.0)}
    start = math.log2(_WIDTH / max(bounds[2] - bounds[0], 0.01))
    limits = [0.0, *(round(start + step, 1) for step in (1.1, 2.9)[-(len(levels) - 1) :]), 24.0]
    return {lv: (limits[n], limits[n + 1]) for n, lv in enumerate(levels)}
