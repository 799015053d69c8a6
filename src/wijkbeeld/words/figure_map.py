"""Sentences about a map of figures: kerncijfers and own figures, with their own unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import NOUNS, areas


@dataclass(frozen=True)
class Figures:
    """What a map shows of a measure: values of one year, or changes since a base year.

    Attributes
    ----------
    values
        Of the areas that have one.
    """

    level: str
    label: str
    unit: str
    decimals: int
    values: pd.Series


def situation_sentence(shown: Figures, year: int) -> str:
    """State how many areas have a figure, and around what half of them lie."""
    low, middle, high = (
        number(float(shown.values.quantile(q)), shown.decimals) for q in (0.25, 0.5, 0.75)
    )
    has = "heeft" if len(shown.values) == 1 else "hebben"
    unit = f" {escape_markdown(shown.unit)}" if shown.unit else ""
    return (
        f"In {year} {has} {areas(shown.level, len(shown.values))} een cijfer voor "
        f"{escape_markdown(lowered(shown.label))}. Het middelste is {middle}{unit}; de "
        f"middelste helft ligt tussen {low} en {high}."
    )


def change_sentence(shown: Figures, base: int, year: int) -> str:
    """State how many areas rose and fell; no cause is named."""
    values = shown.values.round(shown.decimals)
    up, down = int((values > 0).sum()), int((values < 0).sum())
    same = len(values) - up - down
    return (
        f"Tussen {base} en {year} veranderde {escape_markdown(lowered(shown.label))} in "
        f"{areas(shown.level, len(values))} gemiddeld (ongewogen) met "
        f"{signed(float(values.mean()), shown.decimals)} {escape_markdown(shown.unit)}. In "
        f"{number(up)} nam het toe, in {number(down)} af, in {number(same)} bleef het gelijk. De "
        "kaart zegt niet waardoor."
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
