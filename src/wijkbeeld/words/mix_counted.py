"""Sentences about which areas of a place have figures on its mix, and which have not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkbeeld.words.labels import lowered
from wijkbeeld.words.mixing import percent
from wijkbeeld.words.numbers import number
from wijkbeeld.words.sentences import NOUNS, areas

_ALL_KNOWN = 0.9
"""From this known part on, what is counted is told of the place itself."""


_ALMOST = 0.995
"""From this known part on, which would be written as 100%, nearly all is known."""
_NAMED = 4
"""Gemeenten that are named at most."""


@dataclass(frozen=True)
class Counted:
    """What of a place has figures.

    Attributes
    ----------
    known, n
        Areas with figures, and all of the place.
    part
        Known part (0..1) of its dwellings, households or inhabitants; of its areas where these
        are not known.
    town
        The one gemeente that has figures, where the place has more; else empty.
    """

    level: str
    known: int
    n: int
    part: float
    town: str = ""

    @property
    def is_all(self) -> bool:
        """Whether what is known tells of the place itself."""
        return self.part >= _ALL_KNOWN


def where_counted(located: str, counted: Counted) -> str:
    """What a finding is about: the place, or those of its areas that have figures.

    Parameters
    ----------
    located
        ``in Amsterdam``.
    """
    if counted.is_all:
        return located
    every = f"de {areas(counted.level, counted.known)} met cijfers"
    if counted.town:
        return f"in {counted.town}, in {every} (van de {number(counted.n)} {located})"
    return f"in {every} (van de {number(counted.n)} {located})"


def name_counted(label: str, counted: Counted) -> str:
    """As :func:`where_counted`, for above a chart."""
    if counted.is_all:
        return label
    if counted.town:
        return f"{counted.town} ({areas(counted.level, counted.known)})"
    return f"{label} ({number(counted.known)} van {areas(counted.level, counted.n)})"


def no_figures(
    feature: str, located: str, level: str, others: Sequence[str], towns: Sequence[str]
) -> str:
    """That a feature has no figures in a place, and what has.

    Parameters
    ----------
    others
        Features with figures in the place.
    towns
        Gemeenten with figures on this feature, the fullest first.
    """
    told = f"Voor {lowered(feature)} zijn er {located} geen volledige cijfers per {level}."
    if others:
        told += f" Wel van: {', '.join(others)}. Kies die bij ‘Kenmerk’."
    else:
        told += " Ook van de andere kenmerken niet. Voeg cijfers toe op Gegevens."
    if towns:
        named, more = ", ".join(towns[:_NAMED]), len(towns) - _NAMED
        rest = f" en {number(more)} andere" if more > 0 else ""
        having = "Gemeenten die deze cijfers wel hebben"
        if len(towns) == 1:
            having = "De gemeente die deze cijfers wel heeft"
        told += f" {having}: {named}{rest}. Kies die bij ‘Binnen’."
    return told


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


def known_part(counted: Counted, weight: str) -> str:
    """How much of a place is known, where that is not all; empty where all areas are known.

    Parameters
    ----------
    weight
        What areas are weighed with (``huishoudens``); empty where their size is not known.
    """
    if counted.known >= counted.n:
        return ""
    told = f"Bekend van {number(counted.known)} van de {areas(counted.level, counted.n)}"
    if not weight:
        return f"{told}; hoe groot die zijn, is van dit jaar niet bekend."
    part = "bijna alle" if counted.part >= _ALMOST else f"{percent(counted.part)} van de"
    return f"{told}, naar schatting {part} {weight}."


def too_little(n: int, level: str) -> str:
    """How many areas have no type since too little of them is known; empty where all have one."""
    if not n:
        return ""
    is_one = n == 1
    return (
        f"Van {areas(level, n)} is te weinig bekend (minder dan de helft): "
        f"{'die heeft' if is_one else 'die hebben'} geen type."
    )
