"""What the user says of polygons: which share of an area has to lie inside, and of what."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.analysis.overlay import THRESHOLD
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.placing import UNITS, units

_KEPT = {"w_reg_drempel": "reg_drempel", "w_reg_deel": "reg_deel"}
"""Widgets, and where their value stays when they are not on the page."""


def chosen_limit() -> float:
    """Share from which an area counts, as chosen."""
    return float(st.session_state.get("reg_drempel", round(100 * THRESHOLD))) / 100


def chosen_unit(scope: Scope) -> str:
    """What the share is of, as chosen."""
    offered = units(scope)
    wanted = str(st.session_state.get("reg_deel", UNITS[0]))
    return wanted if wanted in offered else (offered or UNITS)[0]


def settings(scope: Scope) -> None:
    """Show from which share an area counts, and of what."""
    offered = units(scope)
    share, of = st.columns([2, 1], gap="medium") if len(offered) > 1 else (st.container(), None)
    share.slider(
        "Een gebied telt mee als ten minste dit deel in het vlak ligt (%)",
        5,
        95,
        round(100 * chosen_limit()),
        5,
        key="w_reg_drempel",
        on_change=_keep,
        args=("w_reg_drempel",),
    )
    if of is not None:
        of.radio(
            "Deel van de",
            offered,
            offered.index(chosen_unit(scope)),
            key="w_reg_deel",
            horizontal=True,
            on_change=_keep,
            args=("w_reg_deel",),
            help="Geteld per buurt, gelijk verdeeld over het oppervlak van de buurt.",
        )


def _keep(widget: str) -> None:
    st.session_state[_KEPT[widget]] = st.session_state[widget]
