"""Boundaries of gemeenten, wijken and buurten, and WFS layers that carry scores with them.

Recognised by the values of a code column (GM/WK/BU), whatever its name: CBS and PDOK maps of any
year, Leefbaarometer geometry, municipal layers. Formats: design ``data.md`` sections 1 and 3.
"""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from wijkbeeld.catalog import codes
from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError, dutch
from wijkbeeld.store.reading import Reading, Refusal, empty_scores

RD = 28992
_RD_BOX = (-10_000.0, 280_000.0, 300_000.0, 640_000.0)
_NL_BOX = (2.5, 50.5, 7.5, 54.0)
SENTINELS = (-99999999, -99999, -99997, -99995)
"""Values with which CBS maps say 'not published'; never a number."""

FIRST_WFS_EDITION = 2020
"""Earlier waves in the WFS lie in the classification of a later edition."""

_NAMES = {
    "gemeente": ("gemeentenaam", "gm_naam", "gemeente", "naam", "name"),
    "wijk": ("wijknaam", "wk_naam", "naam", "name"),
    "buurt": ("buurtnaam", "bu_naam", "naam", "name"),
}
_SUMS_WFS = ("afw", "fys", "onv", "soc", "vrz", "won")


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
    label = name if single else f"{name}, laag {layer}"
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
    raw = _unwrapped(raw)
    level, code_column = _code_column(raw, label)
    reading = Reading(file=label, kind="grenzen", label="", source="grenzen", rows_read=len(raw))
    frame = to_rd(raw, label, reading)
    frame = frame.assign(code=codes.clean(frame[code_column]), line=np.arange(1, len(frame) + 1))
    frame = _only_land(frame, reading)
    frame = _sound(
        _keep(frame, codes.valid(frame["code"], level), "geen geldige code", reading), reading
    )
    areas = _areas(frame, level, code_column, _year_stated(raw))
    reading.year_hint = _year_hinted(path, layer)
    if areas.empty:
        raise SourceError(label, "Deze laag bevat geen vlakken.", "Kies een kaart met gebieden.")
    areas = _without_doubles(areas, label, reading)
    reading.areas = areas
    _label(reading, level, areas)
    if "kscore" in frame.columns:
        _add_scores(reading, frame, level)
    return reading


def _label(reading: Reading, level: str, areas: gpd.GeoDataFrame) -> None:
    known = areas["indeling"].dropna()
    reading.boundaries_of = f"{dutch(len(areas))} gebieden ({level})"
    reading.label_boundaries(int(known.iloc[0]) if len(known) else None)


def _unwrapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
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


def _code_column(frame: gpd.GeoDataFrame, label: str) -> tuple[str, str]:
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
        raise SourceError(
            label,
            "Er is geen kolom met CBS-codes van gebieden (GM0363, WK036300, BU03630000).",
            "Kies een kaart met CBS-codes, of voeg die codes toe als kolom.",
        )
    return best[2], best[3]


def _is_water(frame: pd.DataFrame) -> pd.Series:
    column = next((c for c in frame.columns if str(c).lower() in ("water", "h2o")), None)
    if column is None:
        return pd.Series(False, index=frame.index)
    return frame[column].astype("str").str.strip().str.upper().isin(["JA", "J", "1", "TRUE"])


def _only_land(frame: gpd.GeoDataFrame, reading: Reading) -> gpd.GeoDataFrame:
    """Mark water, and leave out what CBS marks as abroad ('B')."""
    frame = frame.assign(is_water=_is_water(frame))
    column = next((c for c in frame.columns if str(c).lower() in ("water", "h2o")), None)
    if column is None:
        return frame
    abroad = frame[column].astype("str").str.strip().str.upper() == "B"
    return _keep(frame, ~abroad, "gebied in het buitenland", reading)


def _keep(
    frame: gpd.GeoDataFrame, good: pd.Series, reason: str, reading: Reading
) -> gpd.GeoDataFrame:
    reading.refusals += [
        Refusal(reason, int(n), 1, str(c))
        for n, c in zip(frame["line"][~good], frame["code"][~good], strict=True)
    ]
    return frame[good]


def to_rd(frame: gpd.GeoDataFrame, label: str, reading: Reading) -> gpd.GeoDataFrame:
    """Bring to RD New; where the file names no system, tell it from the coordinates."""
    box = frame.total_bounds
    looks_rd, looks_wgs = _inside(box, _RD_BOX), _inside(box, _NL_BOX)
    if frame.crs is None or (frame.crs.to_epsg() == 4326 and looks_rd):
        if not (looks_rd or looks_wgs):
            raise SourceError(
                label,
                "Het coördinatenstelsel ontbreekt en de coördinaten liggen niet in Nederland.",
                "Bewaar de kaart opnieuw met coördinatenstelsel RD New (EPSG:28992).",
            )
        system = RD if looks_rd else 4326
        frame = frame.set_crs(system, allow_override=True)
        reading.notes.append(f"Coördinatenstelsel niet (goed) vermeld; gelezen als EPSG:{system}.")
    moved = frame.to_crs(RD)
    if not _inside(moved.total_bounds, _RD_BOX):
        raise SourceError(
            label,
            "De gebieden liggen niet in Nederland. Klopt het coördinatenstelsel?",
            "Bewaar de kaart opnieuw met coördinatenstelsel RD New (EPSG:28992).",
        )
    return moved


