"""Classes in which areas began: declared for scores, equal groups for figures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkbeeld.analysis.class_limits import QUANTILES, limits_of, numbered
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scale import REFERENCE, classify
from wijkbeeld.charts.level import Scale, scale_of
from wijkbeeld.charts.text import Axis
from wijkbeeld.map import palette
from wijkbeeld.map.ramps import coloured
from wijkbeeld.words.class_names import class_names

_MOST, _EACH = 9, 20
"""At most so many groups, each with at least so many areas where there are enough."""

_POINTS = Scale(Axis("score", 2), Axis("punt", 3), (",.2f", ",.2f"))


def start_classes(measure: Measure, start: pd.Series) -> tuple[np.ndarray, tuple[str, ...]]:
    """Class of every start value (0 where missing), and the names of the classes.

    Parameters
    ----------
    start
        Of the areas whose change is known.
    """
    scale = measure.level_scale
    if scale is not None:
        classes = classify(start - (REFERENCE if measure.id == "lbm" else 0.0), scale)
        return classes, tuple(c.name for c in scale.limits)
    values = start.to_numpy("float64")
    groups = min(_MOST, max(2, len(values) // _EACH))
    limits = limits_of(values, groups, QUANTILES, measure.decimals)
    names = class_names(limits, measure.decimals)
    return numbered(values, limits), tuple(f"{n} ({measure.unit})" for n in names)


def start_colours(measure: Measure, count: int) -> tuple[str, ...]:
    """Colours of the classes."""
    if measure.is_score:
        return palette.DEFAULT.classes
    places = tuple(n / max(count - 1, 1) for n in range(count))
    return coloured(palette.DEFAULT, "amount", measure.direction, places).classes


def scale(measure: Measure) -> Scale:
    """How levels and changes are written in the charts."""
    if measure.is_score:
        return _POINTS
    return scale_of(
        Axis(measure.unit, measure.decimals), Axis(measure.change_unit, measure.change_decimals)
    )
