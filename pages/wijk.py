"""Wijk: everything about one area."""

import streamlit as st

from wijkbeeld.ui import session, url_state, wijk, within

url_state.restore("wijk")
dataset = session.current_dataset()
levels = session.need_measures(dataset)

place = within.heading("Wijk", dataset)
choice = wijk.controls(dataset, levels, place)
if choice is not None:
    scope = choice.scope
    about, where = st.columns([3.4, 1], gap="medium")
    with about:
        has_scores = wijk.header(scope, choice)
    with where:
        wijk.place(scope, choice)
    if has_scores:
        wijk.over_time(scope, choice)
        wijk.profile(scope, choice)
    wijk.key_figures(scope, choice)
    if has_scores:
        wijk.within(scope, choice)
        wijk.others(scope, choice)
    wijk.programmes(scope, choice)
