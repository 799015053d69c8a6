"""Routes beside Streamlit's own: frontend files and map geometry, under names that never change."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from wijkbeeld.map import live
from wijkbeeld.store import versions

_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css"}


@lru_cache(maxsize=16)
def _asset(name: str) -> bytes:
    return gzip.compress(live.assets()[name].read_bytes(), 9, mtime=0)


def _send(packed: bytes, kind: str, request: Request) -> Response:
    """Send gzipped content as it is; unpack it for the rare client that cannot."""
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=kind)
    return Response(gzip.decompress(packed), headers=headers, media_type=kind)


def part(request: Request) -> Response:
    """Serve a file of the map's frontend."""
    name = request.path_params["name"]
    if name not in live.assets() or request.path_params["stamp"] != live.fingerprint():
        return PlainTextResponse("Niet gevonden", status_code=404)
    return _send(_asset(name), _TYPES[name[name.rindex(".") :]], request)


def geometry(request: Request) -> Response:
    """Serve a geometry file of any complete version of a dataset."""
    dataset, name = request.path_params["dataset"], request.path_params["name"]
    if not re.fullmatch(r"[a-z0-9-]+", dataset) or not re.fullmatch(r"[a-z0-9-]+\.geojson\.gz", name):
        return PlainTextResponse("Niet gevonden", status_code=404)
    for folder in (versions.current(dataset), versions.previous(dataset)):
        file = folder / "web" / name if folder else None
        if file is not None and file.is_file():
            return _send(file.read_bytes(), "application/geo+json", request)
    return PlainTextResponse("Niet gevonden", status_code=404)


def routes() -> list[Route]:
    """All routes of Wijkbeeld."""
    return [
        Route(live.PREFIX + "/deel/{stamp}/{name}", part),
        Route(live.PREFIX + "/kaart/{dataset}/{name}", geometry),
    ]
