"""Read a dataset: DuckDB over its Parquet files, each frame once per process, read-only."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from wijkbeeld import paths
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.measure import Measure, measure_of
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store import versions
from wijkbeeld.store.cell_reader import CellReader
from wijkbeeld.store.figure_reader import FigureReader
from wijkbeeld.store.score_reader import ScoreReader
from wijkbeeld.store.versions import StoreError

FICTIONAL_SOURCE = "fictieve cijfers, door Wijkbeeld verzonnen"


class Dataset(ScoreReader, FigureReader, CellReader):
    """One version of one dataset.

    Readers take a :class:`~wijkbeeld.catalog.scope.Scope` first and return only what lies within
    it. Frames are shared by all sessions: treat them as read-only. The readers of areas, scores,
    figures and cells stand in modules of their own.
    """

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
    folder = versions.current(dataset, root)
    if folder is None:
        raise StoreError(f"Dataset '{dataset}' bestaat niet.")
    return _opened(folder)


def opened(scope: Scope) -> Dataset:
    """Open the version that a scope names, also when another one is in use by now.

    Raises
    ------
    StoreError
        When that version is gone or damaged.
    """
    return _opened(paths.store_root() / scope.dataset / "versions" / scope.version)
