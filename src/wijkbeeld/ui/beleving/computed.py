"""What the page *Beleving* counts, for the areas that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wijkbeeld.analysis import perception
from wijkbeeld.analysis.perception import Difference, Sure
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.diagnosis.answers import answers, is_up
from wijkbeeld.store import surveys
from wijkbeeld.store.groups import touched
from wijkbeeld.store.read import opened
from wijkbeeld.ui.beleving.choice import Choice


@dataclass(frozen=True)
class Outcome:
    """Changes on paper and felt, on one index: the areas that are shown.

    Attributes
    ----------
    first, last, felt
        The survey in both years and its change, with intervals.
    counts
        Respondents in both years; missing columns where the file has none.
    start, paper
        The statistic in its first year, and its change.
    few, unknown
        Areas with a figure that are not shown: too few respondents, or not known how many.
    limits
        Change of the statistic between which nothing is clear.
    is_renewed
        True, False, or missing for areas that belong in neither group.
    """

    choice: Choice
    first: Sure
    last: Sure
    felt: Sure
    counts: pd.DataFrame
    start: pd.Series
    paper: pd.Series
    few: pd.Index
    unknown: pd.Index
    limits: tuple[float, float]
    is_renewed: pd.Series

    @property
    def has_margin(self) -> bool:
        """Whether any change of the survey has a margin."""
        return bool(self.felt.low.notna().any())

    @property
    def has_counts(self) -> bool:
        """Whether the file says how many were asked."""
        return len(self.counts.columns) > 0

    @cached_property
    def felt_says(self) -> pd.Series:
        """What residents say: up, down or unclear."""
        return perception.judged(self.felt, higher_is_better=is_up(self.choice.felt))

    @cached_property
    def paper_says(self) -> pd.Series:
        """What the statistic says."""
        up = is_up(self.choice.paper)
        return perception.judged_by_limit(self.paper, self.limits, higher_is_better=up)

    @cached_property
    def both(self) -> pd.Index:
        """Areas with a change of both."""
        return self.felt.value.index[self.felt.value.notna() & self.paper.notna()]

    @cached_property
    def renewed(self) -> pd.Index:
        """Renewed areas with a change of both."""
        return self._group(value=True)

    @cached_property
    def others(self) -> pd.Index:
        """The other areas with a change of both."""
        return self._group(value=False)

    @cached_property
    def unassigned(self) -> pd.Index:
        """Areas in neither group: renewed later, or touched by another programme."""
        return self.both[self.is_renewed[self.both].isna().to_numpy()]

    def _group(self, *, value: bool) -> pd.Index:
        mine = self.is_renewed[self.both]
        return self.both[(mine.notna() & (mine == value)).to_numpy(dtype=bool)]

    @cached_property
    def table(self) -> pd.DataFrame:
        """Areas by what both say, renewed and others."""
        known = self.is_renewed[[*self.renewed, *self.others]]
        index = known.index
        return perception.agreement(self.paper_says[index], self.felt_says[index], known)

    @cached_property
    def gap_felt(self) -> Difference | None:
        """Mean change felt, renewed minus others."""
        return perception.difference(self.felt.value[self.renewed], self.felt.value[self.others])

    @cached_property
    def gap_paper(self) -> Difference | None:
        """Mean change on paper, renewed minus others."""
        return perception.difference(self.paper[self.renewed], self.paper[self.others])


def compute(choice: Choice) -> Outcome:
    """Count changes, what they say, and who is left out."""
    data, scope = opened(choice.scope), choice.scope
    codes = data.by_code(scope).index
    values = data.wide(scope, choice.felt.id).reindex(codes)
    counts = counts_of(choice).reindex(codes)
    has_both = values[list(choice.felt_years)].notna().all(axis=1)
    few = unknown = pd.Index([])
    if len(counts.columns):
        both = counts.reindex(columns=list(choice.felt_years))[has_both]
        few, unknown = perception.hidden(both, choice.minimum)
    shown = codes.difference(few.union(unknown), sort=False)
    first, last = (answers(scope, choice.felt, y).of(shown) for y in choice.felt_years)
    paper = data.wide(scope, choice.paper.id).reindex(shown)
    begin, end = choice.paper_years
    return Outcome(
        choice,
        first,
        last,
        perception.change(first, last),
        counts.reindex(shown),
        paper[begin],
        paper[end] - paper[begin],
        few,
        unknown,
        limits_of(choice.paper),
        _renewed(choice, shown),
    )


def counts_of(choice: Choice) -> pd.DataFrame:
    """Respondents by area and year; no columns where the file has none."""
    return surveys.beside(choice.scope, choice.felt.id, surveys.COUNT)


def shown_values(choice: Choice, areas: pd.Index) -> pd.DataFrame:
    """The survey in all its years, of some areas; empty where too few were asked."""
    table = opened(choice.scope).wide(choice.scope, choice.felt.id).reindex(areas)
    counts = counts_of(choice)
    if not len(counts.columns):
        return table
    enough = counts.reindex(index=areas, columns=table.columns) >= choice.minimum
    return table.where(enough)


def limits_of(measure: Measure) -> tuple[float, float]:
    """Limits of the class without development; of figures half of the last decimal."""
    scale = measure.change_scale
    if scale is not None:
        lowers = [c.lower for c in scale.limits if c.lower is not None]
        return max(v for v in lowers if v <= 0), min(v for v in lowers if v > 0)
    half = 0.5 * 10.0**-measure.change_decimals
    return -half, half


def is_directed(measure: Measure) -> bool:
    """Whether more of a measure is better or worse, so that change can be called so."""
    return measure.is_score or measure.direction != "neutraal"


def _renewed(choice: Choice, areas: pd.Index) -> pd.Series:
    """Whether an area was renewed by the last year of the survey.

    As on *Vernieuwing* an area that another programme touches is not one to compare with.
    """
    mine = pd.Series(False, areas, dtype="object")
    if choice.set is None:
        return mine
    rows = choice.set.rows
    mine[areas.intersection(rows.index)] = True
    starts = pd.to_numeric(rows["start"], errors="coerce")
    late = rows.index[(starts > choice.felt_years[1]).to_numpy()]
    mine[areas.intersection(late)] = None
    others = choice.set.beyond.union(*(t.whole | t.partly for t in touched(choice.scope.whole())))
    mine[areas.intersection(pd.Index(sorted(others - set(rows.index)), dtype="object"))] = None
    return mine
