"""Gegevens: what is here, where does it come from, and how is more added?"""

import streamlit as st

from wijkbeeld.store import versions
from wijkbeeld.ui import gegevens, session, url_state, within

url_state.restore("gegevens")

st.title("Gegevens")
within.tab_title("Gegevens")
name, dataset = session.dataset_or_damage() if versions.datasets() else ("", None)
gegevens.show(name, dataset)
