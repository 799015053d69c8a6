"""Figures of gemeenten, wherever a dataset holds them."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened


def town_figures(scope: Scope, codes: list[str]) -> pd.DataFrame:
    """Known figures of gemeenten, also where they are laid on gemeenten of another year.

    A figure that stands on several divisions counts on the nearest to the one in view.

    Parameters
    ----------
    scope
        What is in view, of any level.
    codes
        Of the gemeenten.

    Returns
    -------
    DataFrame
        Columns ``code, indicator, year, value``; nothing missing.
    """
    data = opened(scope)
    editions = sorted(data.editions("gemeente"), key=lambda e: (abs(e - scope.classification), e))
    every = [data.figures(data.scope("gemeente", edition), codes) for edition in editions]
    columns = ["code", "indicator", "year", "value"]
    known = pd.concat(every, ignore_index=True) if every else pd.DataFrame(columns=columns)
    return known.dropna(subset=["value"])[columns].drop_duplicates(["code", "indicator", "year"])
