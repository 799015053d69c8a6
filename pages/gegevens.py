"""Gegevens: what is here, where does it come from, and how is more added?"""

import streamlit as st

from wijkbeeld.store import versions
from wijkbeeld.ui import gegevens, session, url_state

url_state.restore("gegevens")

st.title("Gegevens")
if versions.datasets():
    dataset = session.current_dataset()
    gegevens.switch(dataset)
gegevens.add_files()
if versions.datasets():
    gegevens.own_files(dataset)
    gegevens.overview(dataset)
gegevens.fetch_official()
gegevens.demo()
