"""New dwellings per area, and whether they can be told from extension."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from wijkbeeld.analysis.new_build_share import dose, early_year
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened


@dataclass(frozen=True)
class Stock:
    """Dwellings built since 2000.

    Attributes
    ----------
    share
        Percentage of dwellings built since 2000, by area code; with an early year only of areas
        where it is renewal, else of all areas where it is known.
    year, early_year
        Year of the stock, and of the stock from before; without the latter new dwellings can be
        renewal or extension.
    """

    share: pd.Series
    year: int
    early_year: int | None

    @property
    def is_renewal(self) -> bool:
        """Whether the new dwellings are renewal, as far as the stock can show it."""
        return self.early_year is not None


@lru_cache(maxsize=6)
def stock(scope: Scope) -> Stock | None:
    """New dwellings in the last year with figures; None where there are no figures."""
    data = opened(scope)
    share, homes = (data.figure_table(scope, i) for i in ("bouw_vanaf_2000", "woningen"))
    both = sorted(set(share.columns) & set(homes.columns))
    if not both:
        return None
    year = int(both[-1])
    early = early_year([int(y) for y in homes.columns])
    new = share[year].dropna()
    if early is not None:
        new = dose(new, homes[year], homes[early], early)["dose"].dropna()
    return Stock(new, year, early)
