"""Verantwoording: what the figures are, what they are not, and where they come from."""

import streamlit as st

from wijkbeeld.ui import data, verantwoording, view

view.restore("verantwoording", ("dataset",))
dataset = data.current_dataset()

st.title("Verantwoording")
verantwoording.leefbaarometer(dataset)
verantwoording.classes()
verantwoording.readings()
verantwoording.renewal()
verantwoording.joining()
verantwoording.definitions(dataset)
verantwoording.programmes()
verantwoording.sources()
