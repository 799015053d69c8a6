"""Wijk: everything about one area."""

import streamlit as st

from wijkbeeld.ui import session, url_state, wijk

url_state.restore("wijk")
dataset = session.current_dataset()
levels = session.need_scores(dataset)

st.title("Wijk")
choice = wijk.controls(dataset, levels)
if choice is not None:
    scope = choice.scope
    has_scores = wijk.header(scope, choice)
    if has_scores:
        wijk.over_time(scope, choice)
        wijk.profile(scope, choice)
    wijk.key_figures(scope, choice)
    if has_scores:
        wijk.within(scope, choice)
        wijk.others(scope, choice)
    wijk.programmes(scope, choice)
