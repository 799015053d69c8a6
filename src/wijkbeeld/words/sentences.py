"""Sentences about what is on screen: numbers in, one defensible Dutch sentence out."""

from __future__ import annotations

from wijkbeeld.analysis.levels import Standing
from wijkbeeld.words.numbers import number, signed

NOUNS = {"gemeente": ("gemeente", "gemeenten"), "wijk": ("wijk", "wijken"), "buurt": ("buurt", "buurten")}


def areas(level: str, n: int) -> str:
    """Count of areas with their noun: ``3.308 wijken``."""
    one, many = NOUNS[level]
    return f"{number(n)} {one if n == 1 else many}"


def map_sentence(level: str, wave: int, label: str, mean: float, low: int, n: int, decimals: int) -> str:
    """State what a situation map shows.

    Parameters
    ----------
    label
        Label of the measure.
    mean
        Unweighted mean over areas.
    low
        Number of areas in class "zwak" or lower (1..4).
    n
        Areas with a score.
    """
    share = 100 * low / n if n else float("nan")
    return (
        f"In {wave} hebben {areas(level, n)} een score. Het gemiddelde (ongewogen) van {label.lower()} "
        f"is {number(mean, decimals)}. {number(low)} van de {areas(level, n)} ({number(share, 1)}%) "
        f"{'valt' if low == 1 else 'vallen'} in de laagste vier klassen."
    )


def change_sentence(level: str, base: int, wave: int, mean: float, up: int, down: int, n: int) -> str:
    """State what a development map shows; no cause is named."""
    return (
        f"Tussen {base} en {wave} veranderde de score van {areas(level, n)} gemiddeld (ongewogen) met "
        f"{signed(mean, 3)} punt. {number(up)} {'ging' if up == 1 else 'gingen'} ten minste een "
        f"kleine stap vooruit, {number(down)} achteruit. De kaart zegt niet waardoor."
    )


def area_sentence(name: str, wave: int, value: float, decimals: int, klasse: str, derived: bool) -> str:
    """State one area's score and class."""
    how = " (afgeleid)" if derived else ""
    return f"{name} scoort in {wave} {number(value, decimals)}: {klasse}{how}."


def standing_sentence(place: Standing, level: str, among: str) -> str:
    """State the rank of an area among others."""
    return (
        f"Plaats {number(place.rank)} van {areas(level, place.n)} {among}; "
        f"hoger dan {number(place.percentile)}% daarvan."
    )


def missing_dimensions(waves: list[int], dimension_waves: tuple[int, ...]) -> str:
    """Say which waves lack the dimensions; empty when none does."""
    absent = [str(w) for w in waves if w not in dimension_waves]
    if not absent:
        return ""
    return f"Voor {', '.join(absent)} zijn de dimensies niet gepubliceerd, alleen de totaalscore."
