"""The tables of one version of a dataset, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from wijkbeeld.store.own_layers import Layer
from wijkbeeld.store.reading import OwnIndicator

RD = "EPSG:28992"
FIGURE_KEY = ["year", "level", "code", "indicator"]
AREA_COLUMNS = [
    "indeling",
    "level",
    "code",
    "name",
    "gemeente_code",
    "gemeente_naam",
    "is_water",
    "bron",
    "rang",
    "geometry",
]


@dataclass
class Tables:
    """The tables of one version, before they are written; scores by level."""

    scores: dict[str, pd.DataFrame]
    areas: gpd.GeoDataFrame
    figures: pd.DataFrame
    indicators: dict[str, OwnIndicator] = field(default_factory=dict)
    layers: dict[str, Layer] = field(default_factory=dict)


def empty_tables() -> Tables:
    """Tables without rows."""
    areas = gpd.GeoDataFrame({c: [] for c in AREA_COLUMNS}, geometry="geometry", crs=RD).astype(
        {"indeling": "int16", "rang": "int8", "is_water": bool}
        | dict.fromkeys(("level", "code", "name", "gemeente_code", "gemeente_naam", "bron"), "str")
    )
    figures = pd.DataFrame(
        {c: [] for c in (*FIGURE_KEY, "indeling", "value", "status", "bron", "rang")}
    )
    return Tables({}, areas, figures)
