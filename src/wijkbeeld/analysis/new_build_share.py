"""Renewal read from the stock: dwellings built since 2000 in areas already built up."""

from __future__ import annotations

import pandas as pd

GROWTH = 1.5
"""A stock that grew more than this is an extension, not renewal; our own limit."""
BUILT_UP = 500.0
"""Dwellings that must have stood before; our own limit."""
EARLY = 2004
"""Last year of which a stock can stand for that of 2000: CBS has dwellings of areas from 2004."""
SURVIVES = 1 / 3
"""Part of a stock of 2001-2004 that must be from before 2000; our own limit. Such a stock holds
dwellings that were new then: an extension of around 2000 has hardly any older ones.
"""


def early_year(years: list[int]) -> int | None:
    """Year whose stock stands for that of before renewal: the last to 2000, else the first after.

    Returns
    -------
    int or None
        None where no year is early enough: then renewal cannot be told from extension.
    """
    before = [y for y in years if y <= 2000]
    after = [y for y in years if 2000 < y <= EARLY]
    return max(before) if before else min(after, default=None)


def dose(
    new_share: pd.Series, dwellings: pd.Series, before: pd.Series, before_year: int
) -> pd.DataFrame:
    """Share of dwellings since 2000, where a stock stood before and did not grow much.

    New dwellings on open land are growth, not renewal. An area counts only when it had
    :data:`BUILT_UP` dwellings before, its stock did not grow more than :data:`GROWTH` times since,
    and, where the earlier stock is from after 2000, :data:`SURVIVES` of that stock is older.
    The number of dwellings stands for the built-up land, of which there are no figures: building
    on new land within these limits is still counted.

    Parameters
    ----------
    new_share
        Percentage of dwellings built since 2000, by area code.
    dwellings
        Dwellings in the same year.
    before, before_year
        Dwellings in an early year, and that year.

    Returns
    -------
    DataFrame
        Index code; ``dose`` (percent; missing where unknown) and ``is_built_up``.

    Raises
    ------
    ValueError
        The earlier stock is from after :data:`EARLY`: it says nothing of before renewal.
    """
    if before_year > EARLY:
        raise ValueError(f"a stock of {before_year} says nothing of before renewal")
    dwellings, before = dwellings.reindex(new_share.index), before.reindex(new_share.index)
    is_built_up = (before >= BUILT_UP) & (dwellings <= GROWTH * before) & new_share.notna()
    if before_year > 2000:
        older = dwellings * (1 - new_share / 100)
        is_built_up &= older >= SURVIVES * before
    return pd.DataFrame({"dose": new_share.where(is_built_up), "is_built_up": is_built_up})
