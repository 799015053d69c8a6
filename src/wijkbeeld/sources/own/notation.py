"""In which notation numbers are written, and what of it a file does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from wijkbeeld.sources.own.mapping import Notation

ADDED = r"^€\s*|\s*[%*]+$|(?<=\d) (?=\d{3}\b)"
"""What stands around the digits of a number."""
_DECIMAL: dict[str, Notation] = {",": "nederlands", ".": "engels"}
_THOUSANDS: dict[str, Notation] = {".": "nederlands", ",": "engels"}


@dataclass(frozen=True)
class Found:
    """What a column tells of its notation.

    Attributes
    ----------
    notation
        Empty where it does not matter or cannot be told.
    doubt
        A number that can be read in two ways, such as ``1,234``; empty where none is.
    """

    notation: Notation = ""
    doubt: str = ""


def of_column(cells: pd.Series) -> Found:
    """What the numbers of a column tell by themselves: one ``0,5`` or ``1,234.5`` settles it."""
    doubt = ""
    told: set[Notation] = set()
    for cell in cells.unique():
        number = re.sub(ADDED, "", str(cell).strip())
        if not re.fullmatch(r"-?\d+(?:[.,]\d+)+", number):
            continue
        notation = _of_number(number.lstrip("-"))
        if notation:
            told.add(notation)
        elif notation == "":
            doubt = doubt or number
    if told:
        return Found(told.pop() if len(told) == 1 else "")
    return Found(doubt=doubt)


def _of_number(number: str) -> Notation | None:
    """Notation of a number with points or commas; empty: either, None: neither."""
    signs = re.findall(r"[.,]", number)
    head, tail = number.rsplit(signs[-1], 1)
    if len(set(signs)) == 2:
        return _DECIMAL[signs[-1]] if signs.count(signs[-1]) == 1 else None
    if len(signs) > 1:
        is_grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number)
        return _THOUSANDS[signs[0]] if is_grouped else None
    if len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return _DECIMAL[signs[0]]
    return ""


def settle(found: Found, elsewhere: Iterable[Notation], *, is_count: bool) -> Found:
    """Settle a doubt by the rest of the file, where nothing contradicts it.

    Parameters
    ----------
    elsewhere
        Notations of other columns of the file.
    is_count
        Whether the figures are counts, which have no decimals.
    """
    if not found.doubt:
        return found
    hints: set[Notation] = {n for n in elsewhere if n}
    if is_count:
        hints.add(_THOUSANDS[re.findall(r"[.,]", found.doubt)[0]])
    return Found(hints.pop(), found.doubt) if len(hints) == 1 else found


def readings(number: str) -> dict[Notation, str]:
    """Both readings of a number in doubt, in Dutch words."""
    sign = re.findall(r"[.,]", number)[0]
    whole, part = number.split(sign)
    named = "punt" if sign == "." else "komma"
    return {
        _THOUSANDS[sign]: f"{whole}{part} (de {named} staat tussen duizendtallen)",
        _DECIMAL[sign]: f"{whole},{part} (achter de {named} staan decimalen)",
    }


def pointed(cells: pd.Series, notation: Notation) -> pd.Series:
    """Numbers of a known notation with a decimal point and nothing else; others as they are.

    What is not written in the notation gets a mark that no number has.
    """
    apart, point = (",", r"\.") if notation == "engels" else (".", ",")
    has_digits = cells.str.contains(r"\d", regex=True)
    good = cells.str.fullmatch(
        rf"[-+]?(?:\d+|\d{{1,3}}(?:{re.escape(apart)}\d{{3}})+)(?:{point}\d+)?\*?"
    )
    written = cells.str.replace(apart, "", regex=False).str.replace(",", ".", regex=False)
    return written.where(good, cells.where(~has_digits, "?"))
