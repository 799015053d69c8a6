"""Cells of CBS tables: numbers in two notations, and the symbols that are no number.

Symbols (CBS, *Toelichting kerncijfers wijken en buurten*, section 2): ``.`` missing, ``x`` secret,
``-`` nil, blank impossible, trailing ``*`` provisional. None of these ever becomes a number.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

STATUSES = ("cijfer", "voorlopig", "ontbreekt", "geheim", "nihil", "onmogelijk", "onleesbaar")
SENTINELS = frozenset({-99999999.0, -99999.0, -99997.0, -99995.0})
_SYMBOL = {"": "onmogelijk", ".": "ontbreekt", "x": "geheim", "X": "geheim", "-": "nihil"}


def parse(cells: pd.Series, *, whole: bool = False) -> tuple[pd.Series, pd.Series]:
    """Split a column of cells into numbers and statuses.

    Parameters
    ----------
    cells
        Text or numbers; missing cells count as ``ontbreekt``.
    whole
        The column holds counts: groups of three digits after a point are thousands.

    Returns
    -------
    values, statuses
        Float64 with NaN wherever the status is not ``cijfer`` or ``voorlopig``.
    """
    if pd.api.types.is_numeric_dtype(cells):
        values = cells.astype("float64")
        status = np.where(values.isna() | values.isin(SENTINELS), "ontbreekt", "cijfer")
        return values.mask(values.isin(SENTINELS)), pd.Series(
            status, index=cells.index, dtype="str"
        )
    quick = _plain(cells, whole=whole)
    return quick if quick is not None else _with_care(cells, whole=whole)


def _plain(cells: pd.Series, *, whole: bool) -> tuple[pd.Series, pd.Series] | None:
    """Parse a column of plain numbers and CBS symbols; None when it needs more care.

    One pass over Python strings: for a table of a few hundred rows much faster than vectorised
    text operations, and this is where an import spends its time.
    """
    values = np.full(len(cells), np.nan)
    status = ["cijfer"] * len(cells)
    for n, cell in enumerate(cells.tolist()):
        text = cell.strip() if isinstance(cell, str) else _of_number(cell)
        if text is None:
            return None
        symbol = _SYMBOL.get(text)
        if symbol is not None:
            status[n] = symbol
            continue
        try:
            value = float(text)
        except ValueError:
            return None
        if value in SENTINELS:
            status[n] = "ontbreekt"
        elif not math.isfinite(value) or (whole and "." in text and not text.endswith(".0")):
            return None
        else:
            values[n] = value
    index = cells.index
    return pd.Series(values, index=index), pd.Series(status, index=index, dtype="str")


def _of_number(cell: object) -> str | None:
    """A number among texts as text, a missing one as the symbol of CBS; None for anything else."""
    if cell is None or cell is pd.NA:
        return "."
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return "." if cell != cell else repr(cell)


def _with_care(cells: pd.Series, *, whole: bool) -> tuple[pd.Series, pd.Series]:
    """Parse a column with Dutch notation, provisional marks or cells that are no number."""
    text = cells.astype("str").str.strip()
    missing = cells.isna() | text.isin(["nan", "None", "NA", "NaN"])
    symbol = text.map(_SYMBOL).where(~missing, "ontbreekt")
    provisional = text.str.endswith("*") & symbol.isna()
    digits = text.str.rstrip("* ")
    values = pd.to_numeric(_dutch_to_point(digits, whole=whole), errors="coerce")
    values = values.mask(symbol.notna())
    sentinel = values.isin(SENTINELS)
    values = values.mask(sentinel | np.isinf(values))
    status = symbol.mask(symbol.isna() & sentinel, "ontbreekt")
    status = status.mask(status.isna() & values.isna(), "onleesbaar")
    status = status.mask(status.isna() & provisional, "voorlopig")
    return values.astype("float64"), status.fillna("cijfer").astype("str")


def _dutch_to_point(digits: pd.Series, *, whole: bool) -> pd.Series:
    """Write numbers of one column with a decimal point, judging notation per column.

    A column with a decimal comma anywhere has points between thousands everywhere; in such a
    column a point that cannot stand between thousands makes a cell unreadable.
    """
    has_comma = digits.str.contains(",", regex=False).fillna(False)
    grouped = digits.str.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?").fillna(False)
    if has_comma.any():
        ungrouped = digits.str.fullmatch(r"-?\d+(?:,\d+)?").fillna(False)
        written = digits.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
        return written.where(grouped | ungrouped)
    if whole and grouped.any():
        return digits.where(~grouped, digits.str.replace(".", "", regex=False))
    return digits
