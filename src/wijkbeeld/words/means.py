"""Means over some of the areas of a place: what they are called, and what they may hide."""

from __future__ import annotations

from wijkbeeld.words.numbers import number


def mean_of_some(n: int, total: int, noun: str, place: str) -> str:
    """Name of a mean that may not bear the name of the whole place.

    Parameters
    ----------
    n, total
        Areas with a value, and all of them.
    noun
        What the areas are called, more than one.
    """
    which = f"{number(n)} van de {number(total)} {noun} in {place}"
    return which if n == 1 else f"Gemiddelde van {which}"


def not_the_same(name: str, noun: str) -> str:
    """Say that not the same areas have a value in all years."""
    return (
        f"{name}: niet in elk jaar hebben dezelfde {noun} een cijfer. Een verschil tussen jaren "
        "kan ook daardoor komen."
    )
