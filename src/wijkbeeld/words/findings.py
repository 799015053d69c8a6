"""Titles of charts: what they show in one sentence, from the numbers that are drawn.

No word says why. Where there is nothing to say the title is empty, and the chart is called after
what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from wijkbeeld.analysis.levels import Decomposition
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import went


@dataclass(frozen=True)
class Course:
    """One line: its name, and its known values by year.

    Attributes
    ----------
    values
        Index years that compare with each other, without missing values.
    told
        By year how a value is told, where it is not told as a number: ``7 van de 15``.
    """

    name: str
    values: pd.Series
    told: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Writing:
    """How values and changes are written.

    Attributes
    ----------
    sign
        What follows a value at once: ``%``, or nothing.
    unit
        Of a change.
    rises
        Whether more and less are told as rising and falling.
    """

    decimals: int
    change_decimals: int
    unit: str
    sign: str = ""
    rises: bool = True

    def value(self, value: float) -> str:
        """A level."""
        return number(value, self.decimals) + self.sign


def course_finding(
    main: Sequence[Course],
    beside: Sequence[Course],
    writing: Writing,
    *,
    group: Course | None = None,
) -> str:
    """What lines show: the course of one beside another, or how far several went apart.

    Parameters
    ----------
    beside
        To read one line beside: the first that has the same years is told of.
    group
        To read several lines beside; None where there is none.
    """
    known = [c for c in main if len(c.values)]
    if len(known) > 1:
        return _of_several(known, writing, group)
    if not known:
        return ""
    return _of_one(known[0], writing) + _beside(known[0], beside, writing)


def _of_one(course: Course, writing: Writing) -> str:
    first, last = _ends(course)
    start, end = (_said(course, y, writing) for y in (first, last))
    if first == last:
        return f"{course.name}: {end} in {last}"
    verb = _verb(course, (first, last), writing)
    if not verb:
        return f"{course.name} stond in {first} en in {last} op {end}"
    return f"{course.name} {verb} van {start} in {first} naar {end} in {last}"


def _beside(course: Course, beside: Sequence[Course], writing: Writing) -> str:
    """The same years of the first other line that has them."""
    years = _ends(course)
    other = next((c for c in beside if set(years) <= set(c.values.index)), None)
    if other is None:
        return ""
    name = _inside(other.name)
    start, end = (_said(other, y, writing) for y in years)
    if years[0] == years[1]:
        return f"; {name}: {end}"
    own, verb = _verb(course, years, writing), _verb(other, years, writing)
    if not verb:
        return f"; {name} stond beide keren op {end}"
    return f"; {name}{'' if verb == own else f' {verb}'} van {start} naar {end}"


def _said(course: Course, year: int, writing: Writing) -> str:
    """A value of a line, as it is told."""
    return course.told.get(year) or writing.value(float(course.values[year]))


def _inside(name: str) -> str:
    """Name within a sentence: an article has no capital there."""
    is_lowered = name.startswith(("De ", "Deze ", "Gemiddelde "))
    return name[0].lower() + name[1:] if is_lowered else name


def _verb(course: Course, years: tuple[int, int], writing: Writing) -> str:
    """How a value went; empty where both ends are written alike."""
    start, end = (float(course.values[y]) for y in years)
    if writing.value(start) == writing.value(end):
        return ""
    if not writing.rises:
        return "ging"
    return "steeg" if end > start else "daalde"


def _of_several(known: Sequence[Course], writing: Writing, group: Course | None) -> str:
    """How many rose, and between which ends."""
    shared = sorted(set.intersection(*(set(c.values.index) for c in known)))
    if len(shared) < 2:
        return ""
    first, last = shared[0], shared[-1]
    changes = [(float(c.values[last] - c.values[first]), c.name) for c in known]
    written = [signed(change, writing.change_decimals) for change, _ in changes]
    rose = sum(text.startswith("+") for text in written)
    (low, lowest), (high, highest) = min(changes), max(changes)
    ends = (
        f"van {signed(low, writing.change_decimals)} ({lowest}) tot "
        f"{signed(high, writing.change_decimals)} {writing.unit} ({highest})"
    )
    text = f"{how_many(rose, len(known))} tussen {first} en {last}: {ends}"
    if group is None or not {first, last} <= set(group.values.index):
        return text
    start, end = (writing.value(float(group.values[y])) for y in (first, last))
    return f"{text}; {group.name} ging van {start} naar {end}"


def how_many(rose: int, n: int) -> str:
    """How many of some areas rose: ``2 van de 3 gebieden stegen``."""
    if rose == 0:
        return f"Geen van de {number(n)} gebieden steeg"
    if rose == n:
        return "Beide gebieden stegen" if n == 2 else f"Alle {number(n)} gebieden stegen"
    return f"{number(rose)} van de {number(n)} gebieden {'steeg' if rose == 1 else 'stegen'}"


def _ends(course: Course) -> tuple[int, int]:
    years = sorted(int(y) for y in course.values.index)
    return years[0], years[-1]


def apart_finding(table: pd.DataFrame, writing: Writing) -> str:
    """Whether areas came nearer to each other or went apart.

    Parameters
    ----------
    table
        Rows areas, columns two waves, nothing missing.
    """
    base, wave = table.columns
    if len(table) < 2:
        return ""
    before, after = (writing.value(float(table[w].max() - table[w].min())) for w in (base, wave))
    if before == after:
        return f"Het verschil tussen hoogste en laagste was in {base} en in {wave} {after}"
    way = (
        "groter"
        if table[wave].max() - table[wave].min() > (table[base].max() - table[base].min())
        else "kleiner"
    )
    return (
        f"Het verschil tussen het hoogste en het laagste gebied werd {way}: van {before} in {base} "
        f"naar {after} in {wave}"
    )


def farthest_finding(table: pd.DataFrame, labels: dict[str, str], wave: int) -> str:
    """Which area deviates most from the reference, on which dimension.

    Parameters
    ----------
    table
        Rows areas by name, columns dimensions; points.
    """
    values = table.stack().dropna()
    if values.empty:
        return ""
    name, dimension = values.abs().idxmax()
    value = signed(float(values[(name, dimension)]), 2)
    return f"In {wave} wijkt {name} het verst af op {lowered(labels[dimension])} ({value})"


def profile_finding(table: pd.DataFrame, labels: dict[str, str], wave: int) -> str:
    """On which dimension an area deviates most, beside the next column.

    Parameters
    ----------
    table
        Rows dimensions, columns the area and what it is read beside; points.
    """
    own = table.iloc[:, 0].dropna()
    if own.empty:
        return ""
    dimension = own.abs().idxmax()
    beside = [
        f"; {name} {signed(float(value), 2)}"
        for name, value in table.loc[dimension].iloc[1:2].items()
        if value == value
    ]
    return (
        f"{table.columns[0]} wijkt in {wave} het verst af op {lowered(labels[str(dimension)])} "
        f"({signed(float(own[dimension]), 2)}{''.join(beside)})"
    )


def split_finding(name: str, split: Decomposition, labels: dict[str, str]) -> str:
    """How much an area changed, and which dimension went furthest the same way.

    Where the total stayed equal, or no dimension went its way, no dimension is named.
    """
    text = f"{name} {went(split.total)} van {split.base} tot {split.wave}"
    way = round(split.total, 3)
    same = {d: part for d, part in split.parts.items() if round(part, 3) * way > 0}
    if not same:
        return text
    most = max(same, key=lambda d: abs(same[d]))
    part = signed(same[most], 3)
    return f"{text}; het grootste deel is {lowered(labels[most])} ({part})"


def cloud_finding(start: pd.Series, change: pd.Series, noun: str) -> str:
    """How many areas that began low and high changed more than the mean."""
    start = start[start.notna() & change.notna()]
    change = change[start.index]
    is_low, is_more = start < start.mean(), change > change.mean()
    low, high = int(is_low.sum()), int((~is_low).sum())
    if not low or not high:
        return ""
    more, also = int((is_low & is_more).sum()), int((~is_low & is_more).sum())
    did = "ontwikkelde" if more < 2 else "ontwikkelden"
    return (
        f"{number(more) if more else 'Geen'} van de {number(low)} {noun} die laag begonnen {did} "
        f"zich beter dan gemiddeld; van de {number(high)} die hoog begonnen "
        f"{'was' if also < 2 else 'waren'} dat er {number(also) if also else 'geen'}"
    )
