"""Cells with figures as users have them: numbers in two notations, words for missing, dates."""

from __future__ import annotations

import re

import pandas as pd

from wijkbeeld.sources.kerncijfers import cells
from wijkbeeld.sources.own import notation as notations
from wijkbeeld.sources.own.mapping import Bare, Notation

MISSING = frozenset(
    {
        "",
        "null",
        "na",
        "n/a",
        "#n/a",
        "#n/b",
        "nan",
        "none",
        "geen data",
        "geen gegevens",
        "onbekend",
        "n.b.",
        "nb",
        "nvt",
        "n.v.t.",
        "..",
        "...",
        "…",
        "?",
        "leeg",
    }
)
"""Words and signs, in lower case, that say that a figure is not there."""
FAULTS = ("#waarde!", "#deel/0!", "#div/0!", "#ref!", "#verw!", "#value!", "#naam?", "#name?")
"""What Excel writes where a formula went wrong."""
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = {m: n for n, m in enumerate(_MONTHS, 1)} | {"mar": 3, "may": 5, "oct": 10}
_NAMED = "|".join(_MONTH)
_DATE = re.compile(
    rf"(\d{{1,2}})[- ]({_NAMED})\.?(?:[- ]\d{{2,4}})?|({_NAMED})\.?[- ](\d{{2,4}})"
    r"|(\d{4})-(\d\d)-(\d\d)(?:[ T].*)?|(\d{1,2})[-/](\d{1,2})[-/](\d{4})",
    re.IGNORECASE,
)


def day_and_month(cell: str) -> tuple[int, int] | None:
    """The two numbers behind a date that Excel made: '1-feb' of '1-2', 'mrt-50' of '3-50'.

    None where a cell is no date.
    """
    found = _DATE.fullmatch(cell.strip())
    if not found:
        return None
    day, named, month, number, _, iso_month, iso_day, first, second, _ = found.groups()
    if day:
        return int(day), _MONTH[named.lower()]
    if month:
        return _MONTH[month.lower()], int(number)
    if iso_day:
        return int(iso_day), int(iso_month)
    return int(first), int(second)


def parse(
    raw: pd.Series, *, whole: bool, notation: Notation = "", bare: Bare = ""
) -> tuple[pd.Series, pd.Series]:
    """Split cells into numbers and statuses, as :func:`kerncijfers.cells.parse` does.

    Parameters
    ----------
    whole
        The figures are counts: a point can only part thousands.
    notation
        Of the numbers, where it is known.
    bare
        What numbers to 1 without percent sign are.

    Returns
    -------
    values, statuses
        Float64, NaN wherever the status is not ``cijfer`` or ``voorlopig``. An empty cell and a
        word for missing are ``ontbreekt``; a date is ``onleesbaar``, since '7-mei' can have been
        7.5 as well as 7.05.
    """
    plain = raw.astype("str").str.strip()
    missing = plain.str.lower().isin(MISSING)
    digits = plain.str.replace(r"^€\s*|\s*%$|(?<=\d) (?=\d{3}\b)", "", regex=True)
    digits = digits.str.replace("\u2212", "-", regex=False).where(~missing, ".")
    if notation:
        digits = notations.pointed(digits, notation)
    value, status = cells.parse(digits, whole=whole and not notation)
    if bare == "fractie":
        value = value.where(has_percent(plain) | (value.abs() > 1), (100 * value).round(10))
    return value, status.mask(missing, "ontbreekt").astype("str")


def has_percent(plain: pd.Series) -> pd.Series:
    """Which cells end in a percent sign."""
    return plain.str.fullmatch(r".*%\s*\*?")


def fraction_in_doubt(raw: pd.Series, notation: Notation = "") -> str:
    """A number to 1 that may be a fraction as well as a percentage; empty where none is.

    Among percentages that is each number to 1 without the percent sign that others have; where
    none has the sign, a column in which no number is above 1.
    """
    every = pd.Series(raw.unique(), dtype="str").str.strip()
    signed = has_percent(every)
    value, _ = parse(every, whole=False, notation=notation)
    small = ~signed & (value.abs() <= 1) & (value != 0)
    uneven = small & (value % 1 > 0)
    largest = value.abs().max()
    if not small.any() or not (signed.any() or (largest <= 1 and uneven.any())):
        return ""
    return str(every[uneven if uneven.any() else small].iloc[0])


def why_unreadable(cell: str) -> str:
    """Say why a cell is no figure."""
    if cell.strip().lower() in FAULTS:
        return f"'{cell}' is een fout van een formule in Excel"
    if day_and_month(cell) is not None:
        return f"'{cell}' is een datum: Excel heeft het getal veranderd"
    return f"'{cell[:40]}' is geen getal"


def decimals(raw: pd.Series, notation: Notation = "") -> int:
    """Decimals that a column of figures shows, at most 4; 0 for counts.

    Groups of three digits after a point in every number with a point are thousands.
    """
    plain = pd.Series(raw.unique(), dtype="str").str.strip()
    if notation:
        plain = notations.pointed(plain.str.replace(r"\s*%$", "", regex=True), notation)
    shown = plain.str.extract(r"^-?\d+[.,](\d+)\s*%?$", expand=False).dropna()
    if shown.empty or notation:
        return 0 if shown.empty else min(int(shown.str.rstrip("0").str.len().max()), 4)
    pointed = plain[plain.str.contains(".", regex=False) & plain.str.contains(r"^\d", regex=True)]
    grouped = pointed.str.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+")
    if len(pointed) and grouped.all() and not plain.str.contains(r"\d,\d", regex=True).any():
        return 0
    return min(int(shown.str.rstrip("0").str.len().max()), 4)
