"""The choices of a comparison as links and the command write them, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from wijkbeeld.analysis.doubly_robust_estimator import chosen as chosen_covariates
from wijkbeeld.analysis.estimators import DEFAULT, ESTIMATORS, available
from wijkbeeld.analysis.specification import Specification
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.inputs import weights
from wijkbeeld.store.characteristics import structure
from wijkbeeld.words.comparison import BACK, CONTROL, DELAY, WEIGHT, WITHIN

_WORDS = {
    "never_treated": "nooit",
    "not_yet_treated": "nog niet",
    "none": "geen",
    "structure": "structuur",
    "city_alike": "stad",
    "cities_alike": "steden",
    "doubly_robust": "dubbel",
}
"""What stands in a link for a value of the analysis, where it is not the value itself."""
_UNTIL_END = "eind"
WITHOUT = "weg"
"""Value of ``ring`` that leaves out areas beside the renewed ones."""


def in_link(value: str) -> str:
    """What stands in a link for a value of the analysis."""
    return _WORDS.get(value, value)


COUNTED = {"meetellen": True, "negeren": False}
"""Whether areas of other programmes or registers count as renewed, by what stands in a link."""


@dataclass(frozen=True)
class Choice:
    """One choice.

    Attributes
    ----------
    values
        Values of the analysis, in the order to offer.
    default
        The one that holds when nothing is chosen.
    """

    values: tuple[str, ...]
    default: str

    @property
    def links(self) -> dict[str, str]:
        """Values of the analysis by what stands in a link."""
        return {in_link(v): v for v in self.values}


def known() -> dict[str, Choice]:
    """Every choice with all its values, by its key in a link, for areas within gemeenten."""
    return {
        "gelijk": Choice(tuple(ESTIMATORS), DEFAULT),
        "controle": Choice(tuple(CONTROL), "never_treated"),
        "telling": Choice(tuple(DELAY), "0"),
        "terug": Choice(tuple(BACK), "0"),
        "gewicht": Choice(tuple(WEIGHT), "none"),
        "binnen": Choice(tuple(WITHIN), "gemeente"),
        "ring": Choice(("", WITHOUT), ""),
    }


def offered(scope: Scope, starts: pd.Series, ends: pd.Series) -> dict[str, Choice]:
    """The choices that some renewed areas allow.

    Parameters
    ----------
    starts, ends
        Year in which renewal starts and is complete, by area code; an end may be missing.
    """
    around = [] if scope.level == "gemeente" else ["city", "comparable"]
    figures = structure(scope, [str(c) for c in starts.index])
    early = [i for i, (year, _) in figures.items() if year < starts.min()]
    covariates = [
        *around,
        *(["structure"] if figures else []),
        *(["early"] if chosen_covariates(early) else []),
    ]
    delays = [d for d in DELAY if d != _UNTIL_END or ends.notna().any()]
    anywhere = "alles" if scope.level == "gemeente" else "gemeente"
    return known() | {
        "gelijk": Choice(tuple(available(covariates)), DEFAULT),
        "telling": Choice(tuple(delays), "0"),
        "gewicht": Choice(("none", *weights(scope)), "none"),
        "binnen": Choice(tuple(WITHIN), anywhere),
    }


def specification(measure: str, chosen: Mapping[str, str]) -> Specification:
    """How to compare.

    Parameters
    ----------
    chosen
        A value of the analysis for every choice, by its key in a link.
    """
    weight = chosen["gewicht"]
    return Specification(
        measure,
        "not_yet_treated" if chosen["controle"] == "not_yet_treated" else "never_treated",
        chosen["gelijk"],
        "inwoners" if weight == "inwoners" else "woningen" if weight == "woningen" else "none",
        chosen["ring"] == WITHOUT,
        None if chosen["telling"] == _UNTIL_END else int(chosen["telling"]),
        int(chosen["terug"]),
        None,
        chosen["binnen"] == "gemeente",
    )


def chosen_in(specification: Specification) -> dict[str, str]:
    """The value of every choice in a specification: the inverse of :func:`specification`."""
    s = specification
    return {
        "gelijk": s.match,
        "controle": s.control,
        "telling": _UNTIL_END if s.delay is None else str(s.delay),
        "terug": str(s.anticipation),
        "gewicht": s.weight,
        "binnen": "gemeente" if s.same_stratum else "alles",
        "ring": WITHOUT if s.without_neighbours else "",
    }
