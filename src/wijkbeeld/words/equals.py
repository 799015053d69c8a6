"""Which areas did better than areas that began equally high, in words."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import MOST_CLASSES_SAID, NOUNS, areas

_NAMED = 3
"""Areas that a sentence calls by name."""


def beside_equals(
    residual: pd.Series,
    where: str,
    level: str,
    base: int,
    measure: Measure,
) -> str:
    """Say how many areas did better than areas that began equally high, and which most.

    Parameters
    ----------
    residual
        Development less the mean of the start class, with names as index; nothing missing.
    where
        Place of all these areas, after *in*.
    measure
        More of a score is better; more of a figure is only more.
    """
    n, above, below = len(residual), int((residual > 0).sum()), int((residual < 0).sum())
    if not n:
        return ""
    many = NOUNS[level][1]
    if measure.is_score:
        text = (
            f"**Van de {areas(level, n)} in {escape_markdown(where)} "
            f"{'ontwikkelde' if above == 1 else 'ontwikkelden'} {number(above)} zich beter dan de "
            f"{many} daar die in {base} even hoog begonnen, en {number(below)} minder goed.**"
        )
    else:
        text = (
            f"**Van de {areas(level, n)} in {escape_markdown(where)} lag bij {number(above)} de "
            f"verandering boven het gemiddelde van de {many} daar die in {base} even hoog "
            f"begonnen, en bij {number(below)} eronder.**"
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


def by_class_finding(known: pd.DataFrame, labels: tuple[str, ...], decimals: int) -> str:
    """Mean change of the lowest and the highest starting class; empty with fewer than two.

    Parameters
    ----------
    known
        Index starting class, columns ``mean, n``: the classes with enough areas.
    """
    if len(known) < MOST_CLASSES_SAID:
        return ""
    names = [labels[int(k) - 1] for k in known.index]
    low, high = (signed(float(known["mean"].iloc[n]), decimals) for n in (0, -1))
    return f"In ‘{names[0]}’ begonnen: gemiddeld {low}; in ‘{names[-1]}’ begonnen: {high}"
