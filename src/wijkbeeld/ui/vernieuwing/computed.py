"""All numbers of the page, computed once per set of choices for all sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis import specification_curve as curve
from wijkbeeld.analysis.balance import balance
from wijkbeeld.analysis.effect import Estimate
from wijkbeeld.analysis.estimators import compare, leave_one_out
from wijkbeeld.analysis.matching import Matched, match, per_area
from wijkbeeld.analysis.no_estimate import NoEstimateError
from wijkbeeld.analysis.panel import NEVER
from wijkbeeld.analysis.permutation import FEWEST_ASSIGNMENTS
from wijkbeeld.analysis.pretrends import Start, start_of
from wijkbeeld.analysis.relative import means_by_start
from wijkbeeld.analysis.specification import Comparison, ComparisonData, compared_with
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import REFERENCE, classify
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui.vernieuwing.choice import LEAD, Choice, comparison_data
from wijkbeeld.ui.vernieuwing.sets import elsewhere

DRAWS, DRAWS_TABLE = 999, 199
LEAST_IN_CLASS = 10
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
    main
        The estimate of the chosen measure.
    others
        The same of every measure, in the order to show.
    balance
        How alike both sides are: structure and start level.
    one_by_one, every
        Specification tables; the first row of each is the choice of the page.
    left_out
        The estimate with each renewed area left out.
    areas
        Development of each renewed area beside its look-alikes.
    """

    data: ComparisonData
    main: Comparison
    others: dict[str, Comparison]
    start: Start
    balance: pd.DataFrame
    one_by_one: pd.DataFrame
    every: pd.DataFrame
    left_out: pd.Series
    areas: pd.DataFrame
    given: GivenLevel | None

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
    def is_few(self) -> bool:
        """Whether too few assignments are possible for a margin."""
        return self.main.effect is None or self.main.effect.n_assignments < FEWEST_ASSIGNMENTS


def results(data: Dataset, choice: Choice) -> Results:
    """All numbers for the choices of the page."""
    key = (
        data.version,
        choice.scope.level,
        choice.scope.classification,
        choice.measure.id,
        choice.set.id,
        tuple(choice.starts.items()),
        tuple(choice.ends.fillna(0).items()),
        choice.specification,
        elsewhere(choice.scope, choice.set.rows.index),
    )
    return _results(key, data, choice)


@st.cache_resource(max_entries=64, show_spinner="De vergelijking wordt gemaakt…")
def _results(key: tuple[object, ...], _data: Dataset, _choice: Choice) -> Results:
    del key
    given = comparison_data(_data, _choice)
    base = _choice.specification
    main = compare(given, base, DRAWS)
    others = {
        m: main if m == base.measure else compare(given, replace(base, measure=m), DRAWS)
        for m in LEAD
        if m in given.tables
    }
    ones = curve.table(given, curve.one_at_a_time(given, base), DRAWS_TABLE)
    every = curve.table(given, curve.all_together(given, base))
    matched = main.matched or _alike(given, main)
    start = start_of(
        main.panel,
        compared_with(main),
        base.anticipation,
        same_stratum=main.specification.same_stratum,
    )
    return Results(
        given,
        main,
        others,
        start,
        _balance(given, main),
        ones,
        every,
        leave_one_out(main),
        per_area(main.panel, matched, base.anticipation) if matched else pd.DataFrame(),
        _given_level(_data, _choice, main),
    )


def _features(given: ComparisonData, outcome: Comparison) -> pd.DataFrame:
    """Structure and mean score before the first start: what both sides are compared on."""
    panel = outcome.panel
    first = max(min(panel.groups, default=1), 1)
    before = panel.values[:, :first]
    known = (~np.isnan(before)).sum(axis=1)
    score = np.where(known > 0, np.nansum(before, axis=1) / np.maximum(known, 1), np.nan)
    return given.structure.reindex(panel.codes).assign(**{BEFORE: score})


def _alike(given: ComparisonData, outcome: Comparison) -> Matched | None:
    """Look-alikes per area: by structure and mean score before the start, never the last only."""
    panel = outcome.panel
    if not panel.groups:
        return None
    features = _features(given, outcome)
    usable = features[features.columns[features.notna().mean() > 0.5]]
    try:
        found = match(panel, usable)
    except NoEstimateError:
        return None
    return found if len(found.treated) else None


def _before_matching(outcome: Comparison) -> np.ndarray:
    """Areas that renewed ones are beside before look-alikes are chosen."""
    return compared_with(replace(outcome, matched=None))


def _balance(given: ComparisonData, outcome: Comparison) -> pd.DataFrame:
    panel = outcome.panel
    if not panel.groups or not (panel.start == NEVER).any():
        return pd.DataFrame()
    return balance(panel, _features(given, outcome), _before_matching(outcome), outcome.matched)


def _given_level(data: Dataset, choice: Choice, outcome: Comparison) -> GivenLevel | None:
    """Development by start class from the last wave before the first start (report figure 3-2)."""
    panel = outcome.panel
    if not panel.groups:
        return None
    base = panel.groups[0] - 1 - choice.specification.anticipation
    if base < 0:
        return None
    table = data.wide(choice.scope, choice.measure.id)
    first, last = panel.waves[base], panel.waves[-1]
    change = table[last] - table[first]
    is_score = choice.measure.id == "lbm"
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
