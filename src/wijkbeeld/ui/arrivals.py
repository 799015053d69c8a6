"""What came with a link in this run: told where the page does nothing with it.

A choice says itself that a value is unknown, but not every choice is asked in every view, and a
switch knows only on and off. So what came is noted before a page runs, and what it did not honour
is told after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import streamlit as st

from wijkbeeld.ui import notices
from wijkbeeld.ui.url_keys import KEYS
from wijkbeeld.words.markdown import escape_markdown

_ARRIVED = "_gekomen"
_KNOWN = {k.name: k for k in KEYS}
_CODES = re.compile(r"[a-z]{2}\d\w*(,[a-z]{2}\d\w*)*", re.IGNORECASE)


def note(page: str, remembered: Mapping[str, str]) -> None:
    """Note what the address says that this session did not write into it, before a page runs."""
    arrived: dict[str, str] = st.session_state.setdefault(_ARRIVED, {})
    for name in list(st.query_params):
        values = list(dict.fromkeys(st.query_params.get_all(name)))
        if name not in _KNOWN:
            _drop(page, name, values[-1])
            continue
        if len(values) > 1:
            _tell_repeated(page, name, values)
        if _KNOWN[name].is_code and _CODES.fullmatch(values[-1]):
            st.query_params[name] = values[-1].upper()
        if st.query_params[name] != remembered.get(name):
            arrived[name] = st.query_params[name]


def holds(name: str) -> bool:
    """Whether a value of this run came with a link."""
    return name in st.session_state.get(_ARRIVED, {})


def settle(page: str, drop: Callable[[str], None]) -> None:
    """Tell, after a run of a page, which values that came cannot mean anything, and drop them.

    Parameters
    ----------
    drop
        Takes a choice out of the link and out of what the session remembers.
    """
    for name, value in st.session_state.pop(_ARRIVED, {}).items():
        key = _KNOWN[name]
        if page not in key.pages or not key.form or re.fullmatch(key.form, value):
            continue
        if notices.is_told(value):
            continue
        if st.query_params.get(name) == value:
            drop(name)
        _tell_not_used(page, name, value)


def _tell_not_used(page: str, name: str, value: str) -> None:
    text = (
        f"De keuze '{escape_markdown(value)}' bij '{escape_markdown(name)}' in de link bestaat "
        "niet. We laten die weg."
    )
    notices.tell(page, name, st.query_params.get(name), text)


def _tell_repeated(page: str, name: str, values: list[str]) -> None:
    """Say which of the values of a key counts."""
    st.query_params[name] = values[-1]
    others = "', '".join(escape_markdown(v) for v in values[:-1])
    text = (
        f"De link noemt '{escape_markdown(name)}' meer dan eens. We gebruiken "
        f"'{escape_markdown(values[-1])}', niet '{others}'."
    )
    notices.tell(page, name, values[-1], text)


def _drop(page: str, name: str, value: str) -> None:
    """Say that a key is unknown, and take it out of the address."""
    del st.query_params[name]
    text = (
        f"De link noemt '{escape_markdown(name)}' ('{escape_markdown(value)}'). Die keuze kent "
        "Wijkbeeld niet. We laten die weg."
    )
    notices.tell(page, name, None, text)
