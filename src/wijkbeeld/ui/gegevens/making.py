"""The fictional region, made again."""

from __future__ import annotations

import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.ui.gegevens.dataset import view_next
from wijkbeeld.ui.gegevens.progress import with_progress


def demo() -> None:
    """Offer to make the fictional region again."""
    st.header("Fictieve regio")
    st.write(
        "Een verzonnen stad met zes gemeenten eromheen, om Wijkbeeld te leren kennen en te oefenen."
    )
    if st.button("Maak de fictieve regio opnieuw", icon=":material/science:"):
        made = with_progress("Fictieve regio maken", lambda say: pipeline.build_demo(say=say))
        if made is not None:
            view_next(pipeline.DEMO)
            st.rerun()
