"""Numbers as Dutch readers expect them: decimal comma, points between thousands, real minus."""

from __future__ import annotations

import math

MISSING = "–"
MINUS = "\u2212"


def number(value: float | None, decimals: int = 0) -> str:
    """Write a number: 1234.5 becomes ``1.234,5``; missing becomes an en dash.

    Negative numbers carry a true minus sign; a value that rounds to zero has no sign.
    """
    if value is None or math.isnan(value):
        return MISSING
    text = (
        f"{abs(value):,.{decimals}f}".replace(",", "\u0000")
        .replace(".", ",")
        .replace("\u0000", ".")
    )
    is_zero = not any(c in "123456789" for c in text)
    return text if value >= 0 or is_zero else MINUS + text


def signed(value: float | None, decimals: int = 0) -> str:
    """Write a change: with ``+`` when positive."""
    text = number(value, decimals)
    plus = text != MISSING and not text.startswith(MINUS) and any(c in "123456789" for c in text)
    return "+" + text if plus else text


def count(value: int, one: str, many: str) -> str:
    """Write a count with its noun: ``1 wijk``, ``3.308 wijken``."""
    return f"{number(value)} {one if value == 1 else many}"
