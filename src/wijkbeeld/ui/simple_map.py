"""The simple map below a live map that the browser cannot draw, and what is said below it."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.map.folium_fallback import plain_map

_WHY = (
    "deze browser kan de snelle kaart niet tekenen (geen WebGL). Vraag de ict-afdeling om "
    "hardwareversnelling aan te zetten, of open Wijkbeeld in een andere browser."
)


def show(document: str, stamp: tuple[object, ...], key: str, holds: str, also: str = "") -> str:
    """Show a simple map; return the code of the area that was clicked last, or nothing.

    Parameters
    ----------
    document
        The map as HTML.
    stamp
        What the document depends on: the map is left alone while that stays the same.
    holds
        What is on it, with its number: ``3.308 wijken``.
    also
        What cannot be done on it.
    """
    clicked = plain_map(document, "/".join(str(part) for part in stamp), key=key)
    st.caption(f"Eenvoudige kaart met {holds}: {_WHY} {also}".strip())
    return clicked or ""
