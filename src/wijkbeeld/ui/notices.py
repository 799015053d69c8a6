"""What a link asks for and is not here: said above the page until the user goes on.

A page runs again when the map reports that it stands, and what was said once would be gone before
it could be read. So a notice belongs to a choice and the value that is shown instead: it stays
until the user closes it, chooses otherwise, or opens another page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

_TOLD = "_meldingen"


@dataclass(frozen=True)
class _Notice:
    """A notice about one choice of a page."""

    page: str
    instead: str | None
    text: str


def tell(page: str, name: str, instead: str | None, text: str) -> None:
    """Say something about a choice; one notice per choice.

    Parameters
    ----------
    name
        Key of the choice in the link.
    instead
        Value that the link has from now on; as long as it stays, so does the notice.
    text
        Markdown.
    """
    _told()[name] = _Notice(page, instead, text)


def show(place: Any, page: str) -> None:
    """Show, after a run of a page, the notices that still hold."""
    told = _told()
    for name, one in list(told.items()):
        if one.page != page or st.query_params.get(name) != one.instead:
            del told[name]
    if not told:
        return
    with place.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.info("  \n".join(one.text for one in told.values()), icon=":material/link_off:")
        st.button("Sluit", icon=":material/close:", key="sluit_melding", on_click=told.clear)


def _told() -> dict[str, _Notice]:
    notices: dict[str, _Notice] = st.session_state.setdefault(_TOLD, {})
    return notices
