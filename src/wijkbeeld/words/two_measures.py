"""A map of two measures in words: names of its nine classes, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from wijkbeeld.words.labels import lowered
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number
from wijkbeeld.words.sentences import areas
from wijkbeeld.words.told import Told, some_of

THIRD = ("laag", "midden", "hoog")


def thirds_of(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the nine classes; one that no area can have is empty.

    Parameters
    ----------
    first, second
        Names of the three classes of each measure, by their limits.
    """
    return tuple(
        f"{THIRD[a]} en {THIRD[b]}" if first[a] and second[b] else ""
        for b in range(3)
        for a in range(3)
    )


def thirds_note() -> str:
    """What the classes of a map of two measures are."""
    return (
        "Klassen: van elke maat drie even grote groepen (laag, midden, hoog). Ze komen uit het "
        "laatste jaar dat beide maten hebben, en uit de gebieden die op dit niveau beide cijfers "
        "hebben. De grenzen zijn in alle jaren gelijk. Het eerste woord gaat over de eerste maat, "
        "het tweede over de tweede."
    )


@dataclass(frozen=True)
class Together:
    """Two measures in one period.

    Attributes
    ----------
    n
        Areas with both.
    both_low, both_high, low_high, high_low
        Areas in those corners of the square; the first word is of the first measure.
    correlation
        Rank correlation (Spearman); NaN where it cannot be computed.
    where
        Whose areas these are (``van Amsterdam``); empty for all.
    """

    level: str
    period: str
    first: str
    second: str
    n: int
    both_low: int
    both_high: int
    low_high: int
    high_low: int
    correlation: float
    where: str = ""


def together(shown: Together) -> Told:
    """State how two measures go together; no cause is named."""
    a, b = (escape_markdown(lowered(m)) for m in (shown.first, shown.second))
    high = some_of(shown.level, shown.both_high, shown.n, shown.where)
    finding = (
        f"In {shown.period} {'is' if shown.both_high < 2 else 'zijn'} {high} hoog op zowel {a} als "
        f"{b}, en {number(shown.both_low)} laag op allebei."
    )
    rest = (
        f"Hoog op {a} en laag op {b}: {number(shown.high_low)}. Andersom: {number(shown.low_high)}."
    )
    if shown.correlation == shown.correlation:
        rest += f" {_in_order(shown.correlation)}"
    return Told(finding, rest)


def _in_order(correlation: float) -> str:
    return (
        f"De samenhang in volgorde (Spearman) is {number(correlation, 2)}: van −1 (tegengesteld) "
        "tot 1 (gelijk op). Samenhang is geen oorzaak."
    )


def side_by_side(level: str, first: str, second: str, correlation: float, n: int) -> str:
    """State how the measures of two maps go together, over the areas that have both.

    Parameters
    ----------
    first, second
        Each with its period.
    """
    a, b = (escape_markdown(lowered(m)) for m in (first, second))
    return (
        f"{a[:1].upper()}{a[1:]} naast {b}, voor {areas(level, n)} met beide cijfers. "
        f"{_in_order(correlation)} Dit gaat over gebieden, niet over bewoners."
    )


def own_years(left: tuple[str, int], right: tuple[str, int]) -> str:
    """Say of which year each of two maps is, by measure and year."""
    (first, year), (second, other) = left, right
    return (
        f"Let op: de kaarten hebben geen jaar samen. Links staat {escape_markdown(lowered(first))} "
        f"in {year}, rechts {escape_markdown(lowered(second))} in {other}."
    )


def no_shared_years(first: str, second: str) -> str:
    """Say that two measures cannot be on one map."""
    return (
        f"{escape_markdown(first)} en {escape_markdown(lowered(second))} hebben op dit niveau geen "
        "jaar samen. Zet de kaarten naast elkaar, elk in een eigen jaar, of haal de tweede maat "
        "weg."
    )
