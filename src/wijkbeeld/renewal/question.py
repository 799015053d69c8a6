"""What is asked of renewed areas: which, of which measure, compared how."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wijkbeeld.analysis.specification import Specification
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.sets import Renewed

LEAD = ("onv", "soc", "lbm", "fys", "vrz", "won")
"""Order of the measures: first those that renewal does not change by construction."""


@dataclass(frozen=True)
class Question:
    """One question about renewed areas.

    Attributes
    ----------
    starts, ends
        Year in which renewal starts and is complete, by area code; an end may be missing.
    cities
        Codes of the gemeenten to set the renewed areas beside; None for the nearest ones.
    """

    scope: Scope
    measure: Measure
    set: Renewed
    starts: pd.Series
    ends: pd.Series
    specification: Specification
    cities: tuple[str, ...] | None = None
