"""A deck as one HTML file that plays from a disk, without Wijkbeeld and without a network."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

from wijkbeeld.present import stage_files

_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".geojson": "application/geo+json",
}
_LIBRARY = "maplibre-gl.js"
_IMPORT = re.compile(r'(from\s+|import\s+)"\./([\w.-]+\.js)"')


def single_file(content: bytes, web: Path) -> str:
    """The stage with all that it needs in one document.

    Parameters
    ----------
    content
        Content of the deck, as JSON.
    web
        Folder with the geometry of the dataset.
    """
    deck = json.loads(content)
    assets = stage_files.assets()
    modules = {
        f"wb/{n}": _module(f) for n, f in assets.items() if f.suffix == ".js" and n != _LIBRARY
    }
    held = {n: _data(n, f.read_bytes()) for n, f in assets.items() if f.suffix == ".css"}
    held |= {a: _geometry(web, a) for a in _addresses(deck)}
    face = stage_files.FACE.format(
        address=_data(stage_files.FONT, assets[stage_files.FONT].read_bytes())
    )
    style = "\n".join(assets[n].read_text(encoding="utf-8") for n in stage_files.STYLES)
    library = assets[_LIBRARY].read_text(encoding="utf-8")
    head = "\n".join(
        [
            f"<style>{face}\n{style}</style>",
            f"<script>globalThis.wijkbeeldFiles = {_safe(held)};</script>",
            f'<script type="importmap">{_safe({"imports": modules})}</script>',
            "<script>" + library.replace("</script", "<\\/script") + "</script>",
        ]
    )
    script = (
        f'<script type="application/json" id="inhoud">{_safe(deck)}</script>\n'
        '<script type="module">import "wb/podium.js";</script>'
    )
    return stage_files.filled(deck["name"], head, script)


def _module(file: Path) -> str:
    """A module of the frontend as an address; others are asked for by a name of the import map."""
    text = _IMPORT.sub(r'\1"wb/\2"', file.read_text(encoding="utf-8"))
    return _data(file.name, text.encode())


def _addresses(deck: dict[str, Any]) -> set[str]:
    """Addresses of the geometry that the maps of a deck ask for."""
    found: set[str] = set()
    maps = [scene[place] for scene in deck["scenes"] for place in ("map", "second")]
    for shown in filter(None, maps):
        found |= {shown["outline"], shown["water"]}
        for level in shown["levels"]:
            found |= {level["geometry"], level["overview"]}
    return {address for address in found if address}


def _geometry(web: Path, address: str) -> str:
    file = web / address.rsplit("/", 1)[1]
    return _data(file.name.removesuffix(".gz"), gzip.decompress(file.read_bytes()))


def _data(name: str, content: bytes) -> str:
    kind = _TYPES[Path(name).suffix]
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _safe(value: Any) -> str:
    """JSON that ends no script."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
