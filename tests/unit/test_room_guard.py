"""Who comes in by the shared address gets the room and nothing else, unless with the key."""

from __future__ import annotations

import asyncio
import re
import threading
from types import SimpleNamespace
from unittest.mock import MagicMock

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from tests.support.decks import deck, text
from tests.support.room_server import free_port
from wijkbeeld.room import addresses, guard
from wijkbeeld.room.guard import Guard
from wijkbeeld.room.keys import COOKIE, Keys
from wijkbeeld.room.sharing import Sharing, SharingError
from wijkbeeld.ui import pages, routes

GEOMETRY = "/wijkbeeld/kaart/demo/wijk-1.geojson.gz"
BOASTS = {
    "X-Forwarded-For": "127.0.0.1",
    "Forwarded": "for=127.0.0.1",
    "X-Real-IP": "127.0.0.1",
    "Host": "localhost",
    "Origin": "http://localhost",
}


async def here(*given) -> None:
    """Stands for the app: answers anything."""
    if given[0]["type"] == "websocket":
        await given[2]({"type": "websocket.accept"})
        await given[2]({"type": "websocket.close"})
    else:
        await PlainTextResponse("binnen")(*given)


@pytest.fixture
def served(store):
    """All routes of the app, and what the guard leaves open of them."""
    ours = routes.routes()
    guarded = Guard(here, Keys(), routes.serving._OPEN, routes.serving._files)
    return ours, guarded, TestClient(guarded, follow_redirects=False)


def example(path: str) -> str:
    """A path that a route serves."""
    return re.sub(r"\{[^}]*\}", "x1", path) or "/"


def methods(route) -> set[str]:
    return getattr(route, "methods", None) or {"GET", "POST", "PUT", "DELETE"}


def test_every_route_of_the_app_is_closed_but_those_of_the_room(served):
    ours, _, client = served
    every = [*ours, *create_streamlit_routes(MagicMock())]
    asked = {
        (method, example(route.path))
        for route in every
        if isinstance(route, Route | Mount)
        for method in methods(route)
    } | {("GET", f"/{name}") for name in ("", *pages.names(), "podium/demo/x", "volgers", "app.py")}
    open_to_guests = {
        path for method, path in asked if client.request(method, path).status_code != 403
    }
    assert len(asked) > 30
    assert open_to_guests == {
        "/volg", "/volg/x1", "/volg/deel/x1/x1", "/volg/x1/inhoud.json", "/volg/x1/scene/x1.json",
        "/volg/x1/stroom", "/volg/x1/regie", "/volg/x1/cijfers.csv", "/volg/x1/uitnodiging.json",
        "/volg/x1/nu.json",
        "/volg/x1/stem", "/volg/vlak/x1", "/volg/x1/stap", "/volg/x1/vraag", "/volg/x1/sluit",
        "/wijkbeeld/deel/x1/x1",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path",
    ["/volg/../", "/volg/%2e%2e/kaart", "//volg", "/volg/a/b/c/d", "/volg%2fx/../..", "/VOLG",
     "/volg/x1/stroom/../../../_stcore/health", "/wijkbeeld/deel/x/../../kaart/demo/x"],
)  # fmt: skip
def test_detours_lead_nowhere(served, path):
    async def raw(scope, receive, send):
        await served[1](
            {**scope, "path": path.replace("%2f", "/").replace("%2e", ".")}, receive, send
        )

    assert TestClient(raw, follow_redirects=False).get("/").status_code == 403


def test_no_header_opens_the_door(served):
    _, _, client = served
    for path in ("/", "/_stcore/health", "/gegevens"):
        assert client.get(path, headers=BOASTS).status_code == 403
    page = client.get("/", headers={"Cookie": f"{COOKIE}=; {COOKIE}=x"})
    assert page.status_code == 403
    assert "Geen toegang" in page.text
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream"):
        pass


def test_geometry_of_open_rooms_only(served, monkeypatch):
    _, _, client = served
    monkeypatch.setattr(guard, "_REMEMBERED", 0.0)
    assert client.get(GEOMETRY).status_code == 403
    opened = routes.serving.ROOMS.create(
        deck(
            text()
            | {"map": {"levels": [{"geometry": f"../..{GEOMETRY.removeprefix('/wijkbeeld')}"}]}}
        )
    )
    assert client.get(GEOMETRY).status_code == 200
    assert client.post(GEOMETRY).status_code == 403
    assert client.get(GEOMETRY.replace("wijk-1", "wijk-2")).status_code == 403
    routes.serving.ROOMS.close(opened.code, opened.token)
    assert client.get(GEOMETRY).status_code == 403


def test_the_key_works_once_and_then_the_cookie_does(served):
    _, guarded, client = served
    key = guarded.keys.link()
    other = TestClient(guarded, follow_redirects=False)
    let_in = client.get(f"/kaart?plek=GM9901&sleutel={key}")
    assert (let_in.status_code, let_in.headers["location"]) == (303, "/kaart?plek=GM9901")
    assert "httponly" in let_in.headers["set-cookie"].lower()
    assert client.get("/kaart").text == "binnen"
    with client.websocket_connect("/_stcore/stream"):
        pass
    assert other.get(f"/?sleutel={key}").status_code == 403
    assert other.get("/?sleutel=").status_code == 403
    guarded.keys.forget()
    assert client.get("/kaart").status_code == 403


def test_a_redirect_stays_on_this_machine(served):
    _, guarded, client = served
    let_in = client.get(f"//elders.nl/?sleutel={guarded.keys.link()}")
    assert not let_in.headers.get("location", "/").startswith("//")


def test_addresses_are_of_this_machine_and_need_no_network(monkeypatch):
    def card(name: str, *ips: str) -> SimpleNamespace:
        return SimpleNamespace(
            name=name, nice_name=name, ips=[SimpleNamespace(is_IPv4=True, ip=ip) for ip in ips]
        )

    cards = [
        card("lo", "127.0.0.1"),
        card("docker0", "172.17.0.1"),
        card("wlan0", "192.168.137.1"),
        card("eth0", "169.254.3.4", "10.0.0.7"),
    ]
    monkeypatch.setattr(addresses.ifaddr, "get_adapters", lambda: cards)
    assert addresses.local_addresses() == [
        "10.0.0.7",
        "192.168.137.1",
        "169.254.3.4",
        "172.17.0.1",
    ]


def test_sharing_opens_and_closes_a_port_of_its_own():
    """From a thread that is not the server's, as a page does."""
    sharing = Sharing(lambda app: Guard(app, Keys(), [], frozenset))
    with pytest.raises(SharingError, match="webserver"):
        sharing.open()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(_attach(sharing), loop).result(5)
        assert sharing.addresses() == []
        port = sharing.open(free_port())
        assert sharing.open() == port
        assert all(address.endswith(f":{port}") for address in sharing.addresses())
        assert httpx.get(f"http://127.0.0.1:{port}/").status_code == 403
        sharing.close()
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"http://127.0.0.1:{port}/")
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _attach(sharing: Sharing) -> None:
    sharing.attach(here)
