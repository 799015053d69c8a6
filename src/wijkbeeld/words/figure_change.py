"""Development of a figure given where areas began: more of it is not yet better."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import areas


def writer(measure: Measure) -> Callable[[float], str]:
    """How a change of a measure is written, with its unit, in Markdown."""

    def write(value: float) -> str:
        return escape_markdown(f"{signed(value, measure.change_decimals)} {measure.change_unit}")

    return write


def residual(name: str, level: str, measure: Measure, values: pd.Series) -> str:
    """State how a group changed beside areas that began equally high."""
    above, write = int((values > 0).sum()), writer(measure)
    return (
        f"{escape_markdown(name)}: in {number(above)} van de {areas(level, len(values))} lag de "
        "verandering boven die van gebieden die ongeveer even hoog begonnen; het gemiddelde "
        f"verschil is {write(float(values.mean()))}, het middelste "
        f"{write(float(values.median()))}. Dat zegt niet waardoor."
    )
