"""Ways to estimate the difference, in one registry that page, specification curve and file read.

A new estimator is a class here or in its own module, one entry in ``_ALL``, and its words in
:mod:`wijkbeeld.words.estimators`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

import numpy as np
import pandas as pd

from wijkbeeld.analysis import by_area
from wijkbeeld.analysis.alike import effect_alike
from wijkbeeld.analysis.clusters import Drawn, Lie, draw
from wijkbeeld.analysis.effect import Contrast, Effect, effect_beside
from wijkbeeld.analysis.matched_effect import matched_effect
from wijkbeeld.analysis.matching import Matched, match, matched_value, without
from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.specification import (
    Comparison,
    ComparisonData,
    Specification,
    no_start,
    panel_for,
)

Value = tuple[float, int, int]
"""Estimate (points; NaN without one), renewed areas, and different comparison areas."""


class Estimator(Protocol):
    """One way to estimate the difference between renewed and other areas."""

    @property
    def id(self) -> str:
        """Name in specifications, the link and :mod:`wijkbeeld.words.estimators`."""

    @property
    def needs(self) -> frozenset[str]:
        """Covariates it cannot do without: ``structure``, or none."""

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

    def value(self, panel: Panel, partners: Matched | None, specification: Specification) -> Value:
        """The overall estimate only, without inference."""

    def why_not(self, panel: Panel, specification: Specification) -> NoEstimate:
        """Why :meth:`value` has no number."""

    def leave_one_out(self, comparison: Comparison) -> pd.Series:
        """The estimate with each renewed area left out: index code, values points."""


class GroupTime:
    """Group-time effects of Callaway & Sant'Anna (2021) against all other areas."""

    id = "none"
    needs: frozenset[str] = frozenset()
    is_matched = False

    def partners(
        self, panel: Panel, data: ComparisonData, specification: Specification
    ) -> Matched | None:
        """None: all other areas are the comparison."""
        return None

    def partners_key(self, specification: Specification) -> tuple[object, ...]:
        """Nothing to share."""
        return ()

    def effect(
        self, panel: Panel, data: ComparisonData, specification: Specification, drawn: Drawn
    ) -> Effect:
        """As :func:`wijkbeeld.analysis.effect.effect_beside`."""
        s = specification
        contrast = Contrast(s.control, s.anticipation, s.same_stratum)
        return effect_beside(panel, contrast, drawn.placebos)

    def value(self, panel: Panel, partners: Matched | None, specification: Specification) -> Value:
        """As :func:`wijkbeeld.analysis.by_area.overall_att`."""
        s = specification
        parts = by_area.contributions(
            panel, s.control, anticipation=s.anticipation, same_stratum=s.same_stratum
        )
        return by_area.overall_att(panel, parts)

    def why_not(self, panel: Panel, specification: Specification) -> NoEstimate:
        """No base wave for any start group, or nobody to compare with."""
        if any(g - 1 - specification.anticipation >= 0 for g in panel.groups):
            return NoEstimate.NO_CONTROLS
        return NoEstimate.NO_WAVE_BEFORE

    def leave_one_out(self, comparison: Comparison) -> pd.Series:
        """As :func:`wijkbeeld.analysis.by_area.leave_one_out`."""
        s = comparison.specification
        return by_area.leave_one_out(
            comparison.panel, s.control, s.anticipation, same_stratum=s.same_stratum
        )


