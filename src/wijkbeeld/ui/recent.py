"""Views of this session, to go back to."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

MOST = 6
_RECENT = "recent_bekeken"


@dataclass(frozen=True)
class Visit:
    """A view: its page, what its tab said, and its link."""

    page: str
    title: str
    query: tuple[tuple[str, str], ...]


def note(page: str, *title: str) -> None:
    """Remember the view that is shown now; one visit per title, the last first."""
    visit = Visit(page, " · ".join(filter(None, title)), tuple(st.query_params.to_dict().items()))
    before = [v for v in visits() if v.title != visit.title]
    st.session_state[_RECENT] = [visit, *before][:MOST]


def visits() -> list[Visit]:
    """Views of this session, the last first."""
    return list(st.session_state.get(_RECENT) or [])
