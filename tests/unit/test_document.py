"""The document of every page is Dutch and styled, and names the files that a map will need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_app import (
    create_streamlit_middleware,
    create_streamlit_static_assets_routes,
)

from wijkbeeld.ui import pages
from wijkbeeld.ui.document import Document
from wijkbeeld.ui.routes import routes

STATIC = Path(streamlit.__file__).parent / "static"


@pytest.fixture
def client(demo_store, monkeypatch):
    """Streamlit's own server of files, with its compression, behind the middleware."""
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    others = [
        Route("/_stcore/fout", lambda request: HTMLResponse("<head></head>", 500)),
        Route("/_stcore/json", lambda request: JSONResponse({"html": '<html lang="en"></head>'})),
        Route("/wijkbeeld/elders", lambda request: HTMLResponse('<html lang="en"><head></head>')),
    ]
    served = [*routes(), *others, *create_streamlit_static_assets_routes(None)]
    app = Starlette(
        routes=served, middleware=[Middleware(Document), *create_streamlit_middleware()]
    )
    return TestClient(app)


def named(client, path: str) -> list[str]:
    """Files that the document names beyond those Streamlit names itself."""
    plain = (STATIC / "index.html").read_text(encoding="utf-8")
    return [
        f
        for f in re.findall(r'(?:href=|import\()"\./([^"]+)"', client.get(path).text)
        if f not in plain
    ]


def test_every_named_file_is_there(client):
    found = named(client, "/kaart")
    own = [f for f in found if f.startswith("wijkbeeld/")]
    assert {f.rsplit("/", 1)[1] for f in own} >= {
        "live.js",
        "map_layers.js",
        "maplibre-gl.js",
        "live.css",
    }
    for file in own:
        assert client.get("/" + file).status_code == 200, file
    parts = [f for f in found if f.startswith("static/js/")]
    assert {f.split("/")[-1].split(".")[0] for f in parts} >= {"BidiComponent", "Selectbox"}, (
        "Streamlit renamed a part"
    )
    assert all((STATIC / f).is_file() for f in parts)


def test_geometry_follows_the_link(client):
    assert any("/wijk-2024-" in f for f in named(client, "/kaart"))
    assert any("/buurt-2024-" in f for f in named(client, "/kaart?niveau=buurt"))
    assert any("/wijk-2024-" in f for f in named(client, "/kaart?niveau=onzin&dataset=weg"))


def test_other_pages_and_an_empty_store(client, tmp_path, monkeypatch):
    assert named(client, "/verloop") == []
    monkeypatch.setenv("WIJKBEELD_STORE", str(tmp_path))
    assert not any("/kaart/" in f for f in named(client, "/kaart"))


@pytest.mark.parametrize("path", ["/", *(f"/{name}" for name in pages.names()[1:])])
def test_the_document_is_dutch_and_whole(client, path):
    first = client.get(path, headers={"accept-encoding": "gzip, deflate, br, zstd"})
    assert '<html lang="nl">' in first.text
    assert "<title>Wijkbeeld</title>" in first.text
    assert "Kies bestand" in first.text
    assert first.text.rstrip().endswith("</html>")
    assert int(first.headers["content-length"]) == len(first.content)
    assert "etag" not in first.headers


@pytest.mark.parametrize("path", ["/start", "/start/"])
def test_the_first_page_is_found_by_its_name_too(client, path):
    answer = client.get(path + "?plek=GM9901", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == "/?plek=GM9901"


@pytest.mark.parametrize("query", ["niveau=buurt&keuze=a%26b", "stad=GM9901", "jaar=2014"])
def test_a_link_from_when_the_map_had_no_name_opens_the_map(client, query):
    answer = client.get("/?" + query, follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == "/kaart?" + query


@pytest.mark.parametrize("path", ["/", "/?dataset=demo", "/?plek=GM9901", "/kaart?jaar=2014"])
def test_other_links_stay_where_they_are(client, path):
    assert client.get(path, follow_redirects=False).status_code == 200


def test_the_document_is_never_kept_from_before(client):
    plain = TestClient(Starlette(routes=create_streamlit_static_assets_routes(None)))
    had = {"if-none-match": plain.get("/").headers["etag"]}
    assert plain.get("/", headers=had).status_code == 304, "Streamlit's own document is kept"
    assert client.get("/", headers=had).status_code == 200


@pytest.mark.parametrize("path", ["/_stcore/fout", "/_stcore/json", "/wijkbeeld/elders"])
def test_other_answers_pass_unchanged(client, path):
    text = client.get(path).text
    assert "</head>" in text
    assert "<style>" not in text
    assert 'lang="nl"' not in text


@pytest.mark.parametrize("path", ["/bestaatniet", "/Kaarten", "/oud-adres"])
def test_an_unknown_page_is_told_in_dutch(client, path):
    answer = client.get(path, headers={"accept": "text/html"}, follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/?niet_gevonden={path[1:]}"


@pytest.mark.parametrize("path", ["/favicon.png", "/_stcore", "/static/x", "/gegevens"])
def test_what_is_no_unknown_page_is_left_alone(client, path):
    answer = client.get(path, headers={"accept": "text/html"}, follow_redirects=False)
    assert answer.status_code not in (302, 307)


def test_the_page_of_the_room_is_no_unknown_page(client):
    answer = client.get("/volg", headers={"accept": "text/html"}, follow_redirects=False)
    assert answer.status_code == 200
    assert "Volg de presentatie" in answer.text
