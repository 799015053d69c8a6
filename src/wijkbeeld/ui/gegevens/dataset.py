"""Which dataset is in view: another one, or gone."""

from __future__ import annotations

import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.store import versions
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import url_state
from wijkbeeld.ui.gegevens.progress import show_messages, tell


def switch(name: str) -> None:
    """Offer the other datasets, and removing this one."""
    names = versions.datasets()
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        url_state.pick("dataset", "Dataset", names, name, _dataset_label, as_list=True)
    with right, st.popover("Verwijder dataset", icon=":material/delete:"):
        st.write(
            f"Je verwijdert dataset '{name}' van deze computer. De bronbestanden blijven staan."
        )
        st.button("Ja, verwijder", type="primary", on_click=_remove, args=(name,))
    show_messages()


def _dataset_label(name: str) -> str:
    return f"{name} (fictief)" if name == pipeline.DEMO else name


def view_next(name: str | None) -> None:
    """View another dataset from the next run on; None: the preferred one."""
    url_state.put(dataset=name)
    st.session_state.pop("w_dataset", None)


def _remove(name: str) -> None:
    try:
        versions.remove(name)
    except StoreError as error:
        tell(str(error))
        return
    view_next(None)
    tell(f"Dataset '{name}' is verwijderd.")
