"""Kaart: where do the areas stand, and how did they develop?"""

import streamlit as st

from wijkbeeld.ui import kaart, session, url_state, within

url_state.restore("kaart")
dataset = session.current_dataset()
levels = session.need_measures(dataset)

place = within.heading("Kaart", dataset)
choice = kaart.controls(dataset, levels, place)
wide = choice.has_second_map
left, right = (st.container(), st.container()) if wide else st.columns([2.1, 1], gap="medium")
with left:
    seen = kaart.draw(choice.scope, choice)
    kaart.simple_map(choice.scope, choice, seen)
with right:
    kaart.explain(choice.scope, choice, seen)
if seen is not None:
    kaart.share(choice.inside, choice, seen.only(choice.inside))
