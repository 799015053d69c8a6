"""How values get classes on a map: by a declared scale, or by limits of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkbeeld.analysis.class_limits import (
    NATURAL,
    QUANTILES,
    limits_around,
    limits_of,
    numbered,
    places,
)
from wijkbeeld.words.class_names import class_names

DECLARED, OWN = "vast", "eigen"
"""Classes as declared for scores; limits that the user typed."""

METHODS = (QUANTILES, NATURAL, OWN)
COUNTS = (3, 5, 7, 9)
"""Numbers of classes that are offered: odd, so that one lies in the middle."""

FULL = 0.5
"""Part of the areas of the fullest year that a year needs, to be the one that limits are of."""

MOST_LIMITS = 8
"""One character per area tells nine classes."""


@dataclass(frozen=True)
class Cut:
    """How values are cut in classes.

    Attributes
    ----------
    method
        :data:`DECLARED`, or one of :data:`METHODS`.
    count
        Number of classes that is asked for.
    own
        Rising limits that the user typed, for :data:`OWN`.
    """

    method: str = DECLARED
    count: int = 5
    own: tuple[float, ...] = ()


DECLARED_CUT = Cut()


@dataclass(frozen=True)
class Scale:
    """What the values are, as far as classes depend on it.

    Attributes
    ----------
    middle
        Value with a meaning of its own, on both sides of which classes lie; None without one.
    is_code
        Whether every value is a class.
    """

    decimals: int
    signed: bool
    middle: float | None = None
    is_code: bool = False


@dataclass(frozen=True)
class Classed:
    """Classes from 1 up of values (0 where missing), their names, and their place on a ramp."""

    classes: pd.DataFrame
    labels: tuple[str, ...]
    places: tuple[float, ...]


def classed(values: pd.DataFrame, cut: Cut, scale: Scale) -> Classed:
    """Cut the values of all years by the same limits: those of the last full year.

    Parameters
    ----------
    values
        Rows areas, columns years.
    """
    numbers = values.to_numpy("float64")
    limits = _limits(numbers, cut, scale)
    return Classed(
        pd.DataFrame(numbered(numbers, limits), values.index, values.columns),
        class_names(limits, scale.decimals, signed=scale.signed, codes=_codes(numbers, scale)),
        places(limits, scale.middle),
    )


def _codes(numbers: np.ndarray, scale: Scale) -> tuple[float, ...]:
    """Values that are classes of their own, as many as can be told apart."""
    if not scale.is_code:
        return ()
    return tuple(float(v) for v in np.unique(numbers[~np.isnan(numbers)])[: MOST_LIMITS + 1])


def _limits(numbers: np.ndarray, cut: Cut, scale: Scale) -> tuple[float, ...]:
    if scale.is_code:
        return _codes(numbers, scale)[1:]
    if cut.method == OWN and cut.own:
        return cut.own
    method = NATURAL if cut.method == NATURAL else QUANTILES
    last = numbers[:, _place_of_last_full(numbers)] if numbers.shape[1] else numbers
    if scale.middle is None:
        return limits_of(last, cut.count, method, scale.decimals)
    return limits_around(last, scale.middle, cut.count, method, scale.decimals)


def _place_of_last_full(numbers: np.ndarray) -> int:
    """Column of the last year that has at least half as many values as the fullest."""
    counts = (~np.isnan(numbers)).sum(axis=0)
    return int(np.flatnonzero(counts >= FULL * counts.max())[-1])


def last_full(values: pd.DataFrame) -> int | None:
    """Last year with at least half as many values as the fullest; None without years."""
    if not len(values.columns):
        return None
    return int(values.columns[_place_of_last_full(values.to_numpy("float64"))])
