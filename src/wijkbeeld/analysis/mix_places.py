"""Separation of every gemeente: Theil's H in one pass, and how gemeenten lie over the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from wijkbeeld.analysis.count_arrays import added, by_kind, counted, x_log_x

FEWEST_SPREAD = 10
"""Gemeenten from which the lowest and highest tenth are told."""

_LEAST = 1e-12
"""Entropy in nats from which a place has a mix: less is rounding."""


def h_by_place(counts: np.ndarray, place: pd.Series) -> pd.DataFrame:
    """Theil's H of the units of every place, all places in one pass.

    Parameters
    ----------
    counts
        Shape (units, kinds); NaN where not known.
    place
        Gemeente of each unit, in that order.

    Returns
    -------
    DataFrame
        Index places with at least one known unit. Columns ``h`` (as :attr:`Grain.h` of the units
        of the place alone; NaN without a mix or with one unit), ``total`` (entropy of the place in
        nats) and ``n``.
    """
    kinds = by_kind(counts)
    at, places = pd.factorize(place, sort=True)
    used = counted(added(kinds)) & (at >= 0)
    kinds, where = [kind[used] for kind in kinds], at[used]

    def by_place(values: np.ndarray) -> np.ndarray:
        return np.asarray(np.bincount(where, values, len(places)))

    def apart(kinds: Sequence[np.ndarray]) -> np.ndarray:
        """Size times entropy, in nats."""
        return np.asarray(x_log_x(added(kinds)) - added([x_log_x(kind) for kind in kinds]))

    sums = [by_place(kind) for kind in kinds]
    whole, inside, sizes = apart(sums), by_place(apart(kinds)), added(sums)
    n = np.bincount(where, minlength=len(places))
    is_mixed = (n > 1) & (whole > sizes * _LEAST)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = pd.DataFrame(
            {
                "h": np.where(is_mixed, np.clip(1 - inside / whole, 0.0, 1.0), np.nan),
                "total": np.clip(whole / sizes, 0.0, None),
                "n": n,
            },
            index=pd.Index(places),
        )
    return found[found["n"] > 0]


def by_year(tables: Mapping[int, pd.DataFrame], measure: str) -> pd.DataFrame:
    """One measure of every place over the years.

    Parameters
    ----------
    tables
        As :func:`wijkbeeld.analysis.mixing.separation` gives them, by year.
    measure
        ``dissimilarity`` or ``isolation``.

    Returns
    -------
    DataFrame
        Index places, columns years; NaN where it is not defined, or where fewer than half of the
        units of the place are known.
    """
    found = {}
    for year, table in sorted(tables.items()):
        is_known = (table["n"] > 1) & (table["n"] >= table["left_out"])
        found[year] = table[measure].where(is_known & table["dissimilarity"].notna())
    return pd.DataFrame(found)


def spread_of(values: pd.DataFrame) -> pd.DataFrame:
    """Median and tenths of places per year; every place counts once.

    Parameters
    ----------
    values
        As :func:`by_year` gives them.

    Returns
    -------
    DataFrame
        Index years with at least one place. Columns ``n, middle``, and ``low, high`` (first and
        ninth decile), which are NaN with fewer than :data:`FEWEST_SPREAD` places.
    """
    n = values.notna().sum()
    found = (
        values.loc[:, n > 0].quantile([0.1, 0.5, 0.9]).T.set_axis(["low", "middle", "high"], axis=1)
    )
    found["n"] = n[n > 0]
    is_few = found["n"] < FEWEST_SPREAD
    found.loc[is_few, ["low", "high"]] = float("nan")
    return found
