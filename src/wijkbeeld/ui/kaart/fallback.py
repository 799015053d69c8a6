"""What the page *Kaart* shows in a browser without WebGL: a simple map."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export import simple_map as documents
from wijkbeeld.export.html_document import named_classes
from wijkbeeld.map.frontend_files import from_page
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.geometry_index import home, town_borders
from wijkbeeld.map.palette import GRID_OUTLINE, SCENERY
from wijkbeeld.store.read import opened
from wijkbeeld.ui import provenance, simple_map, url_state
from wijkbeeld.ui.kaart import view_words, views
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.export import html
from wijkbeeld.ui.kaart.map_view import Seen
from wijkbeeld.words import sentences
from wijkbeeld.words.numbers import count


def instead(scope: Scope, choice: Choice, seen: Seen | None) -> None:
    """Show the same classes and legend on a simple map, where the browser cannot draw the live one.

    A click selects an area.
    """
    if seen is None or not seen.failed:
        return
    if choice.is_grid:
        _grid(scope, choice, seen)
    else:
        _areas(scope, choice, seen)


def _areas(scope: Scope, choice: Choice, seen: Seen) -> None:
    """Areas of one gemeente, or all gemeenten."""
    data = opened(scope)
    part = scope if scope.level == "gemeente" else scope.within(_pick_town(scope, seen))
    codes = list(data.by_code(part).index)
    clicked = simple_map.show(
        html(scope, choice, seen, codes, background=choice.background),
        (*_stamp(scope, choice, seen), choice.shown_as(scope), part.gemeente or ""),
        "kaart_eenvoudig",
        sentences.areas(scope.level, len(codes)),
    )
    _select(clicked)


def _grid(scope: Scope, choice: Choice, seen: Seen) -> None:
    """All cells of the 100 m grid, with every wave."""
    grid, shown = views.grid(scope, choice), seen.shown
    whole = read_index(opened(scope).folder)[f"{scope.level}-{scope.classification}"].bounds
    cells = documents.Cells(
        pictures={choice.period(w): from_page(url) for w, url in grid.urls.items()},
        name=choice.period(seen.wave),
        corners=grid.corners,
        bounds=home(choice.inside) or whole,
        outline=town_borders(scope),
        ground=SCENERY["dark"].ground,
        border=GRID_OUTLINE,
    )
    words = documents.Words(
        shown.title_with_unit + provenance.fictional(scope),
        tuple(named_classes(shown.colours(choice.colours).classes, shown.labels, shown.limits)),
        f"Bron: {view_words.source(scope, choice)}.",
    )
    simple_map.show(
        documents.html_grid(cells, words),
        (*_stamp(scope, choice, seen), choice.place.id),
        "kaart_eenvoudig",
        count(sum(grid.counts[seen.wave]), "vierkant", "vierkanten") + " van 100 meter",
    )


def _stamp(scope: Scope, choice: Choice, seen: Seen) -> tuple[object, ...]:
    """What any simple map of the page depends on."""
    return (
        opened(scope).version,
        scope.level,
        scope.classification,
        choice.measure.id,
        choice.base,
        choice.is_grid,
        seen.wave,
        choice.colours.id,
    )


def _pick_town(scope: Scope, seen: Seen) -> str:
    """Gemeente to draw: that of the chosen area, or another one."""
    areas = opened(scope).by_code(scope)
    towns = areas[["gemeente_code", "gemeente_naam"]].drop_duplicates().sort_values("gemeente_naam")
    names = dict(zip(towns["gemeente_code"], towns["gemeente_naam"], strict=True))
    chosen = [c for c in seen.selected if c in areas.index]
    town: str = url_state.pick(
        "gemeente",
        "Gemeente op de eenvoudige kaart",
        list(names),
        str(areas["gemeente_code"][chosen[0]]) if chosen else next(iter(names)),
        names.__getitem__,
        as_list=True,
    )
    return town


def _select(clicked: str) -> None:
    """Select the area that was clicked; each click counts once."""
    if (
        clicked
        and clicked != url_state.get("gebied")
        and clicked != st.session_state.get("kaart_klik")
    ):
        st.session_state["kaart_klik"] = clicked
        url_state.put(gebied=clicked, keuze=None)
        st.rerun()
