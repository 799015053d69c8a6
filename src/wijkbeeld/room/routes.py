"""Addresses of the room, under ``/volg``.

================================  ==============================================================
GET ``/volg``                     type a code
GET ``/volg/{code}``              the page of a phone
GET ``…/inhoud.json``             head of the deck and its scenes (id, kind, title)
GET ``…/scene/{id}.json``         what one scene shows
GET ``…/stroom``                  server-sent events: the whole state at every change
POST ``…/stem``                   an answer (`bodies.Vote`)
POST ``…/stap``, ``…/vraag``      presenter: what is shown (`bodies.Step`); questions (`bodies.Act`)
GET ``…/regie``                   presenter: server-sent events with all results
GET ``…/cijfers.csv``             presenter: kept figures
GET ``…/uitnodiging.json``        presenter: links to the room, each with a QR code (SVG)
POST ``…/sluit``, DELETE ``…``    presenter: end the room; delete it with all answers
================================  ==============================================================

The presenter sends ``Authorization: Bearer TOKEN``. Errors are JSON ``{"fout": …}`` in Dutch, or a
page where a page was asked for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from sse_starlette import EventSourceResponse
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from wijkbeeld.room import asking, bodies, limits, pages
from wijkbeeld.room.addresses import Link, links_of
from wijkbeeld.room.errors import (
    FullError,
    RoomError,
    TooOftenError,
    UnknownRoomError,
    WrongTokenError,
)
from wijkbeeld.room.hub import MOST_STREAMS, Hub
from wijkbeeld.room.rooms import CODE
from wijkbeeld.served_files import send, send_file

BREATHE_EVERY = 15
"""Seconds between signs of life on a quiet stream: some routers drop a silent one."""
Handler = Callable[["RoomRoutes", Request], Awaitable[Response]]


def _answering(handler: Handler) -> Handler:
    """Answer a refusal in Dutch; count what an address asks, and the codes that it guesses."""

    @wraps(handler)
    async def answered(self: RoomRoutes, request: Request) -> Response:
        who = request.client.host if request.client else ""
        try:
            guessed = self.limits.is_empty(limits.GUESS, who)
            if guessed or not self.limits.take(limits.CLIENT, who):
                raise TooOftenError
            return await handler(self, request)
        except RoomError as error:
            if isinstance(error, UnknownRoomError):
                self.limits.take(limits.GUESS, who)
            return _refusal(request, error)
        except ClientDisconnect:
            return Response(status_code=400)

    return answered


def _refusal(request: Request, error: RoomError) -> Response:
    again = {"Retry-After": "2"} if error.status in (429, 503) else {}
    if "text/html" in request.headers.get("accept", "") and request.method == "GET":
        made: Response = pages.enter(str(error), error.status, below=True)
        made.headers.update(again)
        return made
    return JSONResponse({"fout": str(error)}, error.status, pages.HEADERS | again)


def _code(request: Request) -> str:
    code = str(request.path_params["code"])
    if not CODE.fullmatch(code):
        raise UnknownRoomError
    return code


def _token(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise WrongTokenError
    return token.strip()


def _done(**told: Any) -> Response:
    return JSONResponse(told, headers=pages.HEADERS)


@dataclass
class RoomRoutes:
    """The routes of one process.

    Attributes
    ----------
    map_base
        Address of the map's frontend, from the root of the app; ends with a slash.
    shared
        Gives the addresses at which this machine is reached by others, now.
    """

    hub: Hub
    map_base: str
    shared: Callable[[], list[str]]

    def __post_init__(self) -> None:
        self.limits = limits.Limits()
        self.rooms = self.hub.rooms

    @_answering
    async def enter(self, request: Request) -> Response:
        """Type a code; a code that was typed leads to its room."""
        typed = "".join(request.query_params.get("code", "").split()).upper()
        if not typed:
            return pages.enter()
        if not CODE.fullmatch(typed):
            self.limits.take(limits.GUESS, request.client.host if request.client else "")
            return pages.enter(UnknownRoomError.text, 404)
        return RedirectResponse(f"volg/{typed}", 303, pages.HEADERS)

    async def part(self, request: Request) -> Response:
        """A script or style."""
        name, parts = request.path_params["name"], pages.parts()
        if name not in parts or request.path_params["stamp"] != pages.stamp():
            return PlainTextResponse("Niet gevonden", status_code=404)
        return send_file(parts[name], request)

    async def shape(self, request: Request) -> Response:
        """Geometry made for phones."""
        try:
            packed = self.rooms.shape(request.path_params["name"])
        except RoomError as error:
            return _refusal(request, error)
        if packed is None:
            return PlainTextResponse("Niet gevonden", status_code=404)
        return send(packed, "application/geo+json", request)

    @_answering
    async def follow(self, request: Request) -> Response:
        """The page of a phone."""
        code = str(request.path_params["code"])
        if code != code.upper():
            return RedirectResponse(code.upper(), 303, pages.HEADERS)
        self.rooms.content(_code(request))
        return pages.page("follow.html", code=code, map=f"../{self.map_base}")

    @_answering
    async def content(self, request: Request) -> Response:
        """Head of the deck."""
        return _json(self.rooms.content(_code(request)), request)

    @_answering
    async def scene(self, request: Request) -> Response:
        """What one scene shows."""
        return _json(self.rooms.scene(_code(request), request.path_params["scene"]), request)

    @_answering
    async def stream(self, request: Request) -> Response:
        """Changes, for a phone."""
        code = _code(request)
        self.rooms.content(code)
        return self._events(code, presenter=False)

    @_answering
    async def direct(self, request: Request) -> Response:
        """Changes and results, for the presenter."""
        code = _code(request)
        self.rooms.check(code, _token(request))
        return self._events(code, presenter=True)

    @_answering
    async def now(self, request: Request) -> Response:
        """How it stands at this moment, for what may not be a moment behind."""
        code = _code(request)
        self.rooms.check(code, _token(request))
        return _done(**self.hub.now(code))

    def _events(self, code: str, presenter: bool) -> Response:
        if self.hub.streams >= MOST_STREAMS:
            raise FullError
        # sse-starlette ends its streams when the server stops; a plain stream would hold it up.
        return EventSourceResponse(
            self.hub.stream(code, presenter), ping=BREATHE_EVERY, sep="\n", headers=pages.HEADERS
        )

    @_answering
    async def vote(self, request: Request) -> Response:
        """Take an answer; it is in the file when this answers."""
        code, vote = _code(request), await bodies.read(request, bodies.Vote)
        if not self.limits.take(limits.VOTER, code + vote.voter):
            raise TooOftenError
        told = (vote.question, vote.voter, vote.choice, vote.turn, vote.round)
        await self.hub.write(self.rooms.vote, code, *told)
        return _done(ok=True)

    @_answering
    async def step(self, request: Request) -> Response:
        """What the presenter shows now."""
        code, token = _code(request), _token(request)
        state = (await bodies.read(request, bodies.Step)).model_dump()
        return _done(revision=await self.hub.write(self.rooms.step, code, token, state))

    @_answering
    async def question(self, request: Request) -> Response:
        """What the presenter does with a question."""
        code, token = _code(request), _token(request)
        told = await bodies.read(request, bodies.Act)
        revision = await self.hub.write(
            asking.act, self.rooms, code, token, told.act, told.question, told.word
        )
        return _done(revision=revision)

    @_answering
    async def figures(self, request: Request) -> Response:
        """Kept figures."""
        code = _code(request)
        text = asking.kept_as_csv(self.rooms, code, _token(request))
        named = {"Content-Disposition": f'attachment; filename="zaal-{code}.csv"'}
        return Response(text, headers=pages.HEADERS | named, media_type="text/csv; charset=utf-8")

    @_answering
    async def invitation(self, request: Request) -> Response:
        """Links to the room, for the stage."""
        code = _code(request)
        self.rooms.check(code, _token(request))
        own = Link.of_request(request)
        links = links_of([*self.shared(), *([own] if own else [])], f"volg/{code}")
        return _done(code=code, links=links)

    @_answering
    async def close(self, request: Request) -> Response:
        """End the room."""
        await self.hub.write(self.rooms.close, _code(request), _token(request))
        return _done(ok=True)

    @_answering
    async def delete(self, request: Request) -> Response:
        """Delete the room."""
        await self.hub.write(self.rooms.delete, _code(request), _token(request))
        return _done(ok=True)

    def routes(self) -> list[Route]:
        """All of them."""
        room = "/volg/{code}"
        return [
            Route("/volg", self.enter),
            Route("/volg/deel/{stamp}/{name}", self.part),
            Route("/volg/vlak/{name}", self.shape),
            Route(room, self.follow),
            Route(room, self.delete, methods=["DELETE"]),
            Route(f"{room}/inhoud.json", self.content),
            Route(room + "/scene/{scene}.json", self.scene),
            Route(f"{room}/stroom", self.stream),
            Route(f"{room}/regie", self.direct),
            Route(f"{room}/nu.json", self.now),
            Route(f"{room}/cijfers.csv", self.figures),
            Route(f"{room}/uitnodiging.json", self.invitation),
            Route(f"{room}/stem", self.vote, methods=["POST"]),
            Route(f"{room}/stap", self.step, methods=["POST"]),
            Route(f"{room}/vraag", self.question, methods=["POST"]),
            Route(f"{room}/sluit", self.close, methods=["POST"]),
        ]


def _json(packed: bytes, request: Request) -> Response:
    made = send(packed, "application/json", request, cache="no-store")
    made.headers.update(pages.HEADERS)
    return made
