"""Streamlit's own script and style files, compressed and kept by the browser for ever.

Streamlit sends its files as they are and leaves compressing them to a proxy; an office laptop has
none. Compressed once per process, their names (which carry a hash of the content) never mean
anything else.
"""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from pathlib import Path

import streamlit
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOREVER = "public, max-age=31536000, immutable"
_ADDRESS = re.compile(r"/static/(js|css)/([\w.-]+\.[\w-]{8}\.(?:js|css))")
_FOLDER = Path(streamlit.__file__).parent / "static" / "static"
_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}


class ScriptFiles:
    """ASGI middleware that answers for Streamlit's scripts and styles, to who can unpack them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the compressed file; pass on everything else."""
        packed = _asked(scope)
        if packed is None:
            await self.app(scope, receive, send)
            return
        content, kind = packed
        headers = {
            "Content-Encoding": "gzip",
            "Cache-Control": FOREVER,
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
        }
        answer = Response(content, headers=headers, media_type=_TYPES[kind])
        await answer(scope, receive, send)


def _asked(scope: Scope) -> tuple[bytes, str] | None:
    """Content and kind of the file that a request is for; None when another has to answer."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    found = _ADDRESS.fullmatch(path)
    headers = dict(scope["headers"])
    if not found or b"gzip" not in headers.get(b"accept-encoding", b"") or b"range" in headers:
        return None
    content = _packed(found[1], found[2])
    return None if content is None else (content, found[1])


@lru_cache(maxsize=512)
def _packed(kind: str, name: str) -> bytes | None:
    """A file of the installed Streamlit, compressed; None when there is no such file."""
    file = _FOLDER / kind / name
    return gzip.compress(file.read_bytes(), 9, mtime=0) if file.is_file() else None
