"""Vergelijken: how do two to eight areas differ?"""

import streamlit as st

from wijkbeeld.ui import data, vergelijken, view

view.restore("vergelijken", vergelijken.KEPT)
dataset = data.current_dataset()
levels = data.need_scores(dataset)

st.title("Vergelijken")
choice = vergelijken.controls(dataset, levels)
if choice is not None:
    vergelijken.pictures(dataset, choice)
    vergelijken.differences(dataset, choice)
    vergelijken.keep(dataset, choice)
