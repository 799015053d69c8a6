"""How alike renewed and comparison areas are, before and after matching."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkbeeld.analysis.matching import Matched
from wijkbeeld.analysis.panel import Panel


def balance(
    panel: Panel, covariates: pd.DataFrame, compared: np.ndarray, matched: Matched | None
) -> pd.DataFrame:
    """How alike renewed and comparison areas are (each counting once), before and after matching.

    Parameters
    ----------
    compared
        Which areas renewed ones are compared with before matching, shape (n,).

    Returns
    -------
    DataFrame
        Index characteristic; ``renewed``, ``others``, ``partners`` (means), ``before`` and
        ``after``: differences in standard deviations of all areas (standardised mean difference;
        below 0.1 is usually called balanced, above 0.25 not; few renewed areas have no steady
        spread of their own), ``n`` renewed areas with the characteristic.
    """
    numbers = covariates.reindex(panel.codes).to_numpy("float64")
    treated, others = numbers[panel.treated], numbers[compared]
    mean, spread = np.nanmean(treated, axis=0), np.nanstd(numbers, axis=0, ddof=1)
    scale = np.where(spread > 0, spread, np.nan)
    frame = pd.DataFrame(
        {"renewed": mean, "others": np.nanmean(others, axis=0)}, index=covariates.columns
    )
    frame["before"] = (frame["renewed"] - frame["others"]) / scale
    frame["n"] = (~np.isnan(treated)).sum(axis=0)
    if matched is not None and len(matched.treated):
        frame["partners"] = np.nanmean(numbers[matched.partners], axis=(0, 1))
        frame["after"] = (np.nanmean(numbers[matched.treated], axis=0) - frame["partners"]) / scale
    return frame
