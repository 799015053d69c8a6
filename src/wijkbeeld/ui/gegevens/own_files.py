"""Own files that were added: each with its ×, and the way on to their figures."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.store import versions
from wijkbeeld.store.manifest import FileAccount
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.reading import Reading
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import pages, url_state
from wijkbeeld.ui.gegevens.progress import tell
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number

_BACK = "eigen_terug"
_NEXT = "eigen_verder"


def own_files(data: Dataset) -> None:
    """List the own files of a dataset, each with a button that removes just that file."""
    dataset = data.manifest.dataset
    _undo_button(dataset)
    files = [f for f in data.manifest.files if f.layer]
    if not files:
        return
    st.subheader("Eigen bestanden", anchor=False)
    for file in files:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                ":material/close:",
                key=f"eigen_weg_{file.layer}",
                on_click=_remove,
                args=(dataset, file),
                help=f"Verwijder {file.file} uit de dataset",
            )
            st.markdown(_described(file))


def _described(file: FileAccount) -> str:
    added = pd.Timestamp(file.imported).tz_convert("Europe/Amsterdam")
    stored = file.rows_read - file.rows_refused
    refused = f", {number(file.rows_refused)} niet bruikbaar" if file.rows_refused else ""
    return (
        f"**{escape_markdown(file.file)}**  \n{number(stored)} van {number(file.rows_read)} rijen "
        f"gebruikt{refused}. Toegevoegd op {added:%d-%m-%Y}."
    )


def _remove(dataset: str, file: FileAccount) -> None:
    try:
        made = pipeline.remove_file(file.layer, dataset)
    except StoreError as error:
        tell(str(error), is_error=True)
        return
    st.session_state[_BACK] = (dataset, file.file, made.manifest.version)
    st.session_state.pop(_NEXT, None)


def _undo_button(dataset: str) -> None:
    """Say which file was removed, with a way back while that version is in use."""
    removed = st.session_state.get(_BACK)
    used = versions.current(dataset)
    if removed is None or used is None or removed[::2] != (dataset, used.name):
        return
    text, back = st.columns([4, 1], vertical_alignment="center")
    text.success(f"{escape_markdown(removed[1])} is verwijderd.", icon=":material/check:")
    back.button("Ongedaan maken", icon=":material/undo:", on_click=_undo, args=(dataset,))


def _undo(dataset: str) -> None:
    try:
        versions.undo(dataset)
        st.session_state.pop(_BACK, None)
        tell("Het bestand is terug.")
    except StoreError as error:
        tell(str(error), is_error=True)


def keep_next(reading: Reading, dataset: str) -> None:
    """Remember what was added last, for :func:`next_steps`: measure, and gemeente if it is one."""
    figures = reading.figures
    if figures is None or figures.empty:
        return
    known = figures[figures["value"].notna()]
    if known.empty:
        return
    level = str(known["level"].mode().iloc[0])
    here = known[known["level"] == level]
    towns = {f"GM{code[2:6]}" for code in here["code"].unique()}
    place = towns.pop() if len(towns) == 1 else None
    st.session_state[_NEXT] = (dataset, level, str(here["indicator"].iloc[0]), place)


def next_steps() -> None:
    """Offer to look at the figures that were added last."""
    kept = st.session_state.get(_NEXT)
    if kept is None:
        return
    dataset, level, indicator, place = kept
    if st.button("Bekijk in Verloop", icon=":material/show_chart:", key="eigen_verloop"):
        url_state.put(
            dataset=dataset,
            niveau=level,
            maat=indicator,
            plek=place,
            cijfer=None,
            gebieden=None,
            gebied=None,
            keuze=None,
        )
        st.switch_page(pages.page("verloop"))
