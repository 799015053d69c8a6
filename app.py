"""Entry point: ``streamlit run app.py``. Builds the app: the frame script and the routes."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

import wijkbeeld
from wijkbeeld.ui.failure import explain
from wijkbeeld.ui.preload import Preload
from wijkbeeld.ui.routes import routes

app = st.App(
    Path(wijkbeeld.__file__).parent / "ui" / "frame.py",
    routes=routes(),
    middleware=[Middleware(Preload)],
    on_script_error=explain,
)
