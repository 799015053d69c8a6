"""What of own figures can be shown on the areas of a dataset, before anything is added."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from wijkbeeld.store import versions
from wijkbeeld.store.join import join
from wijkbeeld.store.manifest import manifest_of
from wijkbeeld.store.shown import LEVELS, shown
from wijkbeeld.store.tables import RD

_KEY = ["level", "code", "indicator", "year"]
_SIZES = ("oppervlakte_totaal", "oppervlakte_land")
_MANY = {"gemeente": "gemeenten", "wijk": "wijken", "buurt": "buurten"}


@dataclass(frozen=True)
class Placed:
    """How many numbers can be shown, and why the others cannot.

    Attributes
    ----------
    numbers, shown
        Figures that are a number, and those that have an area to be shown on.
    reasons
        Numbers that cannot be shown by reason, most first; together all that cannot.
    """

    numbers: int
    shown: int
    reasons: tuple[tuple[str, int], ...]


def known_areas(dataset: str, root: Path | None = None) -> pd.DataFrame:
    """Areas that a dataset knows, without water and geometry.

    Returns
    -------
    DataFrame
        Columns ``indeling, level, code, name, gemeente_code, is_shown``; without rows when the
        dataset does not exist.
    """
    columns = ["indeling", "level", "code", "name", "gemeente_code"]
    folder = versions.current(dataset, root)
    if folder is None:
        return pd.DataFrame({c: [] for c in (*columns, "is_shown")})
    areas = pd.read_parquet(folder / "areas.parquet", columns=[*columns, "is_water"])
    areas = areas[~areas["is_water"]].drop_duplicates(columns[:3]).drop(columns="is_water")
    editions = shown(manifest_of(folder), LEVELS)
    on_these = [
        level in editions.get(int(year), set())
        for year, level in zip(areas["indeling"], areas["level"], strict=True)
    ]
    return areas.assign(is_shown=on_these).reset_index(drop=True)


def place(figures: pd.DataFrame, dataset: str, root: Path | None = None) -> Placed:
    """Say what of figures can be shown in a dataset, by the rule with which they are laid on it.

    Parameters
    ----------
    figures
        As :class:`~wijkbeeld.store.reading.Reading` holds them.
    """
    numbers = figures[figures["value"].notna()]
    folder = versions.current(dataset, root)
    if folder is None:
        why = "in deze dataset staat nog geen kaart"
        return _counted(numbers, pd.Series(why, index=numbers.index, dtype="str"))
    editions = shown(manifest_of(folder), numbers["level"].astype("str").unique())
    levels = set().union(*editions.values()) if editions else set()
    why = numbers["level"].map(
        lambda lv: "" if lv in levels else f"in deze dataset staat geen kaart van {_MANY[lv]}"
    )
    is_own_year = pd.Series(
        [
            lv in editions.get(int(y), set())
            for y, lv in zip(numbers["indeling"], numbers["level"], strict=True)
        ],
        index=numbers.index,
        dtype=bool,
    )
    across = numbers[(why == "") & ~is_own_year]
    if len(across):
        why = why.where(~why.index.isin(across.index), _laid_across(across, folder, editions))
    return _counted(numbers, why.astype("str"))


def _counted(numbers: pd.DataFrame, why: pd.Series) -> Placed:
    reasons = Counter(r for r in why if r)
    return Placed(len(numbers), int((why == "").sum()), tuple(reasons.most_common()))


def _laid_across(figures: pd.DataFrame, folder: Path, editions: dict[int, set[str]]) -> pd.Series:
    """Why figures of another classification cannot be laid on an edition; empty where they can."""
    areas = gpd.read_parquet(folder / "areas.parquet").set_crs(RD, allow_override=True)
    sizes = figures.iloc[:0]
    if manifest_of(folder).figures:  # a table without rows has no text to look for
        sizes = pd.read_parquet(folder / "figures.parquet", filters=[("indicator", "in", _SIZES)])
    joined = join(pd.concat([sizes, figures], ignore_index=True), areas, editions)
    there = pd.MultiIndex.from_frame(joined.figures[_KEY].astype({"year": "int64"}))
    keys = pd.MultiIndex.from_frame(figures[_KEY].astype({"year": "int64"}))
    gaps = joined.gaps.drop_duplicates(["level", "code", "year"])
    reasons = gaps.set_index(["level", "code", "year"])["reden"]
    years = figures["indeling"].astype(int)
    found = [
        ""
        if key in there
        else reasons.get(
            (key[0], key[1], key[3]),
            f"het gebied hoort niet bij een editie hier (indeling {year})",
        )
        for key, year in zip(keys, years, strict=True)
    ]
    return pd.Series(found, index=figures.index, dtype="str")
