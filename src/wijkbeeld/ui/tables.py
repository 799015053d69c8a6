"""Tables and their download, the same on every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import pandas as pd
import streamlit as st

from wijkbeeld.export.columns import Named, definitions, named
from wijkbeeld.export.csv_text import csv_bytes
from wijkbeeld.export.names import file_name, today
from wijkbeeld.present.big_figures import written
from wijkbeeld.ui import big, paper, taken
from wijkbeeld.words.numbers import number, signed

_POINTS_TO = re.compile("zie ")
"""An origin that only points to a column."""

MOST_NAMED = 20
"""Areas in a table from which its file is not named after one of them."""

ROW, _TALL_ROW = 35, 65
"""Height of a row in pixels, and of one with text over two or three lines: Streamlit breaks text
in rows of more than 4 rem only.
"""

_LETTER, _BESIDE = 7.2, 16
"""Pixels of a letter at its widest mean, and left and right of the text of a cell."""


@dataclass(frozen=True)
class Origin:
    """What a downloaded table must say about its figures.

    Attributes
    ----------
    where
        Which areas these are; told from the table itself where it is empty.
    definition
        What the measure is, and what its figures were weighed with.
    level_unit, change_unit
        Units of values and of changes, where a table has both; ``unit`` where they are empty.
    """

    measure: str
    unit: str
    wave: str
    source: str
    edition: int
    fictional: bool
    where: str = ""
    definition: str = ""
    level_unit: str = ""
    change_unit: str = ""


@dataclass(frozen=True)
class Fit:
    """How a table fits its place.

    Attributes
    ----------
    height
        Most pixels, header included; None shows all rows.
    widths
        Pixels of columns whose text goes over more lines, for a table in a narrow place.
    labels
        What stands above a column, where that is not its name.
    unseen
        Columns that a narrow place has no room for; they are in the download.
    """

    height: int | None = None
    widths: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    unseen: Collection[str] = ()


def show(
    frame: pd.DataFrame,
    decimals: dict[str, int],
    alt: str,
    fit: Fit | None = None,
    *,
    with_sign: Collection[str] = (),
    written: Collection[str] = (),
) -> None:
    """Show a table with numbers written the Dutch way; sorting stays numeric.

    What a row is about (the index) is an ordinary first column, dark and semibold: Streamlit makes
    an index, and whatever is pinned, grey.

    Parameters
    ----------
    decimals
        Of the columns with numbers.
    with_sign
        Columns that hold a change or a difference: written with ``+`` or ``−``.
    written
        Columns with figures that are text already, since their units differ: on the right too.
    """
    fit = fit or Fit()
    on_right = (*decimals, *written)
    writers = {
        c: partial(signed if c in with_sign else number, decimals=d) for c, d in decimals.items()
    }
    names = [str(n) for n in frame.index.names if n is not None]
    flat = frame.reset_index() if names else frame
    if taken.takes_table(alt, flat.columns, _as_read(flat, writers)):
        return
    styled = flat.style.format(writers, na_rep="–")
    if names:
        styled = styled.set_properties(subset=names, **{"font-weight": "600"})
    row = _row_height(flat, fit.widths)
    short = fit.height is None or ROW + row * len(flat) < fit.height
    seen = flat.drop(columns=list(fit.unseen), errors="ignore")
    with big.table(seen, writers, alt, on_right, fit.labels):
        st.dataframe(
            styled,
            height="auto" if fit.height is None or short else fit.height,
            hide_index=True,
            column_order=[c for c in flat if c not in fit.unseen] if fit.unseen else None,
            row_height=row if row > ROW else None,
            column_config={
                str(c): st.column_config.Column(
                    fit.labels.get(str(c)),
                    width=fit.widths.get(str(c)),
                    alignment="right" if c in on_right else None,
                )
                for c in flat.columns
                if c in on_right or c in fit.widths
            },
            alt=alt,
            placeholder="–",
        )
    paper.table(flat, alt, writers, written)


def _row_height(frame: pd.DataFrame, widths: Mapping[str, int]) -> int:
    """Height of all rows: tall where a text of a column with a width takes more than a line."""
    is_long = any(
        bool((frame[c].astype(str).str.len() * _LETTER > width - _BESIDE).any())
        for c, width in widths.items()
    )
    return _TALL_ROW if is_long else ROW


def _as_read(
    flat: pd.DataFrame, writers: Mapping[str, Callable[[float], str]]
) -> Iterator[list[str]]:
    """Rows of a table as a reader sees them."""
    for row in flat.itertuples(index=False):
        yield [
            written(value, writers.get(column))
            for column, value in zip(flat.columns, row, strict=True)
        ]


def download(
    frame: pd.DataFrame | Callable[[], pd.DataFrame],
    name: str,
    origin: Origin,
    label: str = "Download als CSV",
) -> None:
    """Offer a table, or what makes it, as CSV for Dutch Excel, with its origin in every row.

    Its name says what is in it: measure, period, unit, areas, day.
    """
    big.tell_source(f"{origin.source}, editie {origin.edition}")
    st.download_button(
        label,
        _lazy(frame, origin),
        csv_name(frame, name, origin),
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"csv_{name}",
    )


def csv_name(frame: pd.DataFrame | Callable[[], pd.DataFrame], name: str, origin: Origin) -> str:
    """Name of the file: what, period, unit, areas, day; what a column says, from that column."""
    table = pd.DataFrame() if callable(frame) else frame.reset_index()
    period, unit = origin.wave, origin.unit
    if _POINTS_TO.match(period):
        years = next((table[c] for c in ("Meting", "Jaar") if c in table), pd.Series(dtype="str"))
        known = years.astype("str").str.extractall(r"(\d{4})")[0]
        period = "-".join(dict.fromkeys([known.min(), known.max()])) if len(known) else ""
    return file_name(
        *name.removeprefix("wijkbeeld_").split("_"),
        period,
        "" if _POINTS_TO.match(unit) else unit,
        origin.where or _areas_of(table),
        ending="csv",
        fictional=origin.fictional,
    )


def _areas_of(table: pd.DataFrame) -> str:
    """The one gemeente of a table, or its first area and how many more."""
    towns = list(table["Gemeente"].dropna().unique()) if "Gemeente" in table else []
    if len(towns) == 1:
        return str(towns[0])
    names = list(table["Gebied"].dropna().unique()) if "Gebied" in table else []
    if not names or len(names) > MOST_NAMED:
        return ""
    names = [n for n in names if n != "Nederland"] or names  # beside every city
    more = {1: "", 2: f" en {names[-1]}"}.get(len(names), f" en {len(names) - 1} andere")
    return f"{names[0]}{more}"


def to_csv(frame: pd.DataFrame, origin: Origin) -> bytes:
    """Write a table whose columns say measure, years and unit, with its origin in every row."""
    table = frame.reset_index()
    by = Named(origin.measure, origin.unit, origin.wave, origin.level_unit, origin.change_unit)
    out = named(table, by)
    if origin.where:
        out["Gebieden"] = origin.where
    out["Maat"] = origin.measure
    out["Eenheid"] = origin.unit
    if "Meting" not in out:
        out["Meting"] = origin.wave
    if "Definitie" not in out:
        out["Definitie"] = definitions(map(str, table.columns), origin.definition)
    out["Gemaakt op"] = f"{today():%d-%m-%Y}"
    out["Bron van de cijfers" if "Bron" in out else "Bron"] = (
        f"{origin.source}, editie {origin.edition}" + (" (fictief)" if origin.fictional else "")
    )
    return csv_bytes(out)


def _lazy(frame: pd.DataFrame | Callable[[], pd.DataFrame], origin: Origin) -> Callable[[], bytes]:
    """Postpone writing the CSV to the moment of the click."""
    return lambda: to_csv(frame() if callable(frame) else frame, origin)
