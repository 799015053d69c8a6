"""Which share lives in areas that score zwak or lower (design ``methods.md`` section 2a)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkbeeld.analysis.levels import SAME_AREAS

HIGHEST_LOW = 4
"""Class *zwak* of the scale ``situatie``: this class and those below it are low."""


def low_share(classes: pd.DataFrame, weights: pd.Series | None = None) -> pd.DataFrame:
    """Share of areas, inhabitants or dwellings in areas of a low class, per wave.

    Every wave is weighted with the same counts, so that a share changes with classes only, not
    with people who move. Published: in 2022 of the wijken of the Netherlands 3.5%, with 6.3% of
    inhabitants (design ``methods.md`` section 2a).

    Parameters
    ----------
    classes
        Class numbers of the scale ``situatie``: rows areas, columns waves; NaN (or 0, as
        :func:`wijkbeeld.catalog.scale.classify` has it) where an area has no score.
    weights
        Inhabitants or dwellings per area, NaN where not known; None counts every area once.

    Returns
    -------
    DataFrame
        Index waves. Areas without a score or without a known weight take no part: they are not
        counted as sound. Columns

        ``share``
            0..1, NaN without any area to count.
        ``low``, ``n``
            Areas zwak or lower, and all areas with a score and a weight above zero.
        ``unknown``
            Areas with a score whose weight is not known.
        ``is_enough``
            Whether about as many areas, and as much weight, are counted as in the fullest wave;
            elsewhere a change of the share would be a change of areas.
    """
    values = classes.to_numpy("float64")
    each = (
        np.ones(len(classes))
        if weights is None
        else weights.reindex(classes.index).to_numpy("float64")
    )
    scored, mass = values >= 1, each[:, None]
    counted = scored & (mass > 0)
    low = counted & (values <= HIGHEST_LOW)
    held = np.where(counted, mass, 0.0).sum(axis=0)
    held_low = np.where(low, mass, 0.0).sum(axis=0)
    n = counted.sum(axis=0)
    return pd.DataFrame(
        {
            "share": np.divide(held_low, held, out=np.full(len(held), np.nan), where=held > 0),
            "low": low.sum(axis=0),
            "n": n,
            "unknown": (scored & np.isnan(mass)).sum(axis=0),
            "is_enough": (n > 0) & _is_near_most(n) & _is_near_most(held),
        },
        index=pd.Index([int(w) for w in classes.columns], name="wave"),
    )


def _is_near_most(counts: np.ndarray) -> np.ndarray:
    return np.asarray(counts >= SAME_AREAS * counts.max(initial=0))
