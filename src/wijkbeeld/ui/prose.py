"""Text on a page: at most about seventy letters wide, also on a wide screen."""

from __future__ import annotations

import streamlit as st

_WIDE, _SMALL_WIDE = 540, 480
"""Pixels that seventy letters take, in the letter of text and of notes."""


def say(text: str) -> None:
    """Show a finding."""
    st.markdown(text, width=_WIDE)


def note(text: str) -> None:
    """Show what explains a picture or table."""
    st.caption(text, width=_SMALL_WIDE)
