"""What users saved, where they saved it and on Start: its link, another name, away, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from wijkbeeld.store import registers, selections
from wijkbeeld.store.named_file import LONGEST, NamedFile
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import pages, removed, share, url_state
from wijkbeeld.words import sentences
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

MOST_COMPARED = 8
"""More areas than *Vergelijken* takes: their link leads to the map."""

# Forgotten on another page, as all keys of this form are.
_RENAMING, _FAILED = "w_bewaard_hernoem", "w_bewaard_fout"

SELECTIONS: removed.Files = {"eigen": selections.FILE}
REGISTERS: removed.Files = {"register": registers.FILE}


@dataclass(frozen=True)
class Saved:
    """A selection or register under a name.

    Attributes
    ----------
    kind
        What stands before its name where a link names it as a group.
    says
        What is in it.
    page, query
        The view that shows it.
    """

    dataset: str
    kind: str
    name: str
    says: str
    page: str
    query: dict[str, str]
    file: NamedFile[Any]

    @property
    def id(self) -> str:
        """Its name in a link."""
        return f"{self.kind}:{self.name}"


def every_selection(dataset: str) -> list[Saved]:
    """Selections of areas."""
    return [_selection(dataset, s) for s in selections.selections(dataset).values()]


def every_register(dataset: str) -> list[Saved]:
    """Registers of renewed areas."""
    return [_register(dataset, r) for r in registers.registers(dataset).values()]


def _selection(dataset: str, one: selections.Selection) -> Saved:
    """A selection, shown side by side or, where there are more areas, on the map."""
    codes = ",".join(one.codes)
    few = 1 < len(one.codes) <= MOST_COMPARED
    view = {"gebieden": codes} if few else {"keuze": codes, "gebied": one.codes[-1]}
    return Saved(
        dataset,
        "eigen",
        one.name,
        sentences.areas(one.level, len(one.codes)),
        "vergelijken" if few else "kaart",
        {"dataset": dataset, "niveau": one.level, "editie": str(one.edition)} | view,
        selections.FILE,
    )


def _register(dataset: str, one: registers.Register) -> Saved:
    query = {"dataset": dataset, "niveau": one.level, "editie": str(one.edition)}
    return Saved(
        dataset,
        "register",
        one.name,
        count(len(one.rows), "rij", "rijen"),
        "vernieuwing",
        query | {"vernieuwd": f"register:{one.name}"},
        registers.FILE,
    )


def listed(
    dataset: str, things: list[Saved], files: removed.Files, *, has_links: bool = False
) -> None:
    """List what was saved, each with its link, another name and a way to remove it and back.

    Parameters
    ----------
    files
        Where such things are kept.
    has_links
        Let a name lead to the view that shows it.
    """
    for one in things:
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"bewaard_{one.id}"
        ):
            label = escape_markdown(f"{one.name} · {one.says}")
            if has_links:
                st.page_link(pages.page(one.page), label=label, query_params=one.query)
            else:
                st.markdown(label, width="content")
            _actions(one)
        if st.session_state.get(_RENAMING) == one.id:
            _ask_name(one)
    if things:
        st.caption("Iedereen die deze Wijkbeeld gebruikt, ziet dit en kan het wijzigen.")
    removed.offer(dataset, files)
    if failed := st.session_state.pop(_FAILED, None):
        st.error(escape_markdown(failed), icon=":material/error:")


def _actions(one: Saved) -> None:
    share.copy_link(f"link_{one.id}", one.page, one.query, is_quiet=True)
    st.button(
        "Hernoem",
        key=f"hernoem_{one.id}",
        type="tertiary",
        icon=":material/edit:",
        on_click=_start_or_stop_renaming,
        args=(one.id,),
    )
    st.button(
        "Verwijder",
        key=f"weg_{one.id}",
        type="tertiary",
        icon=":material/delete:",
        on_click=removed.remove,
        args=(one.dataset, one.kind, one.file, one.name),
    )


def _start_or_stop_renaming(id_: str) -> None:
    if st.session_state.pop(_RENAMING, None) != id_:
        st.session_state[_RENAMING] = id_


def _ask_name(one: Saved) -> None:
    key = f"naam_{one.id}"
    st.text_input(
        "Nieuwe naam", one.name, LONGEST, key=key, on_change=_rename, args=(one, key), width=320
    )


def _rename(one: Saved, key: str) -> None:
    """Give another name; a link in view that names it follows."""
    new = " ".join(str(st.session_state[key]).split())
    try:
        one.file.rename(one.dataset, one.name, new)
    except StoreError as error:
        st.session_state[_FAILED] = str(error)
        return
    del st.session_state[_RENAMING]
    url_state.replace(one.id, f"{one.kind}:{new}")
