"""What stands beside own figures in their file: how many were asked, and margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened
from wijkbeeld.words import certainty

FEWEST_ASKED = 50
"""From this many respondents a point is filled: the margin of a share is then within 14 points."""

_BESIDE = {"n": "Aantal ondervraagden (n)", "marge": "Marge"}

_MOST_WORDS = 4
"""With more open points than this only their number stands beside them."""


@dataclass(frozen=True)
class Sure:
    """Respondents and margins of one area, by year."""

    counts: dict[int, int] = field(default_factory=dict)
    margins: dict[int, float] = field(default_factory=dict)

    @property
    def few(self) -> dict[int, int]:
        """Years with few respondents, and how many."""
        return {year: n for year, n in self.counts.items() if n < FEWEST_ASKED}


def measures(scope: Scope, measure: Measure) -> dict[str, Measure]:
    """The measures beside a measure, by the name of their column; none for official figures."""
    every = opened(scope).measures()
    return {
        name: every[f"{measure.id}_{suffix}"]
        for suffix, name in _BESIDE.items()
        if f"{measure.id}_{suffix}" in every
    }


def sure_of(scope: Scope, measure: Measure, codes: Sequence[str]) -> dict[str, Sure]:
    """Respondents and margins per area; of what is built up of buurten no margin is known."""
    figures = opened(scope).figures(scope, list(codes)).dropna(subset=["value"])
    counts = figures[figures["indicator"] == f"{measure.id}_n"]
    margins = figures[figures["indicator"] == f"{measure.id}_marge"]
    margins = margins[margins["koppeling"].astype("str") != "gewogen"]
    return {
        code: Sure(
            {year: round(n) for year, n in _by_year(counts, code).items()},
            {year: float(m) for year, m in _by_year(margins, code).items()},
        )
        for code in codes
    }


def _by_year(figures: pd.DataFrame, code: str) -> dict[int, float]:
    own = figures[figures["code"] == code]
    return dict(zip(own["year"].astype(int), own["value"].astype(float), strict=True))


def few_texts(sure: dict[str, Sure]) -> dict[str, dict[int, str]]:
    """What stands at the points with few respondents, per area and year."""
    short = sum(len(one.few) for one in sure.values()) > _MOST_WORDS
    return {
        code: {y: certainty.few_respondents(n, short=short) for y, n in one.few.items()}
        for code, one in sure.items()
    }


def told(sure: dict[str, Sure]) -> list[str]:
    """What whiskers and open points mean, for the foot of a picture."""
    lines = [certainty.MARGIN] if any(one.margins for one in sure.values()) else []
    return lines + ([certainty.few_told(FEWEST_ASKED)] if any(o.few for o in sure.values()) else [])
