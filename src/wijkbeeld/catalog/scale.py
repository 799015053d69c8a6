"""From a value to its class, by the limits declared in ``data/classes.toml``."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkbeeld.catalog.models import Classes

REFERENCE = 4.102264851143684
"""Fixed reference of the Leefbaarometer 3.0: ``lbm - afw`` in every row, year and level.

Source: official file ``Leefbaarometer-scores wijken 2002-2022.csv`` (edition 2022).
"""

DIMENSIONS = ("won", "fys", "vrz", "soc", "onv")
"""The five dimensions, in the order in which pages show them."""


def classify(values: pd.Series | np.ndarray, scale: Classes) -> np.ndarray:
    """Return class numbers.

    Parameters
    ----------
    values
        Shape (n,), in the unit of ``scale.variable``.
    scale
        Classes with rising lower limits; a value on a limit is in the higher class.

    Returns
    -------
    ndarray of uint8, shape (n,)
        1..k; 0 where the value is missing.
    """
    numbers = np.asarray(values, dtype="float64")
    limits = np.array([c.lower for c in scale.limits[1:]], dtype="float64")
    found = np.searchsorted(limits, numbers, side="right") + 1
    return np.where(np.isnan(numbers), 0, found).astype("uint8")
