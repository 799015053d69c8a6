"""Plotly figures: frame in, figure out. No Streamlit."""
