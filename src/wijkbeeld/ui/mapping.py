"""The guided step for own figures: which column is what."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.codes import clean, levels_of
from wijkbeeld.sources import own
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.words.numbers import count

_NEW, _SKIP = "Nieuwe indicator", "Niet gebruiken"


def form(add: Callable[[list[Path], str], None]) -> None:
    """Show the form for tables that were not recognised; ``add`` imports once it is filled in."""
    pending = st.session_state.get("gegevens_koppel")
    if not pending:
        return
    files, target = pending
    path = Path(files[0])
    st.subheader(f"Kolommen koppelen: {path.name}")
    try:
        table = own.load_table(path)
    except (SourceError, OSError) as error:
        st.error(str(error))
        _next(files, target)
        return
    size = count(len(table), "rij", "rijen"), count(len(table.columns), "kolom", "kolommen")
    st.caption(f"{size[0]}, {size[1]}. Dit zijn de eerste:")
    st.dataframe(table.head(5), hide_index=True, alt="Eerste rijen van het bestand")
    code, year_column, year, base = _where_and_when(table)
    columns = _columns(table, {code, year_column})
    left, right = st.columns([1, 1])
    if left.button("Voeg toe", type="primary", disabled=not columns, key="koppel_toe"):
        text = own.to_toml(code, year_column, year, base, path.name, columns)
        path.with_name(path.name.split(".")[0] + own.SUFFIX).write_text(text, encoding="utf-8")
        _next(files, target)
        add([path], target)
    if right.button("Sla dit bestand over", key="koppel_over"):
        _next(files, target)
        st.rerun()


def _next(files: list[str], target: str) -> None:
    rest = files[1:]
    if rest:
        st.session_state["gegevens_koppel"] = (rest, target)
    else:
        st.session_state.pop("gegevens_koppel", None)


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


def _where_and_when(table: pd.DataFrame) -> tuple[str, str, int, int | None]:
    names = [str(c) for c in table.columns]
    code_guess, year_guess = guess_code(table), guess_year(table)
    first, second, third, fourth = st.columns(4)
    code = first.selectbox(
        "Kolom met gebiedscode",
        names,
        index=names.index(code_guess) if code_guess else 0,
        key="k_code",
    )
    options = ["", *names]
    year_column = second.selectbox(
        "Kolom met jaar",
        options,
        index=options.index(year_guess) if year_guess else 0,
        format_func=lambda c: c or "Eén jaar voor alles",
        key="k_jaarkolom",
    )
    year = int(
        third.number_input("Jaar", 1990, 2100, 2024, key="k_jaar", disabled=bool(year_column))
    )
    base = fourth.number_input(
        "Indeling (jaar van de codes)",
        1990,
        2100,
        None,
        key="k_indeling",
        help="Leeg: de codes horen bij het jaar van het cijfer.",
    )
    return str(code), str(year_column), year, int(base) if base else None


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
