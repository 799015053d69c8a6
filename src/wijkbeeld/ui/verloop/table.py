"""The values behind the score series, with ranks and percentiles."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.ui import prose, tables
from wijkbeeld.ui.provenance import origin
from wijkbeeld.ui.verloop.choice import Choice

_COUNTS = ("Rang (dataset)", "n (dataset)", "Rang (gemeente)", "n (gemeente)")


def table_panel(scope: Scope, choice: Choice, rows: pd.DataFrame) -> None:
    """Show the rows of the score series and offer them as a file."""
    st.header("Waarden, rangen en percentielen")
    if rows.empty:
        return
    measure = choice.measure
    frame = rows.set_index("Gebied")
    decimals = {"Waarde": measure.decimals, "Percentiel": 0}
    tables.show(
        frame,
        decimals | {c: 0 for c in _COUNTS if c in frame},
        f"Waarden van {measure.label} per gebied en meting",
        tables.Fit(320),
    )
    prose.note(
        "Rang 1 is de hoogste waarde. Percentiel: het deel van de andere gebieden met een "
        "lagere waarde."
    )
    tables.download(
        frame,
        f"wijkbeeld_verloop_{scope.level}_{measure.id}",
        origin(scope, measure, measure.unit, "zie kolom Meting"),
    )
