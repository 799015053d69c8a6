"""Which areas did better than areas that began equally high, in words."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import areas

_NAMED = 3
"""Areas that a sentence calls by name."""


def beside_equals(
    residual: pd.Series,
    beside: str,
    level: str,
    measure: Measure,
) -> str:
    """Say how many areas did better than areas that began equally high, and which most.

    Parameters
    ----------
    residual
        Development given the start, with names as index; nothing missing.
    beside
        Areas that began equally high, as :func:`wijkbeeld.words.given_start.equals` names them.
    measure
        More of a score is better; more of a figure is only more.
    """
    n, above, below = len(residual), int((residual > 0).sum()), int((residual < 0).sum())
    if not n:
        return ""
    beside = escape_markdown(beside)
    if measure.is_score:
        text = (
            f"**Van de {areas(level, n)} {'ontwikkelde' if above == 1 else 'ontwikkelden'} "
            f"{number(above)} zich beter dan {beside}, en {number(below)} minder goed.**"
        )
    else:
        text = (
            f"**Van de {areas(level, n)} lag bij {number(above)} de verandering boven het "
            f"gemiddelde van {beside}, en bij {number(below)} eronder.**"
        )
    most = residual[residual > 0].sort_values(ascending=False)[:_NAMED]
    if most.empty:
        return text
    decimals, unit = measure.change_decimals, escape_markdown(measure.change_unit)
    values = [signed(float(v), decimals) for v in most]
    values[-1] += f" {unit}"
    named = [f"{escape_markdown(str(k))} ({v})" for k, v in zip(most.index, values, strict=True)]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} en {named[-1]}"
    return f"{text} Het verst erboven: {listed}. Dat zegt niet waardoor."
