"""Read the layers of a map into areas."""

from __future__ import annotations

import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from wijkbeeld.catalog import codes
from wijkbeeld.sources import text
from wijkbeeld.sources.boundaries.columns import (
    code_column,
    keep,
    only_land,
    unwrapped,
    year_hinted,
    year_stated,
)
from wijkbeeld.sources.boundaries.shapes import RD, slimmed, sound, to_rd
from wijkbeeld.sources.boundaries.wfs_scores import add_scores, has_scores
from wijkbeeld.sources.errors import SourceError, dutch
from wijkbeeld.store.reading import Reading

_NAMES = {
    "gemeente": ("gemeentenaam", "gm_naam", "gemeente", "naam", "name"),
    "wijk": ("wijknaam", "wk_naam", "naam", "name"),
    "buurt": ("buurtnaam", "bu_naam", "naam", "name"),
}


def read(path: Path, name: str | None = None) -> list[Reading]:
    """Read every usable layer of a geographic file.

    Parameters
    ----------
    path
        A gpkg, GeoJSON, shapefile or zipped shapefile.
    name
        Name to use in messages; the file's own when None.

    Raises
    ------
    SourceError
        When the file cannot be opened or no layer holds CBS area codes.
    """
    name = name or path.name
    try:
        layers = [str(row[0]) for row in pyogrio.list_layers(path)]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, OSError) as error:
        raise SourceError(
            name, "Dit kaartbestand is beschadigd of heeft een ander formaat.", text.AGAIN
        ) from error
    readings, reasons = [], []
    for layer in layers:
        try:
            readings.append(_read_layer(path, layer, name, single=len(layers) == 1))
        except SourceError as error:
            if len(layers) == 1:
                raise
            reasons.append(f"laag {layer}: {error.what}")
    if not readings:
        raise SourceError(
            name,
            "In dit kaartbestand is geen laag met gebieden gevonden. " + " ".join(reasons[:3]),
            "Kies een kaart met codes van gemeenten (GM), wijken (WK) of buurten (BU).",
        )
    return readings


def _read_layer(path: Path, layer: str, name: str, *, single: bool) -> Reading:
    """Areas of one layer, and the scores that a WFS layer carries."""
    label = name if single else f"{name}, laag {layer}"
    raw = unwrapped(_opened(path, layer, label))
    level, column = code_column(raw, label)
    reading = Reading(file=label, kind="grenzen", label="", source="grenzen", rows_read=len(raw))
    frame = to_rd(raw, label, reading)
    frame = frame.assign(code=codes.clean(frame[column]), line=np.arange(1, len(frame) + 1))
    frame = only_land(frame, reading)
    frame = keep(frame, codes.valid(frame["code"], level), "geen geldige code", reading)
    frame = slimmed(sound(frame, reading), reading)
    areas = _areas(frame, level, column, year_stated(raw))
    reading.year_hint = year_hinted(path, layer, name)
    if areas.empty:
        raise SourceError(label, "Deze laag bevat geen vlakken.", "Kies een kaart met gebieden.")
    areas = _without_doubles(areas, label, reading)
    reading.areas = areas
    _label(reading, level, areas)
    if has_scores(frame):
        add_scores(reading, frame, level)
    return reading


def _opened(path: Path, layer: str, label: str) -> gpd.GeoDataFrame:
    """Features of a layer, as they stand in the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            raw = pyogrio.read_dataframe(path, layer=layer)
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.FeatureError,
        ValueError,
        OSError,
    ) as err:
        raise SourceError(label, "Deze kaartlaag is niet te lezen.", text.AGAIN) from err
    if not isinstance(raw, gpd.GeoDataFrame) or raw.geometry.isna().all():
        raise SourceError(label, "Deze laag bevat geen vlakken.", "Kies een kaart met gebieden.")
    if raw.empty:
        raise SourceError(label, "Deze laag bevat geen gebieden.", text.AGAIN)
    return raw


def _label(reading: Reading, level: str, areas: gpd.GeoDataFrame) -> None:
    known = areas["indeling"].dropna()
    reading.boundaries_of = f"{dutch(len(areas))} gebieden ({level})"
    reading.label_boundaries(int(known.iloc[0]) if len(known) else None)


def _areas(frame: gpd.GeoDataFrame, level: str, column: str, year: int | None) -> gpd.GeoDataFrame:
    lower = {str(c).lower(): c for c in frame.columns}
    name_column = next((lower[n] for n in _NAMES[level] if n in lower and lower[n] != column), None)
    town_column = next(
        (lower[n] for n in ("gemeentenaam", "gm_naam", "gemeente") if n in lower), None
    )
    blank = pd.Series(pd.NA, index=frame.index, dtype="str")
    names = frame[name_column].astype("str").str.strip() if name_column else blank
    towns = frame[town_column].astype("str").str.strip() if town_column else blank
    return gpd.GeoDataFrame(
        {
            "indeling": pd.Series(
                pd.NA if year is None else year, index=frame.index, dtype="Int16"
            ),
            "level": pd.Series(level, index=frame.index, dtype="str"),
            "code": frame["code"].astype("str"),
            "name": names.where(names.notna() & (names != ""), frame["code"]),
            "gemeente_code": codes.gemeente_of(frame["code"]),
            "gemeente_naam": names if level == "gemeente" and name_column else towns,
            "is_water": frame["is_water"].astype(bool),
        },
        geometry=frame.geometry,
        crs=RD,
    ).reset_index(drop=True)


def _without_doubles(areas: gpd.GeoDataFrame, label: str, reading: Reading) -> gpd.GeoDataFrame:
    """Join the parts of one area; a code on two far-apart names is an error."""
    doubled = areas.duplicated(["code", "is_water"], keep=False)
    if not doubled.any():
        return areas
    names = areas[doubled].groupby("code")["name"].nunique()
    if (names > 1).any():
        code = str(names[names > 1].index[0])
        raise SourceError(
            label,
            f"Code {code} staat bij verschillende gebieden. Twee jaren door elkaar?",
            "Importeer de kaart van elk jaar als apart bestand.",
        )
    joined = areas.dissolve(by=["code", "is_water"], as_index=False)
    reading.notes.append(f"{int(len(areas) - len(joined))} delen van gebieden samengevoegd.")
    return gpd.GeoDataFrame(joined[areas.columns], geometry="geometry", crs=RD)
