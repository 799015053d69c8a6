"""The frame around every page: page settings, navigation, first start, banner of the demo."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from wijkbeeld.charts.text import fit_lines
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import (
    arrivals,
    big,
    notices,
    pages,
    paper,
    save_scene,
    session,
    url_state,
    window,
)
from wijkbeeld.ui.document import FICTIONAL_MARK, UNKNOWN
from wijkbeeld.words.markdown import escape_markdown


def main() -> None:
    """Run one page inside the frame."""
    st.set_page_config(
        page_title="Wijkbeeld",
        initial_sidebar_state="collapsed",
        page_icon=str(Path(__file__).with_name("icon.svg")),
        layout="wide",
    )
    fit_lines(window.width())
    st.logo(str(Path(__file__).with_name("logo.svg")), size="large")
    chosen = st.navigation(pages.navigation(), position="top")
    session.ensure_some_dataset()
    _banner()
    _tell_unknown_page(chosen.url_path, chosen.title)
    above = st.container()
    big.begin()
    try:
        chosen.run()
        save_scene.fill()
    finally:  # also where a page stops halfway, for want of figures
        arrivals.settle(url_state.page(), lambda name: url_state.put(**{name: None}))
        notices.show(above, url_state.page())
        paper.foot()


def _tell_unknown_page(shown: str, title: str) -> None:
    """Say that the page of a link is not there, until the user goes to another one."""
    if UNKNOWN in st.query_params:
        st.session_state[UNKNOWN] = (st.query_params[UNKNOWN], shown)
        del st.query_params[UNKNOWN]
    asked, stands_in = st.session_state.get(UNKNOWN, (None, shown))
    if stands_in != shown:
        del st.session_state[UNKNOWN]
    elif asked is not None:
        st.info(
            f"De pagina '{escape_markdown(asked)}' bestaat niet. Kies hierboven een pagina; "
            f"hieronder staat {title}.",
            icon=":material/link_off:",
        )


def _banner() -> None:
    """Say on every page that a fictional dataset is fictional."""
    name = session.chosen_name()
    if name is None:
        return
    try:
        fictional = open_dataset(name).manifest.fictional
    except StoreError:
        return
    if fictional:
        text, link = st.columns([5, 2], vertical_alignment="center")
        with text:
            st.warning(
                "**Fictieve regio.** Alle gebieden en cijfers zijn verzonnen.",
                icon=":material/science:",
            )
            st.container(key=FICTIONAL_MARK).markdown("Fictieve cijfers")
        link.page_link(
            pages.page("gegevens"), label="Officiële cijfers toevoegen", icon=":material/download:"
        )


main()
