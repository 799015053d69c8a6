"""Steps 7 and 8: catching up, and what can be said."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.charts.level import means_figure
from wijkbeeld.map import palette
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui.theme import chart_config
from wijkbeeld.ui.vernieuwing.choice import (
    Choice,
    structure_after,
)
from wijkbeeld.ui.vernieuwing.computed import Results
from wijkbeeld.ui.vernieuwing.frame import source, title
from wijkbeeld.words import renewal as words


def catch_up(data: Dataset, choice: Choice, found: Results) -> None:
    """Step 7: development given the level, so that catch-up is not sold as effect."""
    st.header("7 · Was het inhaalgroei?")
    given = found.given
    if given is None:
        st.info(
            "Er is geen meting voor de start om het niveau van te nemen.", icon=":material/info:"
        )
        return
    st.markdown(words.catch_up_sentence(given.residual, given.expected))
    scale = catalog().classes["situatie" if choice.measure.id == "lbm" else "afwijking"]
    labels = tuple(c.name for c in scale.limits)
    heading = title(data, f"Ontwikkeling {given.base}-{given.wave} naar startklasse")
    st.plotly_chart(
        means_figure(
            given.means,
            labels,
            palette.DEFAULT.classes,
            given.renewed,
            "vernieuwde gebieden",
            heading,
            source(choice),
            "niet vernieuwde gebieden",
        ),
        key="v_niveau",
        config=chart_config("wijkbeeld_vernieuwing_niveau"),
        alt=heading,
    )
    st.caption(
        "Een ruit is het gemiddelde van de vernieuwde gebieden die in die klasse begonnen. "
        "Startklassen met minder dan tien gebieden geven geen verwachting en tellen in de zin "
        "hierboven niet mee."
    )


def conclude(data: Dataset, choice: Choice, found: Results) -> None:
    """Step 8: what can be said with this, and what not."""
    st.header("8 · Wat kun je hiermee zeggen?")
    if found.main.effect is None:
        st.info(
            "Met deze keuzes is er geen vergelijking, dus is er ook niets over te zeggen.",
            icon=":material/info:",
        )
        return
    after = structure_after(data, choice)
    for text in words.conclusions(
        choice.measure.label,
        found.main.effect,
        found.start,
        choice.measure.id,
        after,
        found.is_few,
        found.earlier,
    ):
        st.markdown(f"- {text}")
