"""Many specifications: how far the estimate depends on the choices of the comparison."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from wijkbeeld.analysis.estimators import (
    ESTIMATORS,
    available,
    compare,
    effective,
    there_is,
)
from wijkbeeld.analysis.matching import Matched
from wijkbeeld.analysis.no_estimate import NoEstimateError
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.specification import ComparisonData, Specification, no_start, panel_for

_CHOICES = (
    "measure",
    "control",
    "match",
    "weight",
    "without_neighbours",
    "delay",
    "anticipation",
    "same_stratum",
)
_SAME = 1e-12
"""Estimates (points) that differ by no more are one answer."""
_NUMBERS = ("value", "low", "high", "p", "n_treated", "n_control", "reason", "first_wave")


def alternatives(data: ComparisonData, base: Specification) -> dict[str, list[object]]:
    """Values that each choice can take with these data."""
    deep = max(panel_for(data, base).groups, default=0) >= 2
    return {
        "control": ["never_treated", "not_yet_treated"],
        "match": [*available(there_is(data))],
        "weight": ["none", *data.weights],
        "without_neighbours": [False, True] if data.neighbours else [False],
        "delay": [0, 2, *([None] if data.ends.notna().any() else [])],
        "anticipation": [0, 1] if deep else [0],
        "same_stratum": [False, True] if data.strata is not None else [False],
    }


def one_at_a_time(data: ComparisonData, base: Specification) -> list[Specification]:
    """The chosen specification, and each that differs from it in one choice."""
    found = [base]
    for name, values in alternatives(data, base).items():
        found += [replace(base, **{name: v}) for v in values if v != getattr(base, name)]  # type: ignore[arg-type]
    return list(dict.fromkeys(effective(c) for c in found))


def all_together(data: ComparisonData, base: Specification) -> list[Specification]:
    """Every combination of choices."""
    options = alternatives(data, base)
    rows = [
        replace(base, **dict(zip(options, values, strict=True)))  # type: ignore[arg-type]
        for values in product(*options.values())
    ]
    return list(dict.fromkeys(effective(r) for r in rows))


def table(
    data: ComparisonData, specifications: list[Specification], permutations: int = 0
) -> pd.DataFrame:
    """Specification table: one row each, in the order given.

    Parameters
    ----------
    permutations
        Assignments for interval and p; 0 for the estimate only.

    Returns
    -------
    DataFrame
        Columns of the choices, then ``value, low, high, p`` (points), ``n_treated``, ``n_control``,
        ``reason`` (:class:`~wijkbeeld.analysis.no_estimate.NoEstimate`, why there is no value) and
        ``first_wave`` (year of the first wave of the panel).
    """
    quick = _Quick(data)
    rows = []
    for c in map(effective, specifications):
        numbers = _with_inference(data, c, permutations) if permutations else quick.value(c)
        rows.append((*(getattr(c, name) for name in _CHOICES), *numbers))
    return pd.DataFrame(rows, columns=[*_CHOICES, *_NUMBERS])


def distinct(table: pd.DataFrame, chosen: Specification | None = None) -> pd.DataFrame:
    """Different answers only: specifications with the same areas and the same number are one.

    Ways to compare often come to the same: a weight that all areas share, neighbours that were left
    out already. Counted apart, they would make an answer look surer than it is.

    Parameters
    ----------
    table
        As :func:`table` gives it.
    chosen
        The specification to keep of those that are one with it; of others the first is kept.

    Returns
    -------
    DataFrame
        The same columns and order with ``merged``: how many specifications have this answer. Rows
        without a value are one per estimator and reason.
    """
    kept = table.assign(answer=_answers(table))
    kept["merged"] = kept.groupby("answer")["answer"].transform("size")
    if chosen is not None:
        mine = _is(table, effective(chosen))
        kept = kept[mine | ~kept["answer"].isin(kept.loc[mine, "answer"])]
    return kept.drop_duplicates("answer").drop(columns="answer").reset_index(drop=True)


def _is(table: pd.DataFrame, specification: Specification) -> np.ndarray:
    """Which rows are this specification, shape (rows,)."""
    values = [getattr(specification, name) for name in _CHOICES]
    rows = table[list(_CHOICES)].astype(object)
    rows = rows.where(rows.notna(), None)
    return np.array([list(row) == values for row in rows.itertuples(index=False)], bool)


def _answers(table: pd.DataFrame) -> np.ndarray:
    """Number of the answer of every row, shape (rows,)."""
    rows = table.reset_index(drop=True)
    told = rows["value"].notna()
    areas = rows[["measure", "first_wave", "n_treated", "n_control"]].astype(str)
    areas["why"] = [
        "" if known else f"{match} {reason}"
        for known, match, reason in zip(told, rows["match"], rows["reason"], strict=True)
    ]
    group = areas.groupby(list(areas.columns), sort=False).ngroup()
    value = rows["value"].fillna(0.0)
    order = np.lexsort((value, group))
    step = np.diff(value.to_numpy()[order], prepend=np.nan) > _SAME
    other = np.diff(group.to_numpy()[order], prepend=-1) != 0
    answers = np.empty(len(rows), int)
    answers[order] = np.cumsum(step | other)
    return answers


def _with_inference(
    data: ComparisonData, specification: Specification, permutations: int
) -> tuple[object, ...]:
    """One row of ``_NUMBERS``, with interval and p."""
    comparison = compare(data, specification, permutations)
    first = comparison.panel.waves[0]
    if comparison.effect is None:
        return (np.nan, np.nan, np.nan, np.nan, 0, 0, comparison.reason, first)
    e = comparison.effect.overall
    return (e.value, e.low, e.high, e.p, e.n_treated, e.n_control, None, first)


class _Quick:
    """Estimates of many specifications: panels and partners are made once and used again."""

    def __init__(self, data: ComparisonData) -> None:
        self.data = data
        self.panels: dict[tuple[object, ...], Panel] = {}
        self.partners: dict[tuple[object, ...], Matched | None] = {}

    def value(self, c: Specification) -> tuple[object, ...]:
        """One row of ``_NUMBERS``, without interval and p."""
        panel, estimator = self._panel(c), ESTIMATORS[c.match]
        nothing, first = (np.nan, np.nan, np.nan), panel.waves[0]
        if not panel.groups:
            return (np.nan, *nothing, 0, 0, no_start(panel), first)
        # Weights do not choose partners, but areas without one take no part.
        areas = (c.measure, panel.unweighted, c.without_neighbours, c.delay, c.same_stratum)
        key = (*areas, c.match, *estimator.partners_key(c))
        try:
            if key not in self.partners:
                self.partners[key] = estimator.partners(panel, self.data, c)
        except NoEstimateError as error:
            return (np.nan, *nothing, 0, 0, error.reason, first)
        value, treated, control = estimator.value(panel, self.data, self.partners[key], c)
        reason = None if np.isfinite(value) else estimator.why_not(panel, c)
        return (value, *nothing, treated, control, reason, first)

    def _panel(self, c: Specification) -> Panel:
        """The panel of a specification; with and without strata it is the same otherwise."""
        place = (c.measure, c.weight, c.without_neighbours, c.delay)
        if place not in self.panels:
            self.panels[place] = panel_for(self.data, replace(c, same_stratum=True))
        panel = self.panels[place]
        return panel if c.same_stratum else panel.in_strata(np.zeros(len(panel.codes), int))
