"""Handelingsperspectief: what to discuss here, who does what, and when?"""

import streamlit as st

from wijkbeeld.ui import handelen, session, url_state, within

url_state.restore("handelen")
dataset = session.current_dataset()
levels = session.need_measures(dataset)

place = within.heading("Handelingsperspectief", dataset)
choice = handelen.controls(dataset, levels, place)
if choice is None:
    handelen.cases(dataset)
else:
    handelen.header(choice)
    handelen.overview(choice)
    handelen.steps(choice)
    catalogue, plan = st.columns([1, 1], gap="large")
    with catalogue:
        handelen.catalogue(choice)
    with plan:
        handelen.plan(choice)
    handelen.route(choice)
    handelen.take_along(choice)
    handelen.cases(dataset)
