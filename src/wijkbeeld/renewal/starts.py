"""From which year renewal counts: of the set itself, or one year for all its areas."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.sets import Renewed
from wijkbeeld.store.read import opened


def possible(scope: Scope) -> list[int]:
    """Years in which renewal can have begun and be seen: after the first wave."""
    waves = opened(scope).waves(scope)
    return list(range(waves[0] + 1, waves[-1] + 1))


def usual(scope: Scope, areas: Renewed) -> int | None:
    """Year to begin with for a set without dates: that of the programme, within the waves.

    None where the set does not say when renewal began.
    """
    if areas.start is None:
        return None
    years = possible(scope)
    return min(max(areas.start, years[0]), years[-1])


def registered(areas: Renewed) -> pd.Series:
    """Year of the start of each area of a set with dates, by code."""
    return pd.to_numeric(areas.rows["start"], errors="coerce")


def ends(areas: Renewed) -> pd.Series:
    """Year in which renewal is complete, by code; missing where not known."""
    return pd.to_numeric(areas.rows["eind"], errors="coerce")
