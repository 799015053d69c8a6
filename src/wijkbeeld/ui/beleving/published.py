"""Published marks of residents: a small example with its source."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.marks import PublishedMarks
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.ui import tables
from wijkbeeld.ui.prose import note, say
from wijkbeeld.words import survey_example


def panel(scope: Scope) -> None:
    """Show the published example under real figures."""
    example(opened(scope))


def example(data: Dataset) -> None:
    """Show each published example; none beside invented figures."""
    if data.manifest.fictional:
        return
    for marks in catalog().marks:
        _one(marks)


def _one(marks: PublishedMarks) -> None:
    first, last = marks.years
    st.subheader(f"Gepubliceerd voorbeeld: {marks.label}, {first} en {last}")
    say(survey_example.example({m.name: (m.first, m.last) for m in marks.values}, marks.years))
    frame = pd.DataFrame(
        {
            "Gebied": [m.name for m in marks.values],
            str(first): [m.first for m in marks.values],
            str(last): [m.last for m in marks.values],
            "Verandering": [m.last - m.first for m in marks.values],
        }
    ).set_index("Gebied")
    decimals = dict.fromkeys(frame.columns, 1)
    tables.show(frame, decimals, marks.label, tables.Fit(), with_sign=("Verandering",))
    note(f"{marks.unit}. {marks.note} Bron: {marks.source}.")
