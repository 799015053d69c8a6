"""Entry point: ``streamlit run app.py``. Builds the app: the frame script and the routes."""

from pathlib import Path

import streamlit as st

import wijkbeeld
from wijkbeeld.ui.failure import explain
from wijkbeeld.ui.routes import routes

app = st.App(Path(wijkbeeld.__file__).parent / "ui" / "frame.py", routes=routes(), on_script_error=explain)
