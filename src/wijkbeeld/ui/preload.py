"""Tell the browser with the first answer which files the map needs, while Streamlit itself still starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wijkbeeld.map import live
from wijkbeeld.map.geometry import read_index
from wijkbeeld.store import versions
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui.data import default_level, preferred

_MAP_PAGES = ("", "kaart")
_CHUNKS = ("BidiComponent", "ButtonGroup", "Selectbox", "TextInput", "StreamlitMarkdown")
"""Parts of Streamlit's own frontend that the map page always loads, one after the other."""


class Preload:
    """ASGI middleware that adds a ``Link`` header to the document of a page with a map.

    Without it the browser meets each file only when the one before has run: Streamlit's scripts,
    the component, the map module, the library, the geometry.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the header where the answer is the document of a map page."""
        if scope["type"] != "http" or scope["path"].strip("/") not in _MAP_PAGES:
            await self.app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                query = scope["query_string"].decode("latin-1")
                message["headers"] = [*message["headers"], (b"link", ", ".join(links(query)).encode("latin-1"))]
            await send(message)

        await self.app(scope, receive, add)


def links(query: str) -> Iterator[str]:
    """Header values for a map page.

    Parameters
    ----------
    query
        Query string of the page: the dataset and level that its link names.
    """
    folder = f"{live.PREFIX[1:]}/deel/{live.fingerprint()}"
    for chunk in _streamlit_chunks():
        yield f"<static/js/{chunk}>; rel=modulepreload; crossorigin"
    for name in live.assets():
        if name.endswith(".css"):
            yield f"<{folder}/{name}>; rel=preload; as=style"
        else:
            yield f"<{folder}/{name}>; rel=modulepreload"
    file = _geometry(query)
    if file:
        yield f"<{live.PREFIX[1:]}/kaart/{file}>; rel=preload; as=fetch; crossorigin"


def _geometry(query: str) -> str | None:
    """File of the areas that the page will draw first, when that can be told from its link."""
    asked = {k: v[-1] for k, v in parse_qs(query).items()}
    names = versions.datasets()
    if not names:
        return None
    dataset = asked.get("dataset") if asked.get("dataset") in names else preferred(names)
    try:
        data = open_dataset(str(dataset))
    except StoreError:
        return None
    levels = data.levels()
    if not levels:
        return None
    level = asked.get("niveau") if asked.get("niveau") in levels else default_level(data, levels)
    edition = asked.get("editie") or data.editions(str(level))[0]
    layer = read_index(data.folder).get(f"{level}-{edition}")
    return f"{dataset}/{layer.first}" if layer else None


@lru_cache(maxsize=1)
def _streamlit_chunks() -> tuple[str, ...]:
    """Names of Streamlit's own files behind the parts a map page shows, with what they import."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    found: dict[str, None] = {}
    todo = [f.name for part in _CHUNKS for f in sorted(folder.glob(f"{part}.*.js"))]
    while todo:
        name = todo.pop(0)
        if name in found or not (folder / name).is_file():
            continue
        found[name] = None
        todo += re.findall(r'from"\./([\w.-]+\.js)"', (folder / name).read_text(encoding="utf-8"))
    return tuple(found)
