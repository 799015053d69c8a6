"""Which policy programmes and own registers the area was part of."""

from __future__ import annotations

import re

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.groups import Group, groups, touched
from wijkbeeld.store.read import opened
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.store.registers import registers
from wijkbeeld.ui.wijk.choice import Choice
from wijkbeeld.words.groups import partly_in
from wijkbeeld.words.markdown import escape_markdown


def programmes(scope: Scope, choice: Choice) -> None:
    """Show which policy programmes the area was part of."""
    mine = [g for g in groups(scope).values() if choice.code in g.codes]
    st.header("Programma's")
    own = [
        (register.name, row)
        for register in registers(scope.dataset).values()
        if (register.level, register.edition) == (scope.level, scope.classification)
        for row in register.rows
        if row.code == choice.code
    ]
    partly = [t.label for t in touched(scope.whole()) if choice.code in t.partly]
    if not mine and not own and not partly:
        is_fictional = opened(scope).manifest.fictional
        st.caption(
            "Landelijke programma's zijn er niet in de fictieve regio."
            if is_fictional
            else "Dit gebied hoort bij geen van de programma's die Wijkbeeld kent (zie "
            "Verantwoording)."
        )
    for group in mine:
        _group(group, scope, choice.code)
    for label in partly:
        st.markdown(f"- {partly_in(label)}")
    for name, row in own:
        _row(name, row)


def _group(group: Group, scope: Scope, code: str) -> None:
    """A programme with its period, or only the name of a selection."""
    programme = catalog().programmes.get(group.id)
    if programme is None:
        st.markdown(f"- {escape_markdown(group.label)}")
        return
    says_years = re.search(r"\b(19|20)\d{2}\b", programme.label)
    period = "" if says_years else f" ({programme.start}–{programme.end or 'nu'})"
    place = scope.level, scope.classification
    how = [a.match_at(*place) for a in programme.areas if code in a.codes_at(*place)]
    match = f" Gekoppeld: {escape_markdown(how[0])}." if how and how[0] else ""
    text = f"{escape_markdown(programme.note)}{match} Bron: {escape_markdown(programme.source)}."
    st.markdown(f"- **{escape_markdown(programme.label)}**{period}. {text}")


def _row(name: str, row: RegisterRow) -> None:
    """A row of an own register."""
    years = f"{row.start or 'start onbekend'}–{row.end or 'eind onbekend'}"
    source = f" Bron: {escape_markdown(row.source)}." if row.source else ""
    st.markdown(
        f"- **{escape_markdown(name)}** (eigen register): {escape_markdown(row.kind)}, "
        f"{years}.{source}"
    )
