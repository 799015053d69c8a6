"""Tell the browser with the first answer which files the map needs.

Without it the browser meets each file only when the one before has run: Streamlit's scripts, the
component, the map module, the library, the geometry.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs, quote

import streamlit

from wijkbeeld import pipeline
from wijkbeeld.map import frontend_files
from wijkbeeld.map.geometry import read_index
from wijkbeeld.store import versions
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.usual import default_level
from wijkbeeld.store.versions import StoreError

_PARTS = ("BidiComponent", "ButtonGroup", "Selectbox", "TextInput", "StreamlitMarkdown")
"""Parts of Streamlit's own frontend that the map page always shows; it would load one after the
other.
"""


def links(query: str) -> Iterator[str]:
    """Elements for the head of a map page: its parts start while Streamlit waits.

    Parameters
    ----------
    query
        Query string of the page: the dataset and level that its link names.
    """
    folder = f"{frontend_files.PREFIX[1:]}/deel/{frontend_files.fingerprint()}"
    imports = (" ").join(
        f'import("./static/js/{name}").catch(() => {{}});' for name in _streamlit_parts()
    )
    yield f'<script type="module" crossorigin>{imports}</script>'
    for name in frontend_files.assets():
        if name.endswith(".css"):
            yield f'<link rel="preload" as="style" href="./{folder}/{name}">'
        else:
            yield f'<link rel="modulepreload" href="./{folder}/{name}">'
    file = _geometry(query)
    if file:
        address = f"./{frontend_files.PREFIX[1:]}/kaart/{quote(file)}"
        yield f'<link rel="preload" as="fetch" crossorigin href="{address}">'


def _geometry(query: str) -> str | None:
    """File of the areas that the page will draw first, when that can be told from its link."""
    asked = {k: v[-1] for k, v in parse_qs(query).items()}
    names = versions.datasets()
    if not names:
        return None
    dataset = asked.get("dataset") if asked.get("dataset") in names else pipeline.preferred(names)
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
def _streamlit_parts() -> tuple[str, ...]:
    """Names of Streamlit's own files behind the parts a map page shows."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return tuple(f.name for part in _PARTS for f in sorted(folder.glob(f"{part}.*.js")))
