"""Sentences about what a map shows: where areas stand, or how they developed."""

from __future__ import annotations

from dataclasses import dataclass

from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import areas


def period(wave: int, base: int | None) -> str:
    """Wave, or the waves between which a change is measured."""
    return str(wave) if base is None else f"{base}-{wave}"


@dataclass(frozen=True)
class MapSummary:
    """Values and classes on a map, summed up.

    Attributes
    ----------
    base
        Wave from which a change counts; None for the situation in ``wave``.
    n
        Areas with a value.
    mean
        Unweighted mean over areas.
    lowest, highest
        Range of the values.
    below, above
        Number of areas in a class below the middle one (1..4) and above it (6..9).
    """

    level: str
    wave: int
    base: int | None
    n: int
    mean: float
    lowest: float
    highest: float
    below: int
    above: int

    @property
    def period(self) -> str:
        """Wave or waves, as a sentence names them."""
        return period(self.wave, self.base)


def map_sentence(shown: MapSummary, label: str, decimals: int) -> str:
    """State what a situation map shows of a measure, by the label of that measure."""
    share = 100 * shown.below / shown.n if shown.n else float("nan")
    return (
        f"In {shown.wave} {'heeft' if shown.n == 1 else 'hebben'} {areas(shown.level, shown.n)} "
        f"een score. Het gemiddelde "
        f"(ongewogen) van {label.lower()} is {number(shown.mean, decimals)}. "
        f"{number(shown.below)} van de {areas(shown.level, shown.n)} ({number(share, 1)}%) "
        f"{'valt' if shown.below == 1 else 'vallen'} in de laagste vier klassen."
    )


def change_sentence(shown: MapSummary) -> str:
    """State what a development map shows; no cause is named."""
    return (
        f"Tussen {shown.base} en {shown.wave} veranderde de score van "
        f"{areas(shown.level, shown.n)} gemiddeld (ongewogen) met {signed(shown.mean, 3)} punt. "
        f"{number(shown.above)} {'ging' if shown.above == 1 else 'gingen'} ten minste een kleine "
        f"stap vooruit, {number(shown.below)} achteruit. De kaart zegt niet waardoor."
    )


def relative_sentence(shown: MapSummary) -> str:
    """State how many areas are clearly below and above what they are compared with."""
    around = shown.n - shown.below - shown.above
    return (
        f"In {shown.period} {_lie(shown.below)} {number(shown.below)} van de "
        f"{areas(shown.level, shown.n)} onder het vergelijkingscijfer en {number(shown.above)} "
        f"erboven; {number(around)} {_lie(around)} eromheen."
    )


def _lie(n: int) -> str:
    return "ligt" if n == 1 else "liggen"


def parts_sentence(shown: MapSummary, label: str, decimals: int) -> str:
    """State the range of a map in equal parts: how many are low is fixed by the way it is drawn."""
    write = number if decimals == 2 else signed
    return (
        f"In {shown.period} lopen {areas(shown.level, shown.n)} voor {lowered(label)} van "
        f"{write(shown.lowest, decimals)} tot {write(shown.highest, decimals)}. Elke kleur bevat "
        "even veel gebieden; laag is hier dus niet altijd zwak."
    )
