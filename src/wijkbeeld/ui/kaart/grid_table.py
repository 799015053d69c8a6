"""What the 100 m grid shows: how many cells are in each class."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map import raster
from wijkbeeld.map.raster import Subject
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.map_view import Seen
from wijkbeeld.words.numbers import number

_ON_MAP = (
    "De lijnen zijn de grenzen van wijken. Laat de muis even rusten voor het cijfer van één "
    "vierkant."
)
_ON_SIMPLE_MAP = "De lijnen zijn de grenzen van gemeenten."


def grid_table(scope: Scope, choice: Choice, seen: Seen) -> None:
    """Show the number of cells per class, highest class first."""
    data = opened(scope)
    subject = Subject(scope.classification, choice.measure.id, choice.base, seen.wave)
    counts = raster.counts(data, subject)[1:]
    total = sum(counts)
    period = choice.period(seen.wave)
    with st.container(key="kaart_bevinding", gap="xsmall"):
        st.header(
            f"{number(total)} bewoonde vierkanten van 100 bij 100 meter {choice.when(seen.wave)}",
            anchor=False,
        )
        st.markdown(_ON_SIMPLE_MAP if seen.failed else _ON_MAP)
    shares = [100 * n / total if total else 0 for n in counts]
    frame = (
        pd.DataFrame({"Klasse": seen.shown.labels, "Vierkanten": counts, "Deel (%)": shares})
        .iloc[::-1]
        .set_index("Klasse")
    )
    tables.show(
        frame, {"Vierkanten": 0, "Deel (%)": 1}, f"Aantal vierkanten per klasse in {seen.wave}"
    )
    st.caption(
        "Een vierkant zegt weinig over één adres: de score is een schatting voor de plek. "
        "De kleuren volgen dezelfde klassen als de andere niveaus."
    )
    tables.download(
        frame,
        f"wijkbeeld_grid_{choice.measure.id}",
        tables.Origin(
            seen.shown.title,
            "vierkanten",
            period,
            choice.measure.source,
            scope.classification,
            data.manifest.fictional,
        ),
    )
