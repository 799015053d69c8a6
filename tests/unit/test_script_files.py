"""Streamlit's own files travel compressed, and only those."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from wijkbeeld.ui.script_files import FOREVER, ScriptFiles

STATIC = Path(streamlit.__file__).parent / "static" / "static"
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def client():
    rest = Route("/{path:path}", lambda _: PlainTextResponse("Streamlit zelf"))
    return TestClient(Starlette(routes=[rest], middleware=[Middleware(ScriptFiles)]))


def test_every_script_and_style_is_the_same_but_small(client):
    sizes = {"js": [0, 0], "css": [0, 0]}
    for kind in sizes:
        for file in (STATIC / kind).iterdir():
            answer = client.get(f"/static/{kind}/{file.name}")
            assert answer.content == file.read_bytes(), file.name
            assert answer.headers["content-encoding"] == "gzip"
            assert answer.headers["cache-control"] == FOREVER
            sizes[kind][0] += int(answer.headers["content-length"])
            sizes[kind][1] += file.stat().st_size
    packed, whole = sizes["js"]
    assert packed < 0.4 * whole


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/bestaat.A1b2C3d4.js",
        "/static/js/../index.html",
        "/static/js/%2e%2e/index.html",
        "/static/media/SourceSansVF-Upright.ttf.BsWL4Kly.woff2",
        "/_stcore/health",
        "/",
    ],
)
def test_everything_else_is_left_to_streamlit(client, path):
    assert client.get(path).text == "Streamlit zelf"


def test_a_client_that_cannot_unpack_gets_the_plain_file(client):
    name = next((STATIC / "js").iterdir()).name
    assert client.get(f"/static/js/{name}", headers=PLAIN).text == "Streamlit zelf"
    assert client.get(f"/static/js/{name}", headers={"Range": "bytes=0-9"}).text == "Streamlit zelf"
    assert client.head(f"/static/js/{name}").status_code in (200, 405)
