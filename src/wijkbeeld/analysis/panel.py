"""Panel of areas and waves with the wave in which renewal starts, on a wave index 0, 1, 2, …

Estimators work on the index; calendar years are labels. Waves of the Leefbaarometer are irregular
(2002, 2008, 2012, 2014, …) and a library that counts years would compare the wrong waves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

NEVER = 10_000
"""Start index of areas without renewal in any wave."""


@dataclass(frozen=True)
class Panel:
    """Outcome of areas over waves.

    Attributes
    ----------
    codes
        Area codes, length n.
    waves
        Years of the waves, length T, rising.
    values
        Outcome in points, shape (n, T); NaN where an area has no score.
    start
        Index of the first wave with renewal, shape (n,); ``NEVER`` where there is none.
    weights
        Mass of each area (1, dwellings or inhabitants), shape (n,).
    strata
        Number of the stratum of each area, shape (n,): labels are permuted within strata.
    always
        Areas left out because renewal had started in the first wave: nothing to compare with.
    unweighted
        Areas left out because they have no weight.
    late
        Areas left out because their renewal starts after the last wave: no fair comparison either.
    """

    codes: pd.Index
    waves: tuple[int, ...]
    values: np.ndarray
    start: np.ndarray
    weights: np.ndarray
    strata: np.ndarray
    always: tuple[str, ...] = ()
    unweighted: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    @cached_property
    def treated(self) -> np.ndarray:
        """Which areas are renewed within the waves, shape (n,)."""
        return np.asarray(self.start < NEVER)

    @cached_property
    def groups(self) -> list[int]:
        """Start indices that occur, rising."""
        return [int(g) for g in np.unique(self.start[self.treated])]

    def in_strata(self, strata: np.ndarray) -> Panel:
        """The same panel with other strata."""
        return replace(self, strata=strata)

    def keep(self, mask: np.ndarray) -> Panel:
        """The same panel with some areas only."""
        return replace(
            self,
            codes=self.codes[mask],
            values=self.values[mask],
            start=self.start[mask],
            weights=self.weights[mask],
            strata=self.strata[mask],
        )


def start_index(years: pd.Series, waves: tuple[int, ...]) -> np.ndarray:
    """Index of the first wave in or after the year of the start.

    Parameters
    ----------
    years
        Year in which renewal starts; missing where there is none.

    Returns
    -------
    ndarray of int
        ``NEVER`` where the year is missing or after the last wave.
    """
    found = np.searchsorted(np.asarray(waves), years.fillna(9999).to_numpy("int64"), side="left")
    return np.where(found >= len(waves), NEVER, found)


def make_panel(
    table: pd.DataFrame,
    starts: pd.Series,
    weights: pd.Series | None = None,
    strata: pd.Series | None = None,
    delay: int = 0,
) -> Panel:
    """Lay scores and starts of renewal side by side.

    Parameters
    ----------
    table
        Rows areas, columns waves (years); areas without any score are left out.
    starts
        Year in which renewal starts, by area code; other areas were not renewed.
    weights
        Mass per area; areas without one are left out. None: every area counts once.
    strata
        Stratum per area (gemeente); None for one stratum.
    delay
        Years added to every start: from first demolition to the first new dwellings, say.
    """
    known = table[table.notna().any(axis=1)]
    if len(known):
        known = known[known.columns[known.notna().any()]]
    waves = tuple(int(w) for w in known.columns)
    years = starts.reindex(known.index) + delay
    start = start_index(years, waves)
    late = years.notna().to_numpy() & (start == NEVER)
    mass = (
        np.ones(len(known)) if weights is None else weights.reindex(known.index).to_numpy("float64")
    )
    has_mass = ~np.isnan(mass) & (mass > 0)
    usable = (start > 0) & has_mass & ~late
    groups = (
        pd.Series(0, index=known.index)
        if strata is None
        else strata.reindex(known.index).fillna("")
    )
    return Panel(
        known.index[usable],
        waves,
        known.to_numpy("float64")[usable],
        start[usable],
        mass[usable],
        np.asarray(pd.factorize(groups)[0])[usable],
        tuple(map(str, known.index[start == 0])),
        tuple(map(str, known.index[~has_mass])),
        tuple(map(str, known.index[late])),
    )
