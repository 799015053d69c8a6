"""Read a dataset: DuckDB over its Parquet files, each frame once per process, read-only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import duckdb
import geopandas as gpd
import pandas as pd

from wijkbeeld import paths
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.measure import Measure, measure_of
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store import versions
from wijkbeeld.store.reading import SCORE_COLUMNS
from wijkbeeld.store.versions import Manifest, StoreError

T = TypeVar("T")
FICTIONAL_SOURCE = "fictieve cijfers, door Wijkbeeld verzonnen"
_CELL_NAME = "E[0-9]{4}N[0-9]{4}"
_EAST = "100 * try_cast(substr(code, 2, 4) as integer)"
_NORTH = "100 * try_cast(substr(code, 7, 4) as integer)"
_FAIR_PART = 0.05
"""Part of the areas of the fullest wave that a wave must have to be shown on a map."""
_MOST_FRAMES = 160
"""Frames kept per version; the one that was not asked for longest goes first."""


class Dataset:
    """One version of one dataset.

    Readers take a :class:`~wijkbeeld.catalog.scope.Scope` first and return only what lies within
    it. Frames are shared by all sessions: treat them as read-only.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            text = (folder / "manifest.json").read_text(encoding="utf-8")
            self.manifest = Manifest.from_json(text)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreError(
                f"De dataset in {folder.parent.parent.name} is beschadigd. "
                "Zet de vorige versie terug of importeer opnieuw."
            ) from error
        self._lock = threading.RLock()
        self._frames: dict[tuple[object, ...], object] = {}

    def _once(self, make: Callable[[], T], *key: object) -> T:
        """Make something once per version; two sessions that ask at once share the work."""
        with self._lock:
            made = self._frames.pop(key) if key in self._frames else make()
            self._frames[key] = made
            while len(self._frames) > _MOST_FRAMES:
                del self._frames[next(iter(self._frames))]
            return made  # type: ignore[return-value]

    def _query(self, table: str, select: str, where: str, *values: object) -> pd.DataFrame:
        sql = f"select {select} from read_parquet(?) where {where}"
        parameters = [str(self.folder / f"{table}.parquet"), *values]
        return _engine().cursor().execute(sql, parameters).df()

    def _place(self, scope: Scope) -> tuple[str, int]:
        if (scope.dataset, scope.version) != (self.manifest.dataset, self.manifest.version):
            raise ValueError(f"scope of {scope.dataset}/{scope.version} read from {self.version}")
        return scope.level, scope.classification

    def _within(self, scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows of areas that lie within a scope; ``code`` is a column or the index."""
        if scope.is_whole:
            return frame
        inside = self.by_code(scope).index
        return frame[frame.get("code", frame.index).isin(inside)]

    @property
    def version(self) -> str:
        """Dataset and version, as caches and addresses name them."""
        return f"{self.manifest.dataset}/{self.manifest.version}"

    def scope(self, level: str, classification: int) -> Scope:
        """All areas of a level in a classification of this version."""
        return Scope(self.manifest.dataset, self.manifest.version, level, classification)

    def levels(self) -> list[str]:
        """Levels that can be mapped (gemeente, wijk, buurt) and have scores, coarse to fine."""
        have = {str(a["level"]) for a in self.manifest.areas_per_wave}
        return [lv for lv in ("gemeente", "wijk", "buurt") if lv in have]

    def editions(self, level: str) -> list[int]:
        """Editions with scores at ``level``, by the year of their classification; fullest first."""
        total: dict[int, int] = {}
        for row in self.manifest.areas_per_wave:
            if row["level"] == level:
                total[row["edition"]] = total.get(row["edition"], 0) + row["areas"]
        return sorted(total, key=lambda e: (-total[e], -e))

    def waves(self, scope: Scope) -> list[int]:
        """Waves with scores, oldest first."""
        place = self._place(scope)
        rows = self.manifest.areas_per_wave
        return [int(r["wave"]) for r in rows if (r["level"], r["edition"]) == place]

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
        level, classification = self._place(scope)
        where = "edition = ? and code in (select unnest(?)) order by code, wave"

        def make() -> pd.DataFrame:
            return self._query(f"scores_{level}", "*", where, classification, codes)

        return self._once(make, "series", level, classification, *codes)

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

    def figures(self, scope: Scope, codes: list[str]) -> pd.DataFrame:
        """CBS and own figures of some areas.

        Returns
        -------
        DataFrame
            Columns ``code, indicator, year, value, status, koppeling``.
        """
        level, classification = self._place(scope)

        def make() -> pd.DataFrame:
            return self._query(
                "joined",
                "code, indicator, year, value, status, koppeling",
                "edition = ? and level = ? and code in (select unnest(?)) "
                "order by indicator, code, year",
                classification,
                level,
                codes,
            )

        return self._once(make, "figures", level, classification, *codes)

    def figure(self, scope: Scope, indicator: str, year: int) -> pd.DataFrame:
        """One indicator in one year: columns ``code, value, status, koppeling``."""
        level, classification = self._place(scope)

        def make() -> pd.DataFrame:
            return self._query(
                "joined",
                "code, value, status, koppeling",
                "edition = ? and level = ? and indicator = ? and year = ? order by code",
                classification,
                level,
                indicator,
                year,
            )

        frame = self._once(make, "figure", level, classification, indicator, year)
        return self._within(scope, frame)

    def figure_table(self, scope: Scope, indicator: str) -> pd.DataFrame:
        """One indicator in all years: index code (areas with a figure), columns years."""
        level, classification = self._place(scope)

        def make() -> pd.DataFrame:
            rows = self._query(
                "joined",
                "code, year, value",
                "edition = ? and level = ? and indicator = ? and value is not null",
                classification,
                level,
                indicator,
            )
            return rows.pivot(index="code", columns="year", values="value")

        frame = self._once(make, "figure_table", level, classification, indicator)
        return self._within(scope, frame)

    def figure_years(self, scope: Scope) -> pd.DataFrame:
        """Which indicators have figures in which years: columns ``indicator, year, areas``.

        Counts are of the whole level: they say what is published, not what a part of it has.
        """
        level, classification = self._place(scope)

        def make() -> pd.DataFrame:
            return self._query(
                "joined",
                "indicator, year, count(value) as areas",
                "edition = ? and level = ? group by all having count(value) > 0 order by all",
                classification,
                level,
            )

        return self._once(make, "figure_years", level, classification)

    def gaps(self, scope: Scope, codes: list[str]) -> pd.DataFrame:
        """Why figures are missing for some areas: columns ``code, year, reden``."""
        level, classification = self._place(scope)
        where = "edition = ? and level = ? and code in (select unnest(?)) order by code, year"

        def make() -> pd.DataFrame:
            return self._query("gaps", "code, year, reden", where, classification, level, codes)

        return self._once(make, "gaps", level, classification, *codes)

    def geometry(self, scope: Scope) -> gpd.GeoDataFrame:
        """Areas with their boundary in RD New (not kept: large)."""
        level, classification = self._place(scope)
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
                "neutraal",
                f"Eigen indicator uit {own['source']}.",
                "",
                own["source"],
            )
        return measures


def _labels(frame: pd.DataFrame, level: str) -> pd.Series:
    label = frame["name"]
    if level != "gemeente":
        label = label + " (" + frame["gemeente_naam"] + ")"
    return label.where(~label.duplicated(keep=False), label + " " + frame["code"])


@lru_cache(maxsize=1)
def _engine() -> duckdb.DuckDBPyConnection:
    """One DuckDB for the process; every query works on a cursor of its own."""
    return duckdb.connect(":memory:")


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
