"""What residents of areas answered in a survey, with how sure that is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkbeeld.analysis import perception
from wijkbeeld.analysis.perception import Sure
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store import surveys
from wijkbeeld.store.read import opened

_WEIGHED = "gewogen"
"""How a figure is placed that is built up of smaller areas: its margin is not known."""


def answers(scope: Scope, felt: Measure, year: int) -> Sure:
    """A survey in one year by area, with its interval; none for what is built of smaller areas."""
    data = opened(scope)
    codes = data.by_code(scope).index
    own = data.figure(scope, felt.id, year).set_index("code").reindex(codes)
    is_weighed = own["koppeling"].astype("str") == _WEIGHED

    def beside(what: str) -> pd.Series:
        table = surveys.beside(scope, felt.id, what).reindex(codes)
        found = table[year] if year in table else pd.Series(np.nan, codes)
        return found.mask(is_weighed)

    value = own["value"].astype("float64")
    is_share = felt.unit.startswith("%")
    respondents, margin = beside(surveys.COUNT), beside(surveys.MARGIN)
    return perception.sure(value, respondents, margin, is_share=is_share)


def is_up(measure: Measure) -> bool:
    """Whether more of a measure is better."""
    return measure.direction != "lager is beter"
