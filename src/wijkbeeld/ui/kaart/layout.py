"""Where the parts of the page *Kaart* stand; how they look is in :mod:`wijkbeeld.ui.map_style`."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wijkbeeld.ui import session
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.words.markdown import escape_markdown


@dataclass(frozen=True)
class Places:
    """Places on the page.

    Attributes
    ----------
    told
        On a phone: what is shown, beside the switch that unfolds the controls.
    bar
        Controls.
    board
        The map.
    panel
        What stands beside the map, or below it.
    """

    told: DeltaGenerator
    bar: DeltaGenerator
    board: DeltaGenerator
    panel: DeltaGenerator


def places() -> Places:
    """Lay out the page: without its style, everything stands one under another."""
    with st.container(key="kaart"):
        with st.container(key="kaart_kop", horizontal=True, vertical_alignment="center"):
            told = st.container()
            st.toggle("Kies wat je ziet", key="w_kies", width="content")
        bar = st.container(key="kaart_bediening")
        with st.container(key="kaart_vlak"):
            return Places(
                told, bar, st.container(key="kaart_beeld"), st.container(key="kaart_paneel")
            )


def tell(told: DeltaGenerator, choice: Choice) -> None:
    """Say in one line what is shown, where the controls that say it are folded away."""
    parts = [session.LEVEL_LABEL[choice.scope.level], choice.inside.part, choice.measure.label]
    told.markdown(escape_markdown(" · ".join(filter(None, parts))))
