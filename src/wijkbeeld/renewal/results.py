"""All numbers of one question about renewed areas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from wijkbeeld.analysis import specification_curve as curve
from wijkbeeld.analysis.balance import balance
from wijkbeeld.analysis.clusters import draw
from wijkbeeld.analysis.effect import Estimate
from wijkbeeld.analysis.estimators import ESTIMATORS, compare, leave_one_out
from wijkbeeld.analysis.group_times import Assignments
from wijkbeeld.analysis.ladder import Ladder, ladder
from wijkbeeld.analysis.matching import Matched, match, per_area
from wijkbeeld.analysis.no_estimate import NoEstimateError
from wijkbeeld.analysis.panel import NEVER
from wijkbeeld.analysis.pretrends import Start, start_of
from wijkbeeld.analysis.relative import means_by_start
from wijkbeeld.analysis.specification import Comparison, ComparisonData, compared_with
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import REFERENCE, classify
from wijkbeeld.renewal.firmness import Firmness, firmness
from wijkbeeld.renewal.inputs import comparison_data, features_of
from wijkbeeld.renewal.question import LEAD, Question
from wijkbeeld.store.read import opened

DRAWS, DRAWS_TABLE = 999, 199
LEAST_IN_CLASS = 10
Made = TypeVar("Made")
BEFORE = "score vooraf"
"""Name of the mean score before the first start, beside the characteristics."""


@dataclass(frozen=True)
class GivenLevel:
    """Development of renewed areas beside that of areas with the same start.

    Attributes
    ----------
    base, wave
        From which wave to which.
    means
        Mean change of never renewed areas per start class (index class number, columns ``mean, sd,
        n``).
    renewed
        The same of the renewed areas.
    residual
        Change minus the mean of the start class, of the renewed areas.
    expected
        Mean of the start classes over the renewed areas.
    """

    base: int
    wave: int
    means: pd.DataFrame
    renewed: pd.DataFrame
    residual: pd.Series
    expected: float


@dataclass(frozen=True)
class Results:
    """Everything the steps of the page show.

    Attributes
    ----------
    ladder
        The chosen measure beside five things.
    main
        The estimate of the chosen measure.
    others
        The same of every measure, in the order to show.
    balance
        How alike both sides are: structure and start level.
    one_by_one, every
        Specification tables: one choice changed at a time (the first row is the choice of the
        page), and every combination, equal answers once.
    left_out
        The estimate with each renewed area left out.
    areas
        Development of each renewed area beside its look-alikes.
    firmness
        Five dimensions at once, a trend of before, and what lies around.
    covariate_years
        Years of the characteristics that look-alikes are chosen on.
    """

    data: ComparisonData
    ladder: Ladder
    main: Comparison
    others: dict[str, Comparison]
    start: Start
    balance: pd.DataFrame
    one_by_one: pd.DataFrame
    every: pd.DataFrame
    left_out: pd.Series
    areas: pd.DataFrame
    given: GivenLevel | None
    firmness: Firmness
    covariate_years: tuple[int, ...] = ()
    _made: dict[str, Any] = field(default_factory=dict, repr=False)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What was made of these results under this name, or make it now: figures and tables."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    @property
    def earlier(self) -> Estimate | None:
        """The estimate from one wave earlier than the base wave of the page."""
        table = self.one_by_one
        rows = table[
            (table["anticipation"] == self.main.specification.anticipation + 1)
            & table["value"].notna()
        ]
        if rows.empty:
            return None
        r = rows.iloc[0]
        return Estimate(
            r["value"], r["low"], r["high"], r["p"], int(r["n_treated"]), int(r["n_control"])
        )

    @property
    def structure_after(self) -> bool:
        """Whether look-alikes are chosen on characteristics from after the first start."""
        return (
            "structure" in ESTIMATORS[self.main.specification.match].needs
            and bool(self.covariate_years)
            and self.covariate_years[-1] >= int(self.data.starts.min())
        )


def evaluate(question: Question, draws: int = DRAWS) -> Results:
    """All numbers of a question.

    Parameters
    ----------
    draws
        Placebo assignments for the interval of an estimate.
    """
    data, base = comparison_data(question), question.specification
    main = compare(data, base, draws)
    others = {
        m: main if m == base.measure else compare(data, replace(base, measure=m), draws)
        for m in LEAD
        if m in data.tables
    }
    matched = main.matched or _alike(data, main)
    start = start_of(
        main.panel,
        compared_with(main),
        base.anticipation,
        same_stratum=main.specification.same_stratum,
        assigned=_assigned(data, main, draws),
    )
    return Results(
        data,
        ladder(data, base, draws),
        main,
        others,
        start,
        _balance(data, main),
        curve.table(data, curve.one_at_a_time(data, base), DRAWS_TABLE),
        curve.distinct(curve.table(data, curve.all_together(data, base)), base),
        leave_one_out(main, data),
        per_area(main.panel, matched, base.anticipation) if matched else pd.DataFrame(),
        _given_level(question, main),
        firmness(data, main, others, draws),
        tuple(sorted({year for year, _ in features_of(question).values()})),
    )


def _assigned(data: ComparisonData, outcome: Comparison, draws: int) -> Assignments | None:
    """Placebo assignments of the panel of an estimate; none where nothing starts."""
    if not outcome.panel.groups:
        return None
    return draw(outcome.panel, data.strata, data.contiguity, draws).placebos.assigned


def _features(data: ComparisonData, outcome: Comparison) -> pd.DataFrame:
    """Structure and mean score before the first start: what both sides are compared on."""
    panel = outcome.panel
    first = max(min(panel.groups, default=1), 1)
    before = panel.values[:, :first]
    known = (~np.isnan(before)).sum(axis=1)
    score = np.where(known > 0, np.nansum(before, axis=1) / np.maximum(known, 1), np.nan)
    return data.structure.reindex(panel.codes).assign(**{BEFORE: score})


def _alike(data: ComparisonData, outcome: Comparison) -> Matched | None:
    """Look-alikes per area: by structure and mean score before the start, never the last only."""
    panel = outcome.panel
    if not panel.groups:
        return None
    features = _features(data, outcome)
    usable = features[features.columns[features.notna().mean() > 0.5]]
    try:
        alike = match(panel, usable)
    except NoEstimateError:
        return None
    return alike if len(alike.treated) else None


def _before_matching(outcome: Comparison) -> np.ndarray:
    """Areas that renewed ones are beside before look-alikes are chosen."""
    return compared_with(replace(outcome, matched=None))


def _balance(data: ComparisonData, outcome: Comparison) -> pd.DataFrame:
    panel = outcome.panel
    if not panel.groups or not (panel.start == NEVER).any():
        return pd.DataFrame()
    return balance(panel, _features(data, outcome), _before_matching(outcome), outcome.matched)


def _given_level(question: Question, outcome: Comparison) -> GivenLevel | None:
    """Development by start class from the last wave before the first start (report figure 3-2)."""
    panel = outcome.panel
    if not panel.groups:
        return None
    base = panel.groups[0] - 1 - question.specification.anticipation
    if base < 0:
        return None
    table = opened(question.scope).wide(question.scope, question.measure.id)
    first, last = panel.waves[base], panel.waves[-1]
    change = table[last] - table[first]
    is_score = question.measure.id == "lbm"
    scale = catalog().classes["situatie" if is_score else "afwijking"]
    start = classify(table[first] - (REFERENCE if is_score else 0.0), scale)
    start = np.where(change.isna(), 0, start)
    mine = np.asarray(table.index.isin(panel.codes[panel.treated]))
    others = np.asarray(table.index.isin(panel.codes[panel.start == NEVER]))
    means = means_by_start(start[others], change[others])
    expected = pd.Series(start, index=change.index).map(
        means.loc[means["n"] >= LEAST_IN_CLASS, "mean"]
    )[mine]
    residual = (change[mine] - expected).dropna()
    if residual.empty:
        return None
    renewed = means_by_start(start[mine], change[mine])
    return GivenLevel(first, last, means, renewed, residual, float(expected.dropna().mean()))
