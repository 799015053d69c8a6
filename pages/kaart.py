"""Kaart: where do the areas stand, and how did they develop?"""

import streamlit as st

from wijkbeeld.ui import data, kaart, view

view.restore("kaart", kaart.KEPT)
dataset = data.current_dataset()
levels = data.need_scores(dataset)

st.title("Kaart")
choice = kaart.controls(dataset, levels)
left, right = st.columns([2.1, 1], gap="medium")
with left:
    seen = kaart.draw(dataset, choice)
with right:
    kaart.explain(dataset, choice, seen)
