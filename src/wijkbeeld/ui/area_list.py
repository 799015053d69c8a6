"""The areas of the place in view as a list to click, where nothing is chosen yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.ui import area_search, found, session, url_state
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number

MOST = 150
"""A longer list is not read: then the search field is the way."""


def heading(scope: Scope) -> str:
    """What the list holds: the areas of the place, and how many."""
    count = len(opened(scope).by_code(scope))
    noun = session.LEVEL_LABEL[scope.level]
    where = f" in {scope.part}" if scope.part else ""
    return f"{noun}{where} ({number(count)})"


def names(scope: Scope) -> pd.Series | None:
    """Names of the areas of a scope by code, in alphabetical order; None where they are too many.

    Names carry their gemeente where there is more than one.
    """
    areas = opened(scope).by_code(scope)
    if len(areas) > MOST:
        return None
    is_one = areas["gemeente_code"].nunique() == 1
    by_name: pd.Series = areas["name" if is_one else "label"].sort_values(
        key=lambda s: s.map(area_search.fold)
    )
    return by_name


def search(data: Dataset, level: str, go: Callable[[area_search.Hit], None]) -> None:
    """Search an area by name, code or postcode; one click chooses it.

    Parameters
    ----------
    level
        Level of the page; what is found there comes first.
    """
    text = st.text_input(
        "Zoek een wijk of buurt",
        key="w_zoek_gebied",
        placeholder="Naam, code of postcode",
        icon=":material/search:",
        width=480,
    ).strip()
    if not text:
        return
    hits = sorted(area_search.shown(data, text), key=lambda hit: hit.level != level)
    found.offer(data, hits, "vind", partial(_take, go))


def _take(go: Callable[[area_search.Hit], None], hit: area_search.Hit) -> None:
    st.session_state["w_zoek_gebied"] = ""
    go(hit)


def links(scope: Scope) -> None:
    """List the areas, in columns; one click chooses one."""
    listed = names(scope)
    if listed is None:
        st.caption(
            f"{heading(scope)}: te veel voor een lijst. Zoek hierboven, of kies bij 'Binnen' een "
            "gemeente."
        )
        return
    st.subheader(heading(scope))
    columns = st.container(key="lijst_gebieden").columns(4, gap="small")
    each = -(-len(listed) // len(columns))
    for place, column in enumerate(columns):
        with column, st.container(gap=None):
            for code, name in listed.iloc[place * each : (place + 1) * each].items():
                st.button(
                    escape_markdown(name),
                    key=f"lijst_{code}",
                    type="tertiary",
                    on_click=url_state.put,
                    kwargs={"gebied": code},
                )
