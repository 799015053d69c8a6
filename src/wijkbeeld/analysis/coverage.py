"""Whether figures stand for a part of the country, or for a few places in it."""

from __future__ import annotations

import pandas as pd

ENOUGH = 0.5
"""Part of the areas that need a figure before a line may bear the name of all."""


def covers(areas: pd.Index, table: pd.DataFrame) -> bool:
    """Whether at least half of some areas have a figure.

    A measure that was asked in one city says nothing of the country around it.

    Parameters
    ----------
    areas
        Codes of all areas of the country, region or gemeente.
    table
        Rows areas, columns waves.
    """
    known = table.index[table.notna().any(axis=1)]
    return len(areas) > 0 and int(areas.isin(known).sum()) >= ENOUGH * len(areas)
