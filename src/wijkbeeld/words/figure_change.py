"""Development of a figure given where areas began: more of it is not yet better."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import MOST_CLASSES_SAID, areas


def writer(measure: Measure) -> Callable[[float], str]:
    """How a change of a measure is written, with its unit, in Markdown."""

    def write(value: float) -> str:
        return escape_markdown(f"{signed(value, measure.change_decimals)} {measure.change_unit}")

    return write


def pattern(means: pd.DataFrame, least: int) -> str:
    """Say how change differs between areas that began low and high; empty with too few classes.

    Parameters
    ----------
    means
        Index starting class, columns ``mean, sd, n``.
    """
    known = means[means["n"] >= least]
    if len(known) < MOST_CLASSES_SAID:
        return ""
    more = "meer" if known["mean"].iloc[0] > known["mean"].iloc[-1] else "niet meer"
    return (
        f"Gebieden die laag begonnen, stegen hier gemiddeld {more} dan gebieden die hoog begonnen. "
        "Een deel van zo'n verschil kan toeval zijn: na een uitzonderlijk jaar volgt meestal een "
        "gewoner jaar. Vergelijk een gebied daarom met gebieden die even hoog begonnen."
    )


def residual(name: str, level: str, measure: Measure, values: pd.Series) -> str:
    """State how a group changed beside areas that began equally high."""
    above, write = int((values > 0).sum()), writer(measure)
    return (
        f"{escape_markdown(name)}: in {number(above)} van de {areas(level, len(values))} lag de "
        "verandering boven het gemiddelde van gebieden die even hoog begonnen; het gemiddelde "
        f"verschil is {write(float(values.mean()))}, het middelste "
        f"{write(float(values.median()))}. Dat zegt niet waardoor."
    )
