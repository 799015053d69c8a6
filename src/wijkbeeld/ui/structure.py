"""Characteristics of areas that comparisons are made on: stock, density, inhabitants."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkbeeld.store.read import Dataset

STRUCTURE = ("koop", "corporatie", "bouw_vanaf_2000", "adressendichtheid", "inwoners", "eengezins")
SKEWED = ("inwoners", "adressendichtheid")
"""Compared on a logarithmic scale: twice as many counts the same everywhere."""
MOST_HAVE_IT = 0.7
"""Part of the areas that must have a figure to compare on it; else the nearest area is only the
nearest known.
"""


def structure(
    data: Dataset, edition: int, level: str, needed: list[str] | None = None
) -> dict[str, tuple[int, pd.Series]]:
    """Figures that most areas have, each in its earliest such year.

    Parameters
    ----------
    needed
        Areas of which most must have the figure too.

    Returns
    -------
    dict
        Per indicator the year and the values on all areas of the level.
    """
    codes = data.by_code(edition, level).index
    years = data.figure_years(edition, level)
    found = {}
    for id_ in STRUCTURE:
        full = years[(years["indicator"] == id_) & (years["areas"] >= MOST_HAVE_IT * len(codes))]
        for year in sorted(int(y) for y in full["year"]):
            column = data.figure(edition, level, id_, year).set_index("code")["value"]
            if needed is None or column.reindex(needed).notna().mean() >= MOST_HAVE_IT:
                found[id_] = (year, column.reindex(codes))
                break
    return found


def scaled(id_: str, values: pd.Series) -> pd.Series:
    """Values as they are compared."""
    return np.log1p(values) if id_ in SKEWED else values
