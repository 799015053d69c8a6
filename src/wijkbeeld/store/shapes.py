"""Boundaries of all areas of a level, once per process."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened


@lru_cache(maxsize=6)
def shapes(scope: Scope) -> pd.Series:
    """Polygons in metres (RD New) by area code; areas without a boundary are left out."""
    frame = opened(scope).geometry(scope)
    return pd.Series(frame.geometry.to_numpy(), index=pd.Index(frame["code"]))
