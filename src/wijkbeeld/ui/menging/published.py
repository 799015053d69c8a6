"""Goals and results of a programme as published, beside what the figures say."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.prose import note


def panel(choice: Choice) -> None:
    """List the published goals about the place in view; nothing where there are none."""
    name = choice.place.label.split(":")[0]
    is_fictional = opened(choice.scope).manifest.fictional
    goals = [g for g in catalog().goals if not is_fictional and g.programme.startswith(name)]
    if choice.place.is_all or not goals:
        return
    st.subheader("Wat erover is gepubliceerd")
    frame = pd.DataFrame(
        {
            "Doel": [g.goal for g in goals],
            "Streven": [g.target for g in goals],
            "Uitkomst": [g.result for g in goals],
            "Jaar": [str(g.year) for g in goals],
        }
    ).set_index("Doel")
    tables.show(frame, {}, f"Gepubliceerde doelen en uitkomsten van {goals[0].programme}")
    sources = "; ".join(dict.fromkeys(g.source for g in goals))
    note(
        f"Bron: {sources}. Andere jaren, andere grenzen en soms andere begrippen dan de cijfers "
        "hierboven: leg ze naast elkaar, trek ze niet van elkaar af."
    )
