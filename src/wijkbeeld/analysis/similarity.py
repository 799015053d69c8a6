"""Similar areas: nearest by structure and start level, with every criterion in sight."""

from __future__ import annotations

import numpy as np
import pandas as pd


def distances(criteria: pd.DataFrame, code: str) -> pd.DataFrame:
    """Distance of every area to one area on standardised criteria.

    Parameters
    ----------
    criteria
        Rows areas, columns criteria in any unit; an area that lacks one does not take part.
    code
        Area to compare with.

    Returns
    -------
    DataFrame
        Columns ``afstand`` (root mean square of the standardised differences) and one per
        criterion with its standardised difference (own minus other, in standard deviations);
        nearest first, the area itself left out. Empty when the area lacks a criterion.
    """
    known = criteria.dropna()
    if code not in known.index or len(known) < 3:
        return pd.DataFrame(columns=["afstand", *criteria.columns])
    spread = known.std(ddof=0).replace(0.0, np.nan)
    scaled = ((known - known.mean()) / spread).dropna(axis=1)
    apart = scaled.sub(scaled.loc[code]).drop(index=code)
    found = np.sqrt((apart**2).mean(axis=1))
    return apart.assign(afstand=found).sort_values("afstand")[["afstand", *scaled.columns]]
