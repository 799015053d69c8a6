"""One comparison of renewed and other areas: what it is made of, its choices and its outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from wijkbeeld.analysis.clusters import Layout
from wijkbeeld.analysis.contiguity import NOWHERE, Contiguity
from wijkbeeld.analysis.effect import Effect
from wijkbeeld.analysis.group_times import Control
from wijkbeeld.analysis.matching import Matched
from wijkbeeld.analysis.no_estimate import NoEstimate
from wijkbeeld.analysis.panel import NEVER, Panel, make_panel

Value = tuple[float, int, int]
"""Estimate (points; NaN without one), renewed areas, and different comparison areas."""
Weight = Literal["none", "inwoners", "woningen"]


@dataclass(frozen=True)
class ComparisonData:
    """Everything an estimate is made of.

    Attributes
    ----------
    tables
        Outcome tables by measure: rows area codes, columns waves, points.
    starts
        Year in which renewal starts, by area code.
    ends
        Year in which it is complete; missing where not known.
    weights
        Inhabitants and dwellings per area, where known.
    strata
        Gemeente per area: within it labels are permuted.
    structure
        Characteristics to match on: rows area codes.
    early
        Those of them that are from before the first start.
    comparable
        Gemeenten that each gemeente with renewal is set beside.
    contiguity
        Which areas touch which: placebos are drawn as groups that lie together as the renewed ones
        do.
    neighbours
        Areas beside the renewed ones.
    elsewhere
        Areas renewed by other projects: neither renewed here nor a fair comparison, always left
        out.
    small
        Areas with too few inhabitants or dwellings, renewed or not: always left out.
    """

    tables: dict[str, pd.DataFrame]
    starts: pd.Series
    ends: pd.Series
    weights: dict[str, pd.Series] = field(default_factory=dict)
    strata: pd.Series | None = None
    structure: pd.DataFrame = field(default_factory=pd.DataFrame)
    early: pd.DataFrame = field(default_factory=pd.DataFrame)
    comparable: dict[str, tuple[str, ...]] = field(default_factory=dict)
    contiguity: Contiguity = NOWHERE
    neighbours: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Specification:
    """How to compare.

    Attributes
    ----------
    control
        ``never_treated`` areas, or also ``not_yet_treated`` ones; with matching always the first.
    match
        Id of the estimator in :data:`wijkbeeld.analysis.estimators.ESTIMATORS`.
    delay
        Years after the registered start from which renewal counts; None counts from completion.
    anticipation
        Base wave: 0 is the last wave before the start, 1 the one before it.
    without_neighbours
        Leave out areas beside the renewed ones.
    same_stratum
        Compare with areas of the same gemeente only (with matching: anywhere).
    """

    measure: str
    control: Control = "never_treated"
    match: str = "none"
    weight: Weight = "none"
    without_neighbours: bool = False
    delay: int | None = 0
    anticipation: int = 0
    caliper: float | None = None
    same_stratum: bool = True


@dataclass(frozen=True)
class Comparison:
    """An estimate and what it was made with; without ``effect`` it has a ``reason``.

    Attributes
    ----------
    layout
        How the renewed areas lie: placebos are drawn alike.
    """

    specification: Specification
    panel: Panel
    effect: Effect | None
    matched: Matched | None
    reason: NoEstimate | None = None
    layout: Layout | None = None


def panel_for(data: ComparisonData, specification: Specification) -> Panel:
    """Panel of the areas that take part under some choices."""
    starts = (
        data.starts if specification.delay is not None else data.ends.reindex(data.starts.index)
    )
    areas = data.tables[specification.measure]
    areas = areas[~areas.index.isin(data.elsewhere - set(data.starts.index) | data.small)]
    if specification.delay is None:
        unknown = starts.index[starts.isna()]
        areas, starts = areas[~areas.index.isin(unknown)], starts.dropna()
    if specification.without_neighbours:
        areas = areas[~areas.index.isin(data.neighbours - set(data.starts.index))]
    weights = None if specification.weight == "none" else data.weights[specification.weight]
    strata = data.strata if specification.same_stratum else None
    return make_panel(areas, starts, weights, strata, specification.delay or 0)


def compared_with(outcome: Comparison) -> np.ndarray:
    """Which areas the renewed ones are compared with, shape (n,)."""
    panel, specification = outcome.panel, outcome.specification
    if outcome.matched is not None:
        return np.asarray(np.isin(np.arange(len(panel.codes)), outcome.matched.partners))
    never = panel.start == NEVER
    if specification.same_stratum:
        never &= np.isin(panel.strata, panel.strata[panel.treated])
    return np.asarray(never)


def no_start(panel: Panel) -> NoEstimate:
    """Why there is nothing to compare in a panel without start groups."""
    if panel.always:
        return NoEstimate.ALL_STARTED
    return NoEstimate.NO_START if panel.late else NoEstimate.NONE_LEFT
