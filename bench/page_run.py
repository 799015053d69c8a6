"""Run one page of the checkout in the working folder; print seconds and DuckDB queries as JSON.

Imports nothing of the project and names only ``app.py`` and ``pages/``, so that the same file
measures any checkout, old or new.
"""

from __future__ import annotations

import json
import runpy
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st
from streamlit.testing.v1 import AppTest

_ASKING = ("execute", "executemany", "sql", "query", "from_query")
asked = 0


class Counting:
    """A connection or cursor of DuckDB that counts what is asked of it."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name in _ASKING:
            return counted(found)
        if name in ("cursor", "duplicate"):
            return lambda *args, **kwargs: Counting(found(*args, **kwargs))
        return found

    def __enter__(self) -> Counting:
        self._inner.__enter__()
        return self

    def __exit__(self, *failure: object) -> Any:
        return self._inner.__exit__(*failure)


def counted(work: Any) -> Any:
    """Count every call."""

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        global asked
        asked += 1
        return work(*args, **kwargs)

    return wrapped


def script() -> str:
    """Path of the script that ``app.py`` hands to ``streamlit.App``."""
    told: list[str] = []
    kept = st.App
    st.App = lambda path, *args, **kwargs: told.append(str(path))
    runpy.run_path("app.py", run_name="app")
    st.App = kept
    return told[0]


def measure(page: str, query: dict[str, str], reruns: int) -> dict[str, Any]:
    """Seconds and queries of the first run and of unchanged ones after it."""
    global asked
    connect = duckdb.connect
    duckdb.connect = lambda *args, **kwargs: Counting(connect(*args, **kwargs))
    for name in _ASKING:
        if hasattr(duckdb, name):
            setattr(duckdb, name, counted(getattr(duckdb, name)))
    app = AppTest.from_file(script(), default_timeout=300)
    app.session_state["kaart_getekend"] = True  # no browser here to say that the map stands
    if page != "start":
        app.switch_page(str(Path.cwd() / "pages" / f"{page}.py"))
    for key, value in query.items():
        app.query_params[key] = value
    seconds, queries = [], []
    for _ in range(1 + reruns):
        asked = 0
        start = time.perf_counter()
        app.run()
        seconds.append(time.perf_counter() - start)
        queries.append(asked)
    if app.exception:
        raise RuntimeError(f"{page}: {app.exception[0].value}")
    return {"seconds": seconds, "queries": queries}


if __name__ == "__main__":
    sys.path[0] = str(Path.cwd())
    print(json.dumps(measure(sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]))))
