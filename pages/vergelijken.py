"""Vergelijken: how do two to eight areas differ?"""

import streamlit as st

from wijkbeeld.ui import session, url_state, vergelijken

url_state.restore("vergelijken")
dataset = session.current_dataset()
levels = session.need_scores(dataset)

st.title("Vergelijken")
choice = vergelijken.controls(dataset, levels)
if choice is not None:
    scope = choice.scope
    vergelijken.pictures(scope, choice)
    vergelijken.differences(scope, choice)
    vergelijken.keep(scope, choice.codes)
