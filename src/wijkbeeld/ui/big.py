"""Charts and tables that a reader can make as large as the screen (``f``): named in the page.

The browser finds a chart by what its layout says and a table by the container around it, and asks
for its content while the page is at rest, so that it stands at once and also without the server.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from itertools import count

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitDuplicateElementKey

from wijkbeeld.map.frontend_files import PREFIX
from wijkbeeld.present import big_figures
from wijkbeeld.present.big_figures import BigChart, BigTable
from wijkbeeld.served_files import send
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui import session

TABLE = "groottabel"
"""Key of the container around a table, before its name."""

_LAST = "_laatste_tabel"

STYLE = """
.wb-big { position: absolute; z-index: 3; display: grid; place-items: center; width: 1.9rem;
  height: 1.9rem; padding: 0; border: 1px solid transparent; border-radius: 6px;
  background: none; color: inherit; font: inherit; cursor: pointer; opacity: .75; }
.wb-big:is(:hover, :focus-visible) { border-color: currentColor; opacity: 1; }
.wb-big:focus-visible { outline: 3px solid #1b5e9b; outline-offset: 1px; }
.wb-big svg { width: 1.1rem; height: 1.1rem; fill: none; stroke: currentColor; stroke-width: 1.8;
  stroke-linecap: round; stroke-linejoin: round; }
:has(> .wb-big) { position: relative; }
.stElementContainer > .wb-big { top: 0; right: 2.4rem; }
figure > .wb-big, .wb-block > .wb-big { top: 0; right: 0; }
.wb-block:has(> .wb-big) > h2 { padding-right: 2.4rem !important; }
.wb-place { margin: 0; }
[class*="st-key-groottabel_"] { padding-bottom: 1.9rem; }
[class*="st-key-groottabel_"] > .wb-big { top: auto; bottom: 0; right: 0; }
@media print { .wb-big { display: none; } [class*="st-key-groottabel_"] { padding-bottom: 0; } }
"""
"""In the document from the first paint: room for the button of a table, which comes later."""


def begin() -> None:
    """Begin a page: no table has been shown on it."""
    st.session_state.pop(_LAST, None)


def name_chart(figure: go.Figure, alt: str) -> None:
    """Keep a chart that is about to be shown, and write its name in its layout."""
    is_dark = st.context.theme.type == "dark"
    kept = BigChart(figure, alt, fictional=_is_fictional(), is_dark=is_dark)
    name = big_figures.keep_chart(kept)
    figure.update_layout(meta=dict(figure.layout.meta or {}) | {"groot": name})


def table(
    flat: pd.DataFrame,
    writers: Mapping[str, Callable[[float], str]],
    alt: str,
    on_right: Collection[str],
    labels: Mapping[str, str],
) -> DeltaGenerator:
    """Keep a table that is about to be shown; the answer is where to show it.

    Parameters
    ----------
    writers
        How the figures of a column are written.
    on_right
        Columns with figures.
    labels
        What stands above a column, where that is not its name.
    """
    columns = [str(c) for c in flat.columns]
    first = flat.head(big_figures.MOST_ROWS).astype("object").to_numpy().tolist()
    kept = BigTable(
        title=alt,
        columns=tuple(labels.get(c, c) for c in columns),
        figures=tuple(c in on_right for c in columns),
        rows=big_figures.cells(first, [writers.get(c) for c in columns]),
        of=len(flat),
        fictional=_is_fictional(),
    )
    name = st.session_state[_LAST] = big_figures.keep_table(kept)
    return _container(f"{TABLE}_{name}")


def _container(key: str) -> DeltaGenerator:
    """A container that the browser can find; the same table may stand on a page twice."""
    for turn in count(1):
        with suppress(StreamlitDuplicateElementKey):
            return st.container(key=f"{key}_{turn}")
    raise AssertionError("counting ends nowhere")


def tell_source(source: str) -> None:
    """Say where the figures of the table come from that was shown last: its download knows."""
    if (name := st.session_state.pop(_LAST, None)) is not None:
        big_figures.name_source(name, source)


def _is_fictional() -> bool:
    dataset = session.chosen_name()
    return dataset is not None and open_dataset(dataset).manifest.fictional


def content(request: Request) -> Response:
    """Serve what a screen draws of a figure."""
    packed = big_figures.content(request.path_params["name"])
    if packed is None:
        return PlainTextResponse("Niet gevonden", status_code=404)
    return send(packed, "application/json", request, cache="no-cache")


def routes() -> list[Route]:
    """Routes of figures that are shown large."""
    return [Route(PREFIX + "/groot/{name}.json", content)]
