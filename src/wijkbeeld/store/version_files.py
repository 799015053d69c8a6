"""The files of one version of a dataset: its manifest, and DuckDB over its Parquet tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.errors import DamagedError
from wijkbeeld.store.kept import Kept
from wijkbeeld.store.manifest import manifest_of
from wijkbeeld.store.shown import LEVELS, shown

T = TypeVar("T")
_MOST_FRAMES = 160
"""Frames kept per version; the one that was not asked for longest goes first."""


class VersionFiles:
    """One version on disk: what its manifest says, and queries whose frames are made once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = manifest_of(folder)
        self._frames = Kept(_MOST_FRAMES)

    def _once(self, make: Callable[[], T], *key: object) -> T:
        """Make something once per version; two sessions that ask at once share the work."""
        return self._frames.get(key, make)

    def _query(self, table: str, select: str, where: str, *values: object) -> pd.DataFrame:
        sql = f"select {select} from read_parquet(?) where {where}"
        parameters = [str(self.folder / f"{table}.parquet"), *values]
        with self._readable(table):
            return _engine().cursor().execute(sql, parameters).df()

    @contextmanager
    def _readable(self, table: str) -> Iterator[None]:
        """Say of which table it is when a file cannot be read."""
        try:
            yield
        except (duckdb.IOException, duckdb.InvalidInputException, duckdb.BinderException) as error:
            what = f"De tabel {table}.parquet is weg of beschadigd."
            raise DamagedError(self.manifest.dataset, what) from error
        except (OSError, pa.ArrowException) as error:
            what = f"De tabel {table}.parquet is niet te lezen."
            raise DamagedError(self.manifest.dataset, what) from error

    def _place(self, scope: Scope) -> tuple[str, int]:
        if (scope.dataset, scope.version) != (self.manifest.dataset, self.manifest.version):
            raise ValueError(f"scope of {scope.dataset}/{scope.version} read from {self.version}")
        return scope.level, scope.classification

    @property
    def version(self) -> str:
        """Dataset and version, as caches and addresses name them."""
        return f"{self.manifest.dataset}/{self.manifest.version}"

    def scope(self, level: str, classification: int) -> Scope:
        """All areas of a level in a classification of this version."""
        return Scope(self.manifest.dataset, self.manifest.version, level, classification)

    def levels(self) -> list[str]:
        """Levels with scores, or with figures and a map: gemeente, wijk, buurt."""
        have = set().union(*shown(self.manifest).values())
        return [lv for lv in LEVELS if lv in have]

    def scored_levels(self) -> list[str]:
        """Levels that have scores, coarse to fine."""
        have = {str(a["level"]) for a in self.manifest.areas_per_wave}
        return [lv for lv in LEVELS if lv in have]

    def editions(self, level: str) -> list[int]:
        """Years of the areas on which a level is shown; of editions the one with most scores first.

        A level without scores has one.
        """
        total: dict[int, int] = {}
        for row in self.manifest.areas_per_wave:
            if row["level"] == level:
                total[row["edition"]] = total.get(row["edition"], 0) + row["areas"]
        if total:
            return sorted(total, key=lambda e: (-total[e], -e))
        return [year for year, levels in shown(self.manifest).items() if level in levels]

    def waves(self, scope: Scope) -> list[int]:
        """Waves with scores, oldest first."""
        place = self._place(scope)
        rows = self.manifest.areas_per_wave
        return [int(r["wave"]) for r in rows if (r["level"], r["edition"]) == place]


@lru_cache(maxsize=1)
def _engine() -> duckdb.DuckDBPyConnection:
    """One DuckDB for the process; every query works on a cursor of its own."""
    return duckdb.connect(":memory:")
