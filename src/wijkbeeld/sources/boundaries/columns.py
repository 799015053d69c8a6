"""What the columns of a map say: codes, water, the year of the classification."""

from __future__ import annotations

import json
import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from wijkbeeld.catalog import codes
from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.store.reading import Reading, refuse

SENTINELS = (-99999999, -99999, -99997, -99995)
"""Values with which CBS maps say 'not published'; never a number."""


def attributes(path: Path, name: str | None = None) -> pd.DataFrame:
    """Attribute table of a single-layer geographic file, CBS sentinels made missing."""
    try:
        frame = pyogrio.read_dataframe(path, read_geometry=False)
    except (pyogrio.errors.DataSourceError, ValueError, OSError) as error:
        raise SourceError(name or path.name, "De tabel is niet te lezen.", text.AGAIN) from error
    numeric = frame.select_dtypes("number").columns
    frame[numeric] = frame[numeric].mask(frame[numeric].isin(SENTINELS))
    return frame


def unwrapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Lift attributes that a re-publisher put inside one JSON object back to columns."""
    for column in frame.columns.difference(["geometry"]):
        if pd.api.types.is_numeric_dtype(frame[column]):
            continue
        objects = [_as_object(v) for v in frame[column]]
        if any(objects):
            inside = pd.DataFrame([o or {} for o in objects], index=frame.index)
            return frame.drop(columns=[column, *inside.columns.intersection(frame.columns)]).join(
                inside
            )
    return frame


def _as_object(value: object) -> dict[str, object] | None:
    """Return the JSON object that a cell holds, parsed or as text; None for anything else."""
    if isinstance(value, dict):
        return value
    if not (isinstance(value, str) and value.lstrip().startswith("{")):
        return None
    try:
        parsed = json.loads(value)
    except json.JSONDecodeError:
        return None
    return parsed if isinstance(parsed, dict) else None


def code_column(frame: gpd.GeoDataFrame, label: str) -> tuple[str, str]:
    """Finest level whose codes fill a column without repeats (water apart), with that column."""
    best: tuple[int, float, str, str] | None = None
    land = frame[~_is_water(frame)]
    for column in frame.columns:
        if column == "geometry" or pd.api.types.is_numeric_dtype(frame[column]):
            continue
        values = codes.clean(land[column].dropna())
        if values.empty:
            continue
        levels = codes.levels_of(values)
        for rank, level in enumerate(("gemeente", "wijk", "buurt")):
            share = float((levels == level).mean())
            distinct = values[levels == level].nunique() / max(len(land), 1)
            if share >= 0.9 and distinct >= 0.9:
                candidate = (rank, distinct, level, str(column))
                best = max(best, candidate) if best else candidate
    if best is None:
        _refuse_postcodes(frame, label)
        raise SourceError(
            label,
            "Er is geen kolom met CBS-codes van gebieden (GM0363, WK036300, BU03630000).",
            "Kies een kaart met CBS-codes, of voeg die codes toe als kolom.",
        )
    return best[2], best[3]


def _refuse_postcodes(frame: gpd.GeoDataFrame, label: str) -> None:
    """Say of a map of postcodes (CBS: PC4, PC6) that it cannot be shown."""
    for column in frame.columns:
        name = str(column).lower()
        if name.startswith(("pc4", "pc6", "postcode")):
            sample = frame[column].dropna().astype("str").str.strip().head(200)
            if len(sample) and sample.str.fullmatch(r"[1-9]\d{3}([A-Z]{2})?").mean() > 0.9:
                raise SourceError(
                    label,
                    "Dit zijn grenzen van postcodegebieden. Die kan Wijkbeeld niet tonen.",
                    "Kies een kaart van gemeenten, wijken of buurten.",
                )


def _is_water(frame: pd.DataFrame) -> pd.Series:
    column = next((c for c in frame.columns if str(c).lower() in ("water", "h2o")), None)
    if column is None:
        return pd.Series(False, index=frame.index)
    return frame[column].astype("str").str.strip().str.upper().isin(["JA", "J", "1", "TRUE"])


def only_land(frame: gpd.GeoDataFrame, reading: Reading) -> gpd.GeoDataFrame:
    """Mark water, and leave out what CBS marks as abroad ('B')."""
    frame = frame.assign(is_water=_is_water(frame))
    column = next((c for c in frame.columns if str(c).lower() in ("water", "h2o")), None)
    if column is None:
        return frame
    abroad = frame[column].astype("str").str.strip().str.upper() == "B"
    return keep(frame, ~abroad, "gebied in het buitenland", reading)


def year_stated(frame: gpd.GeoDataFrame) -> int | None:
    """Year of the classification where a column of the layer states it."""
    lower = {str(c).lower(): c for c in frame.columns}
    for name in ("jaar", "year", "indeling", "jrstatcode"):
        if name in lower:
            years = frame[lower[name]].astype("str").str.extract(r"^((?:19|20)\d{2})", expand=False)
            if years.nunique() == 1:
                return int(years.dropna().iloc[0])
    return None


def year_hinted(path: Path, layer: str, name: str = "") -> int | None:
    """Year in the name of the layer, the file or the zip around it: people rename files.

    The nearest name goes first; a name with two years gives none.
    """
    for text_ in (layer, path.stem, name):
        years = set(re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", text_))
        if years:
            return int(years.pop()) if len(years) == 1 else None
    return None


def keep(
    frame: gpd.GeoDataFrame, good: pd.Series, reason: str, reading: Reading
) -> gpd.GeoDataFrame:
    """Keep the good rows; the others are refused with a reason."""
    reading.refusals += refuse(reason, frame["line"][~good], frame["code"][~good])
    return frame[good]
