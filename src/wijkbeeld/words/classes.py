"""A difference in points on a scale that a reader knows: classes of the Leefbaarometer."""

from __future__ import annotations

from wijkbeeld.catalog import catalog
from wijkbeeld.words.numbers import number, signed

_PARTS = ((0.375, "een kwart klasse"), (0.625, "een halve klasse"), (0.875, "driekwart klasse"))


def class_width(measure: str) -> float:
    """Mean width of the inner classes of a measure (points)."""
    scale = catalog().classes["situatie" if measure == "lbm" else "afwijking"]
    limits = [c.lower for c in scale.limits if c.lower is not None]
    return (limits[-1] - limits[0]) / (len(limits) - 1)


def in_classes(value: float, measure: str) -> str:
    """Say how many classes a difference is, in round words.

    Parameters
    ----------
    value
        Points.
    """
    classes = abs(value) / class_width(measure)
    if classes < 0.125:
        return "minder dan een achtste klasse"
    for most, words in _PARTS:
        if classes < most:
            return f"ongeveer {words}"
    if classes < 1.25:
        return "ongeveer een klasse"
    if classes < 1.75:
        return "ongeveer anderhalve klasse"
    halves = round(2 * classes)
    return f"ongeveer {number(halves / 2, halves % 2)} klassen"


def points(value: float, measure: str) -> str:
    """A difference in points with its size in classes: ``−0,100 punt (ongeveer een klasse)``."""
    return f"{signed(value, 3)} punt ({in_classes(value, measure)})"
