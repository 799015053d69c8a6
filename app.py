"""Entry point: ``streamlit run app.py``. Builds the app: the frame script and the routes."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

import wijkbeeld
from wijkbeeld.present.hosting import lifespan
from wijkbeeld.ui.document import Document
from wijkbeeld.ui.failure import explain
from wijkbeeld.ui.routes import routes
from wijkbeeld.ui.script_files import ScriptFiles
from wijkbeeld.ui.stage_routes import routes as stage_routes

app = st.App(
    Path(wijkbeeld.__file__).parent / "ui" / "app_shell.py",
    routes=[*routes(), *stage_routes()],
    middleware=[Middleware(ScriptFiles), Middleware(Document)],
    lifespan=lifespan,
    on_script_error=explain,
)
