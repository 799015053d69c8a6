"""Who decides on wave and selection: Python after a choice on the page, else the browser."""

from __future__ import annotations

import streamlit as st


def current() -> int:
    """Number of times that Python took over."""
    return int(st.session_state.get("kaart_beurt", 0))


def take_over() -> None:
    """Let Python, not the browser, decide on wave and selection in the next view."""
    st.session_state["kaart_beurt"] = current() + 1


def order(parts: tuple[object, ...]) -> str:
    """Name of a view: another one whenever what makes it up is no longer the same.

    What the user did in a view of another name does not count any more.
    """
    if st.session_state.get("kaart_stand") != parts:
        st.session_state["kaart_stand"] = parts
        st.session_state["kaart_teller"] = st.session_state.get("kaart_teller", 0) + 1
    return f"{st.session_state['kaart_teller']}/{'/'.join(str(p) for p in parts)}"
