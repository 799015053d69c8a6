"""Files that never change under their name, sent compressed: parts of a frontend, geometry."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


def fingerprint(files: Mapping[str, Path]) -> str:
    """Hash of files with their names: as part of an address it lets them be cached for ever."""
    digest = hashlib.sha256()
    for name, file in files.items():
        digest.update(name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=64)
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 9, mtime=0)


def send_file(file: Path, request: Request) -> Response:
    """Answer with a file of a frontend; it is compressed once."""
    return send(_packed(file), TYPES[file.suffix], request)


def send(packed: bytes, kind: str, request: Request, cache: str = FOREVER) -> Response:
    """Answer with gzipped content as it is; unpack it for the rare client that cannot."""
    headers = {"Cache-Control": cache, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=kind)
    return Response(gzip.decompress(packed), headers=headers, media_type=kind)
