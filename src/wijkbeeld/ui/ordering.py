"""The two buttons that move a thing in a list one place up or down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

_WAYS = (("Omhoog", ":material/arrow_upward:", -1), ("Omlaag", ":material/arrow_downward:", 1))


def up_and_down(
    key: Callable[[str], str],
    place: int,
    many: int,
    move: Callable[[int], None],
    *,
    can_move: bool = True,
    kind: Literal["secondary", "tertiary"] = "secondary",
) -> None:
    """Offer to move a thing up or down.

    Parameters
    ----------
    key
        Key of a button, by its label.
    place, many
        Where the thing stands, from 0, and of how many.
    move
        What a click does, with -1 for up and 1 for down, as a callback.
    can_move
        Whether anything may change.
    """
    for label, icon, by in _WAYS:
        st.button(
            label,
            key=key(label),
            icon=icon,
            type=kind,
            disabled=not can_move or not 0 <= place + by < many,
            on_click=move,
            args=(by,),
        )
