"""The floor: a Streamlit app with one line of text."""

import streamlit as st

st.write("Wijkbeeld")