def _inside(box: np.ndarray, limits: tuple[float, float, float, float]) -> bool:
    return bool(
        np.isfinite(box).all()
        and box[0] >= limits[0]
        and box[1] >= limits[1]
        and box[2] <= limits[2]
        and box[3] <= limits[3]
    )


def _sound(frame: gpd.GeoDataFrame, reading: Reading) -> gpd.GeoDataFrame:
    """Repair invalid polygons; refuse what has no surface."""
    shapes = np.asarray(frame.geometry.array, dtype=object)
    invalid = ~shapely.is_valid(shapes)
    if invalid.any():
        shapes[invalid] = shapely.make_valid(shapes[invalid])
        reading.notes.append(f"{int(invalid.sum())} ongeldige vlakken hersteld.")
    shapes = np.array([polygons(s) for s in shapes], dtype=object)
    frame = frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))
    has_surface = pd.Series([s is not None and s.area > 0 for s in shapes], index=frame.index)
    return _keep(frame, has_surface, "geen vlak (leeg, lijn of punt)", reading)


def polygons(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Only the polygons of a shape, as one (multi)polygon without height."""
    if shape is None or shape.is_empty:
        return None
    shape = shapely.force_2d(shape)
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [p for p in shapely.get_parts(shape) if p.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.unary_union(parts) if parts else None


def _areas(
    frame: gpd.GeoDataFrame, level: str, code_column: str, year: int | None
) -> gpd.GeoDataFrame:
    lower = {str(c).lower(): c for c in frame.columns}
    name_column = next(
        (lower[n] for n in _NAMES[level] if n in lower and lower[n] != code_column), None
    )
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


def _year_stated(frame: gpd.GeoDataFrame) -> int | None:
    """Year of the classification where a column of the layer states it."""
    lower = {str(c).lower(): c for c in frame.columns}
    for name in ("jaar", "year", "indeling", "jrstatcode"):
        if name in lower:
            found = frame[lower[name]].astype("str").str.extract(r"^((?:19|20)\d{2})", expand=False)
            if found.nunique() == 1:
                return int(found.dropna().iloc[0])
    return None


def _year_hinted(path: Path, layer: str) -> int | None:
    """Year in the name of the file or layer: a hint, since people rename files."""
    found = re.search(r"(?<!\d)((?:19|20)\d{2})(?!\d)", f"{layer} {path.stem}")
    return int(found.group(1)) if found else None


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


def _add_scores(reading: Reading, frame: gpd.GeoDataFrame, level: str) -> None:
    """Take the official class and values of a Leefbaarometer WFS layer."""
    values = pd.DataFrame(
        {c: pd.to_numeric(frame[c], errors="coerce") for c in _SUMS_WFS if c in frame},
        index=frame.index,
    )
    missing = [c for c in (*_SUMS_WFS, "year") if c not in frame.columns]
    if missing:
        raise SourceError(
            reading.file, f"In deze WFS-laag ontbreekt: {', '.join(missing)}.", text.AGAIN
        )
    wave = pd.to_numeric(frame["year"].astype("str").str[:4], errors="coerce")
    klasse = pd.to_numeric(frame["kscore"], errors="coerce")
    gap = (
        values[["fys", "onv", "soc", "vrz", "won"]].sum(axis=1, skipna=False) - values["afw"]
    ).abs()
    good = values["afw"].notna() & klasse.between(1, 9) & wave.between(2002, 2100)
    good &= ~(gap > 1e-5)
    lines = frame["line"]
    reading.refusals += [
        Refusal("score, klasse of jaar klopt niet", int(n), 1, str(c))
        for n, c in zip(lines[~good], frame["code"][~good], strict=True)
    ]
    if not good.any():
        reading.notes.append(
            "Geen enkele score in deze laag is bruikbaar; alleen de grenzen zijn gelezen."
        )
        return
    edition = int(wave[good].max())
    if edition < FIRST_WFS_EDITION:
        raise SourceError(
            reading.file,
            f"Deze WFS-laag geeft meting {edition} in de gebiedsindeling van een latere editie, "
            "die er niet bij staat.",
            "Importeer de zip met alle metingen van één editie.",
        )
    scores = pd.DataFrame(
        {
            "edition": np.int16(edition),
            "level": level,
            "code": frame["code"],
            "wave": wave,
            "lbm": values["afw"] + REFERENCE,
            **{c: values[c] for c in _SUMS_WFS},
            "klasse": klasse,
        }
    )[good]
    template = empty_scores()
    scores = scores[list(template.columns)].astype({"wave": "int16", "klasse": "Int8"})
    reading.scores = scores.reset_index(drop=True)
    if reading.areas is not None:
        reading.areas["indeling"] = pd.array([edition] * len(reading.areas), dtype="Int16")
    reading.kind, reading.source = "wfs", "leefbaarometer"
    reading.label = (
        f"Leefbaarometer 3.0 (WFS), meting {edition}, {dutch(len(scores))} gebieden ({level})"
    )


def attributes(path: Path, name: str | None = None) -> pd.DataFrame:
    """Attribute table of a single-layer geographic file, CBS sentinels made missing."""
    try:
        frame = pyogrio.read_dataframe(path, read_geometry=False)
    except (pyogrio.errors.DataSourceError, ValueError, OSError) as error:
        raise SourceError(name or path.name, "De tabel is niet te lezen.", text.AGAIN) from error
    numeric = frame.select_dtypes("number").columns
    frame[numeric] = frame[numeric].mask(frame[numeric].isin(SENTINELS))
    return frame
