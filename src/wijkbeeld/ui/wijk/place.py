"""A small map: where the area lies in its gemeente."""

from __future__ import annotations

import base64
from functools import lru_cache
from html import escape

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.place import place_picture
from wijkbeeld.store.read import opened
from wijkbeeld.ui import pages, turns, url_state
from wijkbeeld.ui.wijk.choice import Choice
from wijkbeeld.ui.within import FLY_TO
from wijkbeeld.words.markdown import escape_markdown


def place(scope: Scope, choice: Choice) -> None:
    """Draw where the area lies, and lead to it on the map."""
    town = str(choice.areas["gemeente_code"][choice.code])
    if scope.level == "gemeente":
        label = f"{choice.name} tussen de andere gemeenten"
    else:
        label = f"{choice.name} in {choice.town}"
    picture = _picture(
        scope if scope.level == "gemeente" else scope.within(town), choice.code, label
    )
    if not picture:
        return
    data = base64.b64encode(picture.encode("utf-8")).decode("ascii")
    source = f"data:image/svg+xml;base64,{data}"
    mark = " data-fictief" if opened(scope).manifest.fictional else ""
    st.html(
        f'<figure class="wb-place"{mark}><img src="{source}" alt="{escape(label)}" '
        'style="max-width: 100%"></figure>'
    )
    st.caption(escape_markdown(f"{label[0].upper()}{label[1:]}"))
    if st.button("Bekijk op de kaart", icon=":material/map:", key="naar_kaart"):
        url_state.put(
            niveau=scope.level,
            editie=scope.classification,
            gebied=choice.code,
            keuze=None,
            kaart=None,
        )
        st.session_state[FLY_TO] = choice.code
        turns.take_over()
        st.switch_page(pages.page("kaart"))


@lru_cache(maxsize=64)
def _picture(scope: Scope, code: str, label: str) -> str:
    return place_picture(opened(scope).geometry(scope), code, label)
