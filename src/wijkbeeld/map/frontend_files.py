"""Files of the map's frontend, and the address under which they are served."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from wijkbeeld import served_files

FRONTEND = Path(__file__).parent / "frontend"
PREFIX = "/wijkbeeld"
"""All routes of the map start so."""


@lru_cache(maxsize=1)
def assets() -> dict[str, Path]:
    """Files of the frontend by the name under which they are served.

    The MapLibre library comes from the installed package ``maplibre``; nothing is vendored.

    Raises
    ------
    RuntimeError
        When that package is not complete.
    """
    package = importlib.util.find_spec("maplibre")
    if package is None or package.origin is None:
        raise RuntimeError("package 'maplibre' is not installed")
    library = Path(package.origin).parent / "srcjs"
    files = {f.name: f for f in sorted(FRONTEND.iterdir()) if f.suffix in (".js", ".css")}
    files |= {name: library / name for name in ("maplibre-gl.js", "maplibre-gl.css")}
    missing = [n for n, f in files.items() if not f.is_file()]
    if missing:
        raise RuntimeError(f"package 'maplibre' lacks {missing}")
    return files


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Hash of all frontend files: part of their address, so that they can be cached for ever."""
    return served_files.fingerprint(assets())


def folder() -> str:
    """Address of the frontend's files, from a page."""
    return f"{PREFIX[1:]}/deel/{fingerprint()}/"


def from_page(address: str) -> str:
    """Address from a page of what the frontend knows by an address from its own files.

    Raises
    ------
    ValueError
        When the address does not start at the routes of the map.
    """
    start = "../../"
    if not address.startswith(start):
        raise ValueError(f"{address!r} does not start with {start!r}")
    return f"{PREFIX[1:]}/{address.removeprefix(start)}"
