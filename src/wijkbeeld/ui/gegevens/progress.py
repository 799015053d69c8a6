"""Long work on the page: a bar, a way to stop, and messages that outlive a rerun."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.catalog import CatalogError
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.store.schema import ContractError
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import session

T = TypeVar("T")
FAILURES = (StoreError, SourceError, CatalogError, ContractError)
_MESSAGES = "gegevens_melding"


def tell(message: str, *, is_error: bool = False) -> None:
    """Keep a message for the next run of the page."""
    st.session_state.setdefault(_MESSAGES, []).append((message, is_error))


def show_messages() -> None:
    """Show what was told since the last run, once."""
    for message, is_error in st.session_state.pop(_MESSAGES, []):
        if is_error:
            st.error(message, icon=":material/error:")
        else:
            st.success(message, icon=":material/check:")


def with_progress(label: str, work: Callable[[pipeline.Say], T]) -> T | None:
    """Run long work with a bar and a way to stop; a failure becomes a message and nothing is lost.

    A click on *Stoppen* asks Streamlit for a new run, which ends the work at its next report.
    """
    with st.status(label, expanded=True) as box:
        bar = st.progress(0.0)
        stop = st.empty()
        stop.button(
            "Stoppen",
            key=f"stop_{label}",
            icon=":material/stop_circle:",
            on_click=tell,
            args=(f"{label}: gestopt. De dataset is niet veranderd.",),
        )
        try:
            result = work(session.reporter(bar))
        except FAILURES as error:
            stop.empty()
            box.update(label="Niet gelukt. De dataset is niet veranderd.", state="error")
            st.error(str(error), icon=":material/error:")
            return None
        stop.empty()
        box.update(label="Klaar", state="complete", expanded=False)
    return result
