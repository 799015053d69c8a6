"""The user's own register: put areas in, mend them, and save it to compare with."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.ui.vernieuwing import (
    drawn_polygon,
    register_editor,
    register_file,
    register_table,
    saved_registers,
)
from wijkbeeld.words.numbers import count


def panel(scope: Scope, chosen: list[str]) -> None:
    """Show the register the user works on, and what can be done with it.

    Parameters
    ----------
    chosen
        Areas chosen on the map of the page: they can be added in one click.
    """
    is_drawn = drawn_polygon.corners(scope.dataset) is not None
    with st.expander(
        "Eigen register: toevoegen, bewerken, bewaren",
        icon=":material/edit_location_alt:",
        expanded=is_drawn or not register_table.current().empty,
    ):
        drawn_polygon.panel(scope)
        register_file.panel(scope)
        saved_registers.offer(scope)
        _offer_chosen(scope, chosen)
        rows = register_editor.edit()
        is_usable = register_editor.report(scope, rows)
        saved_registers.actions(scope, rows, is_usable)


def pending(scope: Scope) -> list[str]:
    """Areas of the register that the user works on, and of the drawn polygon."""
    codes = {code.strip().upper() for code in register_table.codes()}
    codes |= {row.code for row in drawn_polygon.rows_inside(scope)}
    return sorted(codes & set(opened(scope).by_code(scope).index))


def _offer_chosen(scope: Scope, chosen: list[str]) -> None:
    """Offer to add areas chosen on the map that are not in the table yet."""
    known = register_table.codes()
    new = tuple(c for c in chosen if c not in known)
    if new:
        st.button(
            f"Voeg {count(len(new), 'gekozen gebied', 'gekozen gebieden')} van de kaart toe",
            icon=":material/add_location:",
            on_click=_add_chosen,
            args=(scope, new),
        )


def _add_chosen(scope: Scope, codes: tuple[str, ...]) -> None:
    names = opened(scope).by_code(scope)["name"]
    register_table.add(
        [
            RegisterRow(c, str(names.get(c, "")), None, None, source="gekozen op de kaart")
            for c in codes
        ]
    )
