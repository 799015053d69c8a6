"""Gegevens: what is here, where does it come from, and how is more added?"""

import streamlit as st

from wijkbeeld.store import versions
from wijkbeeld.ui import gegevens, session, url_state

url_state.restore("gegevens")

st.title("Gegevens")
if versions.datasets():
    name, dataset = session.dataset_or_damage()
    gegevens.switch(name)
    if dataset is not None:
        gegevens.overview(dataset)
gegevens.add_files()
gegevens.fetch_official()
gegevens.demo()
