"""Wijk: everything about one area."""

import streamlit as st

from wijkbeeld.ui import session, url_state, wijk

url_state.restore("wijk")
dataset = session.current_dataset()
levels = session.need_scores(dataset)

st.title("Wijk")
choice = wijk.controls(dataset, levels)
if choice is not None:
    has_scores = wijk.header(dataset, choice)
    if has_scores:
        wijk.over_time(dataset, choice)
        wijk.profile(dataset, choice)
    wijk.key_figures(dataset, choice)
    if has_scores:
        wijk.within(dataset, choice)
        wijk.others(dataset, choice)
    wijk.programmes(dataset, choice)
