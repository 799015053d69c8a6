"""What the browser draws of a choice: the view of the map, and of a second map beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map import raster
from wijkbeeld.map.content import Thematic
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.geometry_index import home, mapped_bounds, mapped_codes, outside
from wijkbeeld.map.pack import Packed, pack, pack_counts
from wijkbeeld.map.raster import Subject
from wijkbeeld.map.shown_as import ShownAs
from wijkbeeld.map.view import Grid, LevelView, Marked, View
from wijkbeeld.store.characteristics import people
from wijkbeeld.store.groups import Group
from wijkbeeld.store.places import Kind, within
from wijkbeeld.store.read import opened
from wijkbeeld.ui import session, turns
from wijkbeeld.ui.kaart import link, second_map, view_words
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.levels import GRID, zooms
from wijkbeeld.ui.kaart.options import SAME
from wijkbeeld.ui.within import FLY_TO


def view(
    scope: Scope,
    choice: Choice,
    shown: Thematic,
    waves: tuple[int, int | None],
    selected: list[str],
) -> View:
    """View of the map.

    Parameters
    ----------
    waves
        Wave on the map, and that on the right of the handle, if there is one.

    Raises
    ------
    StoreError
        When the names of the cells of the 100 m grid do not say where they lie.
    """
    data = opened(scope)
    layers = read_index(data.folder)
    all_waves = _all_waves(scope, choice)
    wave, swipe = waves
    return View(
        levels=_level_views(scope, choice),
        labels=shown.labels,
        reference=shown.reference,
        title=shown.title_with_unit,
        unit=shown.unit,
        decimals=shown.decimals,
        source=view_words.source(scope, choice),
        where=choice.inside.part,
        scattered=choice.place.kind is Kind.GROUP and not choice.inside.is_whole,
        fictional=data.manifest.fictional,
        wave=wave,
        all_waves=all_waves,
        why=view_words.why_absent(scope, choice, all_waves),
        base=choice.base,
        selected=selected,
        home=home(choice.inside),
        fly=_fly(scope, choice),
        turn=turns.current(),
        background=choice.background,
        order=_order(scope, choice),
        dataset=data.manifest.dataset,
        outline=layers.get(f"omtrek-{scope.classification}"),
        water=layers.get(f"water-{scope.classification}"),
        colours=shown.colours(choice.colours),
        signed=shown.signed,
        legend=view_words.legend(choice, shown),
        limits=shown.limits,
        own_limits=shown.own_limits,
        since=view_words.since(choice),
        other=view_words.other(shown),
        swipe=swipe,
        named=choice.names,
        marked=_marked(choice.marked),
        grid=grid(scope, choice) if choice.is_grid else None,
        group=_group(scope, choice),
    )


def second(scope: Scope, choice: Choice, first: View) -> View | None:
    """View of the right-hand map: another measure of the same wave, or another wave.

    None where that measure has no figures on these levels.
    """
    is_same = choice.second == SAME
    choice = second_map.choice_of(scope, choice)
    if not choice.waves:
        return None
    shown = choice.thematic(scope)
    if is_same:
        wave = link.of_link("jaar2", choice.waves) or choice.waves[0]
    else:
        wave = second_map.nearest(choice.waves, first.wave)
    return replace(
        first,
        levels=_level_views(scope, choice),
        labels=shown.labels,
        reference=shown.reference,
        title=shown.title_with_unit,
        unit=shown.unit,
        decimals=shown.decimals,
        signed=shown.signed,
        colours=shown.colours(choice.colours),
        legend=view_words.legend(choice, shown),
        limits=shown.limits,
        own_limits=shown.own_limits,
        since=view_words.since(choice),
        source=view_words.source(scope, choice),
        all_waves=first.all_waves if is_same else _all_waves(scope, choice),
        wave=wave,
        base=choice.base,
        swipe=None,
        fly=None,
        why=view_words.why_absent(scope, choice, _all_waves(scope, choice)),
        order=f"{first.order}/{choice.measure.id}/{choice.base}",
        lacks=first.wave if first.group == "waves" and first.wave not in choice.waves else None,
    )


def _group(scope: Scope, choice: Choice) -> str | None:
    """What two maps side by side have in common; None where there is one."""
    if not choice.has_second_map:
        return None
    if choice.second == SAME:
        return "plaats"
    other = second_map.choice_of(scope, choice)
    return "waves" if second_map.shares_waves(choice, other) else "own waves"


def _all_waves(scope: Scope, choice: Choice) -> list[int]:
    """Waves with scores, also those in which the measure has none."""
    data = opened(scope)
    if choice.measure.is_score:
        waves = data.waves(scope.at(GRID) if choice.is_grid else scope)
    else:
        waves = [int(w) for w in data.wide(scope, choice.measure.id)]
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
            choice.cut,
            choice.second if choice.together else "",
            choice.is_grid,
            choice.place.id,
            turns.current(),
        )
    )


def _marked(group: Group | None) -> Marked | None:
    return Marked(group.label, list(group.codes)) if group else None


def _level_views(scope: Scope, choice: Choice) -> list[LevelView]:
    layers = read_index(opened(scope).folder)
    spans = zooms(choice.levels, layers[f"{choice.levels[0]}-{scope.classification}"].bounds)
    views = []
    for level in choice.levels:
        shown, shown_as = choice.thematic(scope.at(level)), choice.shown_as(scope.at(level))
        inhabitants, year = _inhabitants(scope.at(level))
        views.append(
            LevelView(
                level,
                session.LEVEL_LABEL[level].lower(),
                layers[f"{level}-{scope.classification}"],
                _packed(scope.at(level), shown_as, choice.waves),
                inhabitants,
                year,
                spans[level],
                labels=shown.labels,
                colours=shown.colours(choice.colours).classes,
                second=_packed_second(scope.at(level), shown_as, choice.waves)
                if choice.together
                else None,
                axes=view_words.axes(scope.at(level), choice),
                outside=outside(scope.at(level), within(scope.at(level), choice.place)),
            )
        )
    return views


@lru_cache(maxsize=64)
def _packed(scope: Scope, shown_as: ShownAs, waves: tuple[int, ...]) -> Packed:
    """Pack what a level shows; once per view for all sessions."""
    return _pack(scope, shown_as.thematic(scope), waves)


@lru_cache(maxsize=16)
def _packed_second(scope: Scope, shown_as: ShownAs, waves: tuple[int, ...]) -> Packed | None:
    """Pack the other measure of a map of two."""
    other = shown_as.thematic(scope).second
    return _pack(scope, other, waves) if other is not None else None


def _pack(scope: Scope, shown: Thematic, waves: tuple[int, ...]) -> Packed:
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


def _fly(scope: Scope, choice: Choice) -> tuple[float, float, float, float] | None:
    """Bounds of the area or place that was just chosen."""
    code = st.session_state.get(FLY_TO)
    if code is None:
        return None
    if code == choice.place.id:
        whole = read_index(opened(scope).folder)[f"{scope.level}-{scope.classification}"].bounds
        return home(choice.inside) or whole
    for level in choice.levels:
        bounds = mapped_bounds(scope.at(level))
        if code in bounds.index:
            west, south, east, north = (float(v) for v in bounds.loc[code])
            return west, south, east, north
    return None


def grid(scope: Scope, choice: Choice) -> Grid:
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
