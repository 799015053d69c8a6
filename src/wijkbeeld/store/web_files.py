"""Geometry files of a dataset, as they are served."""

from __future__ import annotations

import re
from pathlib import Path

from wijkbeeld.store import versions


def geometry_file(dataset: str, name: str) -> Path | None:
    """A geometry file of the version in use or the one before it; None when it is not there."""
    if not re.fullmatch(r"[a-z0-9-]+", dataset):
        return None
    if not re.fullmatch(r"[a-z0-9-]+\.geojson\.gz", name):
        return None
    for folder in (versions.current(dataset), versions.previous(dataset)):
        file = folder / "web" / name if folder else None
        if file is not None and file.is_file():
            return file
    return None
