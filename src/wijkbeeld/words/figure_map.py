"""Sentences about a map of figures: kerncijfers and own figures, with their own unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.words.labels import lowered, unit_within
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import NOUNS
from wijkbeeld.words.told import Told, some_of, those, unweighted


@dataclass(frozen=True)
class Figures:
    """What a map shows of a measure: values of one year, or changes since a base year.

    Attributes
    ----------
    values
        Of the areas that have one.
    where
        Whose areas these are (``van Amsterdam``); empty for all.
    """

    level: str
    label: str
    unit: str
    decimals: int
    values: pd.Series
    where: str = ""


@dataclass(frozen=True)
class Ways:
    """How many areas changed which way, by the classes of the map.

    Attributes
    ----------
    equal_class
        Name of the class around no change, whose areas count as equal; empty where the map has
        none: then only areas without any change do.
    """

    higher: int
    lower: int
    equal: int
    equal_class: str = ""


def situation(shown: Figures, year: int) -> Told:
    """State around what half of the areas with a figure lie."""
    low, middle, high = (
        number(float(shown.values.quantile(q)), shown.decimals) for q in (0.25, 0.5, 0.75)
    )
    label, n = escape_markdown(shown.label), len(shown.values)
    unit = f" {_unit(shown)}" if shown.unit else ""
    which = those(shown.level, n, shown.where)
    if n == 1:
        return Told(f"{label} van {which} in {year}: {middle}{unit}.")
    return Told(
        f"{label}: de middelste helft van de {which} ligt in {year} tussen {low} en {high}{unit}.",
        f"Het middelste cijfer is {middle}.",
    )


def _unit(shown: Figures) -> str:
    """Unit as a sentence has it."""
    return escape_markdown(unit_within(shown.unit))


def change(shown: Figures, ways: Ways, base: int, year: int) -> Told:
    """State how many areas are higher and lower than in a base year; no cause is named."""
    higher = some_of(shown.level, ways.higher, len(shown.values), shown.where)
    stayed = "ongeveer gelijk" if ways.equal_class else "gelijk"
    same = f", in {number(ways.equal)} {stayed}" if ways.equal else ""
    unit = _unit(shown)
    explained = (
        f"Ongeveer gelijk is de middelste klasse van de kaart: een verandering van "
        f"{ways.equal_class} {unit}. "
        if same and ways.equal_class
        else ""
    )
    return Told(
        f"{escape_markdown(shown.label)}: in {higher} hoger in {year} dan in {base}, in "
        f"{number(ways.lower)} lager{same}.",
        f"{explained}Gemiddeld was de verandering "
        f"{signed(float(shown.values.mean()), shown.decimals)} {unit}. "
        f"{unweighted(shown.level)} De kaart zegt niet waardoor.",
    )


def no_change(measure: Measure, years: Sequence[int]) -> str:
    """Say why no two years of a measure compare."""
    label = escape_markdown(lowered(measure.label))
    if measure.kind == "code":
        return (
            f"Van {label} is geen verandering te berekenen: het is een indeling, geen hoeveelheid."
        )
    if len(years) < 2:
        what = "meting" if measure.is_score else "jaar met cijfers"
        return f"Van {label} is er op dit niveau maar één {what}."
    return f"Van {label} zijn geen twee jaren te vergelijken. {breaks(measure, years)}".strip()


def breaks(measure: Measure, years: Sequence[int]) -> str:
    """Name the breaks within some years."""
    return " ".join(
        f"Breuk in {b.year}: {b.note}" for b in measure.breaks_between(min(years), max(years))
    )


def not_comparable(measure: Measure, base: int, years: Sequence[int]) -> str:
    """Say why changes since a base year stop, and from which year they go on; empty if they do not.

    Parameters
    ----------
    years
        Years with figures.
    """
    later = [y for y in years if y > base]
    lost = [y for y in later if not measure.comparable(base, y)]
    if not lost:
        return ""
    first = measure.breaks_between(base, lost[-1])[-1]
    onward = [y for y in years if measure.later(y, years) and y >= first.year]
    way_on = f" Kies bij Vanaf {onward[0]} of later." if onward else ""
    which = f"{lost[0]}" if len(lost) == 1 else f"{lost[0]} en later"
    return f"{which} is niet te vergelijken met {base}. {breaks(measure, [base, lost[-1]])}{way_on}"


def absent(measure: Measure, level: str, having: Sequence[str]) -> str:
    """Say that a level has no figures of a measure, and which levels have."""
    label = escape_markdown(lowered(measure.label))
    text = f"Van {label} zijn er geen cijfers per {NOUNS[level][0]}."
    if not having:
        return f"{text} Kies een andere maat, of voeg op Gegevens cijfers toe."
    return f"{text} Wel per {' en per '.join(NOUNS[lv][0] for lv in having)}."
