"""Invented names of wijken and buurten."""

from __future__ import annotations

import geopandas as gpd
import numpy as np

_FIRST = (
    "Linde",
    "Molen",
    "Kerk",
    "Water",
    "Vogel",
    "Bloemen",
    "Haven",
    "Tuin",
    "Dorps",
    "Eiken",
    "Berken",
    "Zonne",
    "Veld",
    "Brug",
    "Markt",
    "Rijn",
    "Meer",
    "Park",
    "Sluis",
    "Hof",
    "Beuken",
    "Vlier",
    "Weide",
    "Duin",
    "Klok",
)
_LAST = ("buurt", "kwartier", "hoek", "wijk", "oord", "veld", "dal", "rode", "hout", "weerd")


def named(frame: gpd.GeoDataFrame, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Give wijken and buurten fictional names, unique within a gemeente."""
    frame = frame.copy()
    for town in frame["gemeente"].unique():
        pairs = [f + x for f in _FIRST for x in _LAST]
        names_left = iter(rng.permutation(pairs))
        here = frame["gemeente"] == town
        names = {w: next(names_left) for w in frame.loc[here, "wijk"].unique()}
        frame.loc[here, "wijk_name"] = frame.loc[here, "wijk"].map(names)
        frame.loc[here, "name"] = [str(next(names_left)) for _ in range(int(here.sum()))]
    return frame
