"""The room in one running app: its file, streams, routes, and the shared address.

A page opens a room with ``ROOMS.create(content)``, and shares with ``SHARING.open()``; the stage
gets code and token in the fragment of its address, as ``#zaal=CODE.TOKEN``, and its modules from
``/volg/deel/{pages.stamp()}/``: `presenter.js`, `results.js`, `results.css`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from wijkbeeld.room import SHARE
from wijkbeeld.room.addresses import links_of, qr_terminal
from wijkbeeld.room.errors import NotKeptError
from wijkbeeld.room.guard import Guard
from wijkbeeld.room.hub import Hub
from wijkbeeld.room.keys import QUERY, Keys
from wijkbeeld.room.rooms import Rooms
from wijkbeeld.room.routes import RoomRoutes
from wijkbeeld.room.sharing import Sharing, SharingError

ROOMS = Rooms()
HUB = Hub(ROOMS)
KEYS = Keys()
_OPEN: list[BaseRoute] = []


def _guarded(app: ASGIApp) -> ASGIApp:
    return Guard(app, KEYS, _OPEN, _files)


def _files() -> frozenset[str]:
    try:
        return ROOMS.files()
    except NotKeptError:
        return frozenset()


SHARING = Sharing(_guarded)


def routes(map_base: str, map_parts: Sequence[Route]) -> list[Route]:
    """Routes of the room.

    Parameters
    ----------
    map_base
        Address of the map's frontend, from the root of the app; ends with a slash.
    map_parts
        Routes that serve it, which followers may use too.
    """
    made = RoomRoutes(HUB, map_base, SHARING.addresses).routes()
    _OPEN[:] = [*made, *map_parts]
    return made


def presenter_link(path: str = "") -> str | None:
    """A link to the app for the presenter's other device; works once. None while not shared."""
    addresses = SHARING.addresses()
    return f"{addresses[0]}/{path}?{QUERY}={KEYS.link()}" if addresses else None


def links(code: str) -> list[dict[str, str]]:
    """Links to a room for others on the network, each with a QR code; none while not shared."""
    return links_of(SHARING.addresses(), f"volg/{code}")


@asynccontextmanager
async def lifespan(app: ASGIApp) -> AsyncIterator[None]:
    """What runs beside the app, for as long as it runs."""
    async with HUB.running():
        SHARING.attach(app)
        if os.environ.get(SHARE):
            try:
                await SHARING.open_here(int(os.environ[SHARE]))
                announce()
            except SharingError as error:
                sys.stderr.write(f"{error}\n")
        try:
            yield
        finally:
            await SHARING.close_here()
            KEYS.forget()


def announce() -> None:
    """Tell in the terminal that the app is shared; one that cannot draw a QR code gets ``?``."""
    text = _announcement()
    known = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(known, "replace").decode(known))
    sys.stdout.flush()


def _announcement() -> str:
    """What the terminal says when sharing begins."""
    addresses = SHARING.addresses()
    if not addresses:
        return "\n  Delen staat aan, maar deze computer zit op geen netwerk.\n"
    lines = [
        "",
        "  Wijkbeeld is open voor het lokale netwerk. Volgers zien alleen de presentatie.",
        "",
        f"  Volg mee:     {addresses[0]}/volg",
        *(f"     of:        {other}/volg" for other in addresses[1:]),
        f"  Presentator op een ander apparaat (werkt één keer): {presenter_link()}",
        "",
        qr_terminal(f"{addresses[0]}/volg"),
        "",
    ]
    return "\n".join(lines)
