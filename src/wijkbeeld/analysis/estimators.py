"""Ways to estimate the difference, in one registry that page, specification curve and file read.

A new estimator is a class here or in its own module, one entry in ``_ALL``, and its words in
:mod:`wijkbeeld.words.estimators`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

import pandas as pd

from wijkbeeld.analysis import by_area
from wijkbeeld.analysis.clusters import Drawn, draw
from wijkbeeld.analysis.doubly_robust_estimator import DoublyRobust, chosen
from wijkbeeld.analysis.effect import Contrast, Effect, effect_beside
from wijkbeeld.analysis.matched_estimators import (
    AlikeInCities,
    AlikeInCity,
    MatchedOnScore,
    MatchedOnStructure,
)
from wijkbeeld.analysis.matching import Matched
from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.specification import (
    Comparison,
    ComparisonData,
    Specification,
    Value,
    no_start,
    panel_for,
)
from wijkbeeld.analysis.unmatched import Unmatched


class Estimator(Protocol):
    """One way to estimate the difference between renewed and other areas."""

    @property
    def id(self) -> str:
        """Name in specifications, the link and :mod:`wijkbeeld.words.estimators`."""

    @property
    def needs(self) -> frozenset[str]:
        """What it cannot do without, of what :func:`there_is` names: ``structure``, say."""

    @property
    def is_matched(self) -> bool:
        """Whether it chooses never renewed partners from anywhere, whatever the other choices."""

    def partners(
        self, panel: Panel, data: ComparisonData, specification: Specification
    ) -> Matched | None:
        """Look-alikes of the renewed areas; None where all others are the comparison."""

    def partners_key(self, specification: Specification) -> tuple[object, ...]:
        """What the partners depend on besides the panel: equal keys share them."""

    def effect(
        self, panel: Panel, data: ComparisonData, specification: Specification, drawn: Drawn
    ) -> Effect:
        """Estimate with its placebo distribution, interval and p; else ``NoEstimateError``."""

    def value(
        self,
        panel: Panel,
        data: ComparisonData,
        partners: Matched | None,
        specification: Specification,
    ) -> Value:
        """The overall estimate only, without inference."""

    def why_not(self, panel: Panel, specification: Specification) -> NoEstimate:
        """Why :meth:`value` has no number."""

    def leave_one_out(self, comparison: Comparison, data: ComparisonData) -> pd.Series:
        """The estimate with each renewed area left out: index code, values points."""


class GroupTime(Unmatched):
    """Group-time effects of Callaway & Sant'Anna (2021) against all other areas."""

    id = "none"
    needs: frozenset[str] = frozenset()

    def effect(
        self, panel: Panel, data: ComparisonData, specification: Specification, drawn: Drawn
    ) -> Effect:
        """As :func:`wijkbeeld.analysis.effect.effect_beside`."""
        s = specification
        contrast = Contrast(s.control, s.anticipation, s.same_stratum)
        return effect_beside(panel, contrast, drawn.placebos)

    def value(
        self,
        panel: Panel,
        data: ComparisonData,
        partners: Matched | None,
        specification: Specification,
    ) -> Value:
        """As :func:`wijkbeeld.analysis.by_area.overall_att`."""
        s = specification
        parts = by_area.contributions(
            panel, s.control, anticipation=s.anticipation, same_stratum=s.same_stratum
        )
        return by_area.overall_att(panel, parts)

    def leave_one_out(self, comparison: Comparison, data: ComparisonData) -> pd.Series:
        """As :func:`wijkbeeld.analysis.by_area.leave_one_out`."""
        s = comparison.specification
        return by_area.leave_one_out(
            comparison.panel, s.control, s.anticipation, same_stratum=s.same_stratum
        )


_ALL: tuple[Estimator, ...] = (
    GroupTime(),
    MatchedOnStructure(),
    MatchedOnScore(),
    AlikeInCity(),
    AlikeInCities(),
    DoublyRobust(),
)
ESTIMATORS: dict[str, Estimator] = {e.id: e for e in _ALL}
"""By id, in the order to offer; the first is the one to start with."""
DEFAULT = _ALL[0].id


def available(there: Iterable[str]) -> list[str]:
    """Ids of the estimators that need no more than what is there."""
    known = frozenset(there)
    return [e.id for e in ESTIMATORS.values() if e.needs <= known]


def there_is(data: ComparisonData) -> list[str]:
    """What estimators may need, as far as the data have it."""
    has = {
        "structure": len(data.structure.columns) > 0,
        "city": data.strata is not None and data.strata.duplicated().any(),
        "comparable": bool(data.comparable),
        "early": bool(chosen(data.early.columns)),
    }
    return [name for name, known in has.items() if known]


def effective(specification: Specification) -> Specification:
    """The same choices without those that matching overrules (partners are from anywhere)."""
    if not ESTIMATORS[specification.match].is_matched:
        return specification
    return replace(specification, control="never_treated", same_stratum=False)


def compare(
    data: ComparisonData, specification: Specification, permutations: int = 999, seed: int = 1
) -> Comparison:
    """Estimate under one set of choices, beside placebos that lie as the renewed areas do."""
    s = effective(specification)
    panel, estimator = panel_for(data, s), ESTIMATORS[s.match]
    if not panel.groups:
        return Comparison(s, panel, None, None, no_start(panel))
    drawn = draw(panel, data.strata, data.contiguity, permutations, seed)
    partners = None
    try:
        partners = estimator.partners(panel, data, s)
        estimated = estimator.effect(panel, data, s, drawn)
    except NoEstimateError as error:
        return Comparison(s, panel, None, partners, error.reason, drawn.layout)
    return Comparison(s, panel, estimated, partners, None, drawn.layout)


def leave_one_out(comparison: Comparison, data: ComparisonData) -> pd.Series:
    """The estimate with each renewed area left out in turn: index code, values points."""
    return ESTIMATORS[comparison.specification.match].leave_one_out(comparison, data)
