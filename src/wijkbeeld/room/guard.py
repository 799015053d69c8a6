"""The door of the shared address: followers get the room and nothing else.

What comes in by the shared address is a guest's, whatever it says of itself (no header is
believed). A guest gets the routes of the room, the scripts and styles of the map, and the files
that the maps of open rooms ask for. Everything else, the socket of the app too, needs the
presenter's key.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl, urlencode

from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from wijkbeeld.room.keys import COOKIE, QUERY, Keys
from wijkbeeld.room.pages import HEADERS

_REFUSED = """<!doctype html><html lang="nl"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Geen toegang</title>
</head><body><main><h1>Geen toegang</h1>
<p>Op dit adres kun je alleen met een presentatie meekijken.</p>
<p><a href="/volg">Vul de code van de presentatie in</a></p></main></body></html>"""
_POLICY = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
_REMEMBERED = 1.0
"""Seconds for which the files of open rooms are not looked up again."""


class Guard:
    """ASGI app in front of another.

    Parameters
    ----------
    app
        The whole app.
    open_routes
        Routes of it that guests may use.
    files
        Gives the other paths that guests may fetch.
    """

    def __init__(
        self,
        app: ASGIApp,
        keys: Keys,
        open_routes: Sequence[BaseRoute],
        files: Callable[[], frozenset[str]],
    ) -> None:
        self.app = app
        self.keys = keys
        self.open_routes = open_routes
        self._files = files
        self._known: tuple[float, frozenset[str]] = (0.0, frozenset())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass; answer the rest with 403."""
        if self.is_open(scope) or self.keys.opens(_header(scope, b"cookie")):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})  # before accepting: 403
        elif (cookie := self.keys.redeem(_key(scope))) is not None:
            await self._let_in(scope, receive, send, cookie)
        else:
            await HTMLResponse(_REFUSED, 403, HEADERS | _POLICY)(scope, receive, send)

    def is_open(self, scope: Scope) -> bool:
        """Whether guests may have what is asked for."""
        if scope["type"] != "http":
            return False
        if any(route.matches(scope)[0] == Match.FULL for route in self.open_routes):
            return True
        return scope["method"] in ("GET", "HEAD") and scope["path"] in self._now_open()

    def _now_open(self) -> frozenset[str]:
        until, files = self._known
        if time.monotonic() > until:
            files = self._files()
            self._known = (time.monotonic() + _REMEMBERED, files)
        return files

    async def _let_in(self, scope: Scope, receive: Receive, send: Send, cookie: str) -> None:
        """Give the cookie, and lead to the same address without the key."""
        query = scope["query_string"].decode("latin-1")
        rest = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if k != QUERY]
        there = "/" + scope["path"].lstrip("/") + (f"?{urlencode(rest)}" if rest else "")
        answer = RedirectResponse(there, 303, HEADERS)
        answer.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", path="/")
        await answer(scope, receive, send)


def _header(scope: Scope, name: bytes) -> str:
    return "; ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def _key(scope: Scope) -> str:
    query: str = scope["query_string"].decode("latin-1")
    return dict(parse_qsl(query)).get(QUERY, "")
