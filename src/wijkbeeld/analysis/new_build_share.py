"""Renewal read from the stock: dwellings built since 2000 in areas already built up."""

from __future__ import annotations

import pandas as pd

GROWTH = 1.5
"""A stock that grew more than this is an extension, not renewal; our own limit."""


def dose(
    new_share: pd.Series,
    dwellings: pd.Series,
    dwellings_before: pd.Series | None,
    built_up: float = 500.0,
) -> pd.DataFrame:
    """Share of dwellings since 2000, where a stock stood before and did not grow much.

    New dwellings on open land are growth, not renewal: an area counts only when it had ``built_up``
    dwellings in the earlier year, or, without an earlier year, when the dwellings from before 2000
    that still stand are that many (demolished ones are then not counted, so some renewal is
    missed).

    Parameters
    ----------
    new_share
        Percentage of dwellings built since 2000, by area code.
    dwellings
        Dwellings in the same year.
    dwellings_before
        Dwellings in the earliest year there is, or None.

    Returns
    -------
    DataFrame
        Index code; ``dose`` (percent; missing where unknown) and ``is_built_up``.
    """
    dwellings = dwellings.reindex(new_share.index)
    old = dwellings * (1 - new_share / 100)
    grown = (
        False
        if dwellings_before is None
        else dwellings > GROWTH * dwellings_before.reindex(new_share.index)
    )
    stock = old if dwellings_before is None else dwellings_before.reindex(new_share.index)
    is_built_up = (stock >= built_up) & new_share.notna() & ~pd.Series(grown, index=new_share.index)
    return pd.DataFrame({"dose": new_share.where(is_built_up), "is_built_up": is_built_up})
