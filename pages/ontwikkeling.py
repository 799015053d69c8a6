"""Ontwikkeling gegeven niveau: who moved more than areas that stood equally high?"""

import streamlit as st

from wijkbeeld.ui import ontwikkeling, session, url_state

url_state.restore("ontwikkeling")
dataset = session.current_dataset()
levels = session.need_scores(dataset)

st.title("Ontwikkeling gegeven niveau")
choice = ontwikkeling.controls(dataset, levels)
if choice is not None:
    scope = choice.scope
    outcome = ontwikkeling.compute(scope, choice)
    ontwikkeling.pictures(scope, choice, outcome)
    ontwikkeling.residuals(scope, choice, outcome)
