"""The pages of the app, in the order of the navigation, under the question they answer."""

from __future__ import annotations

from typing import Any

import streamlit as st

from wijkbeeld import paths

_PAGES = (
    ("start", "Start", ":material/home:", ""),
    ("kaart", "Kaart", ":material/map:", "Verkennen"),
    ("wijk", "Wijk", ":material/location_city:", "Verkennen"),
    ("verloop", "Verloop", ":material/timeline:", "Verkennen"),
    ("vergelijken", "Vergelijken", ":material/compare_arrows:", "Vergelijken"),
    ("ontwikkeling", "Ontwikkeling gegeven niveau", ":material/trending_up:", "Vergelijken"),
    ("vernieuwing", "Vernieuwing", ":material/construction:", "Vergelijken"),
    ("menging", "Menging", ":material/donut_small:", "Gemengde wijken"),
    ("handelen", "Handelingsperspectief", ":material/handshake:", "Gemengde wijken"),
    ("waterbed", "Waterbed", ":material/waves:", "Gemengde wijken"),
    ("beleving", "Beleving", ":material/sentiment_satisfied:", "Gemengde wijken"),
    ("presenteren", "Presenteren", ":material/slideshow:", "Presenteren"),
    ("gegevens", "Gegevens", ":material/database:", "Gegevens"),
    ("verantwoording", "Verantwoording", ":material/menu_book:", "Gegevens"),
)
"""Short name, title, icon, and the entry of the navigation it stands under."""


def names() -> list[str]:
    """Short names of the pages; the first is where the app opens."""
    return [name for name, _, _, _ in _PAGES]


def page(name: str) -> Any:
    """Page object for navigation and links."""
    for number, (short, title, icon, _) in enumerate(_PAGES):
        if short == name:
            file = paths.app_script().parent / "pages" / f"{short}.py"
            return st.Page(file, title=title, icon=icon, url_path=short, default=number == 0)
    raise KeyError(name)


def navigation() -> dict[str, list[Any]]:
    """Pages by entry of the navigation.

    Streamlit puts pages under no entry before all entries, wherever they stand in the list. So only
    Start is one; a page alone in its place has an entry of its own.
    """
    entries: dict[str, list[Any]] = {}
    for name, _, _, entry in _PAGES:
        entries.setdefault(entry, []).append(page(name))
    return entries
