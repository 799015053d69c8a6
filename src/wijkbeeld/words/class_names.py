"""Names of classes by their limits, and limits as a user types them."""

from __future__ import annotations

import re
from itertools import pairwise

from wijkbeeld.words.numbers import MINUS, number
from wijkbeeld.words.numbers import signed as with_sign

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
_PLAIN = re.compile(r"\d+([.,]\d+)?")


class LimitsError(ValueError):
    """Limits that cannot be used; the message says why, in Dutch."""


def value_and_class(value: str, when: str, name: str, ramp: str) -> str:
    """A value with its class on the map.

    Parameters
    ----------
    ramp
        What the classes are: only those of a score and of a map of two measures have names; others
        are ranges, and must not read as a margin.
    """
    text = f"{value[:1].upper()}{value[1:]} {when}"
    if ramp in ("score", "square"):
        return f"{text}: {name}."
    return f"{text}. Klasse op de kaart: {name}."


def class_names(
    limits: tuple[float, ...], decimals: int, *, signed: bool = False, codes: tuple[float, ...] = ()
) -> tuple[str, ...]:
    """Name every class by its limits: ``minder dan 200``, ``200 tot 300``, ``300 of meer``.

    Parameters
    ----------
    limits
        Lower limits of all classes but the lowest, rising.
    signed
        Write numbers as changes, with their sign.
    codes
        Values that are a class of their own: those are the names.
    """
    texts = [_write(v, decimals, signed) for v in limits]
    if codes:
        return tuple(_write(v, 0, signed=False) for v in codes)
    if not texts:
        return ("alle waarden",)
    between = [f"{a} tot {b}" for a, b in pairwise(texts)]
    return (f"minder dan {texts[0]}", *between, f"{texts[-1]} of meer")


def _write(value: float, decimals: int, signed: bool) -> str:
    """A limit with as many decimals as it needs: one that a user typed may need more."""
    needed = next((d for d in range(decimals, 7) if round(value, d) == value), 7)
    return (with_sign if signed else number)(value, needed)


def typed_limits(text: str, most: int) -> tuple[float, ...]:
    """Read limits as Dutch users type them: ``100; 250,5; 1.000``.

    Limits are apart by a semicolon, a space, a new line, or a comma with a space after it.

    Raises
    ------
    LimitsError
        When a part is no number, limits do not rise, or there are none or too many.
    """
    parts = [p for p in re.split(r"[;\s]+|,\s+", text.strip()) if p]
    if not parts:
        raise LimitsError("Typ een of meer grenzen, bijvoorbeeld 100; 250,5; 1.000.")
    values = tuple(_number(p.rstrip(",")) for p in parts)
    if len(values) > most:
        raise LimitsError(f"Dit zijn {len(values)} grenzen; een kaart heeft er ten hoogste {most}.")
    for low, high in pairwise(values):
        if not low < high:
            raise LimitsError(
                f"De grenzen moeten oplopen, maar na {_write(low, 0, False)} komt "
                f"{_write(high, 0, False)}."
            )
    return values


def _number(text: str) -> float:
    """A number in Dutch notation; a point before exactly three digits is a thousands mark."""
    is_below_zero = text[:1] in ("-", MINUS, "–")
    digits = text[1:] if is_below_zero or text[:1] == "+" else text
    whole, comma, part = digits.partition(",")
    if _THOUSANDS.fullmatch(whole) and (not comma or part.isdigit()):
        digits = whole.replace(".", "") + comma + part
    if not _PLAIN.fullmatch(digits) or len(digits) > 15:
        raise LimitsError(f"'{text}' is geen getal. Schrijf bijvoorbeeld 250,5 of 1.000.")
    value = float(digits.replace(",", "."))
    return -value if is_below_zero else value


def limits_text(limits: tuple[float, ...]) -> str:
    """Limits as :func:`typed_limits` reads them back."""
    return "; ".join(_write(v, 0, signed=False).replace(".", "") for v in limits)
