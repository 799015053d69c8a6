"""Sentences about what a map shows: where areas stand, or how they developed."""

from __future__ import annotations

from dataclasses import dataclass

from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import went
from wijkbeeld.words.told import Told, capital, some_of, those, unweighted

TENTH = 10
"""Percentage from which a share is told without decimals."""

SHARED_FROM = 50
"""Of fewer areas no percentage is told: one area more or less would be several points."""


def period(wave: int, base: int | None) -> str:
    """Wave, or the waves between which a change is measured."""
    return str(wave) if base is None else f"{base}–{wave}"


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
        Range of the values of areas where enough people live.
    below, above
        Number of areas in a class below the middle one (1..4) and above it (6..9).
    where
        Whose areas these are (``van Amsterdam``); empty for all.
    step
        Change in points from which an area went up or down; 0 for the situation.
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
    where: str = ""
    step: float = 0.0

    @property
    def period(self) -> str:
        """Wave or waves, as a sentence names them."""
        return period(self.wave, self.base)


def situation(shown: MapSummary, label: str, decimals: int) -> Told:
    """State what a situation map shows of a score; of the total score where it has no label."""
    mean = number(shown.mean, decimals)
    if shown.n == 1:
        which = f" op {lowered(label)}" if label else ""
        return Told(f"In {shown.wave} scoort {_those(shown)}{which} {mean}.")
    if label:
        finding = f"Op {lowered(label)} scoren de {_those(shown)} in {shown.wave} gemiddeld {mean}."
        weak = f"{capital(_low(shown))} {'valt' if shown.below < 2 else 'vallen'} in de laagste "
        return Told(finding, f"{weak}vier klassen. {unweighted(shown.level)}")
    verb = "scoort" if shown.below < 2 else "scoren"
    return Told(
        f"In {shown.wave} {verb} {_low(shown, shown.where)} zwak of lager.",
        f"Dat zijn de vier laagste van de negen klassen. De gemiddelde score is {mean} punt. "
        f"{unweighted(shown.level)}",
    )


def _low(shown: MapSummary, where: str = "") -> str:
    """How many are in the lowest four classes; as a share too where there are enough for one."""
    text = some_of(shown.level, shown.below, shown.n, where)
    if not shown.below or shown.n < SHARED_FROM:
        return text
    share = 100 * shown.below / shown.n
    return f"{text} ({number(share, 0 if share >= TENTH else 1)}%)"


def change(shown: MapSummary) -> Told:
    """State what a development map shows; no cause is named."""
    between = f"tussen {shown.base} en {shown.wave}"
    cause = "De kaart zegt niet waardoor."
    if shown.n == 1:
        only = f"De score van {_those(shown)} {went(shown.mean)} {between}."
        return Told(only, cause)
    up = capital(some_of(shown.level, shown.above, shown.n, shown.where))
    moved = "ging" if shown.above < 2 else "gingen"
    down = number(shown.below) if shown.below else "geen"
    return Told(
        f"{up} {moved} {between} vooruit, {down} achteruit.",
        f"Vooruit of achteruit betekent: ten minste {number(shown.step, 2)} punt, een grens van "
        "Wijkbeeld. De bestanden geven geen marge per gebied. De gemiddelde "
        f"score {went(shown.mean)}. {unweighted(shown.level)} {cause}",
    )


def relative(shown: MapSummary, than: str = "het vergelijkingscijfer", with_: str = "") -> Told:
    """State how many areas are clearly below and above what they are compared with.

    Parameters
    ----------
    with_
        Areas of which that is taken, where a reader must know.
    """
    around = shown.n - shown.below - shown.above
    return Told(
        f"In {shown.period} {_lie(shown.below)} "
        f"{some_of(shown.level, shown.below, shown.n, shown.where)} onder "
        f"{than} en {number(shown.above)} erboven.",
        f"{capital(number(around))} {_lie(around)} eromheen."
        + (f" Vergeleken met {with_}." if with_ else ""),
    )


def _lie(n: int) -> str:
    return "ligt" if n == 1 else "liggen"


def _those(shown: MapSummary) -> str:
    return those(shown.level, shown.n, shown.where)


def equal_parts(shown: MapSummary, label: str, decimals: int) -> Told:
    """State the range of a map in equal parts: how many are low is fixed by the way it is drawn."""
    write = number if decimals == 2 else signed
    verb = "loopt" if shown.n == 1 else "lopen"
    return Told(
        f"In {shown.period} {verb} {_those(shown)} voor {lowered(label)} van "
        f"{write(shown.lowest, decimals)} tot {write(shown.highest, decimals)}.",
        "Elke kleur bevat even veel gebieden; laag is hier dus niet altijd zwak.",
    )
