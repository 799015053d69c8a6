"""The document of every page is Dutch and styled, and names the files that a map will need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse, HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from wijkbeeld.ui.document import Document
from wijkbeeld.ui.routes import routes

STATIC = Path(streamlit.__file__).parent / "static"


@pytest.fixture
def client(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    pages = [Route(p, lambda request: FileResponse(STATIC / "index.html")) for p in ("/", "/kaart", "/verloop")]
    others = [
        Route("/wijk", lambda request: HTMLResponse("<head></head>", 500)),
        Route("/gegevens", lambda request: JSONResponse({"lang": '<html lang="en">'})),
        Route("/elders", lambda request: HTMLResponse("<head></head>")),
    ]
    return TestClient(Starlette(routes=[*routes(), *pages, *others], middleware=[Middleware(Document)]))


def named(client, path: str) -> list[str]:
    """Files that the document names beyond those Streamlit names itself."""
    plain = (STATIC / "index.html").read_text(encoding="utf-8")
    return [f for f in re.findall(r'(?:href=|import\()"\./([^"]+)"', client.get(path).text) if f not in plain]


def test_every_named_file_is_there(client):
    found = named(client, "/")
    own = [f for f in found if f.startswith("wijkbeeld/")]
    assert {f.rsplit("/", 1)[1] for f in own} >= {"live.js", "sheet.js", "maplibre-gl.js", "live.css"}
    for file in own:
        assert client.get("/" + file).status_code == 200, file
    parts = [f for f in found if f.startswith("static/js/")]
    assert {f.split("/")[-1].split(".")[0] for f in parts} >= {"BidiComponent", "Selectbox"}, "Streamlit renamed a part"
    assert all((STATIC / f).is_file() for f in parts)


def test_geometry_follows_the_link(client):
    assert any("/wijk-2024-" in f for f in named(client, "/"))
    assert any("/buurt-2024-" in f for f in named(client, "/kaart?niveau=buurt"))
    assert any("/wijk-2024-" in f for f in named(client, "/?niveau=onzin&dataset=weg"))


def test_other_pages_and_an_empty_store(client, tmp_path, monkeypatch):
    assert named(client, "/verloop") == []
    monkeypatch.setenv("WIJKBEELD_STORE", str(tmp_path))
    assert not any("/kaart/" in f for f in named(client, "/"))


def test_the_document_is_dutch_whole_and_never_old(client):
    first = client.get("/verloop")
    assert '<html lang="nl">' in first.text
    assert "<title>Wijkbeeld</title>" in first.text
    assert first.text.rstrip().endswith("</html>")
    assert int(first.headers["content-length"]) == len(first.content)
    assert "etag" not in first.headers
    age = {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert client.get("/verloop", headers=age).status_code == 200


@pytest.mark.parametrize("path", ["/wijk", "/gegevens", "/elders", "/bestaat-niet"])
def test_other_answers_pass_unchanged(client, path):
    assert "<style>" not in client.get(path).text
