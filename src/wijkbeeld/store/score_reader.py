"""Read the scores of a version: of areas, per wave."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.area_reader import AreaReader
from wijkbeeld.store.reading import SCORE_COLUMNS

_FAIR_PART = 0.05
"""Part of the areas of the fullest wave that a wave must have to be shown on a map."""


class ScoreReader(AreaReader):
    """Scores within a scope."""

    def scores(self, scope: Scope) -> pd.DataFrame:
        """Scores of all areas and waves.

        Returns
        -------
        DataFrame
            Columns ``code, wave, lbm, afw, fys, onv, soc, vrz, won, klasse, klasse_bron``,
            sorted by code and wave; dimensions missing where they were not published.
        """
        level, classification = self._place(scope)
        columns = ", ".join(("code", "wave", *SCORE_COLUMNS, "klasse", "klasse_bron"))

        if level not in self.scored_levels():
            return pd.DataFrame(columns=columns.split(", "))

        def make() -> pd.DataFrame:
            where = "edition = ? order by code, wave"
            return self._query(f"scores_{level}", columns, where, classification)

        return self._within(scope, self._once(make, "scores", level, classification))

    def wide(self, scope: Scope, measure: str) -> pd.DataFrame:
        """One score as a table: index code (all areas), columns waves, values in points."""

        def make() -> pd.DataFrame:
            table = self.scores(scope).pivot(index="code", columns="wave", values=measure)
            return table.reindex(self.areas(scope)["code"])

        return self._once(make, "wide", scope, measure)

    def mappable_waves(self, scope: Scope, measure: str) -> list[int]:
        """Waves in which a fair part of the areas has a value: a handful is no map."""
        counts = self.wide(scope, measure).notna().sum()
        return [int(w) for w in counts.index if counts[w] >= max(1, _FAIR_PART * counts.max())]

    def series(self, scope: Scope, codes: list[str]) -> pd.DataFrame:
        """Scores of some areas, sorted by code and wave."""
        if scope.level not in self.scored_levels():
            return self.scores(scope)
        level, classification = self._place(scope)
        where = "edition = ? and code in (select unnest(?)) order by code, wave"

        def make() -> pd.DataFrame:
            return self._query(f"scores_{level}", "*", where, classification, codes)

        return self._once(make, "series", level, classification, *codes)
