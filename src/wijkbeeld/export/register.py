"""A register as a file to take away."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkbeeld.store.register_row import RegisterRow

_FIELDS = {
    "code": "code",
    "name": "naam",
    "start": "start",
    "end": "eind",
    "kind": "soort",
    "dwellings": "woningen",
    "share": "aandeel",
    "source": "bron",
}


def file_name(name: str, level: str, edition: int, *, fictional: bool) -> str:
    """Name of the file, without extension."""
    own = re.sub(r"[^\w-]+", "_", name).strip("_").lower() or "register"
    return (f"vernieuwing_{own}_{level}_{edition}") + (
        "_fictief" if fictional and "fictief" not in own else ""
    )


def _table(rows: list[RegisterRow]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [[getattr(r, f) for f in _FIELDS] for r in rows], columns=list(_FIELDS.values())
    )
    return frame.astype({"start": "Int64", "eind": "Int64"})


def to_csv(rows: list[RegisterRow]) -> bytes:
    """Write a register as CSV; :func:`wijkbeeld.sources.register.read` reads possible values back.

    Text that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    frame = _table(rows)
    for column in ("code", "naam", "soort", "bron"):
        frame[column] = [
            f"'{v}" if v[:1] in tuple("=+-@\t") and v[:1] else v for v in frame[column]
        ]
    buffer = io.StringIO()
    frame.to_csv(buffer, sep=";", decimal=",", index=False)
    return buffer.getvalue().encode("utf-8-sig")


def to_map(rows: list[RegisterRow], boundaries: pd.Series) -> bytes:
    """Write a register as GeoPackage; ``boundaries`` are polygons in RD New by area code."""
    frame = _table(rows)
    geometry = np.array([boundaries.get(c) for c in frame["code"]], dtype=object)
    out = gpd.GeoDataFrame(frame, geometry=geometry, crs=28992)
    with tempfile.TemporaryDirectory(prefix="wijkbeeld-register-") as scratch:
        path = Path(scratch) / "vernieuwing.gpkg"
        out.to_file(path, layer="vernieuwing")
        return path.read_bytes()
