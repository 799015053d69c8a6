"""Ontwikkeling gegeven niveau: who moved more than areas that stood equally high?"""

import streamlit as st

from wijkbeeld.ui import data, ontwikkeling, view

view.restore("ontwikkeling", ontwikkeling.KEPT)
dataset = data.current_dataset()
levels = data.need_scores(dataset)

st.title("Ontwikkeling gegeven niveau")
choice = ontwikkeling.controls(dataset, levels)
if choice is not None:
    found = ontwikkeling.compute(dataset, choice)
    ontwikkeling.pictures(dataset, choice, found)
    ontwikkeling.residuals(dataset, choice, found)
