"""Routes of the stage: its page, its content and its files."""

from __future__ import annotations

import gzip
import re

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from wijkbeeld.present import deck as decks
from wijkbeeld.present import stage_files
from wijkbeeld.present.deck import Deck
from wijkbeeld.served_files import send, send_file
from wijkbeeld.store import versions
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import big, scenes

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
    return send(scenes.deck_content(deck), "application/json", request, cache="no-cache")


def preview(request: Request) -> Response:
    """Serve a scene in small; the address changes with the deck, so that it can be kept."""
    deck = _asked(request)
    drawn = scenes.preview_of(deck, request.path_params["scene"]) if deck else None
    if drawn is None:
        return PlainTextResponse("Niet gevonden", status_code=404)
    packed = gzip.compress(drawn.encode("utf-8"), 6, mtime=0)
    return send(packed, "image/svg+xml", request, cache="private, max-age=86400")


def part(request: Request) -> Response:
    """Serve a file of the stage; the stamp in its address keeps it for ever."""
    file = stage_files.assets().get(request.path_params["name"])
    if file is None or request.path_params["stamp"] != stage_files.fingerprint():
        return PlainTextResponse("Niet gevonden", status_code=404)
    return send_file(file, request)


def routes() -> list[Route]:
    """Routes of the stage."""
    return [
        Route("/podium/{dataset}/{deck}", page),
        Route("/podium/{dataset}/{deck}/inhoud.json", content),
        Route("/podium/{dataset}/{deck}/{scene}.svg", preview),
        *big.routes(),
        Route(stage_files.PREFIX + "/{stamp}/{name}", part),
    ]
