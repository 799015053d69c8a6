"""Registers that the user saved: open one, save the table as one, export, remove."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.register import file_name, to_csv, to_map
from wijkbeeld.store import registers as store
from wijkbeeld.store.read import opened
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.store.registers import Register
from wijkbeeld.store.shapes import shapes
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import removed
from wijkbeeld.ui.renewed_areas import use
from wijkbeeld.ui.saved import REGISTERS, every_register, listed
from wijkbeeld.ui.vernieuwing import register_table
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

_NAME = "w_reg_naam"
_OPENED = "reg_geopend"
"""Name of the register that the table was opened from or saved as: saving replaces it unasked."""
_DONE, _FAILED = "reg_melding", "reg_fout"


def offer(scope: Scope) -> None:
    """Offer the registers of this level and classification to open."""
    saved = _saved(scope)
    if saved:
        with st.container(horizontal=True, gap="small"):
            st.caption("Bewaard:", width="content")
            for name, register in saved.items():
                st.button(
                    escape_markdown(name), key=f"reg_laad_{name}", on_click=_open, args=(register,)
                )


def start(rows: Sequence[RegisterRow], name: str) -> None:
    """Begin a register with these rows, under a name that the user can change."""
    register_table.change(register_table.as_table(rows))
    st.session_state[_NAME] = name[: store.LONGEST]


def actions(scope: Scope, rows: list[RegisterRow], is_usable: bool) -> None:
    """Offer to name and save the rows, undo a change, export the register, and see to those saved.

    Parameters
    ----------
    is_usable
        Whether any of the rows can be used in a comparison.
    """
    name = st.text_input("Naam van het register", key=_NAME, max_chars=store.LONGEST)
    saved = _saved(scope).get(_tidy(name))
    can_save = bool(rows and name.strip()) and _may_replace(saved)
    register = Register(name, scope.level, scope.classification, tuple(rows))
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Bewaar en gebruik",
            type="primary",
            icon=":material/save:",
            disabled=not can_save,
            on_click=_save,
            args=(scope.dataset, register, is_usable),
        )
        st.button(
            "Ongedaan maken",
            icon=":material/undo:",
            on_click=register_table.undo,
            disabled=not register_table.can_undo(),
        )
        if rows:
            _offer_export(scope, register)
        kept = every_register(scope.dataset)
        if kept or removed.anything(scope.dataset, REGISTERS):
            with st.popover("Bewaarde registers", icon=":material/bookmark:"):
                listed(scope.dataset, kept, REGISTERS)
    for message in st.session_state.pop(_DONE, []):
        st.success(message, icon=":material/check:")
    for message in st.session_state.pop(_FAILED, []):
        st.error(escape_markdown(message), icon=":material/error:")


def _saved(scope: Scope) -> dict[str, Register]:
    """Registers of this level and classification, by name."""
    place = (scope.level, scope.classification)
    every = store.registers(scope.dataset)
    return {n: r for n, r in every.items() if (r.level, r.edition) == place}


def _tidy(name: str) -> str:
    """A name as the store keeps it."""
    return " ".join(name.split())


def _open(register: Register) -> None:
    start(register.rows, register.name)
    st.session_state[_OPENED] = register.name


def _may_replace(saved: Register | None) -> bool:
    """Ask before a saved register that is not the one in the table is replaced."""
    if saved is None or st.session_state.get(_OPENED) == saved.name:
        return True
    return st.checkbox(
        f"Vervang het bewaarde register '{escape_markdown(saved.name)}' "
        f"({count(len(saved.rows), 'rij', 'rijen')}), of kies een andere naam",
        key=f"w_reg_vervang_{saved.name}",
    )


def _offer_export(scope: Scope, register: Register) -> None:
    rows = list(register.rows)
    is_fictional = opened(scope).manifest.fictional
    file = file_name(register.name, register.level, register.edition, fictional=is_fictional)
    st.download_button(
        "Exporteer als CSV",
        lambda: to_csv(rows),
        f"{file}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        "Exporteer als GeoPackage",
        lambda: to_map(rows, shapes(scope)),
        f"{file}.gpkg",
        "application/geopackage+sqlite3",
        icon=":material/map:",
        on_click="ignore",
    )


def _save(dataset: str, register: Register, is_usable: bool) -> None:
    name = _tidy(register.name)
    other = store.registers(dataset).get(name)
    if other is not None and (other.level, other.edition) != (register.level, register.edition):
        st.session_state[_FAILED] = [
            f"Niet bewaard. Er is al een register '{name}' bij niveau {other.level}, editie "
            f"{other.edition}. Kies een andere naam."
        ]
        return
    try:
        store.save(dataset, register)
    except StoreError as error:
        st.session_state[_FAILED] = [f"Niet bewaard. {error}"]
        return
    st.session_state[_OPENED] = name
    done = f"Register '{escape_markdown(name)}' is bewaard"
    if not is_usable:
        st.session_state[_DONE] = [
            f"{done}. Geen enkele rij is al te gebruiken: vul code en start aan."
        ]
        return
    use(f"register:{name}")
    st.session_state[_DONE] = [f"{done} en in gebruik."]
