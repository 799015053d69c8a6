"""The guided step for own figures: which column is what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.codes import clean, levels_of
from wijkbeeld.sources import own
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.recognise import Skipped, Unusable
from wijkbeeld.words.numbers import count

_NEW, _SKIP = "Nieuwe indicator", "Niet gebruiken"
_ENDINGS = (".csv", ".gz", ".xlsx", ".xls")
_PENDING = "gegevens_koppel"
_TABLE = "gegevens_koppel_tabel"


@dataclass(frozen=True)
class _Table:
    """A table whose columns are asked about, with what they seem to be."""

    file: Path
    cells: pd.DataFrame
    code: str | None
    year: str | None


def offer(paths: list[Path], skipped: list[Skipped], target: str) -> None:
    """Keep the tables that were not recognised for :func:`form`."""
    unknown = {s.file for s in skipped if s.kind is Unusable.UNKNOWN_TABLE}
    tables = [p for p in paths if p.name in unknown and p.suffix.lower() in _ENDINGS]
    if tables:
        _keep(tables, target)


def form(add: Callable[[list[Path], str], None]) -> None:
    """Show the form for tables that were not recognised; ``add`` imports once it is filled in."""
    pending = st.session_state.get(_PENDING)
    if not pending:
        return
    (path, *others), target = pending
    st.subheader(f"Kolommen koppelen: {path.name}")
    try:
        table = _opened(path)
    except (SourceError, OSError) as error:
        st.error(str(error))
        _keep(others, target)
        return
    rows, columns = table.cells.shape
    size = count(rows, "rij", "rijen"), count(columns, "kolom", "kolommen")
    st.caption(f"{size[0]}, {size[1]}. Dit zijn de eerste:")
    st.dataframe(table.cells.head(5), hide_index=True, alt="Eerste rijen van het bestand")
    code, year_column, year, classification = _where_and_when(table)
    chosen = _columns(table.cells, {code, year_column})
    left, right = st.columns([1, 1])
    if left.button("Voeg toe", type="primary", disabled=not chosen, key="koppel_toe"):
        text = own.to_toml(code, year_column, year, classification, path.name, chosen)
        path.with_name(path.name.split(".")[0] + own.SUFFIX).write_text(text, encoding="utf-8")
        _keep(others, target)
        add([path], target)
    if right.button("Sla dit bestand over", key="koppel_over"):
        _keep(others, target)
        st.rerun()


def _keep(files: list[Path], target: str) -> None:
    """Keep the tables that are still to be asked about; none ends the step."""
    st.session_state.pop(_TABLE, None)
    if files:
        st.session_state[_PENDING] = (files, target)
    else:
        st.session_state.pop(_PENDING, None)


def _opened(path: Path) -> _Table:
    """Read a table once for as long as it is asked about: the form runs again at every click."""
    table: _Table | None = st.session_state.get(_TABLE)
    if table is None or table.file != path:
        cells = own.load_table(path)
        table = _Table(path, cells, guess_code(cells), guess_year(cells))
        st.session_state[_TABLE] = table
    return table


def guess_code(table: pd.DataFrame) -> str | None:
    """Column that holds most CBS codes, or None."""
    shares = {
        str(c): float(levels_of(clean(table[c])).notna().mean())
        for c in table.columns
        if len(table)
    }
    best = max(shares, key=lambda c: shares[c], default=None)
    return best if best is not None and shares[best] > 0.5 else None


def guess_year(table: pd.DataFrame) -> str | None:
    """Column in which every cell looks like a year, or None."""
    for column in table.columns:
        cells = table[column].astype("str").str.strip()
        if len(cells) and cells.str.fullmatch(r"(19|20)\d{2}(\.0)?").all():
            return str(column)
    return None


def _where_and_when(table: _Table) -> tuple[str, str, int, int | None]:
    """Ask for the columns of code and year, the year of all rows, and the classification."""
    names = [str(c) for c in table.cells.columns]
    first, second, third, fourth = st.columns(4)
    code = first.selectbox(
        "Kolom met gebiedscode",
        names,
        index=names.index(table.code) if table.code else 0,
        key="k_code",
    )
    options = ["", *names]
    year_column = second.selectbox(
        "Kolom met jaar",
        options,
        index=options.index(table.year) if table.year else 0,
        format_func=lambda c: c or "Eén jaar voor alles",
        key="k_jaarkolom",
    )
    year = int(
        third.number_input("Jaar", 1990, 2100, 2024, key="k_jaar", disabled=bool(year_column))
    )
    classification = fourth.number_input(
        "Indeling (jaar van de codes)",
        1990,
        2100,
        None,
        key="k_indeling",
        help="Leeg: de codes horen bij het jaar van het cijfer.",
    )
    return str(code), str(year_column), year, int(classification) if classification else None


def _columns(table: pd.DataFrame, used: set[str]) -> dict[str, tuple[str, str, str]]:
    """Let the user say per column what it is: catalog indicator, new indicator, or nothing."""
    known = {i.id: f"{i.label} ({i.unit})" for i in catalog().kwb.values()}
    chosen: dict[str, tuple[str, str, str]] = {}
    for n, column in enumerate(c for c in map(str, table.columns) if c not in used):
        first, second, third = st.columns([2, 1.5, 1])
        pick = first.selectbox(
            f"Kolom '{column}'",
            [_SKIP, _NEW, *known],
            format_func=lambda i: known.get(i, i),
            key=f"k_kolom_{n}",
        )
        if pick == _NEW:
            label = second.text_input("Naam", value=column, key=f"k_naam_{n}")
            unit = third.text_input("Eenheid", key=f"k_eenheid_{n}", placeholder="%, punt, aantal…")
            if label.strip() and unit.strip():
                chosen[column] = (_identifier(label), label.strip(), unit.strip())
            else:
                st.caption("Een nieuwe indicator heeft een naam en een eenheid nodig.")
        elif pick != _SKIP:
            chosen[column] = (str(pick), "", "")
    return chosen


def _identifier(label: str) -> str:
    folded = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")
    return f"eigen_{folded or 'indicator'}"
