"""Bring the areas of readings together with those that the dataset already held."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkbeeld.store.map_year import KnownCodes, known_codes, year_of
from wijkbeeld.store.reading import Reading, Refusal
from wijkbeeld.store.tables import AREA_COLUMNS, RD, Tables

AREA_KEY = ["indeling", "level", "code", "is_water"]
_STATES_ITS_YEAR, _OF_A_WFS, _YEAR_IN_ITS_NAME, _YEAR_FROM_CODES, NO_MAP = 0, 1, 2, 3, 9
"""Ranks of maps: of two maps of an area the lower one is used."""


def merge_areas(old: Tables, readings: list[Reading]) -> gpd.GeoDataFrame:
    """Lay maps over each other: one that states its year first, then new before old.

    Areas with scores but without a map are there too, with their name.
    """
    known = known_codes(old, readings)
    mapped = _mapped(old, readings)
    maps = [_with_year(r, known, mapped) for r in readings if r.areas is not None]
    frames = [m.assign(_old=0) for m in maps if m is not None]
    if len(old.areas):
        frames.append(pd.DataFrame(old.areas).assign(_old=1))
    frames.append(_named_only(readings).assign(_old=1))
    filled = [f for f in frames if len(f)]
    if not filled:
        return old.areas
    rows = pd.concat(filled, ignore_index=True)
    rows = rows.astype({"rang": "int8", "indeling": "int16"})
    rows = rows.sort_values(["rang", "_old"], kind="stable")
    best = rows.drop_duplicates(AREA_KEY).copy()
    _account_for_losers(rows, best, readings)
    best = _with_names(best, rows)
    return gpd.GeoDataFrame(best[AREA_COLUMNS], geometry="geometry", crs=RD).sort_values(
        AREA_KEY, ignore_index=True
    )


Mapped = dict[tuple[str, int], dict[str, str]]
"""Source of the boundary of each code, by level and year, where the year is certain."""


def _mapped(old: Tables, readings: list[Reading]) -> Mapped:
    """Areas that have a boundary already: a map whose year is guessed never goes over them."""
    frames = [pd.DataFrame(old.areas)[["level", "indeling", "code", "bron", "geometry"]]]
    for reading in readings:
        if reading.areas is not None and reading.areas["indeling"].notna().all():
            stated = pd.DataFrame(reading.areas).assign(bron=reading.file)
            frames.append(stated[["level", "indeling", "code", "bron", "geometry"]])
    found: Mapped = {}
    for frame in frames:
        drawn = frame[frame["geometry"].notna()]
        for (level, year), group in drawn.groupby(["level", "indeling"], observed=True):
            sources = dict(zip(group["code"], group["bron"], strict=True))
            found.setdefault((str(level), int(year)), {}).update(sources)
    return found


def _with_year(reading: Reading, known: KnownCodes, mapped: Mapped) -> pd.DataFrame | None:
    """Areas of a map with their rank; None, and asked for, where the year is not to be known."""
    areas = reading.areas
    if areas is None:
        return None
    rank = _OF_A_WFS if reading.kind == "wfs" else _STATES_ITS_YEAR
    if areas["indeling"].isna().all():
        year, why = _year(reading, areas, known, mapped)
        if year is None:
            reading.refusals.append(Refusal(f"{_UNKNOWN}: {why}. {_ASK}", None, len(areas)))
            reading.is_year_asked, reading.areas = True, None
            return None
        areas = reading.areas = areas.assign(indeling=np.int16(year))
        reading.label_boundaries(year)
        if reading.year_given is None:
            rank = _YEAR_IN_ITS_NAME if year == reading.year_hint else _YEAR_FROM_CODES
            reading.notes.append(f"Jaar niet vermeld; de codes passen bij de indeling van {year}.")
    return areas.assign(rang=rank, bron=reading.file)


_UNKNOWN = "het jaar van deze kaart staat er niet in"
_ASK = "Geef het jaar op, op de pagina Gegevens of met 'wijkbeeld import BESTAND --indeling JAAR'"


def _year(
    reading: Reading, areas: pd.DataFrame, known: KnownCodes, mapped: Mapped
) -> tuple[int | None, str]:
    """Year of a map that does not state it, or why it has to be asked.

    What the user gave is believed unless the codes contradict it; a guess is good only for areas
    that have no boundary yet, or have it from the same file.
    """
    given = reading.year_given
    year = year_of(areas, known, given or reading.year_hint)
    if given is not None:
        return (given, "") if year == given else (None, f"de codes passen niet bij {given}")
    if year is None:
        return None, "de codes passen bij geen enkel bekend jaar"
    there = mapped.get((str(areas["level"].iloc[0]), year), {})
    if any(there.get(code, reading.file) != reading.file for code in areas["code"]):
        return None, f"van {year} zijn er al grenzen van deze gebieden"
    return year, ""


def _account_for_losers(rows: pd.DataFrame, best: pd.DataFrame, readings: list[Reading]) -> None:
    """Say of each map how many areas gave way to a map that states its year."""
    lost = rows[(rows["_old"] == 0) & ~rows.index.isin(best.index)]
    for reading in readings:
        n = int((lost["bron"] == reading.file).sum())
        if n:
            reading.notes.append(
                f"{n} grenzen niet gebruikt: van die gebieden is al een kaart die zelf zijn jaar "
                "vermeldt."
            )


def _named_only(readings: list[Reading]) -> pd.DataFrame:
    """Areas that have scores; without a map they still have a row, with their name."""
    frames = []
    for reading in readings:
        if reading.scores is None or reading.kind == "wfs" or reading.scores.empty:
            continue
        scores = reading.scores[reading.scores["level"] != "grid"]
        last = scores.drop_duplicates(["edition", "level", "code"], keep="last")
        name = last["name"] if "name" in last else last["code"]
        frames.append(
            pd.DataFrame(
                {
                    "indeling": last["edition"],
                    "level": last["level"],
                    "code": last["code"],
                    "name": name.astype("str").where(name.notna(), last["code"]),
                    "gemeente_code": "GM" + last["code"].str.slice(2, 6),
                    "gemeente_naam": pd.NA,
                    "is_water": False,
                    "bron": reading.file,
                    "rang": NO_MAP,
                    "geometry": None,
                }
            )
        )
    columns = {c: pd.Series(dtype="object") for c in AREA_COLUMNS}
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns)


def _with_names(best: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Complete names: an area's from any row that has one, a gemeente's from its own level."""
    nameless = best["name"].isna() | (best["name"] == best["code"])
    spare = rows[rows["name"].notna() & (rows["name"] != rows["code"])]
    if nameless.any() and len(spare):
        by_key = spare.drop_duplicates(AREA_KEY).set_index(AREA_KEY)["name"]
        keys = pd.MultiIndex.from_frame(best.loc[nameless, AREA_KEY])
        names = by_key.reindex(keys).to_numpy()
        best.loc[nameless, "name"] = np.where(pd.isna(names), best.loc[nameless, "name"], names)
    gemeenten = best[(best["level"] == "gemeente") & best["name"].notna()]
    with_town = rows[rows["gemeente_naam"].notna()]
    towns = pd.concat(
        [
            gemeenten.sort_values("indeling", ascending=False)[["gemeente_code", "name"]],
            with_town[["gemeente_code", "gemeente_naam"]].rename(columns={"gemeente_naam": "name"}),
        ]
    ).drop_duplicates("gemeente_code")
    lookup = towns.set_index("gemeente_code")["name"]
    filled = best["gemeente_naam"].where(
        best["gemeente_naam"].notna(), best["gemeente_code"].map(lookup)
    )
    best["gemeente_naam"] = filled.where(filled.notna(), best["gemeente_code"]).astype("str")
    for column in ("level", "code", "name", "gemeente_code", "bron"):
        best[column] = best[column].astype("str")
    best["is_water"] = best["is_water"].astype(bool)
    return best
