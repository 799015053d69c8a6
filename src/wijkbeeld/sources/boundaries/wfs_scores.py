"""Scores and official classes that a WFS layer of the Leefbaarometer carries with its areas."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError, dutch
from wijkbeeld.store.reading import DIMENSIONS, Reading, empty_scores, refuse

FIRST_EDITION = 2020
"""Earlier waves in the WFS lie in the classification of a later edition."""

MOST_GAP = 1e-5
"""Largest deviation of the sum of the dimensions: the WFS gives six digits."""

_VALUES = ("afw", "fys", "onv", "soc", "vrz", "won")


def has_scores(frame: pd.DataFrame) -> bool:
    """Whether a layer carries scores."""
    return "kscore" in frame.columns


def add_scores(reading: Reading, frame: gpd.GeoDataFrame, level: str) -> None:
    """Take the official class and values of a Leefbaarometer WFS layer.

    Raises
    ------
    SourceError
        A column is missing, or the wave lies in the classification of a later edition.
    """
    missing = [c for c in (*_VALUES, "year") if c not in frame.columns]
    if missing:
        raise SourceError(
            reading.file, f"In deze WFS-laag ontbreekt: {', '.join(missing)}.", text.AGAIN
        )
    scores = _parsed(frame, level)
    good = _sound(scores)
    reading.refusals += refuse(
        "score, klasse of jaar klopt niet", frame["line"][~good], frame["code"][~good]
    )
    if not good.any():
        reading.notes.append(
            "Geen enkele score in deze laag is bruikbaar; alleen de grenzen zijn gelezen."
        )
        return
    edition = _edition(reading.file, scores["wave"][good])
    scores = scores[good].assign(edition=np.int16(edition))[list(empty_scores().columns)]
    scores = scores.astype({"wave": "int16", "klasse": "Int8"})
    reading.scores = scores.reset_index(drop=True)
    if reading.areas is not None:
        reading.areas["indeling"] = pd.array([edition] * len(reading.areas), dtype="Int16")
    reading.kind, reading.source = "wfs", "leefbaarometer"
    reading.label = (
        f"Leefbaarometer 3.0 (WFS), meting {edition}, {dutch(len(scores))} gebieden ({level})"
    )


def _parsed(frame: gpd.GeoDataFrame, level: str) -> pd.DataFrame:
    """Scores as numbers; missing where a cell is no number."""
    values = {c: pd.to_numeric(frame[c], errors="coerce") for c in _VALUES}
    return pd.DataFrame(
        {
            "level": level,
            "code": frame["code"],
            "wave": pd.to_numeric(frame["year"].astype("str").str[:4], errors="coerce"),
            "lbm": values["afw"] + REFERENCE,
            **values,
            "klasse": pd.to_numeric(frame["kscore"], errors="coerce"),
        }
    )


def _sound(scores: pd.DataFrame) -> pd.Series:
    """Rows with a score, a class and a year, whose dimensions add up where all are there."""
    gap = (scores[list(DIMENSIONS)].sum(axis=1, skipna=False) - scores["afw"]).abs()
    has_all = scores["afw"].notna() & scores["klasse"].between(1, 9)
    return has_all & scores["wave"].between(2002, 2100) & ~(gap > MOST_GAP)


def _edition(file: str, waves: pd.Series) -> int:
    """Edition of a layer: its last wave."""
    edition = int(waves.max())
    if edition < FIRST_EDITION:
        raise SourceError(
            file,
            f"Deze WFS-laag geeft meting {edition} in de gebiedsindeling van een latere editie, "
            "die er niet bij staat.",
            "Importeer de zip met alle metingen van één editie.",
        )
    return edition
