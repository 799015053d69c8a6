"""What stands beside an own figure: its number of respondents and its margin."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened

_BESIDE = {"n": "Aantal ondervraagden (n)", "marge": "Marge"}


def measures(scope: Scope, measure: Measure) -> dict[str, Measure]:
    """The measures beside a measure, by the name of their column; none for official figures."""
    every = opened(scope).measures()
    return {
        name: every[f"{measure.id}_{suffix}"]
        for suffix, name in _BESIDE.items()
        if f"{measure.id}_{suffix}" in every
    }


def companions(scope: Scope, measure: Measure, rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Columns with n and margin beside figures.

    Parameters
    ----------
    rows
        Columns ``code, year``.
    """
    found = {}
    for name, beside in measures(scope, measure).items():
        table = opened(scope).figure_table(scope, beside.id).stack()
        at = pd.MultiIndex.from_frame(rows[["code", "year"]])
        found[name] = pd.Series(table.reindex(at).to_numpy("float64"), index=rows.index)
    return found
