"""Verantwoording: what the figures are, what they are not, and where they come from."""

import streamlit as st

from wijkbeeld.ui import session, url_state, verantwoording, within

url_state.restore("verantwoording")
dataset = session.current_dataset()

st.title("Verantwoording")
within.tab_title("Verantwoording")
verantwoording.leefbaarometer(dataset)
verantwoording.classes()
verantwoording.readings()
verantwoording.renewal()
verantwoording.joining()
verantwoording.definitions(dataset)
verantwoording.programmes(dataset)
verantwoording.sources()
