"""Cells of a register as people write them: years, numbers, shares, kinds."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd

from wijkbeeld.store.register_row import FIRST_YEAR, KINDS, LAST_YEAR, Problem, RowProblem


def text(value: object) -> str:
    """Text in a cell; empty for a blank one."""
    return "" if is_blank(value) else str(value).strip()


def code(value: object) -> str:
    """Area code in a cell, in capitals and without spaces."""
    return re.sub(r"\s", "", str(value)).upper().removesuffix(".0") if not is_blank(value) else ""


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing, as any reader of tables says it."""
    return value is None or str(value).strip() in ("", "nan", "None", "NaT", "<NA>")


def year(value: object) -> tuple[int | None, RowProblem | None]:
    """Year in a cell: a number, a date, text with a year, or the day number Excel makes of a date.

    Returns
    -------
    year, problem
        Both None for an empty cell; None and a problem for a cell that holds no year.
    """
    if is_blank(value):
        return None, None
    if isinstance(value, dt.date | pd.Timestamp):
        return _possible(value.year, value)
    written = str(value).strip()
    number = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?", written)
    if number:
        year = int(number.group(1))
        if 16_000 <= year <= 60_000:  # days since 1899-12-30: 1943 to 2064
            year = (dt.date(1899, 12, 30) + dt.timedelta(days=year)).year
        return _possible(year, written)
    years = set(re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", written))
    if len(years) == 1:
        return _possible(int(years.pop()), written)
    return None, RowProblem(Problem.CELL_NOT_A_YEAR, (written[:30],))


def _possible(year: int, written: object) -> tuple[int | None, RowProblem | None]:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return year, None
    return None, RowProblem(Problem.CELL_OUT_OF_RANGE, (str(written)[:30],))


def count(value: object) -> float | None:
    """A number of dwellings; in text, not in a number cell, a point can part thousands."""
    if isinstance(value, int | float | np.number):
        return _decimal(str(value))
    written = str(value).strip()
    return _decimal(
        written.replace(".", "")
        if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", written)
        else written
    )


def share(value: object) -> float | None:
    """A part of the stock, 0..1; above 1, or with a percent sign, it is read as a percentage."""
    written = str(value).strip()
    part = _decimal(written.rstrip("%").strip())
    if part is None or part > 100:
        return None
    return part / 100 if part > 1 or written.endswith("%") else part


def _decimal(written: str) -> float | None:
    """A number with point or comma; None for anything else, or below zero."""
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        return None
    return number if np.isfinite(number) and number >= 0 else None


def kind(value: object) -> str:
    """Kind of renewal: one of ``KINDS``, ``anders`` for what is not known."""
    written = "" if is_blank(value) else str(value).strip().lower()
    if written in KINDS:
        return written
    if "sloop" in written and "bouw" in written:
        return "sloop-nieuwbouw"
    starts = {
        "sloop": "sloop",
        "nieuw": "nieuwbouw",
        "reno": "renovatie",
        "verkoop": "verkoop",
        "openbare": "openbare ruimte",
        "herstruct": "sloop-nieuwbouw",
    }
    return next((k for begin, k in starts.items() if written.startswith(begin)), "anders")
