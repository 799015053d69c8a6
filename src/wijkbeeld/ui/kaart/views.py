"""What the browser draws of a choice: the view of the map, and of a second map beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map import raster
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.geometry_index import mapped_bounds, mapped_codes
from wijkbeeld.map.pack import Packed, pack, pack_counts
from wijkbeeld.map.raster import Subject
from wijkbeeld.map.thematic import Thematic, thematic
from wijkbeeld.map.view import Grid, LevelView, Marked, View
from wijkbeeld.store.characteristics import people
from wijkbeeld.store.groups import Group
from wijkbeeld.store.read import opened
from wijkbeeld.ui import session, url_state
from wijkbeeld.ui.kaart import turns
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.levels import GRID, zooms
from wijkbeeld.ui.kaart.options import SAME
from wijkbeeld.ui.kaart.search import FLY_TO
from wijkbeeld.words import sentences


def view(scope: Scope, choice: Choice, shown: Thematic, wave: int, selected: list[str]) -> View:
    """View of the map.

    Raises
    ------
    StoreError
        When the names of the cells of the 100 m grid do not say where they lie.
    """
    data = opened(scope)
    layers = read_index(data.folder)
    all_waves = _all_waves(scope, choice)
    return View(
        levels=_level_views(scope, choice),
        labels=shown.labels,
        reference=shown.reference,
        title=shown.title,
        unit=shown.unit,
        decimals=shown.decimals,
        source=f"{choice.measure.source}, editie {scope.classification}",
        fictional=data.manifest.fictional,
        wave=wave,
        all_waves=all_waves,
        why=_why_absent(choice, all_waves),
        base=choice.base,
        selected=selected,
        fly=_fly(scope, choice.levels),
        turn=turns.current(),
        background=choice.background,
        order=_order(scope, choice),
        dataset=data.manifest.dataset,
        outline=layers.get(f"omtrek-{scope.classification}"),
        water=layers.get(f"water-{scope.classification}"),
        colours=choice.colours,
        swipe=_of_link("schuif", choice.waves),
        named=choice.names,
        marked=_marked(choice.marked),
        grid=_grid(scope, choice) if choice.is_grid else None,
        group=("plaats" if choice.second == SAME else "waves") if choice.second else None,
    )


def second(scope: Scope, choice: Choice, first: View) -> View:
    """View of the right-hand map: another measure of the same wave, or another wave."""
    is_same = choice.second == SAME
    choice = _second_choice(scope, choice)
    shown, waves = choice.thematic(scope), choice.waves
    if is_same:
        wave = _of_link("jaar2", waves) or waves[0]
    else:
        wave = first.wave if first.wave in waves else waves[-1]
    return replace(
        first,
        levels=_level_views(scope, choice),
        labels=shown.labels,
        reference=shown.reference,
        title=shown.title,
        unit=shown.unit,
        decimals=shown.decimals,
        wave=wave,
        base=choice.base,
        swipe=None,
        fly=None,
        why=_why_absent(choice, first.all_waves),
        order=f"{first.order}/{choice.measure.id}/{choice.base}",
        group="plaats" if is_same else "waves",
    )


def _second_choice(scope: Scope, choice: Choice) -> Choice:
    """The same choice for the measure of the second map, with the waves that it has."""
    data = opened(scope)
    measure = data.measures()[choice.measure.id if choice.second == SAME else choice.second]
    waves = data.mappable_waves(scope, measure.id)
    base = choice.base if choice.base in waves[:-1] else None
    later = tuple(w for w in waves if base is None or w > base)
    return replace(choice, measure=measure, base=base, waves=later)


def _all_waves(scope: Scope, choice: Choice) -> list[int]:
    """Waves with scores, also those in which the measure has none."""
    data = opened(scope)
    waves = data.waves(scope.at(GRID) if choice.is_grid else scope)
    return [w for w in waves if choice.base is None or w > choice.base]


def _order(scope: Scope, choice: Choice) -> str:
    return turns.order(
        (
            opened(scope).version,
            choice.levels,
            scope.classification,
            choice.measure.id,
            choice.base,
            choice.against,
            choice.is_grid,
            turns.current(),
        )
    )


def _of_link(key: str, waves: tuple[int, ...]) -> int | None:
    """Wave that the link names under a key, where it can be shown."""
    return {str(w): w for w in waves}.get(url_state.get(key) or "")


def _marked(group: Group | None) -> Marked | None:
    return Marked(group.label, list(group.codes)) if group else None


def _level_views(scope: Scope, choice: Choice) -> list[LevelView]:
    layers = read_index(opened(scope).folder)
    spans = zooms(choice.levels, layers[f"{choice.levels[0]}-{scope.classification}"].bounds)
    views = []
    for level in choice.levels:
        inhabitants, year = _inhabitants(scope.at(level))
        views.append(
            LevelView(
                level,
                session.LEVEL_LABEL[level].lower(),
                layers[f"{level}-{scope.classification}"],
                _packed(
                    scope.at(level),
                    choice.measure.id,
                    choice.base,
                    choice.against,
                    choice.group,
                    choice.waves,
                ),
                inhabitants,
                year,
                spans[level],
            )
        )
    return views


@lru_cache(maxsize=64)
def _packed(
    scope: Scope,
    measure: str,
    base: int | None,
    against: str,
    group: Group | None,
    waves: tuple[int, ...],
) -> Packed:
    """Pack what a level shows; once per view for all sessions."""
    shown = thematic(scope, measure, base, against, group)
    codes, columns = mapped_codes(scope), list(waves)
    values = shown.values.reindex(columns=columns).loc[codes]
    classes = shown.classes.reindex(columns=columns, fill_value=0).loc[codes]
    return pack(values, classes, keep=True)


@lru_cache(maxsize=16)
def _inhabitants(scope: Scope) -> tuple[str | None, int | None]:
    """Packed inhabitants in the order of the geometry, and their year."""
    inhabitants = people(scope)
    if inhabitants.year is None:
        return None, None
    return pack_counts(inhabitants.counts.reindex(mapped_codes(scope))), inhabitants.year


def _fly(scope: Scope, levels: tuple[str, ...]) -> tuple[float, float, float, float] | None:
    """Bounds of the area that was just searched for."""
    code = st.session_state.get(FLY_TO)
    if code is None:
        return None
    for level in levels:
        bounds = mapped_bounds(scope.at(level))
        if code in bounds.index:
            west, south, east, north = (float(v) for v in bounds.loc[code])
            return west, south, east, north
    return None


def _grid(scope: Scope, choice: Choice) -> Grid:
    """Addresses of the pictures of the 100 m grid.

    Raises
    ------
    StoreError
        When the names of the cells do not say where they lie.
    """
    data = opened(scope)
    version = f"{scope.dataset}/{scope.version}"
    name = f"{scope.classification}-{choice.measure.id}-{choice.base or 0}"
    _, frame = raster.layout(data, scope.classification)
    subjects = {
        w: Subject(scope.classification, choice.measure.id, choice.base, w) for w in choice.waves
    }
    return Grid(
        {w: f"../../raster/{version}/{name}-{w}-{choice.colours.id}.png" for w in choice.waves},
        frame.corners,
        f"../../cel/{version}/{name}?",
        {w: raster.counts(data, s) for w, s in subjects.items()},
    )


def _why_absent(choice: Choice, all_waves: list[int]) -> str:
    """Say why waves cannot be chosen; empty when all can."""
    absent = [w for w in all_waves if w not in choice.waves]
    if not absent:
        return ""
    published = catalog().sources["leefbaarometer"].dimension_waves
    if choice.measure.id in DIMENSIONS and not any(w in published for w in absent):
        return sentences.missing_dimensions(all_waves, published)
    return (
        f"Voor {', '.join(map(str, absent))} bevat deze dataset geen of bijna geen gebieden op "
        "dit niveau."
    )
