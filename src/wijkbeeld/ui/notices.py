"""What a link asks for and is not here: said above the page until the user goes on.

A page runs again when the map reports that it stands, and what was said once would be gone before
it could be read. So a notice belongs to a choice and the value that is shown instead: it stays
until the user closes it, chooses otherwise, or opens another page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from wijkbeeld.ui import pages
from wijkbeeld.words.markdown import escape_markdown

_TOLD = "_meldingen"
EVERYWHERE = ""
"""In place of a page: a notice that goes along to other pages."""


@dataclass(frozen=True)
class Way:
    """A way on from what is told: a page to go to, or what a click does."""

    label: str
    icon: str
    page: str = ""
    act: Callable[[], None] | None = None


@dataclass(frozen=True)
class _Notice:
    """A notice about one choice of a page."""

    page: str
    instead: str | None
    text: str
    way: Way | None


def tell(page: str, name: str, instead: str | None, text: str, way: Way | None = None) -> None:
    """Say something about a choice; one notice per choice.

    Parameters
    ----------
    page
        Page that it is about, or :data:`EVERYWHERE`.
    name
        Key of the choice in the link.
    instead
        Value that the link has from now on; as long as it stays, so does the notice.
    text
        Markdown.
    """
    _told()[name] = _Notice(page, instead, text, way)


def is_told(value: str) -> bool:
    """Whether a notice names a value of a link."""
    named = re.compile(rf"(?<!\w){re.escape(escape_markdown(value))}(?!\w)")
    return any(named.search(one.text) for one in _told().values())


def show(place: Any, page: str) -> None:
    """Show, after a run of a page, the notices that still hold."""
    told = _told()
    for name, one in list(told.items()):
        if one.page not in (page, EVERYWHERE) or st.query_params.get(name) != one.instead:
            del told[name]
    if not told:
        return
    with place.container(
        horizontal=True, vertical_alignment="center", gap="small", key="meldingen"
    ):
        st.info("  \n".join(one.text for one in told.values()), icon=":material/link_off:")
        for name, one in told.items():
            _offer(name, one.way)
        st.button("Sluit", icon=":material/close:", key="sluit_melding", on_click=told.clear)


def _offer(name: str, way: Way | None) -> None:
    if way is None:
        return
    if way.act is None:
        st.page_link(pages.page(way.page), label=way.label, icon=way.icon)
        return
    st.button(way.label, icon=way.icon, key=f"verder_{name}", on_click=_go_on, args=(name, way.act))


def _go_on(name: str, act: Callable[[], None]) -> None:
    _told().pop(name, None)
    act()


def _told() -> dict[str, _Notice]:
    notices: dict[str, _Notice] = st.session_state.setdefault(_TOLD, {})
    return notices
