"""Read the areas of a version: names, labels and boundaries."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.version_files import VersionFiles


class AreaReader(VersionFiles):
    """Areas within a scope."""

    def areas(self, scope: Scope) -> pd.DataFrame:
        """Areas without geometry, sorted by code; water left out.

        Returns
        -------
        DataFrame
            Columns ``code, name, gemeente_code, gemeente_naam, label``. ``label`` is unique: name
            and gemeente, with the code where that still repeats.
        """
        level, classification = self._place(scope)

        def make() -> pd.DataFrame:
            frame = self._query(
                "areas",
                "code, any_value(name) as name, any_value(gemeente_code) as gemeente_code, "
                "any_value(gemeente_naam) as gemeente_naam",
                "indeling = ? and level = ? and not is_water group by code order by code",
                classification,
                level,
            )
            return frame.assign(label=_labels(frame, level))

        frame = self._once(make, "areas", level, classification)
        if scope.gemeente is not None:
            frame = frame[frame["gemeente_code"] == scope.gemeente]
        if scope.selection is not None:
            frame = frame[frame["code"].isin(scope.selection)]
        return frame

    def by_code(self, scope: Scope) -> pd.DataFrame:
        """Areas as :meth:`areas` gives them, with their code as index."""
        return self._once(lambda: self.areas(scope).set_index("code"), "by_code", scope)

    def _within(self, scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows of areas that lie within a scope; ``code`` is a column or the index."""
        if scope.is_whole:
            return frame
        inside = self.by_code(scope).index
        return frame[frame.get("code", frame.index).isin(inside)]

    def geometry(self, scope: Scope) -> gpd.GeoDataFrame:
        """Areas with their boundary in RD New (not kept: large)."""
        level, classification = self._place(scope)
        with self._readable("areas"):
            frame = gpd.read_parquet(
                self.folder / "areas.parquet",
                filters=[
                    ("indeling", "==", classification),
                    ("level", "==", level),
                    ("is_water", "==", False),
                ],
            )
        frame = frame[frame.geometry.notna()].sort_values("code", ignore_index=True)
        return self._within(scope, frame)


def _labels(frame: pd.DataFrame, level: str) -> pd.Series:
    label = frame["name"]
    if level != "gemeente":
        label = label + " (" + frame["gemeente_naam"] + ")"
    return label.where(~label.duplicated(keep=False), label + " " + frame["code"])
