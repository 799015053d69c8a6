"""Read a dataset: DuckDB over its Parquet files, frames cached once per process, read-only."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd

from wijkbeeld.catalog import Break, Indicator, catalog
from wijkbeeld.store import versions
from wijkbeeld.store.reading import SCORE_COLUMNS
from wijkbeeld.store.versions import Manifest, StoreError

_CELL_NAME = "E[0-9]{4}N[0-9]{4}"
_EAST = "100 * try_cast(substr(code, 2, 4) as integer)"
_NORTH = "100 * try_cast(substr(code, 7, 4) as integer)"

FICTIONAL_SOURCE = "fictieve cijfers, door Wijkbeeld verzonnen"


@dataclass(frozen=True)
class Measure:
    """An indicator as pages need it, from the catalog or from a user's own file.

    ``has_mean``: a mean of areas says something; not so for a count, which grows with the area, or
    a code.
    """

    id: str
    label: str
    unit: str
    decimals: int
    direction: str
    definition: str
    note: str
    source: str
    breaks: tuple[Break, ...] = ()
    has_mean: bool = True


class Dataset:
    """One version of one dataset.

    Frames that methods return are shared by all sessions: treat them as read-only.
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
        self._lock = threading.Lock()
        self._scores: dict[tuple[int, str], pd.DataFrame] = {}
        self._areas: dict[tuple[int, str], pd.DataFrame] = {}
        self._series: dict[tuple[int, str], pd.DataFrame] = {}

    @staticmethod
    def _query(sql: str, parameters: list[object]) -> pd.DataFrame:
        return _engine().cursor().execute(sql, parameters).df()

    @property
    def version(self) -> str:
        """Version of the data; part of every cache key."""
        return f"{self.manifest.dataset}/{self.manifest.version}"

    def levels(self) -> list[str]:
        """Levels that can be mapped (gemeente, wijk, buurt) and have scores, coarse to fine."""
        have = {str(a["level"]) for a in self.manifest.areas_per_wave}
        return [lv for lv in ("gemeente", "wijk", "buurt") if lv in have]

    def editions(self, level: str) -> list[int]:
        """Editions with scores at ``level``; the most complete first."""
        total: dict[int, int] = {}
        for row in self.manifest.areas_per_wave:
            if row["level"] == level:
                total[row["edition"]] = total.get(row["edition"], 0) + row["areas"]
        return sorted(total, key=lambda e: (-total[e], -e))

    def waves(self, edition: int, level: str) -> list[int]:
        """Waves with scores, oldest first."""
        return [
            int(r["wave"])
            for r in self.manifest.areas_per_wave
            if r["edition"] == edition and r["level"] == level
        ]

    def areas(self, edition: int, level: str) -> pd.DataFrame:
        """Areas of an edition, without geometry, sorted by code.

        Returns
        -------
        DataFrame
            Columns ``code, name, gemeente_code, gemeente_naam, label``; water left out. ``label``
            is unique: name and gemeente, with the code where that still repeats.
        """
        key = (edition, level)
        with self._lock:
            if key not in self._areas:
                frame = self._query(
                    "select code, any_value(name) as name, any_value(gemeente_code) as "
                    "gemeente_code, any_value(gemeente_naam) as gemeente_naam from "
                    "read_parquet(?) where indeling = ? and level = ? and not is_water group by "
                    "code order by code",
                    [str(self.folder / "areas.parquet"), edition, level],
                )
                self._areas[key] = frame.assign(label=_labels(frame, level))
            return self._areas[key]

    def by_code(self, edition: int, level: str) -> pd.DataFrame:
        """Areas as :meth:`areas` gives them, with their code as index."""
        key = (edition, f"{level}/code")
        if key not in self._areas:
            self._areas[key] = self.areas(edition, level).set_index("code")
        return self._areas[key]

    def scores(self, edition: int, level: str) -> pd.DataFrame:
        """Scores of all areas and waves of an edition and level.

        Returns
        -------
        DataFrame
            Columns ``code, wave, lbm, afw, fys, onv, soc, vrz, won, klasse, klasse_bron``,
            sorted by code and wave; dimensions missing where they were not published.
        """
        key = (edition, level)
        with self._lock:
            if key not in self._scores:
                columns = ", ".join(("code", "wave", *SCORE_COLUMNS, "klasse", "klasse_bron"))
                self._scores[key] = self._query(
                    f"select {columns} from read_parquet(?) where edition = ? order by code, wave",
                    [str(self.folder / f"scores_{level}.parquet"), edition],
                )
            return self._scores[key]

    def wide(self, edition: int, level: str, measure: str) -> pd.DataFrame:
        """One measure as a table: index code (all areas), columns waves, values in points."""
        key = (edition, f"{level}/{measure}")
        if key not in self._series:
            table = self.scores(edition, level).pivot(index="code", columns="wave", values=measure)
            self._series[key] = table.reindex(self.areas(edition, level)["code"])
        return self._series[key]

    def series(self, edition: int, level: str, codes: list[str]) -> pd.DataFrame:
        """Scores of some areas, sorted by code and wave."""
        return self._query(
            "select * from read_parquet(?) where edition = ? and code in (select unnest(?)) "
            "order by code, wave",
            [str(self.folder / f"scores_{level}.parquet"), edition, codes],
        )

    def has_grid(self, edition: int) -> bool:
        """Whether there are scores of 100 m cells whose names say where they lie."""
        return any(
            r["level"] == "grid" and r["edition"] == edition for r in self.manifest.areas_per_wave
        )

    def grid_bounds(self, edition: int) -> tuple[int, int, int, int]:
        """Outer edges of all 100 m cells, in metres (RD New): west, south, east, north.

        Raises
        ------
        StoreError
            When cells have names that do not say where they lie (``E1234N4567``).
        """
        found = (
            _engine()
            .cursor()
            .execute(
                f"select min({_EAST}), min({_NORTH}), max({_EAST}) + 100, max({_NORTH}) + 100, "
                f"bool_and(regexp_full_match(code, '{_CELL_NAME}')) from read_parquet(?) where "
                "edition = ?",
                [str(self.folder / "scores_grid.parquet"), edition],
            )
            .fetchone()
        )
        if not found or found[0] is None or not found[4]:
            raise StoreError(
                "De vierkanten van 100 meter hebben namen waaruit de plaats niet blijkt. "
                "Verwacht: E1234N4567."
            )
        return int(found[0]), int(found[1]), int(found[2]), int(found[3])

    def cells(self, edition: int, wave: int, measure: str) -> pd.DataFrame:
        """One measure of all 100 m cells in one wave.

        Returns
        -------
        DataFrame
            Columns ``x, y`` (lower left corner, metres RD New), ``value`` and ``klasse``.
        """
        if measure not in SCORE_COLUMNS:
            raise KeyError(measure)
        return self._query(
            f"select {_EAST} as x, {_NORTH} as y, {measure} as value, klasse from read_parquet(?)"
            " where edition = ? and wave = ?",
            [str(self.folder / "scores_grid.parquet"), edition, wave],
        )

    def figures(self, edition: int, level: str, codes: list[str]) -> pd.DataFrame:
        """CBS and own figures of some areas.

        Returns
        -------
        DataFrame
            Columns ``code, indicator, year, value, status, koppeling``.
        """
        return self._query(
            "select code, indicator, year, value, status, koppeling from read_parquet(?)"
            " where edition = ? and level = ? and code in (select unnest(?))"
            " order by indicator, code, year",
            [str(self.folder / "joined.parquet"), edition, level, codes],
        )

    def figure(self, edition: int, level: str, indicator: str, year: int) -> pd.DataFrame:
        """One indicator in one year for all areas: columns ``code, value, status, koppeling``."""
        return self._query(
            "select code, value, status, koppeling from read_parquet(?)"
            " where edition = ? and level = ? and indicator = ? and year = ? order by code",
            [str(self.folder / "joined.parquet"), edition, level, indicator, year],
        )

    def figure_table(self, edition: int, level: str, indicator: str) -> pd.DataFrame:
        """One indicator in all years: index code (areas with a figure), columns years."""
        found = self._query(
            "select code, year, value from read_parquet(?)"
            " where edition = ? and level = ? and indicator = ? and value is not null",
            [str(self.folder / "joined.parquet"), edition, level, indicator],
        )
        return found.pivot(index="code", columns="year", values="value")

    def figure_years(self, edition: int, level: str) -> pd.DataFrame:
        """Which indicators have figures in which years: columns ``indicator, year, areas``."""
        return self._query(
            "select indicator, year, count(value) as areas from read_parquet(?)"
            " where edition = ? and level = ? group by all having count(value) > 0 order by all",
            [str(self.folder / "joined.parquet"), edition, level],
        )

    def gaps(self, edition: int, level: str, codes: list[str]) -> pd.DataFrame:
        """Why figures are missing for some areas: columns ``code, year, reden``."""
        return self._query(
            "select code, year, reden from read_parquet(?)"
            " where edition = ? and level = ? and code in (select unnest(?)) order by code, year",
            [str(self.folder / "gaps.parquet"), edition, level, codes],
        )

    def geometry(self, edition: int, level: str) -> gpd.GeoDataFrame:
        """Areas with their boundary in RD New (not cached: large)."""
        found = gpd.read_parquet(
            self.folder / "areas.parquet",
            filters=[
                ("indeling", "==", edition),
                ("level", "==", level),
                ("is_water", "==", False),
            ],
        )
        return found[found.geometry.notna()].sort_values("code", ignore_index=True)

    def measures(self) -> dict[str, Measure]:
        """Every indicator of the catalog and of the user's own files, by id.

        In a fictional dataset no publisher is named as the source.
        """
        invented = FICTIONAL_SOURCE if self.manifest.fictional else None
        found = {k: _measure(i, invented) for k, i in catalog().indicators.items()}
        for own in self.manifest.indicators:
            found[own["id"]] = Measure(
                own["id"],
                own["label"],
                own["unit"],
                own["decimals"],
                "neutraal",
                f"Eigen indicator uit {own['source']}.",
                "",
                own["source"],
            )
        return found


def _measure(indicator: Indicator, invented: str | None) -> Measure:
    source = invented or catalog().sources[indicator.source].attribution
    return Measure(
        indicator.id,
        indicator.label,
        indicator.unit,
        indicator.decimals,
        indicator.direction,
        indicator.definition,
        indicator.note,
        source,
        indicator.breaks,
        indicator.kind not in ("aantal", "code"),
    )


def _labels(frame: pd.DataFrame, level: str) -> pd.Series:
    label = (
        frame["name"]
        if level == ("gemeente")
        else frame["name"] + (" (") + frame["gemeente_naam"] + (")")
    )
    repeated = label.duplicated(keep=False)
    return label.where(~repeated, label + " " + frame["code"])


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
