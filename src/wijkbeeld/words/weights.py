"""What counts once: an area, an inhabitant or a dwelling, and the share that scores low."""

from __future__ import annotations

from wijkbeeld.analysis.specification import Weight
from wijkbeeld.words.numbers import count, number

COUNTED: dict[Weight, str] = {"inwoners": "inwoners", "woningen": "woningen"}
"""What a weight counts; without one, areas under their own noun."""
_HELD = {"inwoners": "het aantal inwoners", "woningen": "het aantal woningen"}


def counts(weight: Weight, noun: str) -> str:
    """What a share is of.

    Parameters
    ----------
    noun
        What the areas are called, more than one.
    """
    return COUNTED.get(weight, noun)


def weighed(weight: Weight, year: int | None) -> str:
    """How areas weigh: ``naar inwoners van 2022``."""
    if weight == "none" or year is None:
        return "elk gebied telt even zwaar"
    return f"naar {COUNTED[weight]} van {year}"


def low_title(weight: Weight, noun: str, year: int | None) -> str:
    """Title of the share that scores low over time."""
    if weight == "none" or year is None:
        return f"Deel van de {noun} dat zwak of lager scoort"
    return (
        f"Deel van de {COUNTED[weight]} in {noun} die zwak of lager scoren, {weighed(weight, year)}"
    )


def low_explained(weight: Weight, year: int | None) -> str:
    """What a share that scores low is, and what it is not."""
    told = (
        "Zwak of lager: de vier laagste van de negen klassen van de Leefbaarometer, met de "
        "officiële klasse waar de bron die geeft. Een gebied zonder score telt niet mee."
    )
    if weight == "none" or year is None:
        return told
    return (
        f"{told} Elke meting telt de {COUNTED[weight]} van {year}: het deel verandert dus alleen "
        "door de scores, niet door verhuizen of bouwen."
    )


def not_known(weight: Weight, noun: str) -> str:
    """What is shown where the areas have no such weight."""
    return (
        f"Van deze {noun} is {_HELD[weight]} niet bekend. Daarom telt hier elk gebied even zwaar. "
        "Voeg kerncijfers toe op Gegevens."
    )


def nothing_counted(name: str, weight: Weight, noun: str) -> str:
    """Why a line is not drawn."""
    if weight == "none":
        return f"{name}: geen van de {noun} heeft een score."
    return f"{name}: van geen van de {noun} met een score is {_HELD[weight]} bekend."


def hardly_counted(name: str, weight: Weight, noun: str, known: int, n: int) -> str:
    """Why a line is not drawn: the weight is known of too few of its areas."""
    return (
        f"{name}: niet getoond, want {_HELD.get(weight, 'het gewicht')} is maar van "
        f"{number(known)} van de {number(n)} {noun} bekend."
    )


def partly_counted(name: str, weight: Weight, unknown: int, n: int) -> str:
    """How many areas take no part because their weight is not known."""
    return (
        f"{name}: {count(unknown, 'gebied telt', 'gebieden tellen')} niet mee, want "
        f"{_HELD[weight]} is daar niet bekend. Er {'telt' if n == 1 else 'tellen'} er wel "
        f"{number(n)} mee."
    )


def waves_left_out(name: str, waves: list[int], noun: str) -> str:
    """Which waves are not drawn, and why."""
    return (
        f"{name}: {', '.join(map(str, waves))} niet getoond, want daar hebben veel minder {noun} "
        "een cijfer."
    )


def span(low: int, high: int) -> str:
    """A number of areas that may differ per wave: ``43`` or ``41 tot 43``."""
    return number(high) if low == high else f"{number(low)} tot {number(high)}"
