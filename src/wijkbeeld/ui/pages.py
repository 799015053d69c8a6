"""The pages of the app, in the order of the navigation."""

from __future__ import annotations

from typing import Any

import streamlit as st

from wijkbeeld import paths

_PAGES = (
    ("kaart", "Kaart", ":material/map:"),
    ("verloop", "Verloop", ":material/timeline:"),
    ("wijk", "Wijk", ":material/location_city:"),
    ("vergelijken", "Vergelijken", ":material/compare_arrows:"),
    ("ontwikkeling", "Ontwikkeling gegeven niveau", ":material/trending_up:"),
    ("vernieuwing", "Vernieuwing", ":material/construction:"),
    ("gegevens", "Gegevens", ":material/database:"),
    ("verantwoording", "Verantwoording", ":material/menu_book:"),
)


def names() -> list[str]:
    """Short names of the pages; the first is where the app opens."""
    return [name for name, _, _ in _PAGES]


def page(name: str) -> Any:
    """Page object for navigation and links."""
    for number, (short, title, icon) in enumerate(_PAGES):
        if short == name:
            file = paths.app_script().parent / "pages" / f"{short}.py"
            return st.Page(file, title=title, icon=icon, url_path=short, default=number == 0)
    raise KeyError(name)
