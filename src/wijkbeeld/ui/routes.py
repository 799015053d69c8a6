"""Routes beside Streamlit's own: frontend files and map geometry, under names that never change."""

from __future__ import annotations

import gzip
import re

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from wijkbeeld.map import frontend_files, palette
from wijkbeeld.map.picture import development_picture
from wijkbeeld.map.raster import Subject, subject_of
from wijkbeeld.map.raster import at as grid_cell
from wijkbeeld.map.raster import png as grid_png
from wijkbeeld.room import serving
from wijkbeeld.served_files import FOREVER, send, send_file
from wijkbeeld.store import versions
from wijkbeeld.store.read import Dataset, open_dataset
from wijkbeeld.store.reading import SCORE_COLUMNS
from wijkbeeld.store.web_files import geometry_file
from wijkbeeld.ui.start_pictures import INKS


def part(request: Request) -> Response:
    """Serve a file of the map's frontend."""
    name = request.path_params["name"]
    if (
        name not in frontend_files.assets()
        or request.path_params["stamp"] != frontend_files.fingerprint()
    ):
        return PlainTextResponse("Niet gevonden", status_code=404)
    return send_file(frontend_files.assets()[name], request)


def geometry(request: Request) -> Response:
    """Serve a geometry file of any complete version of a dataset."""
    file = geometry_file(request.path_params["dataset"], request.path_params["name"])
    if file is None:
        return PlainTextResponse("Niet gevonden", status_code=404)
    return send(file.read_bytes(), "application/geo+json", request)


def _asked(request: Request, name: str) -> tuple[Dataset, Subject] | None:
    """Dataset and subject that an address of the grid names, or None when they do not exist."""
    dataset, version = request.path_params["dataset"], request.path_params["version"]
    folder = versions.current(dataset) if re.fullmatch(r"[a-z0-9-]+", dataset) else None
    subject = subject_of(name)
    if folder is None or folder.name != version or subject is None:
        return None
    data = open_dataset(dataset)
    if subject.measure not in SCORE_COLUMNS or not data.has_grid(subject.edition):
        return None
    return data, subject


def raster(request: Request) -> Response:
    """Serve the 100 m grid as a picture; the version in the address makes it cacheable for ever."""
    name, _, colours = request.path_params["name"].removesuffix(".png").rpartition("-")
    asked = _asked(request, name)
    if asked is None or colours not in palette.ALL:
        return PlainTextResponse("Niet gevonden", status_code=404)
    data, subject = asked
    return Response(
        grid_png(data, subject, colours),
        headers={"Cache-Control": FOREVER},
        media_type="image/png",
    )


def cell(request: Request) -> Response:
    """Say what one 100 m cell holds."""
    asked = _asked(
        request, request.path_params["name"] + "-" + request.query_params.get("jaar", "")
    )
    try:
        place = float(request.query_params["lng"]), float(request.query_params["lat"])
    except (KeyError, ValueError):
        asked = None
    if asked is None:
        return PlainTextResponse("Niet gevonden", status_code=404)
    described = grid_cell(*asked, *place)
    if described is None:
        return JSONResponse({"found": False})
    name, text = described
    return JSONResponse({"found": True, "title": f"Vierkant {name}", "text": text})


_PICTURE = re.compile(r"([a-z]+)-(\d{4})-(GM\d{4}|alle)-([a-z]+)\.svg")


def picture(request: Request) -> Response:
    """Serve a still picture of the start page; the version in its address keeps it for ever."""
    dataset, version = request.path_params["dataset"], request.path_params["version"]
    folder = versions.current(dataset) if re.fullmatch(r"[a-z0-9-]+", dataset) else None
    asked = _PICTURE.fullmatch(request.path_params["name"])
    if folder is None or folder.name != version or not asked:
        return PlainTextResponse("Niet gevonden", status_code=404)
    level, edition, town, ink = asked.groups()
    data = open_dataset(dataset)
    if ink not in INKS or level not in data.levels() or int(edition) not in data.editions(level):
        return PlainTextResponse("Niet gevonden", status_code=404)
    scope = data.scope(level, int(edition))
    if town != "alle":
        scope = scope.within(town)
    drawn = development_picture(scope, INKS[ink])
    if not drawn:
        return PlainTextResponse("Niet gevonden", status_code=404)
    return send(gzip.compress(drawn.encode("utf-8"), 6, mtime=0), "image/svg+xml", request)


def routes() -> list[Route]:
    """All routes of Wijkbeeld."""
    base = f"{frontend_files.PREFIX}/deel"
    parts = [Route(base + "/{stamp}/{name}", part)]
    room = serving.routes(f"{base[1:]}/{frontend_files.fingerprint()}/", parts)
    return [
        *room,
        *parts,
        Route(frontend_files.PREFIX + "/kaart/{dataset}/{name}", geometry),
        Route(frontend_files.PREFIX + "/raster/{dataset}/{version}/{name}", raster),
        Route(frontend_files.PREFIX + "/cel/{dataset}/{version}/{name}", cell),
        Route(frontend_files.PREFIX + "/beeld/{dataset}/{version}/{name}", picture),
    ]
