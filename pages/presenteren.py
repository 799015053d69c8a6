"""Presenteren: how do you show this to a room?"""

import streamlit as st

from wijkbeeld.ui import presenteren, session, url_state, within

url_state.restore("presenteren")
dataset = session.current_dataset()

st.title("Presenteren")
within.tab_title("Presenteren")
presenteren.scene_list(presenteren.library(dataset))
