"""Tables and their download, the same on every page."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.words.numbers import number, signed

ROW = 35
"""Height of a row in pixels."""


@dataclass(frozen=True)
class Origin:
    """What a downloaded table must say about its figures."""

    measure: str
    unit: str
    wave: str
    source: str
    edition: int
    fictional: bool


def show(
    frame: pd.DataFrame,
    decimals: dict[str, int],
    alt: str,
    height: int | None = None,
    *,
    with_sign: Collection[str] = (),
) -> None:
    """Show a table with numbers written the Dutch way; sorting stays numeric.

    Parameters
    ----------
    decimals
        Of the columns with numbers.
    with_sign
        Columns that hold a change or a difference: written with ``+`` or ``−``.
    """
    writers = {
        c: (lambda v, d=d, w=signed if c in with_sign else number: w(v, d))
        for c, d in decimals.items()
    }
    styled = frame.style.format(writers, na_rep="–")
    short = height is None or ROW * (len(frame) + 1) < height
    st.dataframe(
        styled, height="auto" if height is None or short else height, alt=alt, placeholder="–"
    )


def download(
    frame: pd.DataFrame | Callable[[], pd.DataFrame],
    name: str,
    origin: Origin,
    label: str = "Download als CSV",
) -> None:
    """Offer a table, or what makes it, as CSV for Dutch Excel, with its origin in every row."""
    if origin.fictional:
        name = f"{name}_fictief"
    st.download_button(
        label,
        _lazy(frame, origin),
        f"{name}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"csv_{name}",
    )


def to_csv(frame: pd.DataFrame, origin: Origin) -> bytes:
    """Write a table: semicolons, decimal comma, byte order mark, origin columns.

    Cells that a spreadsheet would take for a formula get a leading apostrophe.
    """
    out = frame.reset_index().copy()
    for column in out.columns:
        if pd.api.types.is_float_dtype(out[column]):
            whole = (out[column].dropna() % 1 == 0).all()
            out[column] = out[column].astype("Int64") if whole else out[column].round(6)
        elif not pd.api.types.is_numeric_dtype(out[column]):
            text = out[column].astype("str")
            risky = text.str.match(r"[=+\-@\t\r]").fillna(False)
            out[column] = text.where(~risky, "'" + text).where(out[column].notna(), "")
    out["Maat"] = origin.measure
    out["Eenheid"] = origin.unit
    if "Meting" not in out:
        out["Meting"] = origin.wave
    out["Bron"] = f"{origin.source}, editie {origin.edition}" + (
        " (fictief)" if origin.fictional else ""
    )
    buffer = io.StringIO()
    out.to_csv(buffer, sep=";", decimal=",", index=False)
    return buffer.getvalue().encode("utf-8-sig")


def _lazy(frame: pd.DataFrame | Callable[[], pd.DataFrame], origin: Origin) -> Callable[[], bytes]:
    """Postpone writing the CSV to the moment of the click."""
    return lambda: to_csv(frame() if callable(frame) else frame, origin)
