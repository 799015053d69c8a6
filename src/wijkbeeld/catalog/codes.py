"""Area codes: which level a code is of, and how a mangled one is told from a good one."""

from __future__ import annotations

import re

import pandas as pd

LEVELS = ("gemeente", "wijk", "buurt", "pc4", "grid")
PATTERN = {
    "gemeente": r"GM\d{4}",
    "wijk": r"WK\d{4}[0-9A-Z]{2}",
    "buurt": r"BU\d{4}[0-9A-Z]{4}",
    "pc4": r"[1-9]\d{3}",
    "grid": r"\S+",
}
_DIGITS = {"gemeente": 4, "wijk": 6, "buurt": 8}
_PREFIX = {"gemeente": "GM", "wijk": "WK", "buurt": "BU"}


def clean(codes: pd.Series) -> pd.Series:
    """Trim the padding that CBS puts around codes, and write them in upper case."""
    return codes.astype("str").str.strip().str.upper()


def level_of(code: str) -> str | None:
    """Level of a prefixed CBS code, or None when it is not one."""
    for level in ("gemeente", "wijk", "buurt"):
        if re.fullmatch(PATTERN[level], code):
            return level
    return None


def levels_of(codes: pd.Series) -> pd.Series:
    """Level per code; missing where a code is no CBS code."""
    levels = pd.Series(pd.NA, index=codes.index, dtype="str")
    for level in ("gemeente", "wijk", "buurt"):
        levels[codes.str.fullmatch(PATTERN[level]).fillna(False)] = level
    return levels


def valid(codes: pd.Series, level: str) -> pd.Series:
    """Mark the codes that are well formed for ``level``."""
    return codes.str.fullmatch(PATTERN[level]).fillna(False)


def from_number(value: str, level: str) -> str | None:
    """Give a numeric code its prefix and lost leading zeros ('363' -> 'GM0363').

    Old CBS workbooks hold codes as numbers. Returns None when the number is too long.
    """
    digits = re.sub(r"\.0$", "", value.strip())
    if not digits.isdigit() or len(digits) > _DIGITS[level]:
        return None
    return _PREFIX[level] + digits.zfill(_DIGITS[level])


def gemeente_of(codes: pd.Series) -> pd.Series:
    """Gemeente code inside wijk and buurt codes (``WK036386`` -> ``GM0363``)."""
    return "GM" + codes.str.slice(2, 6)
