"""Read the 100 m cells of a version; their names say where they lie."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.store.reading import SCORE_COLUMNS
from wijkbeeld.store.version_files import VersionFiles
from wijkbeeld.store.versions import StoreError

_CELL_NAME = "E[0-9]{4}N[0-9]{4}"
_EAST = "100 * try_cast(substr(code, 2, 4) as integer)"
_NORTH = "100 * try_cast(substr(code, 7, 4) as integer)"


class CellReader(VersionFiles):
    """Scores of 100 m cells."""

    def has_grid(self, edition: int) -> bool:
        """Whether there are scores of 100 m cells whose names say where they lie."""
        rows = self.manifest.areas_per_wave
        return any(r["level"] == "grid" and r["edition"] == edition for r in rows)

    def grid_bounds(self, edition: int) -> tuple[int, int, int, int]:
        """Outer edges of all 100 m cells, in metres (RD New): west, south, east, north.

        Raises
        ------
        StoreError
            When cells have names that do not say where they lie (``E1234N4567``).
        """
        edges = self._query(
            "scores_grid",
            f"min({_EAST}) as west, min({_NORTH}) as south, max({_EAST}) + 100 as east, "
            f"max({_NORTH}) + 100 as north, "
            f"bool_and(regexp_full_match(code, '{_CELL_NAME}')) as is_named",
            "edition = ?",
            edition,
        ).iloc[0]
        if pd.isna(edges["west"]) or not edges["is_named"]:
            raise StoreError(
                "De vierkanten van 100 meter hebben namen waaruit de plaats niet blijkt. "
                "Verwacht: E1234N4567."
            )
        return int(edges["west"]), int(edges["south"]), int(edges["east"]), int(edges["north"])

    def cells(self, edition: int, wave: int, measure: str) -> pd.DataFrame:
        """One score of all 100 m cells in one wave (not kept: large).

        Returns
        -------
        DataFrame
            Columns ``x, y`` (lower left corner, metres RD New), ``value`` and ``klasse``.
        """
        if measure not in SCORE_COLUMNS:
            raise KeyError(measure)
        return self._query(
            "scores_grid",
            f"{_EAST} as x, {_NORTH} as y, {measure} as value, klasse",
            "edition = ? and wave = ?",
            edition,
            wave,
        )
