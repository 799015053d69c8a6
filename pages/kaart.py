"""Kaart: where do the areas stand, and how did they develop?"""

import streamlit as st

from wijkbeeld.ui import kaart, session, url_state

url_state.restore("kaart")
dataset = session.current_dataset()
levels = session.need_scores(dataset)

st.title("Kaart")
choice = kaart.controls(dataset, levels)
wide = choice.has_second_map
left, right = (st.container(), st.container()) if wide else st.columns([2.1, 1], gap="medium")
with left:
    seen = kaart.draw(choice.scope, choice)
    kaart.simple_map(choice.scope, choice, seen)
with right:
    kaart.explain(choice.scope, choice, seen)
if seen is not None:
    kaart.share(choice.scope, choice, seen)
