"""The first answer names the files that the map will need, and only on pages with a map."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from wijkbeeld.ui.preload import Preload
from wijkbeeld.ui.routes import routes


@pytest.fixture
def client(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    pages = [Route(p, lambda request: PlainTextResponse("pagina")) for p in ("/", "/kaart", "/verloop")]
    return TestClient(Starlette(routes=[*routes(), *pages], middleware=[Middleware(Preload)]))


def named(client, path: str) -> list[str]:
    return re.findall(r"<([^>]+)>", client.get(path).headers.get("link", ""))


def test_every_named_file_is_there(client):
    files = [f for f in named(client, "/") if f.startswith("wijkbeeld/")]
    assert {f.rsplit("/", 1)[1] for f in files} >= {"live.js", "sheet.js", "maplibre-gl.js", "live.css"}
    for file in files:
        assert client.get("/" + file).status_code == 200, file


def test_geometry_follows_the_link(client):
    assert any("/wijk-2024-" in f for f in named(client, "/"))
    assert any("/buurt-2024-" in f for f in named(client, "/kaart?niveau=buurt"))
    assert any("/wijk-2024-" in f for f in named(client, "/?niveau=onzin&dataset=weg"))


def test_other_pages_and_an_empty_store(client, tmp_path, monkeypatch):
    assert named(client, "/verloop") == []
    monkeypatch.setenv("WIJKBEELD_STORE", str(tmp_path))
    assert not any("/kaart/" in f for f in named(client, "/"))
