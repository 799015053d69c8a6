"""Sentences about the mix of a place and its grain: numbers in, one defensible sentence out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan

from wijkbeeld.analysis.mixing import Grain
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import number
from wijkbeeld.words.sentences import NOUNS, areas

MIX_EXPLAINED = (
    "Menging is de entropie van de samenstelling, gedeeld door de hoogst mogelijke: 0 als er één "
    "soort is, 1 als alle soorten even groot zijn. Simpson is de kans dat twee willekeurige "
    "woningen, huishoudens of inwoners van een andere soort zijn."
)
_MOST = 0.5
"""From this part of its areas with figures on, what is counted is told of the place itself."""
_ALL_ABOUT = 0.9
"""Part of the mix inside units from which they are told to be about as mixed as the place."""


def percent(share: float, decimals: int = 0) -> str:
    """Write a share (0..1) in percent."""
    return f"{number(100 * share, decimals)}%"


def composed(shares: Mapping[str, float]) -> str:
    """Shares in words: ``koop 30%, corporatie 41% en overige huur 29%``."""
    told = [f"{lowered(label)} {percent(share)}" for label, share in shares.items()]
    return " en ".join(filter(None, [", ".join(told[:-1]), told[-1]]))


def where_counted(located: str, level: str, known: int, n: int) -> str:
    """What a finding is about: the place, or those of its areas that have figures.

    Parameters
    ----------
    located
        ``in Amsterdam``.
    known, n
        Areas with figures, and all of the place.
    """
    if known >= _MOST * n:
        return located
    return f"in de {areas(level, known)} met cijfers (van de {number(n)} {located})"


def name_counted(label: str, level: str, known: int, n: int) -> str:
    """As :func:`where_counted`, for above a chart."""
    return label if known >= _MOST * n else f"{number(known)} van {areas(level, n)} van {label}"


def finding(
    where: str, feature: str, year: int, shares: Mapping[str, float], entropy: float
) -> str:
    """How mixed a place is as a whole.

    Parameters
    ----------
    where
        ``in Amsterdam``.
    entropy
        0..1.
    """
    return (
        f"{where[0].upper()}{where[1:]} is de menging naar {lowered(feature)} in {year} "
        f"**{number(entropy, 2)}** op een schaal van 0 (één soort) tot 1 (alle soorten even "
        f"groot): {composed(shares)}."
    )


def changed(before: tuple[int, float], after: tuple[int, float], level: str, n: int) -> str:
    """How the mix went between two years that compare, over the same areas."""
    (first, old), (last, new) = before, after
    return f"Van {first} tot {last} {_went(old, new)}, geteld in dezelfde {areas(level, n)}."


def changed_alone(before: tuple[int, float], after: tuple[int, float]) -> str:
    """How the mix of one area went between two years that compare."""
    (first, old), (last, new) = before, after
    return f"Van {first} tot {last} {_went(old, new)}."


def _went(old: float, new: float) -> str:
    if number(old, 2) == number(new, 2):
        return f"bleef de menging gelijk ({number(new, 2)})"
    verb = "steeg" if new > old else "daalde"
    return f"{verb} de menging van {number(old, 2)} naar {number(new, 2)}"


def course_title(name: str, before: tuple[int, float], after: tuple[int, float]) -> str:
    """How the mix of an area went, for above a chart."""
    (first, old), (last, new) = before, after
    if number(old, 2) == number(new, 2):
        return f"{name}: de menging bleef gelijk van {first} tot {last} ({number(new, 2)})"
    verb = "meer gemengd" if new > old else "minder gemengd"
    return f"{name} werd {verb}: van {number(old, 2)} in {first} naar {number(new, 2)} in {last}"


def many(level: str) -> str:
    """More than one area of a level: ``buurten``."""
    return NOUNS[level][1]


def not_compared(years: Sequence[int], year: int) -> str:
    """Which years cannot be set beside this one; empty where all can."""
    if not years:
        return ""
    told = ", ".join(map(str, years))
    return (
        f"Niet te vergelijken met {year}: {told}. De cijfers komen daar van een andere bron, "
        "indeling of begrip. In de grafiek staat daar een breuk."
    )


def years_left_out(few: Mapping[int, int], level: str) -> str:
    """Which years are not shown, since too few areas have figures there."""
    told = ", ".join(f"{year} ({areas(level, n)})" for year, n in few.items())
    return (
        f"Niet getoond: {told}. Dat is minder dan de helft van de {NOUNS[level][1]} met een cijfer "
        "in het volste jaar. Kies bij ‘Binnen’ een kleiner deel om die jaren te zien."
    )


def span(counts: Sequence[int]) -> str:
    """Lowest and highest of some counts: ``51 tot 58``."""
    low, high = number(min(counts)), number(max(counts))
    return low if low == high else f"{low} tot {high}"


def scale_names(level: str, many_towns: bool) -> tuple[str, ...]:
    """Names of the scales of a decomposition, from fine to coarse."""
    inside = f"binnen {NOUNS[level][1]}"
    steps = ["tussen buurten van een wijk"] if level == "buurt" else []
    steps.append("tussen wijken van een gemeente" if many_towns else "tussen wijken")
    return (inside, *steps, *(["tussen gemeenten"] if many_towns else []))


def grain_sentence(found: Grain, names: Sequence[str], level: str) -> str:
    """At which scale the mix exists."""
    if found.n < 2:
        return (
            f"Er is maar {areas(level, found.n)} met een cijfer. Dan is er geen korrelgrootte te "
            "berekenen: die vergelijkt gebieden met elkaar."
        )
    if isnan(found.h):
        return "Er is hier maar één soort. Dan valt er niets te verdelen over schalen."
    parts = dict(zip(names, found.shares, strict=True))
    told = [f"{percent(share)} {name}" for name, share in parts.items()]
    return f"Van de menging zit {', '.join(told[:-1])} en {told[-1]}. {_grain_means(found, level)}"


def _grain_means(found: Grain, level: str) -> str:
    one, many = NOUNS[level]
    if found.shares[0] >= _ALL_ABOUT:
        return f"De mix is fijn: een {one} is bijna zo gemengd als het geheel."
    if found.shares[0] >= 0.5:
        return (
            f"De mix zit vooral binnen {many}, maar een deel bestaat alleen omdat {many} van "
            "elkaar verschillen."
        )
    return f"De mix is grof: er zijn verschillende {many} naast elkaar, elk met vooral één soort."


def apart(group: str, noun: str, year: int, found: Mapping[str, float], level: str) -> str:
    """How far a group lives apart; says so where it cannot be told.

    Parameters
    ----------
    found
        ``dissimilarity``, ``isolation``, ``share`` and ``n`` (:func:`analysis.mixing.separation`).
    """
    one, many = NOUNS[level]
    if isnan(found["dissimilarity"]):
        return f"Scheiding is er alleen tussen ten minste twee {many} en twee soorten."
    return (
        f"In {year} zou {percent(found['dissimilarity'])} van de {noun} ‘{lowered(group)}’ naar "
        f"een andere {one} moeten om in elke {one} dezelfde verdeling te krijgen. In de {one} waar "
        f"deze groep zit, hoort gemiddeld {percent(found['isolation'])} tot de groep; zonder "
        f"scheiding was dat {percent(found['share'])}. n = {areas(level, int(found['n']))}."
    )


def left_out(level: str, known: int, unknown: int, empty: int) -> str:
    """How many areas do not count, and why; empty where all do."""
    if not unknown + empty:
        return ""
    told = []
    if unknown:
        told.append(f"{areas(level, unknown)} zonder volledig cijfer")
    if empty:
        told.append(f"{areas(level, empty)} waar niets te tellen is")
    return f"n = {areas(level, known)}. Niet meegeteld: {' en '.join(told)}."


def numbers_changed(counts: Mapping[str, tuple[float, float]], years: tuple[int, int]) -> str:
    """How many of every kind there were and are, over the same areas."""
    told = [
        f"{lowered(label)} van {number(old)} naar {number(new)}"
        for label, (old, new) in counts.items()
    ]
    return f"In aantallen, {years[0]} en {years[1]}: {'; '.join(told)}."


def grain_title(found: Grain, level: str) -> str:
    """At which scale the mix exists, for above a chart."""
    return f"{percent(found.shares[0])} van de menging zit binnen {NOUNS[level][1]}"
