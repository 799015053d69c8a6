"""Areas without water, by classification and level."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd


class Land:
    """Areas without water by classification and level; each is cut out of the large table once."""

    def __init__(self, areas: gpd.GeoDataFrame) -> None:
        land = areas[~areas["is_water"]]
        groups = land.groupby(["indeling", "level"], observed=True)
        self._parts = {(int(i), str(lv)): part.set_index("code") for (i, lv), part in groups}
        self._none = land.iloc[:0].set_index("code")

    def of(self, indeling: int, level: str) -> gpd.GeoDataFrame:
        """Areas of one level, with their code as index; empty when there are none."""
        return self._parts.get((indeling, level), self._none)

    def with_boundary(self, indeling: int) -> gpd.GeoDataFrame:
        """Areas of all levels that have a boundary."""
        parts = [p[p["geometry"].notna()] for (i, _), p in self._parts.items() if i == indeling]
        return pd.concat(parts) if parts else self._none
