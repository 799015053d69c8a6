"""Sentences about the mix of a place and its grain: numbers in, one defensible sentence out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import number
from wijkbeeld.words.sentences import NOUNS, areas

MIX_EXPLAINED = (
    "Menging zegt hoe gelijk de soorten verdeeld zijn (entropie): 0 als er één soort is, 1 als "
    "alle soorten even groot zijn. Dicht bij 1 verandert dat getal nauwelijks: van twee soorten "
    "met 31% en 69% is het al 0,89. Vergelijk het alleen bij hetzelfde aantal soorten. Kans op "
    "verschil (Simpson) is de kans dat twee willekeurige woningen, huishoudens of inwoners van een "
    "andere soort zijn."
)
GROUP_EXPLAINED = (
    "Deel van de groep: hoeveel van de hele groep binnen de gemeente in dit gebied zit. Aandeel in "
    "gebied: hoeveel van het gebied bij de groep hoort. Alleen gebieden met een cijfer in beide "
    "jaren tellen mee."
)
"""What is told of where a group lives, in a file."""
_ALIKE = 2
"""Difference in hundredths below which two mixes, or two percentages, are about the same."""


def percent(share: float, decimals: int = 0) -> str:
    """Write a share (0..1) in percent."""
    return f"{number(100 * share, decimals)}%"


def composed(shares: Mapping[str, float]) -> str:
    """Shares in words: ``koop 30%, corporatie 41% en overige huur 29%``."""
    told = [f"{lowered(label)} {percent(share)}" for label, share in shares.items()]
    return " en ".join(filter(None, [", ".join(told[:-1]), told[-1]]))


def finding(
    where: str,
    feature: str,
    year: int,
    shares: Mapping[str, float],
    entropy: float,
    uneven: str = "",
) -> str:
    """What a place is made of, how unequal that is spread, and how mixed it is.

    Parameters
    ----------
    where
        ``in Amsterdam``.
    entropy
        0..1.
    uneven
        What :func:`uneven_spread` says; empty of an area that is not split.
    """
    told = (
        f"{where[0].upper()}{where[1:]} is de verdeling naar {lowered(feature)} in {year}: "
        f"**{composed(shares)}** ({len(shares)} soorten)."
    )
    mix = f"De menging is {number(entropy, 2)} (0: één soort, 1: alle soorten even groot)."
    return " ".join(filter(None, [told, uneven, mix]))


def are_alike(old: float, new: float) -> bool:
    """Whether two mixes or shares (0..1) are about the same, as they are written."""
    return abs(round(100 * new) - round(100 * old)) < _ALIKE


def changed(before: tuple[int, float], after: tuple[int, float], level: str, n: int) -> str:
    """How the mix went between two years that compare, over the same areas."""
    (first, old), (last, new) = before, after
    return f"Van {first} tot {last} {_went(old, new)}, geteld in dezelfde {areas(level, n)}."


def changed_alone(before: tuple[int, float], after: tuple[int, float]) -> str:
    """How the mix of one area went between two years that compare."""
    (first, old), (last, new) = before, after
    return f"Van {first} tot {last} {_went(old, new)}."


def _went(old: float, new: float) -> str:
    if are_alike(old, new):
        return f"bleef de menging ongeveer gelijk ({_both(old, new)})"
    verb = "steeg" if new > old else "daalde"
    return f"{verb} de menging van {number(old, 2)} naar {number(new, 2)}"


def _both(old: float, new: float) -> str:
    """Two mixes that are about the same: one number where they are written alike."""
    told = dict.fromkeys([number(old, 2), number(new, 2)])
    return " en ".join(told)


@dataclass(frozen=True)
class Course:
    """The first and the last year that compare, with what was in them: then, now (0..1).

    ``kind`` is the kind whose share changed most, ``share`` that share. ``of`` says which areas
    are counted, where these are not all that have figures in one of the years.
    """

    years: tuple[int, int]
    mix: tuple[float, float]
    kind: str
    share: tuple[float, float]
    of: str = ""


def course_title(name: str, course: Course) -> str:
    """How the composition of an area went, for above a chart: shares first, then the mix."""
    (first, last), (old, new) = course.years, course.mix
    mix = f"menging ongeveer gelijk ({_both(old, new)})"
    if not are_alike(old, new):
        mix = f"menging van {number(old, 2)} naar {number(new, 2)}"
    if course.of:
        mix += f" ({course.of})"
    if are_alike(*course.share):
        return f"{name}: verdeling ongeveer gelijk, {first}–{last}; {mix}"
    before, after = map(percent, course.share)
    kind = lowered(course.kind)
    return f"{name}: {kind} van {before} in {first} naar {after} in {last}; {mix}"


def many(level: str) -> str:
    """More than one area of a level: ``buurten``."""
    return NOUNS[level][1]


def span(counts: Sequence[int]) -> str:
    """Lowest and highest of some counts: ``51 tot 58``."""
    low, high = number(min(counts)), number(max(counts))
    return low if low == high else f"{low} tot {high}"


def numbers_changed(counts: Mapping[str, tuple[float, float]], years: tuple[int, int]) -> str:
    """How many of every kind there were and are, over the same areas."""
    told = [
        f"{lowered(label)} van {number(old)} naar {number(new)}"
        for label, (old, new) in counts.items()
    ]
    return f"In aantallen, {years[0]} en {years[1]}: {'; '.join(told)}."
