"""A table as CSV that Dutch spreadsheets open as it is."""

from __future__ import annotations

import io

import pandas as pd


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Write a table: semicolons, decimal comma, byte order mark; the index is left out.

    Whole numbers have no decimals. A cell that a spreadsheet would take for a formula gets a
    leading apostrophe.
    """
    out = frame.copy()
    for column in out.columns:
        if pd.api.types.is_float_dtype(out[column]):
            whole = (out[column].dropna() % 1 == 0).all()
            out[column] = out[column].astype("Int64") if whole else out[column].round(6)
        elif not pd.api.types.is_numeric_dtype(out[column]):
            text = out[column].astype("str")
            risky = text.str.match(r"[=+\-@\t\r]").fillna(False)
            out[column] = text.where(~risky, "'" + text).where(out[column].notna(), "")
    buffer = io.StringIO()
    out.to_csv(buffer, sep=";", decimal=",", index=False)
    return buffer.getvalue().encode("utf-8-sig")
