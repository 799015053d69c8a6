"""What a search found, to click: within the place in view, and apart from that elsewhere.

Who clicks an area elsewhere goes to its gemeente, and is offered the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import chosen_areas, notices, url_state, within
from wijkbeeld.ui.area_search import Hit
from wijkbeeld.ui.url_keys import keys_of
from wijkbeeld.words.markdown import escape_markdown

Go = Callable[[Hit], None]
_LEFT = ("niveau", "editie")
"""What goes back with the chosen areas."""


def offer(data: Dataset, hits: Sequence[Hit], key: str, go: Go) -> None:
    """Offer what was found as buttons.

    Parameters
    ----------
    key
        What the keys of the buttons start with.
    go
        What a click does on this page, as a callback.
    """
    place = within.current(data)
    elsewhere = [h for h in hits if chosen_areas.outside(data, place, h.code) is not None]
    _buttons([h for h in hits if h not in elsewhere], key, go)
    if not elsewhere:
        return
    name = escape_markdown(place.label)
    is_all = len(elsewhere) == len(hits)
    st.caption(f"Niet gevonden in {name}. Wel daarbuiten:" if is_all else f"Buiten {name}:")
    _buttons(elsewhere, key, partial(_leave, data, place, go))


def _buttons(hits: Sequence[Hit], key: str, go: Go) -> None:
    if not hits:
        return
    with st.container(horizontal=True, gap="small"):
        for hit in hits:
            st.button(
                escape_markdown(f"{hit.label} · {hit.level}"),
                key=f"{key}_{hit.level}_{hit.code}",
                on_click=go,
                args=(hit,),
            )


def _leave(data: Dataset, place: Place, go: Go, hit: Hit) -> None:
    """Go to an area outside the place: to its gemeente, or to everything beside other areas."""
    before = {k: url_state.get(k) for k in (*_LEFT, *chosen_areas.KEYS)}
    # What is chosen on other pages lies in the old place; it comes back with the way back.
    here = {k.name for k in keys_of(url_state.page())}
    url_state.put(**dict.fromkeys(k for k in chosen_areas.KEYS if k not in here))
    within.move_to(hit.gemeente_code)
    go(hit)
    there = within.known(data)[hit.gemeente_code]
    if any(chosen_areas.outside(data, there, code) for code in chosen_areas.codes()):
        there = within.known(data)[""]
        within.move_to("")
    url_state.tell(
        "plek",
        there.id,
        f"{escape_markdown(hit.label)} ligt niet in {escape_markdown(place.label)}. Je kijkt nu "
        f"binnen {escape_markdown(there.label)}.",
        notices.Way(
            f"Terug naar {escape_markdown(place.label)}",
            ":material/undo:",
            act=partial(_back, place, before),
        ),
    )


def _back(place: Place, before: dict[str, str | None]) -> None:
    within.move_to(place.id)
    chosen_areas.put(before)
