"""The polygon that the user drew on the map: kept, told which areas it covers, put in the table."""

from __future__ import annotations

from functools import lru_cache

import shapely
import streamlit as st
from pyproj import Transformer
from shapely.ops import transform

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.live import Drawn
from wijkbeeld.renewal.placing import placed
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.ui.vernieuwing import placing, register_table
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

_CORNERS, _TURN = "reg_vlak", "reg_vlak_beurt"
Corners = tuple[tuple[float, float], ...]
"""Longitude and latitude in degrees (WGS84); the first is not repeated."""


def take(dataset: str, drawn: Drawn | None) -> bool:
    """Keep a polygon that was just drawn on the map of a dataset; whether it is a new one."""
    if drawn is None or drawn.turn == st.session_state.get(_TURN):
        return False
    st.session_state[_TURN], st.session_state[_CORNERS] = drawn.turn, (dataset, drawn.ring)
    return True


def corners(dataset: str) -> Corners | None:
    """Corners of the polygon drawn on the map of a dataset, when there is one."""
    owner, kept = st.session_state.get(_CORNERS, ("", None))
    return kept if owner == dataset else None


def clear() -> None:
    """Forget the drawn polygon."""
    st.session_state.pop(_CORNERS, None)


def panel(scope: Scope) -> None:
    """Say which areas lie in the drawn polygon, and offer to put them in the table."""
    drawn = corners(scope.dataset)
    if drawn is None:
        st.caption(
            "Teken een vlak op de kaart (knop ⬠ of toets t), klik gebieden aan, of voeg een "
            "bestand toe."
        )
        return
    placing.settings(scope)
    rows, (told,) = _placed(scope, drawn)
    head, _, listed = told.partition(". ")
    st.markdown(f"**{escape_markdown(head)}.**")
    st.caption(escape_markdown(listed))
    known = register_table.codes()
    new = tuple(r for r in rows if r.code not in known)
    with st.container(horizontal=True, gap="small"):
        if new:
            st.button(
                f"Zet {count(len(new), 'gebied', 'gebieden')} uit het vlak in de tabel",
                type="primary",
                icon=":material/add_location:",
                on_click=_add,
                args=(new,),
            )
        st.button("Wis het vlak", icon=":material/delete:", on_click=clear)


def _add(rows: tuple[RegisterRow, ...]) -> None:
    register_table.add(rows)
    clear()


def rows_inside(scope: Scope) -> list[RegisterRow]:
    """Areas in the drawn polygon as rows of a register; none without one."""
    drawn = corners(scope.dataset)
    return [] if drawn is None else _placed(scope, drawn)[0]


def _placed(scope: Scope, drawn: Corners) -> tuple[list[RegisterRow], list[str]]:
    return placed(scope, (as_project(drawn),), placing.chosen_limit(), placing.chosen_unit(scope))


def as_project(drawn: Corners) -> RegisterRow:
    """The drawn polygon as a row without code, year or name.

    A line that crosses itself encloses what lies inside any of its loops; the shape is empty when
    there is no surface.
    """
    shape = transform(_to_metres().transform, shapely.Polygon(drawn))
    whole = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return RegisterRow("", "", None, None, source="getekend op de kaart", shape=whole)


@lru_cache(maxsize=1)
def _to_metres() -> Transformer:
    return Transformer.from_crs(4326, 28992, always_xy=True)
