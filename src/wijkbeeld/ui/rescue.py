"""The way back from a dataset that cannot be opened, the same on every page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from wijkbeeld.store import versions
from wijkbeeld.store.errors import DamagedError, StoreError
from wijkbeeld.ui import pages
from wijkbeeld.words.markdown import escape_markdown

_SAID = "herstel_melding"


def undo_button(dataset: str, also: Callable[[], None] | None = None) -> None:
    """Go back one version; always in view, and says why when there is nothing to go back to.

    Parameters
    ----------
    also
        Done after going back.
    """
    back = versions.previous(dataset)
    st.button(
        "Zet vorige versie terug",
        icon=":material/undo:",
        key=f"terug_{dataset}",
        on_click=_undo,
        args=(dataset, also),
        disabled=back is None,
        help=(
            f"Gaat naar versie {back.name}. Nog eens klikken wisselt terug."
            if back
            else "Er is van deze dataset geen andere versie bewaard."
        ),
    )


def _undo(dataset: str, also: Callable[[], None] | None) -> None:
    try:
        version = versions.undo(dataset)
        st.session_state[_SAID] = (True, f"Dataset '{dataset}' staat nu op versie {version}.")
        if also:
            also()
    except StoreError as error:
        st.session_state[_SAID] = (False, str(error))


def show_outcome() -> None:
    """Say once what became of going back."""
    done, text = st.session_state.pop(_SAID, (True, ""))
    if text and done:
        st.success(escape_markdown(text), icon=":material/check:")
    elif text:
        st.error(escape_markdown(text), icon=":material/error:")


def offer(error: StoreError, dataset: str | None = None, *, has_link: bool = True) -> None:
    """Say what is wrong with a dataset and offer to go back, another one, or to start again."""
    if not isinstance(error, DamagedError):
        st.error(escape_markdown(error), icon=":material/error:")
        return
    st.error(
        f"**Dataset '{escape_markdown(error.dataset)}' is niet te openen.** "
        f"{escape_markdown(error.what)} Je bronbestanden zijn niet veranderd. Zet de vorige "
        "versie terug, kies een andere dataset of voeg de bestanden opnieuw toe met "
        "`wijkbeeld import --fresh`.",
        icon=":material/error:",
    )
    if has_link:
        with st.container(horizontal=True):
            undo_button(dataset or error.dataset)
            st.page_link(pages.page("gegevens"), label="Naar Gegevens", icon=":material/database:")
