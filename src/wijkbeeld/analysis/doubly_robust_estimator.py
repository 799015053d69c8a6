"""The doubly robust estimator as one of the registry, with the characteristics it uses."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from wijkbeeld.analysis.clusters import Drawn
from wijkbeeld.analysis.doubly_robust import (
    Covariates,
    effect_doubly_robust,
    overall_without,
    value,
)
from wijkbeeld.analysis.effect import Effect
from wijkbeeld.analysis.matched_estimators import level_before
from wijkbeeld.analysis.matching import Matched
from wijkbeeld.analysis.no_estimate import NoEstimate
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.specification import (
    Comparison,
    ComparisonData,
    Specification,
    Value,
)
from wijkbeeld.analysis.unmatched import Unmatched

TENURE = ("corporatie", "koop")
"""Figures of tenure, the one to prefer first: two of them would say the same twice."""
URBANITY = ("adressendichtheid",)


def chosen(early: Iterable[object]) -> list[str]:
    """Tenure and urbanity among the characteristics from before the start; none unless both are."""
    there = {str(name) for name in early}
    found = [next((i for i in kinds if i in there), None) for kinds in (TENURE, URBANITY)]
    return [i for i in found if i is not None] if None not in found else []


class DoublyRobust(Unmatched):
    """Doubly robust with level before the start, tenure and urbanity (Sant'Anna & Zhao, 2020)."""

    id = "doubly_robust"
    nobody = NoEstimate.NO_OVERLAP
    needs = frozenset({"early"})
    is_matched = True

    def covariates(
        self, panel: Panel, data: ComparisonData, specification: Specification
    ) -> Covariates:
        """Per start group the mean score up to its base wave, tenure and urbanity."""
        early = data.early[chosen(data.early.columns)].reindex(panel.codes).to_numpy("float64")
        back = specification.anticipation
        return {
            g: np.c_[level_before(panel, g, back), early] for g in panel.groups if g - 1 - back >= 0
        }

    def effect(
        self, panel: Panel, data: ComparisonData, specification: Specification, drawn: Drawn
    ) -> Effect:
        """As :func:`wijkbeeld.analysis.doubly_robust.effect_doubly_robust`."""
        covariates = self.covariates(panel, data, specification)
        return effect_doubly_robust(panel, covariates, specification.anticipation, drawn.placebos)

    def value(
        self,
        panel: Panel,
        data: ComparisonData,
        partners: Matched | None,
        specification: Specification,
    ) -> Value:
        """As :func:`wijkbeeld.analysis.doubly_robust.value`."""
        return value(panel, self.covariates(panel, data, specification), specification.anticipation)

    def leave_one_out(self, comparison: Comparison, data: ComparisonData) -> pd.Series:
        """As :func:`wijkbeeld.analysis.doubly_robust.overall_without`."""
        panel, specification = comparison.panel, comparison.specification
        if comparison.effect is None or panel.treated.sum() < 2:
            return pd.Series({}, dtype="float64")
        covariates = self.covariates(panel, data, specification)
        values = overall_without(panel, covariates, specification.anticipation)
        return pd.Series(values, index=panel.codes[panel.treated].astype(str)).dropna()