class _Matched:
    """What estimators with partners have in common: they differ in how partners are chosen."""

    is_matched = True

    @abstractmethod
    def covariates(
        self, panel: Panel, data: ComparisonData, specification: Specification, start: int
    ) -> np.ndarray:
        """Characteristics in which look-alikes of a start group are alike, shape (n, number)."""

    @abstractmethod
    def partners(
        self, panel: Panel, data: ComparisonData, specification: Specification
    ) -> Matched | None:
        """Look-alikes of the renewed areas."""

    def effect(
        self, panel: Panel, data: ComparisonData, specification: Specification, drawn: Drawn
    ) -> Effect:
        """Beside look-alikes: of scattered areas the label is permuted in every matched set.

        As :func:`wijkbeeld.analysis.matched_effect.matched_effect`, and of areas that lie together
        as :func:`wijkbeeld.analysis.alike.effect_alike`.
        """
        partners = self.partners(panel, data, specification)
        if partners is None:
            raise NoEstimateError(NoEstimate.NO_PARTNERS)
        if drawn.layout.lie is Lie.SCATTERED or specification.caliper is not None:
            return matched_effect(
                panel, partners, specification.anticipation, drawn.placebos.times, drawn.seed
            )
        covariates = {g: self.covariates(panel, data, specification, g) for g in panel.groups}
        return effect_alike(panel, covariates, specification.anticipation, drawn.placebos)

    def value(self, panel: Panel, partners: Matched | None, specification: Specification) -> Value:
        """As :func:`wijkbeeld.analysis.matching.matched_value`."""
        if partners is None:
            return float("nan"), 0, 0
        value, treated = matched_value(panel, partners, specification.anticipation)
        return value, treated, len(np.unique(partners.partners))

    def why_not(self, panel: Panel, specification: Specification) -> NoEstimate:
        """No renewed area has partners and the waves to compare."""
        return NoEstimate.NO_PARTNERS

    def leave_one_out(self, comparison: Comparison) -> pd.Series:
        """Sets of an area and its partners, one left out in turn; empty with fewer than two."""
        sets, panel = comparison.matched, comparison.panel
        if sets is None or len(sets.treated) < 2:
            return pd.Series({}, dtype="float64")
        anticipation = comparison.specification.anticipation
        values = {
            str(panel.codes[i]): matched_value(panel, without(sets, k), anticipation)[0]
            for k, i in enumerate(sets.treated)
        }
        return pd.Series(values, dtype="float64")


class MatchedOnStructure(_Matched):
    """Nearest neighbours in characteristics of dwellings and inhabitants."""

    id = "structure"
    needs = frozenset({"structure"})

    def covariates(
        self, panel: Panel, data: ComparisonData, specification: Specification, start: int
    ) -> np.ndarray:
        """Structure: the same for every start group."""
        return np.asarray(data.structure.reindex(panel.codes), dtype="float64")

    def partners(
        self, panel: Panel, data: ComparisonData, specification: Specification
    ) -> Matched | None:
        """One set per renewed area, the same for every base wave."""
        return match(panel, data.structure, caliper=specification.caliper)

    def partners_key(self, specification: Specification) -> tuple[object, ...]:
        """The caliper."""
        return (specification.caliper,)


class MatchedOnScore(_Matched):
    """Nearest neighbours in the score of the base wave: shows regression to the mean."""

    id = "score"
    needs: frozenset[str] = frozenset()

    def covariates(
        self, panel: Panel, data: ComparisonData, specification: Specification, start: int
    ) -> np.ndarray:
        """Score in the base wave of the start group; none without one."""
        base = start - 1 - specification.anticipation
        if base < 0:
            return np.full((len(panel.codes), 1), np.nan)
        return panel.values[:, [base]]

    def partners(
        self, panel: Panel, data: ComparisonData, specification: Specification
    ) -> Matched | None:
        """Sets per start group, each by the score in its own base wave."""
        sets, alone = [], []
        for g in panel.groups:
            base = g - 1 - specification.anticipation
            if base < 0:
                continue
            # Areas of other start groups are neither renewed here nor a partner.
            others = (panel.start != g) & (panel.start != NEVER)
            here = replace(panel, start=np.where(others, NEVER + 1, panel.start))
            score = pd.DataFrame({"score": panel.values[:, base]}, index=panel.codes)
            try:
                sets.append(match(here, score, caliper=specification.caliper))
            except NoEstimateError:  # nobody to choose from in this wave: other groups go on
                alone += list(panel.codes[panel.start == g])
        if not sets:
            raise NoEstimateError(NoEstimate.FEW_COVARIATES if alone else NoEstimate.NO_WAVE_BEFORE)
        return Matched(
            np.concatenate([m.treated for m in sets]),
            np.concatenate([m.partners for m in sets]),
            np.concatenate([m.distance for m in sets]),
            (*(c for m in sets for c in m.unmatched), *alone),
        )

    def partners_key(self, specification: Specification) -> tuple[object, ...]:
        """The base wave and the caliper."""
        return (specification.anticipation, specification.caliper)


_ALL: tuple[Estimator, ...] = (
    GroupTime(),
    MatchedOnStructure(),
    MatchedOnScore(),
)
ESTIMATORS: dict[str, Estimator] = {e.id: e for e in _ALL}
"""By id, in the order to offer; the first is the one to start with."""
DEFAULT = _ALL[0].id


def available(covariates: Iterable[str]) -> list[str]:
    """Ids of the estimators that these covariates suffice for."""
    there = frozenset(covariates)
    return [e.id for e in ESTIMATORS.values() if e.needs <= there]


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


def leave_one_out(comparison: Comparison) -> pd.Series:
    """The estimate with each renewed area left out in turn: index code, values points."""
    return ESTIMATORS[comparison.specification.match].leave_one_out(comparison)
