"""Read a dataset: DuckDB over its Parquet files, each frame once per process, read-only."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from wijkbeeld import paths
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.measure import SCORES, Measure, measure_of
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store import versions
from wijkbeeld.store.cell_reader import CellReader
from wijkbeeld.store.figure_reader import FigureReader
from wijkbeeld.store.score_reader import ScoreReader

_NAMES = ("postcode",)
"""Indicators that name an area and measure nothing."""

FICTIONAL_SOURCE = "fictieve cijfers, door Wijkbeeld verzonnen"


class Dataset(ScoreReader, FigureReader, CellReader):
    """One version of one dataset.

    Readers take a :class:`~wijkbeeld.catalog.scope.Scope` first and return only what lies within
    it. Frames are shared by all sessions: treat them as read-only. The readers of areas, scores,
    figures and cells stand in modules of their own.
    """

    def wide(self, scope: Scope, measure: str) -> pd.DataFrame:
        """One measure as a table: index code (all areas), columns waves or years.

        Parameters
        ----------
        measure
            A score, ``klasse``, or an indicator with figures, in its own unit.
        """
        if measure in SCORES or measure == "klasse":
            return super().wide(scope, measure)

        def make() -> pd.DataFrame:
            table = self.figure_table(scope, measure)
            return table.reindex(self.areas(scope)["code"]).astype("float64")

        return self._once(make, "wide", scope, measure)

    def any_waves(self, scope: Scope, measure: str) -> list[int]:
        """Waves of a score that make a map; of figures every year that some area has.

        A sentence beside the map says how many: figures of one city need no other to be shown.
        """
        if measure in SCORES:
            return self.mappable_waves(scope, measure)
        table = self.wide(scope, measure)
        return [int(y) for y in table.columns[table.notna().any()]]

    def measures_at(self, level: str) -> list[str]:
        """Ids of the measures that a level has: scores first where there are, then own, then CBS.

        A postcode is a name, not a quantity: it is left out.
        """
        own = {str(i["id"]) for i in self.manifest.indicators}
        figures = {
            str(i)
            for edition in self.editions(level)
            for i in self.figure_years(self.scope(level, edition))["indicator"]
        }
        known = [i for i in self.measures() if i in figures and i not in _NAMES]
        scores = SCORES if level in self.scored_levels() else ()
        return [*scores, *sorted(known, key=lambda i: i not in own)]

    def measures(self) -> dict[str, Measure]:
        """Every indicator of the catalog and of the user's own files, by id.

        In a fictional dataset no publisher is named as the source.
        """
        known = catalog()
        measures = {}
        for indicator in known.indicators.values():
            source = known.sources[indicator.source].attribution
            invented = FICTIONAL_SOURCE if self.manifest.fictional else source
            measures[indicator.id] = measure_of(indicator, invented)
        for own in self.manifest.indicators:
            measures[own["id"]] = Measure(
                own["id"],
                own["label"],
                own["unit"],
                own["decimals"],
                own.get("direction", "neutraal"),
                "Een eigen cijfer, toegevoegd op Gegevens.",
                "",
                own["source"],
                kind=own.get("kind", "gemiddelde"),
            )
        return measures


@lru_cache(maxsize=4)
def _opened(folder: Path) -> Dataset:
    return Dataset(folder)


def open_dataset(dataset: str, root: Path | None = None) -> Dataset:
    """Open the version in use; the same object for every caller in this process.

    Raises
    ------
    StoreError
        When the dataset does not exist or is damaged.
    """
    return _opened(versions.in_use(dataset, root))


def opened(scope: Scope) -> Dataset:
    """Open the version that a scope names, also when another one is in use by now.

    Raises
    ------
    StoreError
        When that version is gone or damaged.
    """
    return _opened(paths.store_root() / scope.dataset / "versions" / scope.version)
