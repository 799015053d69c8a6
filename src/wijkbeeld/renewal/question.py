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

MINIMUM = 200
"""Inhabitants that an area must have at the base wave to take part, unless the user says otherwise:
the score of a nearly empty area says little, and one street can move it far.
"""


@dataclass(frozen=True)
class Question:
    """One question about renewed areas.

    Attributes
    ----------
    starts, ends
        Year in which renewal starts and is complete, by area code; an end may be missing.
    cities
        Codes of the gemeenten to set the renewed areas beside; None for the nearest ones.
    minimum
        Inhabitants that an area must have at the base wave, or half as many dwellings where
        inhabitants are not known of a year as near; smaller ones take no part at all. 0 lets every
        area take part.
    without_programmes
        Leave areas that any other programme covers or touches out of the comparison.
    without_registers
        Leave areas of the user's other registers out of the comparison.
    """

    scope: Scope
    measure: Measure
    set: Renewed
    starts: pd.Series
    ends: pd.Series
    specification: Specification
    cities: tuple[str, ...] | None = None
    minimum: int = MINIMUM
    without_programmes: bool = True
    without_registers: bool = False
