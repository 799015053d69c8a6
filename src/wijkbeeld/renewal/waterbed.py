"""All numbers of the question whether there is a waterbed around renewed areas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np
import pandas as pd

from wijkbeeld.analysis.assignments import Placebos
from wijkbeeld.analysis.clusters import draw
from wijkbeeld.analysis.moran import PERMUTATIONS, LocalMoran, local_moran
from wijkbeeld.analysis.panel import Panel, make_panel
from wijkbeeld.analysis.reach import BANDS, SMALL_BANDS, Reach, by_distance, by_order
from wijkbeeld.analysis.waterbed import Receivers, Waterbed, waterbed
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import REFERENCE, classify
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.elsewhere import elsewhere
from wijkbeeld.renewal.inputs import touching
from wijkbeeld.renewal.question import LEAD, Question
from wijkbeeld.renewal.small import small
from wijkbeeld.store.read import opened
from wijkbeeld.store.shapes import shapes

DRAWS = 999
VULNERABLE = 6
"""Highest class of an area that counts as vulnerable: ruim voldoende."""
_MANY, _FEWER = 1_500, 999
"""Above this many areas clusters are looked for with fewer permutations."""


class By(StrEnum):
    """How rings are laid; the value stands in a link."""

    ORDER = "orde"
    DISTANCE = "afstand"


@dataclass(frozen=True)
class Period:
    """From the base wave to one wave, or to the mean of some.

    Attributes
    ----------
    base
        Wave that changes count from, and in which an area is vulnerable or not.
    after
        Waves whose mean it is compared with, rising.
    """

    base: int
    after: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """Everything the page *Waterbed* shows.

    Attributes
    ----------
    table
        One row per area of the region: index code; columns ``change``, ``vulnerable``, ``ring``
        (-1 renewed, 0 the rest, 1 and up the rings, -2 takes no part), ``near`` (in a ring, or in
        a gemeente with renewed areas: among these clusters are looked for).
    others
        Per measure with these waves what happened inside and in the nearest ring, minus the trend.
    elsewhere
        Areas of the region that something else renewed in these years: they take no part.
    small
        Areas of the region that are too small: they take no part.
    """

    period: Period
    by: By
    outcome: Waterbed | None
    table: pd.DataFrame
    others: dict[str, tuple[float, float]]
    elsewhere: int
    small: int


def periods(question: Question) -> tuple[list[int], list[int]]:
    """Waves that changes can count from, and waves they can count to."""
    table = opened(question.scope).wide(question.scope, question.measure.id)
    waves = [int(w) for w in table.columns[table.notna().any()]]
    first = int(question.starts.min())
    status = opened(question.scope).wide(question.scope, "lbm")
    base = [w for w in waves if w < first and w in status.columns and status[w].notna().any()]
    return base, [w for w in waves if w >= first]


@lru_cache(maxsize=4)
def reach(scope: Scope, by: By) -> Reach:
    """Which areas of a scope lie in which ring of which."""
    codes = pd.Index(opened(scope).by_code(scope).index)
    if by is By.ORDER:
        return by_order(touching(scope), codes)
    return by_distance(shapes(scope), codes, bands(scope))


def bands(scope: Scope) -> tuple[int, ...]:
    """Outer limits of the bands of distance at a level, in metres."""
    return SMALL_BANDS if scope.level == "buurt" else BANDS


def evaluate(question: Question, period: Period, by: By, draws: int = DRAWS) -> Found:
    """All numbers of a question about what lies around renewed areas."""
    asked = replace(question, without_registers=True)
    left, few = renewed_meanwhile(asked, period), small(asked).codes
    here = receivers(asked, period, asked.measure.id, left | few)
    panel = _panel(asked, period, left | few)
    outcome, others = None, {}
    if panel.groups:
        strata = opened(asked.scope).by_code(asked.scope)["gemeente_code"]
        placebos = draw(panel, strata, touching(asked.scope), draws).placebos
        near = reach(asked.scope, by)
        outcome = waterbed(here, near, panel, placebos)
        others = _others(asked, period, left | few, near, panel)
    table = _table(asked, here, by)
    mine = set(table.index)
    return Found(period, by, outcome, table, others, len(left & mine), len(few & mine))


def renewed_meanwhile(question: Question, period: Period) -> frozenset[str]:
    """Areas that something else renewed in the period: what happens there is not of a waterbed.

    A programme that began in its second half, or later, leaves nothing out: it was chosen for what
    happened in these years, and without its areas a ring would lose those that fell behind.
    """
    known = catalog().programmes
    halfway = (period.base + period.after[-1]) / 2
    found: set[str] = set()
    for other in elsewhere(question).others:
        programme = known.get(other.programme)
        late = programme is not None and programme.start > halfway
        over = programme is not None and (programme.end or halfway) <= period.base
        if other.is_left_out and not late and not over:
            found |= other.codes
    return frozenset(found)


@dataclass(frozen=True)
class Clusters:
    """Clusters of change, and how many permutations they were found with."""

    moran: LocalMoran
    permutations: int


def clusters(scope: Scope, found: Found) -> Clusters:
    """Find clusters of change around renewed areas."""
    changes = found.table.loc[found.table["near"], "change"]
    permutations = PERMUTATIONS if len(changes) <= _MANY else _FEWER
    return Clusters(local_moran(changes, touching(scope), permutations), permutations)


def receivers(
    question: Question, period: Period, measure: str, without: frozenset[str]
) -> Receivers:
    """What happened in all areas of the scope of a question, and which can receive something."""
    data, scope = opened(question.scope), question.scope
    areas = data.by_code(scope)
    codes = pd.Index(areas.index)
    change = change_of(data.wide(scope, measure), period).reindex(codes)
    status = data.wide(scope, "lbm")[period.base].reindex(codes) - REFERENCE
    classes = classify(status, catalog().classes["situatie"])
    renewed = codes.isin(question.set.rows.index)
    corop = {g: c.id for c in catalog().corops for g in c.gemeenten}
    region = areas["gemeente_code"].map(corop).fillna("")
    return Receivers(
        codes,
        change.to_numpy("float64"),
        (classes > 0) & (classes <= VULNERABLE),
        ~renewed & ~codes.isin(without),
        np.asarray(pd.factorize(areas["gemeente_code"].fillna(""))[0]),
        np.asarray(pd.factorize(region)[0]),
    )


def change_of(table: pd.DataFrame, period: Period) -> pd.Series:
    """Change from the base wave to the mean of the waves after it, by code."""
    after = table[list(period.after)].mean(axis=1)
    return pd.Series(after - table[period.base])


def _panel(question: Question, period: Period, without: frozenset[str]) -> Panel:
    """Areas in which placebo groups can be drawn: one start, just after the base wave."""
    table = opened(question.scope).wide(question.scope, question.measure.id)
    codes = question.set.rows.index
    kept = table[~table.index.isin(without) | table.index.isin(codes)]
    kept = kept.loc[change_of(kept, period).notna(), [period.base, *period.after]]
    starts = pd.Series(float(period.base + 1), index=codes.intersection(kept.index))
    return make_panel(kept, starts)


def _others(
    question: Question, period: Period, without: frozenset[str], near: Reach, panel: Panel
) -> dict[str, tuple[float, float]]:
    """Inside and in the nearest ring, of every measure with these waves."""
    happened = np.flatnonzero(panel.treated)[None, :]
    only = Placebos({1: happened}, 1.0)
    data, found = opened(question.scope), {}
    for measure in LEAD:
        table = data.wide(question.scope, measure)
        waves = [period.base, *period.after]
        if not all(w in table.columns and table[w].notna().any() for w in waves):
            continue
        here = receivers(question, period, measure, without)
        one = waterbed(here, near, panel, only)
        if np.isfinite(one.inside) and np.isfinite(one.rings[0].value):
            found[measure] = (one.inside, one.rings[0].value)
    return found


def _table(question: Question, here: Receivers, by: By) -> pd.DataFrame:
    """Areas of the regions of the set."""
    mine = here.codes.isin(question.set.rows.index)
    ring = np.where(mine, -1, np.where(here.takes_part, 0, -2))
    near = reach(question.scope, by)
    for k in range(len(near.within), 0, -1):
        touched = np.asarray(near.within[k - 1][np.flatnonzero(mine)].sum(axis=0)).ravel() > 0
        ring[touched & here.takes_part] = k
    kept = np.isin(here.region, here.region[mine]) | (ring > 0)
    near_by = np.isin(here.city, here.city[mine]) | (ring > 0)
    columns = {"change": here.change, "vulnerable": here.vulnerable, "ring": ring, "near": near_by}
    return pd.DataFrame(columns, index=here.codes)[kept]
