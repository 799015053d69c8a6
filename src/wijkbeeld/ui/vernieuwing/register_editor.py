"""Edit the rows of the register, and hear which of them can be used."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.sets import usable
from wijkbeeld.store.read import opened
from wijkbeeld.store.register_row import KINDS, RegisterRow
from wijkbeeld.ui import paper, session
from wijkbeeld.ui.vernieuwing import register_table
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number


def edit() -> list[RegisterRow]:
    """Show the table to edit; return its rows."""
    table = register_table.current()
    edited = st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            # No limits here: the table would take an impossible value away without a word.
            # `report` tells of it.
            "Start": st.column_config.NumberColumn(format="%d", step=1),
            "Eind": st.column_config.NumberColumn(format="%d", step=1),
            "Soort": st.column_config.SelectboxColumn(options=list(KINDS)),
            "Woningen": st.column_config.NumberColumn(format="%d"),
            "Deel voorraad": st.column_config.NumberColumn(format="%.2f", help="0,35 is 35%"),
        },
        placeholder="",
        key=f"w_reg_tabel_{register_table.turn()}",
    )
    paper.table(edited, "Register van vernieuwing")
    if not _same(edited, table):
        register_table.change(edited)
        st.rerun()
    return register_table.as_rows(edited)


def _same(one: pd.DataFrame, two: pd.DataFrame) -> bool:
    return bool(
        one.reset_index(drop=True).astype("str").equals(two.reset_index(drop=True).astype("str"))
    )


def report(scope: Scope, rows: list[RegisterRow]) -> bool:
    """Tell how many rows can be used and what is wrong with the others; whether any can."""
    good, left_out = usable(tuple(rows), opened(scope).by_code(scope))
    noun = session.LEVEL_LABEL[scope.level].lower()
    if rows:
        st.caption(
            f"{count(len(rows), 'rij', 'rijen')}, {number(len(good))} te gebruiken bij {noun} van "
            f"editie {scope.classification}."
        )
    for reason in left_out:
        st.caption(f":material/warning: {escape_markdown(reason)}")
    codes = pd.Series([r.code for r in rows if r.code], dtype="str")
    repeated = sorted(set(codes[codes.duplicated()]))
    if repeated:
        st.caption(
            f"Meer projecten in hetzelfde gebied: {escape_markdown(', '.join(repeated))}. De "
            "eerste start telt."
        )
    return bool(good)
