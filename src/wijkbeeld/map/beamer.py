"""Colours for a beamer: each class told from the next and from the ground by its lightness."""

from __future__ import annotations

from collections.abc import Sequence

GROUND = "#ffffff"
STEP = 1.5
"""Contrast (WCAG) between neighbours, and of the lightest class with the ground."""

_DARKEST = 0.05
"""A class is never darker than this plus the 0.05 that WCAG adds: hues stay to be told."""


def luminance(colour: str) -> float:
    """Relative luminance of a colour (WCAG)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def for_beamer(colours: Sequence[str]) -> tuple[str, ...]:
    """The same hues with lightness spread anew: the lightest class stays below the white ground.

    Classes to one side get darker by equal steps of contrast, 1.5 where the darkness reaches that
    far (up to seven on one side).
    """
    if len(colours) < 2:
        return tuple(_at(c, 1.05 / STEP - 0.05) for c in colours)
    light = [luminance(c) for c in colours]
    top = light.index(max(light))
    longest = max(top, len(colours) - 1 - top)
    lightest = 1.05 / (STEP + 0.02)  # a little more: colours are written in whole steps
    step = min(STEP + 0.02, (lightest / (_DARKEST + 0.012)) ** (1 / longest))
    return tuple(_at(c, lightest / step ** abs(n - top) - 0.05) for n, c in enumerate(colours))


def _at(colour: str, wanted: float) -> str:
    """The colour, made lighter with white or darker with black until it has a luminance."""
    parts, has = _linear(colour), luminance(colour)
    if wanted > has:
        part = (wanted - has) / (1 - has)
        parts = tuple(p + part * (1 - p) for p in parts)
    else:
        parts = tuple(p * wanted / has for p in parts) if has else parts
    return "#" + "".join(f"{round(255 * _gamma(p)):02x}" for p in parts)


def _linear(colour: str) -> tuple[float, ...]:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
