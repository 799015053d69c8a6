"""What users removed, and the way back: also after a reload, and for whoever else removed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from wijkbeeld.store.named_file import KEPT_DAYS, NamedFile, Removed
from wijkbeeld.store.versions import StoreError
from wijkbeeld.words.markdown import escape_markdown

# Forgotten on another page, as all keys of this form are.
_JUST, _FAILED = "w_verwijderd_net", "w_verwijderd_fout"

Files = Mapping[str, NamedFile[Any]]
"""Files of named things, by what stands before such a name where a link names it."""


def remove(dataset: str, kind: str, file: NamedFile[Any], name: str) -> None:
    """Remove something, and show it at once among what can be put back."""
    try:
        file.remove(dataset, name)
    except StoreError as error:
        st.session_state[_FAILED] = str(error)
        return
    st.session_state[_JUST] = f"{kind}:{name}"


def anything(dataset: str, files: Files) -> bool:
    """Whether there is something to put back."""
    return any(file.removed(dataset) for file in files.values())


def offer(dataset: str, files: Files) -> None:
    """Offer to put back what was removed: the last of this visit in sight, all others folded."""
    if failed := st.session_state.pop(_FAILED, None):
        st.error(escape_markdown(failed), icon=":material/error:")
    gone = [(kind, file, one) for kind, file in files.items() for one in file.removed(dataset)]
    gone.sort(key=lambda found: found[2].on, reverse=True)
    just = st.session_state.get(_JUST)
    first = next((found for found in gone if f"{found[0]}:{found[2].name}" == just), None)
    if first is not None:
        _line(dataset, *first, "is verwijderd.")
    others = [found for found in gone if found is not first]
    if not others:
        return
    with st.expander(
        f"Verwijderd in de laatste {KEPT_DAYS} dagen ({len(others)})", icon=":material/delete:"
    ):
        for kind, file, one in others:
            _line(dataset, kind, file, one, f"is verwijderd op {_day(one)}.")


def _line(dataset: str, kind: str, file: NamedFile[Any], one: Removed, says: str) -> None:
    """One thing with its way back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"‘{escape_markdown(one.name)}’ {says}", width="content")
        st.button(
            "Zet terug",
            key=f"terug_{kind}:{one.name}_{one.on.timestamp():.0f}",
            icon=":material/undo:",
            on_click=_put_back,
            args=(dataset, file, one),
        )


def _day(one: Removed) -> str:
    return f"{one.on.astimezone():%d-%m-%Y}"


def _put_back(dataset: str, file: NamedFile[Any], one: Removed) -> None:
    try:
        file.put_back(dataset, one)
    except StoreError as error:
        st.session_state[_FAILED] = str(error)
