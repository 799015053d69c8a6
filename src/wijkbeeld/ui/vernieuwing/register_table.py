"""The table of the register that the user works on: its rows in the session, with undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from wijkbeeld.store.register_row import RegisterRow

_HEADINGS = {
    "code": "Code",
    "name": "Naam",
    "start": "Start",
    "end": "Eind",
    "kind": "Soort",
    "dwellings": "Woningen",
    "share": "Deel voorraad",
    "source": "Bron",
}
_TEXT = ("Code", "Naam", "Soort", "Bron")
_YEARS = ("Start", "Eind")
_NUMBERS = ("Woningen", "Deel voorraad")
_TYPES = (
    dict.fromkeys(_TEXT, "str")
    | dict.fromkeys(_YEARS, "Int64")
    | dict.fromkeys(_NUMBERS, "Float64")
)
_ROWS, _PAST, _TURN = "reg_rijen", "reg_eerder", "reg_beurt"
_STEPS = 50
"""Changes that can be undone."""


def current() -> pd.DataFrame:
    """The table as it stands; empty in the beginning."""
    if _ROWS not in st.session_state:
        st.session_state[_ROWS] = as_table([])
        st.session_state[_PAST] = []
        st.session_state[_TURN] = 0
    table: pd.DataFrame = st.session_state[_ROWS]
    return table


def codes() -> set[str]:
    """Codes in the table, as they were typed."""
    return {str(c) for c in current()["Code"]}


def turn() -> int:
    """Another number after every change, for the key of the widget that shows the table."""
    return int(st.session_state.get(_TURN, 0))


def change(table: pd.DataFrame) -> None:
    """Put another table in place, and remember the old one for undo."""
    st.session_state[_PAST] = [*st.session_state.get(_PAST, []), current()][-_STEPS:]
    st.session_state[_ROWS] = table.reset_index(drop=True)
    st.session_state[_TURN] = turn() + 1


def add(rows: Sequence[RegisterRow]) -> None:
    """Put rows below those of the table."""
    change(pd.concat([current(), as_table(rows)], ignore_index=True))


def can_undo() -> bool:
    """Whether there is a change to undo."""
    return bool(st.session_state.get(_PAST))


def undo() -> None:
    """Bring the table from before the last change back."""
    if can_undo():
        st.session_state[_ROWS] = st.session_state[_PAST].pop()
        st.session_state[_TURN] = turn() + 1


def as_table(rows: Sequence[RegisterRow]) -> pd.DataFrame:
    """Rows of a register under Dutch headings."""
    table = pd.DataFrame(
        [[getattr(row, field) for field in _HEADINGS] for row in rows],
        columns=list(_HEADINGS.values()),
    )
    return table.astype(_TYPES)


def as_rows(table: pd.DataFrame) -> list[RegisterRow]:
    """Rows of a register from the table; empty ones are left out."""
    rows = [_row(line) for line in table.to_dict("records")]
    return [row for row in rows if row is not None]


def _row(line: dict[str, Any]) -> RegisterRow | None:
    text = {c: _text(line[c]) for c in _TEXT}
    years = {c: _number(line[c]) for c in _YEARS}
    numbers = {c: _number(line[c]) for c in _NUMBERS}
    filled_in = [v for v in (years | numbers).values() if v is not None]
    if not any(text.values()) and not filled_in:
        return None
    return RegisterRow(
        code=text["Code"].upper(),
        name=text["Naam"],
        start=_year(years["Start"]),
        end=_year(years["Eind"]),
        kind=text["Soort"] or "anders",
        dwellings=numbers["Woningen"],
        share=numbers["Deel voorraad"],
        source=text["Bron"],
    )


def _text(cell: object) -> str:
    text = "" if pd.isna(cell) else str(cell).strip()
    return "" if text in ("None", "nan") else text


def _number(cell: Any) -> float | None:
    return None if pd.isna(cell) else float(cell)


def _year(number: float | None) -> int | None:
    return None if number is None else int(number)
