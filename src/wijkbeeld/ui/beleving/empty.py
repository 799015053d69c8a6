"""The page *Beleving* without a survey: what to bring, an example, and where to."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.export.csv_text import csv_bytes
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import pages, session
from wijkbeeld.ui.beleving import published
from wijkbeeld.ui.prose import note, say
from wijkbeeld.words import survey_example, survey_files

_EXAMPLE_AREAS = 3


def empty(data: Dataset) -> None:
    """Say which file is needed, offer an example, and lead to where it is added."""
    st.info(survey_files.NEEDED, icon=":material/sentiment_satisfied:")
    say(survey_files.COLUMNS)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Voorbeeldbestand (CSV, fictief)",
            lambda: csv_bytes(survey_example.example_file(_codes(data))),
            "enquete_voorbeeld_fictief.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="b_voorbeeld",
        )
        st.page_link(pages.page("gegevens"), label="Naar Gegevens", icon=":material/database:")
    note(survey_files.KEPT)
    published.example(data)


def _codes(data: Dataset) -> list[str]:
    """A few areas that the dataset has: the example can be tried at once."""
    levels = [lv for lv in ("wijk", *session.LEVEL_LABEL) if lv in data.levels()]
    if not levels:
        return ["WK036300", "WK036301", "WK036302"]
    scope = data.scope(levels[0], data.editions(levels[0])[0])
    return list(data.by_code(scope).index[:_EXAMPLE_AREAS])
