"""What an estimate is made of, read from the store."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from wijkbeeld.analysis.contiguity import Contiguity, contiguity
from wijkbeeld.analysis.specification import ComparisonData
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.cities import comparable
from wijkbeeld.renewal.elsewhere import elsewhere
from wijkbeeld.renewal.question import LEAD, Question
from wijkbeeld.renewal.small import small
from wijkbeeld.store.characteristics import counted, scaled, structure
from wijkbeeld.store.read import opened
from wijkbeeld.store.shapes import shapes


def weights(scope: Scope) -> dict[str, pd.Series]:
    """Inhabitants and dwellings per area, where most areas have them."""
    known = {}
    for indicator in ("inwoners", "woningen"):
        kept = counted(scope, indicator)
        if kept.year is not None:
            known[indicator] = kept.counts
    return known


def comparison_data(question: Question) -> ComparisonData:
    """Everything an estimate is made of."""
    areas = opened(question.scope).by_code(question.scope)
    figures = features_of(question)
    features = {i: scaled(i, v) for i, (_, v) in figures.items()}
    codes = [str(c) for c in question.set.rows.index]
    tables = {m: _measured(question, m) for m in (*LEAD, question.measure.id)}
    first = question.starts.min()
    early = [i for i, (year, _) in figures.items() if year < first]
    structure_ = pd.DataFrame(features, index=areas.index)
    return ComparisonData(
        {m: t for m, t in tables.items() if t is not None},
        question.starts,
        question.ends,
        weights(question.scope),
        areas["gemeente_code"],
        structure_,
        structure_[early],
        comparable(question),
        touching(question.scope),
        frozenset(touching(question.scope).beside(codes)),
        elsewhere(question).codes,
        small(question).codes,
    )


@lru_cache(maxsize=6)
def touching(scope: Scope) -> Contiguity:
    """Which areas of a scope touch which; none where there are no boundaries."""
    return contiguity(shapes(scope))


def _measured(question: Question, measure: str) -> pd.DataFrame | None:
    table = opened(question.scope).wide(question.scope, measure)
    table = table[table.columns[table.notna().any()]]
    return table if len(table.columns) >= 2 else None


def features_of(question: Question) -> dict[str, tuple[int, pd.Series]]:
    """Characteristics that most areas have, and most of the renewed ones, with their year."""
    return structure(question.scope, [str(c) for c in question.set.rows.index])
