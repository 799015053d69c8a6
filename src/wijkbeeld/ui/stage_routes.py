"""Routes of the stage: its page, its content and its files."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from wijkbeeld.present import deck as decks
from wijkbeeld.present import stage_files
from wijkbeeld.present.deck import Deck
from wijkbeeld.store import versions
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import scenes

_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
_GONE = (
    "<!doctype html><html lang='nl'><meta charset='utf-8'><title>Niet gevonden</title>"
    "<body style='font: 1.4rem system-ui; margin: 3rem'><h1>Deze presentatie is hier niet</h1>"
    "<p>Ze is verwijderd of heeft een andere naam. Kijk op de pagina Presenteren.</p>"
)


def _asked(request: Request) -> Deck | None:
    dataset, name = request.path_params["dataset"], request.path_params["deck"]
    if not re.fullmatch(r"[a-z0-9-]+", dataset) or dataset not in versions.datasets():
        return None
    try:
        return decks.get(dataset, name)
    except StoreError:
        return None


def page(request: Request) -> Response:
    """Serve the stage of a deck."""
    deck = _asked(request)
    if deck is None:
        return HTMLResponse(_GONE, status_code=404)
    text, headers = stage_files.document(deck.name, request.scope.get("root_path", ""))
    return HTMLResponse(text, headers=headers)


def content(request: Request) -> Response:
    """Serve what the stage draws."""
    deck = _asked(request)
    if deck is None:
        return PlainTextResponse("Niet gevonden", status_code=404)
    packed = scenes.deck_content(deck)
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(packed, headers=headers, media_type="application/json")
    return Response(gzip.decompress(packed), headers=headers, media_type="application/json")


@lru_cache(maxsize=64)
def _asset(name: str) -> bytes:
    return gzip.compress(stage_files.assets()[name].read_bytes(), 9, mtime=0)


def part(request: Request) -> Response:
    """Serve a file of the stage; the stamp in its address keeps it for ever."""
    name = request.path_params["name"]
    known = stage_files.assets()
    if name not in known or request.path_params["stamp"] != stage_files.fingerprint():
        return PlainTextResponse("Niet gevonden", status_code=404)
    kind, headers = _TYPES[known[name].suffix], {"Cache-Control": _FOREVER}
    if kind == "font/woff2":
        return Response(known[name].read_bytes(), headers=headers, media_type=kind)
    headers["Vary"] = "Accept-Encoding"
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(known[name].read_bytes(), headers=headers, media_type=kind)
    headers["Content-Encoding"] = "gzip"
    return Response(_asset(name), headers=headers, media_type=kind)


def routes() -> list[Route]:
    """Routes of the stage."""
    return [
        Route("/podium/{dataset}/{deck}", page),
        Route("/podium/{dataset}/{deck}/inhoud.json", content),
        Route(stage_files.PREFIX + "/{stamp}/{name}", part),
    ]
