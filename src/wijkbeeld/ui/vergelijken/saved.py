"""Comparisons kept under a name, as selections of areas."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store import selections
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import saved, url_state
from wijkbeeld.words.markdown import escape_markdown


def offer(scope: Scope, most: int) -> None:
    """Offer saved selections of this level: one click puts their areas side by side."""
    own = [
        s
        for s in selections.selections(scope.dataset).values()
        if (s.level, s.edition) == (scope.level, scope.classification)
    ]
    if not own:
        return
    with st.container(horizontal=True, gap="small"):
        st.caption("Bewaard:", width="content")
        for one in own:
            st.button(
                escape_markdown(one.name),
                key=f"laad_{one.name}",
                on_click=_put,
                args=(one.codes[:most],),
            )


def _put(codes: tuple[str, ...]) -> None:
    url_state.put(gebieden=",".join(codes), gebied=codes[0])
    st.session_state.pop("w_gebieden", None)
    st.session_state.pop("w_gemeente", None)


def keep(scope: Scope, codes: list[str]) -> None:
    """Save the comparison under a name, and see to what was saved."""
    with st.popover("Bewaar deze vergelijking", icon=":material/bookmark:"):
        name = st.text_input("Naam", key="w_vergelijknaam", max_chars=selections.LONGEST)
        if st.button("Bewaar", key="bewaar_vergelijking", type="primary"):
            made = selections.Selection(name, scope.level, scope.classification, tuple(codes))
            try:
                selections.save(scope.dataset, made)
            except StoreError as error:
                st.error(str(error), icon=":material/error:")
            else:
                st.success(f"Bewaard als '{escape_markdown(name)}'.")
        saved.listed(scope.dataset, saved.every_selection(scope.dataset), saved.SELECTIONS)
