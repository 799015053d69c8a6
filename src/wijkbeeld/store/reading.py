"""What the store takes in: typed frames of one file, and an account of every row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

SCORE_COLUMNS = ("lbm", "afw", "fys", "onv", "soc", "vrz", "won")
DIMENSIONS = ("won", "fys", "vrz", "soc", "onv")


@dataclass(frozen=True)
class Refusal:
    """Rows that were not used, with the reason; ``line`` counts from 1 in the file."""

    reason: str
    line: int | None = None
    rows: int = 1
    example: str = ""


def refuse(reason: str, lines: Iterable[int], codes: Iterable[object]) -> list[Refusal]:
    """One refusal per row, by its line and code."""
    return [Refusal(reason, int(n), 1, str(c)) for n, c in zip(lines, codes, strict=True)]


@dataclass(frozen=True)
class OwnIndicator:
    """An indicator that a user's own file brings: not in the catalog."""

    id: str
    label: str
    unit: str
    decimals: int = 1
    source: str = ""
    direction: str = "neutraal"
    kind: str = "gemiddelde"


@dataclass
class Reading:
    """Everything one file yielded.

    Attributes
    ----------
    scores
        Columns ``edition, level, code, wave, lbm, afw, fys, onv, soc, vrz, won, klasse``
        (``klasse``: official class 1..9 where the source gives it), or None.
    areas
        Columns ``indeling, level, code, name, gemeente_code, gemeente_naam, is_water,
        geometry`` in EPSG:28992, or None. ``indeling`` is missing where the file does not say.
    figures_from
        What the figures are told to come from.
    boundaries_of
        What the boundaries are of, for the label; see :meth:`label_boundaries`.
    part
        Sheet that was read, of a file that has more.
    parts
        Parts of a dataset that it fills (:func:`wijkbeeld.store.parts.parts_of`).
    figures
        Columns ``year, indeling, level, code, indicator, value, status``, or None.
    year_hint
        Year in the name of a map that does not state it.
    year_given
        Year of the classification of such a map, as the user gave it.
    is_year_asked
        Whether the map waits for the user to say its year.
    """

    file: str
    kind: str
    label: str
    source: str
    rows_read: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    scores: pd.DataFrame | None = None
    areas: gpd.GeoDataFrame | None = None
    figures: pd.DataFrame | None = None
    indicators: list[OwnIndicator] = field(default_factory=list)
    year_hint: int | None = None
    year_given: int | None = None
    is_year_asked: bool = False
    sha256: str = ""
    figures_from: str = ""
    boundaries_of: str = ""
    part: str = ""
    parts: list[str] = field(default_factory=list)

    def label_boundaries(self, year: int | None) -> None:
        """Label boundaries with the year of their classification, None while it is not known."""
        classification = "indeling nog onbekend" if year is None else f"indeling {year}"
        self.label = f"Grenzen van {self.boundaries_of}, {classification}"

    def let_go(self) -> None:
        """Drop the frames, once they are merged: the account of the file stays."""
        self.scores = self.areas = self.figures = None

    @property
    def rows_refused(self) -> int:
        """Number of rows not used."""
        return sum(r.rows for r in self.refusals)

    def areas_per_wave(self) -> dict[tuple[int, str, int], int]:
        """Scored areas by (edition, level, wave)."""
        if self.scores is None:
            return {}
        counted = self.scores.groupby(["edition", "level", "wave"], observed=True).size()
        return {(int(e), str(lv), int(w)): int(n) for (e, lv, w), n in counted.items()}


def empty_scores() -> pd.DataFrame:
    """Return a scores frame without rows."""
    columns: dict[str, pd.Series] = {
        "edition": pd.Series(dtype="int16"),
        "level": pd.Series(dtype="str"),
        "code": pd.Series(dtype="str"),
        "wave": pd.Series(dtype="int16"),
        **{c: pd.Series(dtype="float64") for c in SCORE_COLUMNS},
        "klasse": pd.Series(dtype="Int8"),
    }
    return pd.DataFrame(columns)
