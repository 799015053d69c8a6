"""Cities to set a city beside: those nearest in size and urbanity, or the user's own choice."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.question import Question
from wijkbeeld.store.characteristics import counted
from wijkbeeld.store.read import opened

NEAREST = 3
"""Cities that a city is set beside, unless the user chooses."""


@lru_cache(maxsize=6)
def cities(scope: Scope) -> pd.DataFrame:
    """Every gemeente with areas in a scope.

    Returns
    -------
    DataFrame
        Index gemeente code; columns ``name``, ``inhabitants`` and ``density``
        (addresses per km2 around, weighted by inhabitants); NaN where not known.
    """
    areas = opened(scope).by_code(scope)
    crowd = counted(scope, "inwoners").counts.reindex(areas.index)
    density = counted(scope, "adressendichtheid").counts.reindex(areas.index)
    known = crowd.where(density.notna())
    grouped = pd.DataFrame(
        {"crowd": crowd, "felt": known * density, "known": known, "city": areas["gemeente_code"]}
    ).groupby("city")
    sums = grouped[["crowd", "felt", "known"]].sum(min_count=1)
    return pd.DataFrame(
        {
            "name": areas.groupby("gemeente_code")["gemeente_naam"].first(),
            "inhabitants": sums["crowd"],
            "density": sums["felt"] / sums["known"],
        }
    )


@lru_cache(maxsize=1024)
def nearest(scope: Scope, city: str, number: int = NEAREST) -> tuple[str, ...]:
    """Codes of the gemeenten nearest in size and urbanity, the nearest first.

    Distance is in standard deviations of the logarithm of inhabitants and, where it is known of the
    city, of density. None where its inhabitants are not known: nothing else says how large it is,
    as a town of many small areas is no city.
    """
    table = cities(scope)
    if city not in table.index or not np.isfinite(table.loc[city, "inhabitants"]):
        return ()
    known = [c for c in ("inhabitants", "density") if np.isfinite(table.loc[city, c])]
    features = np.log1p(table[known].dropna())
    scaled = (features - features.mean()) / features.std().replace(0, 1)
    apart = ((scaled - scaled.loc[city]) ** 2).sum(axis=1).drop(city).sort_values(kind="stable")
    return tuple(str(c) for c in apart.index[:number])


def comparable(question: Question) -> dict[str, tuple[str, ...]]:
    """Gemeenten that each gemeente with renewal is set beside."""
    scope = question.scope
    areas = opened(scope).by_code(scope)
    own = areas["gemeente_code"].reindex(question.starts.index).dropna().unique()
    if question.cities is not None:
        return {str(c): tuple(o for o in question.cities if o != c) for c in own}
    return {str(c): nearest(scope, str(c)) for c in own}
