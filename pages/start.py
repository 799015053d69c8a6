"""Start: where do you want to go?"""

import streamlit as st

from wijkbeeld.ui import session, start, start_pictures, url_state, within

url_state.restore("start")

dataset = session.current_dataset()
shown = start_pictures.subject(dataset, within.current(dataset))
left, right = st.columns([1, 1.05], gap="large", vertical_alignment="center")
with left:
    start.promise()
    start.search(dataset)
if shown is not None:
    with right:
        start_pictures.opening(dataset, shown)
start.ways_on(start_pictures.cards(dataset, shown) if shown else ("", "", ""))
start.loaded(dataset)
start.kept(dataset)
