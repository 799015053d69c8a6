"""Streamlit glue: the frame, routes, state in the URL, selectors, cached data."""
