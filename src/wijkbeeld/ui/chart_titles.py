"""Titles of charts: the finding, from the lines that are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.charts.lines import Kind, Line
from wijkbeeld.words.findings import Course, Writing, course_finding
from wijkbeeld.words.labels import with_unit
from wijkbeeld.words.numbers import number

_NEARBY = (Kind.GROUP, Kind.AROUND, Kind.ALL)
"""What a line is read beside, first: a group is there because the user asked for it."""


def writing(measure: Measure) -> Writing:
    """How values of a measure are written; more of a figure is not told as rising."""
    sign = "%" if measure.unit == "%" else ""
    decimals, unit = measure.change_decimals, measure.change_unit
    return Writing(measure.decimals, decimals, unit, sign, rises=measure.is_score)


def measured(measure: Measure) -> str:
    """What is measured, with its unit where the label does not say it."""
    return f"{with_unit(measure.label, measure.unit)}."


def course_title(
    lines: Sequence[Line],
    wrote: Writing,
    measure: Measure | None = None,
    period: tuple[int, int] | None = None,
    counted_below: int = 0,
) -> str:
    """What the lines show, in one sentence; empty where there is nothing to say.

    Parameters
    ----------
    measure
        Whose breaks keep early years out: they do not compare with later ones.
    period
        First and last year that the title is about; None for all that is drawn.
    counted_below
        Shares (%) of fewer areas than this are told as a number of areas.
    """
    breaks = [b.year for b in measure.breaks] if measure else []
    newest = max((y for line in lines for y in line.years), default=0)
    since = max((b for b in breaks if b <= newest), default=0)
    first, last = period or (since, newest)
    span = max(first, since), last
    of = {kind: [_course(x, span, counted_below) for x in lines if x.kind is kind] for kind in Kind}
    beside = [c for kind in _NEARBY for c in of[kind]]
    return course_finding(of[Kind.MAIN], beside, wrote, group=next(iter(of[Kind.GROUP]), None))


def _course(line: Line, span: tuple[int, int], counted_below: int = 0) -> Course:
    values = pd.Series(list(line.values), index=[int(y) for y in line.years], dtype="float64")
    name = line.label or line.name
    if line.kind is Kind.GROUP:
        name = f"de groep ‘{name}’"
    values = values[(values.index >= span[0]) & (values.index <= span[1])].dropna()
    counts = {y: n for y, n in line.counts.items() if y in values and n < counted_below}
    told = {
        y: f"{number(round(values[y] * n / 100))} van de {number(n)}" for y, n in counts.items()
    }
    return Course(name, values, told)
