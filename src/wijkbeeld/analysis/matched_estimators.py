"""Estimators that set renewed areas beside look-alikes: they differ in who may be one, and in what.

Matching on the last score before the start manufactures an effect where that score was a passing
low or high (Daw & Hatfield, Health Services Research 53(6), 2018). So no answer rests on one of
these alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

import numpy as np
import pandas as pd

from wijkbeeld.analysis.alike import Candidates, Pools, candidates_by_city, effect_of_sets, sets_of
from wijkbeeld.analysis.clusters import Drawn, Lie, cities_of, has_city
from wijkbeeld.analysis.effect import Effect, cells_of
from wijkbeeld.analysis.group_times import Assignments, observed_assignment
from wijkbeeld.analysis.matched_effect import matched_effect
from wijkbeeld.analysis.matching import Matched, match, matched_value, without
from wijkbeeld.analysis.no_estimate import NoEstimate, NoEstimateError
from wijkbeeld.analysis.panel import NEVER, Panel
from wijkbeeld.analysis.specification import (
    Comparison,
    ComparisonData,
    Specification,
    Value,
)


class MatchedEstimator(ABC):
    """Look-alikes by covariates."""

    is_matched = True
    needs: frozenset[str] = frozenset()

    @abstractmethod
    def covariates(
        self, panel: Panel, data: ComparisonData, specification: Specification, start: int
    ) -> np.ndarray:
        """Characteristics in which look-alikes of a start group are alike, shape (n, number)."""

    def partners(
        self, panel: Panel, data: ComparisonData, specification: Specification
    ) -> Matched | None:
        """Sets per start group, from never renewed areas anywhere."""
        sets, alone = [], []
        for g in panel.groups:
            if g - 1 - specification.anticipation < 0:
                continue
            # Areas of other start groups are neither renewed here nor a partner.
            others = (panel.start != g) & (panel.start != NEVER)
            here = replace(panel, start=np.where(others, NEVER + 1, panel.start))
            alike = pd.DataFrame(self.covariates(panel, data, specification, g), index=panel.codes)
            try:
                sets.append(match(here, alike, caliper=specification.caliper))
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

    @abstractmethod
    def partners_key(self, specification: Specification) -> tuple[object, ...]:
        """What the partners depend on besides the panel."""

    def pools(self, panel: Panel, data: ComparisonData, cities: np.ndarray) -> Pools:
        """Cities that look-alikes of the areas of each city come from: all."""
        every = np.unique(cities).tolist()
        return dict.fromkeys(every, every)

    def effect(
        self, panel: Panel, data: ComparisonData, specification: Specification, drawn: Drawn
    ) -> Effect:
        """Beside look-alikes that every placebo chooses again.

        Of scattered areas the label is permuted in every matched set instead, as in
        :func:`wijkbeeld.analysis.matched_effect.matched_effect`.
        """
        if drawn.layout.lie is Lie.SCATTERED or specification.caliper is not None:
            partners = self.partners(panel, data, specification)
            if partners is None:
                raise NoEstimateError(NoEstimate.NO_PARTNERS)
            return matched_effect(
                panel, partners, specification.anticipation, drawn.placebos.times, drawn.seed
            )
        return self.effect_beside(panel, data, specification, drawn)

    def effect_beside(
        self, panel: Panel, data: ComparisonData, specification: Specification, drawn: Drawn
    ) -> Effect:
        """Beside look-alikes from the pools, that every placebo chooses again."""
        cells = cells_of(panel, specification.anticipation)
        by_start = self._candidates(panel, data, specification, drawn.placebos.assigned)
        sets = sets_of(panel, drawn.placebos.assigned, by_start)
        return effect_of_sets(panel, cells, sets, drawn.placebos, specification.anticipation)

    def _candidates(
        self,
        panel: Panel,
        data: ComparisonData,
        specification: Specification,
        assigned: Assignments,
    ) -> dict[int, Candidates]:
        cities = cities_of(panel, data.strata)
        pools = self.pools(panel, data, cities)
        focus = np.zeros(len(panel.codes), bool)
        for members in assigned.values():
            focus[np.unique(members)] = True
        return {
            g: candidates_by_city(
                panel, self.covariates(panel, data, specification, g), focus, cities, pools
            )
            for g in assigned
        }

    def value(
        self,
        panel: Panel,
        data: ComparisonData,
        partners: Matched | None,
        specification: Specification,
    ) -> Value:
        """As :func:`wijkbeeld.analysis.matching.matched_value`."""
        if partners is None:
            return float("nan"), 0, 0
        value, treated = matched_value(panel, partners, specification.anticipation)
        return value, treated, len(np.unique(partners.partners))

    def why_not(self, panel: Panel, specification: Specification) -> NoEstimate:
        """No renewed area has partners and the waves to compare."""
        return NoEstimate.NO_PARTNERS

    def leave_one_out(self, comparison: Comparison, data: ComparisonData) -> pd.Series:
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


class MatchedOnStructure(MatchedEstimator):
    """Nearest neighbours in characteristics of dwellings and inhabitants."""

    id = "structure"
    needs = frozenset({"structure"})

    def covariates(
        self, panel: Panel, data: ComparisonData, specification: Specification, start: int
    ) -> np.ndarray:
        """Structure: the same for every start group."""
        return np.asarray(data.structure.reindex(panel.codes), dtype="float64")

    def partners_key(self, specification: Specification) -> tuple[object, ...]:
        """The base wave and the caliper."""
        return (specification.anticipation, specification.caliper)


class MatchedOnScore(MatchedEstimator):
    """Nearest neighbours in the score of the base wave: shows regression to the mean."""

    id = "score"

    def covariates(
        self, panel: Panel, data: ComparisonData, specification: Specification, start: int
    ) -> np.ndarray:
        """Score in the base wave of the start group."""
        return np.asarray(panel.values[:, [start - 1 - specification.anticipation]])

    def partners_key(self, specification: Specification) -> tuple[object, ...]:
        """The base wave and the caliper."""
        return (specification.anticipation, specification.caliper)


class _AlikeAtTheStart(MatchedEstimator):
    """The same level before the start, and the same structure where that is known of before it."""

    def covariates(
        self, panel: Panel, data: ComparisonData, specification: Specification, start: int
    ) -> np.ndarray:
        """Mean score of the waves up to the base wave, and structure from before the start."""
        level = level_before(panel, start, specification.anticipation)
        return np.asarray(
            np.c_[level, np.asarray(data.early.reindex(panel.codes), dtype="float64")]
        )

    def partners(
        self, panel: Panel, data: ComparisonData, specification: Specification
    ) -> Matched | None:
        """Sets as they happened, from the pools."""
        assigned = {
            g: m
            for g, m in observed_assignment(panel).items()
            if g - 1 - specification.anticipation >= 0
        }
        if not assigned:
            raise NoEstimateError(NoEstimate.NO_WAVE_BEFORE)
        sets = sets_of(panel, assigned, self._candidates(panel, data, specification, assigned))
        members = np.concatenate([s.members[0] for s in sets.values()])
        others = np.concatenate([s.partners[0] for s in sets.values()])
        whole = (others >= 0).all(axis=1)
        level = {g: level_before(panel, g, specification.anticipation) for g in assigned}
        apart = np.concatenate(
            [
                np.abs(level[g][s.members[0]][:, None] - level[g][s.partners[0]])
                / np.nanstd(level[g])
                for g, s in sets.items()
            ]
        )
        lost = tuple(str(c) for c in panel.codes[members[~whole]])
        return Matched(members[whole], others[whole], apart[whole], lost)

    def partners_key(self, specification: Specification) -> tuple[object, ...]:
        """The base wave."""
        return (specification.anticipation,)

    def effect(
        self, panel: Panel, data: ComparisonData, specification: Specification, drawn: Drawn
    ) -> Effect:
        """Beside look-alikes that every placebo chooses again, however the areas lie."""
        return self.effect_beside(panel, data, specification, drawn)


class AlikeInCity(_AlikeAtTheStart):
    """Areas of the same city that were alike at the start."""

    id = "city_alike"
    needs = frozenset({"city"})

    def pools(self, panel: Panel, data: ComparisonData, cities: np.ndarray) -> Pools:
        """The own city.

        Raises
        ------
        NoEstimateError
            There is no city around the areas.
        """
        if not has_city(panel, data.strata):
            raise NoEstimateError(NoEstimate.NO_REST)
        return {int(c): [int(c)] for c in np.unique(cities)}


class AlikeInCities(_AlikeAtTheStart):
    """Areas of comparable cities that were alike at the start."""

    id = "cities_alike"
    needs = frozenset({"comparable"})

    def pools(self, panel: Panel, data: ComparisonData, cities: np.ndarray) -> Pools:
        """The comparable cities; everywhere where each area is a gemeente.

        Raises
        ------
        NoEstimateError
            No comparable cities are known.
        """
        pools = comparable_cities(panel, data, cities)
        if not any(pools.values()):
            raise NoEstimateError(NoEstimate.NO_CITIES)
        return pools


def comparable_cities(panel: Panel, data: ComparisonData, cities: np.ndarray) -> Pools:
    """Numbers of the cities that each city is set beside; all areas where every one is a city."""
    if data.strata is None:
        return {}
    if not has_city(panel, data.strata):
        return {0: [0]}
    names = data.strata.reindex(panel.codes).fillna("").to_numpy()
    number = dict(zip(names, cities.tolist(), strict=True))
    return {
        number[city]: [number[o] for o in others if o in number]
        for city, others in data.comparable.items()
        if city in number
    }


def level_before(panel: Panel, start: int, anticipation: int) -> np.ndarray:
    """Mean score over the waves up to the base wave of a start group, shape (n,)."""
    base = start - 1 - anticipation
    known = ~np.isnan(panel.values[:, : base + 1])
    count = known.sum(axis=1)
    total = np.where(known, panel.values[:, : base + 1], 0.0).sum(axis=1)
    unknown = np.full(len(count), np.nan)
    return np.asarray(np.divide(total, count, out=unknown, where=count > 0))
