"""Polygons of renewal become areas: which share of an area has to lie inside, and of what."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.overlay import THRESHOLD, Overlay, Parts, overlay
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.characteristics import counted
from wijkbeeld.store.read import opened
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.store.shapes import shapes
from wijkbeeld.words.numbers import count, number

UNITS = ("inwoners", "woningen")
_KEPT = {"w_reg_drempel": "reg_drempel", "w_reg_deel": "reg_deel"}
"""Widgets, and where their value stays when they are not on the page."""
_NO_BOUNDARIES = "in deze editie zijn geen grenzen, dus een vlak is niet om te zetten."


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


def placed(
    scope: Scope,
    projects: tuple[RegisterRow, ...],
    limit: float,
    unit: str = "inwoners",
) -> tuple[list[RegisterRow], list[str]]:
    """Rows of a register from what was read: polygons become areas, good rows stay.

    Parameters
    ----------
    limit
        Share from which an area counts (0..1).
    unit
        What the share is of where it is known of the buurten: ``inwoners`` or ``woningen``.

    Returns
    -------
    rows
        One per project and area.
    told
        What happened to each polygon.
    """
    has_polygons = any(p.shape is not None for p in projects)
    boundaries = shapes(scope) if has_polygons else pd.Series(dtype=object)
    parts = _finer(scope, unit) if len(boundaries) else None
    names = opened(scope).by_code(scope)["name"]
    rows: list[RegisterRow] = []
    told: list[str] = []
    for project in projects:
        if project.shape is None or project.code in names.index:
            rows.append(_named(project.kept(), project.code, names))
        elif boundaries.empty:
            told.append(f"{_called(project)}: {_NO_BOUNDARIES}")
            if project.number:  # a row of a file is not lost
                rows.append(_named(project.kept(), project.code, names))
        else:
            cover = overlay(project.shape, boundaries, parts)
            told.append(f"{_called(project)}: {_cover_text(cover, limit, names)}")
            rows += _inside(project, cover.shares[cover.shares >= limit].index, names)
    return rows, told


def _called(project: RegisterRow) -> str:
    """How messages call a polygon: by its row in the file, or as the drawn one."""
    if not project.number:
        return "Getekend vlak"
    return f"Rij {project.number} ({project.name or 'vlak'})"


def _named(row: RegisterRow, code: str, names: pd.Series) -> RegisterRow:
    """The row with the name of an area where it has none of its own."""
    return replace(row, name=row.name or str(names.get(code, "")))


def _inside(project: RegisterRow, codes: pd.Index, names: pd.Series) -> list[RegisterRow]:
    """A row for each area of a polygon; figures of one project are not those of each area."""
    row = project.kept()
    if len(codes) != 1:
        row = replace(row, dwellings=None, share=None)
    return [_named(replace(row, code=str(c)), str(c), names) for c in codes]


def _cover_text(cover: Overlay, limit: float, names: pd.Series) -> str:
    """Say which areas count, of what the share is, and which areas have too little of it."""
    inside = cover.shares[cover.shares >= limit]
    below = cover.shares[cover.shares < limit]
    text = _listed(inside, names)
    if len(below):
        text += f" Te weinig: {_listed(below, names, 6)}"
    if cover.shares.empty:
        text = "Het vlak raakt geen enkel gebied."
    return f"{count(len(inside), 'gebied', 'gebieden')} op deel van de {cover.by}. {text.strip()}"


def _listed(shares: pd.Series, names: pd.Series, most: int = 12) -> str:
    """Areas with their share."""
    text = ", ".join(f"{names.get(c, c)} {number(100 * v)}%" for c, v in shares.head(most).items())
    return (text + (" en andere." if len(shares) > most else ".")) if text else ""


def units(scope: Scope) -> list[str]:
    """What a share can be of; empty where only surface is known."""
    data = opened(scope)
    level, edition = scope.level, scope.classification
    if level != "wijk" or edition not in data.editions("buurt"):
        return []
    return [u for u in UNITS if counted(scope.at("buurt"), u).year is not None]


def _finer(scope: Scope, unit: str) -> Parts | None:
    """Boundaries, inhabitants or dwellings, and wijk of the buurten, when they are known."""
    data = opened(scope)
    level, edition = scope.level, scope.classification
    if level != "wijk" or edition not in data.editions("buurt"):
        return None
    crowd = counted(scope.at("buurt"), unit)
    if crowd.year is None:
        return None
    parts = shapes(scope.at("buurt"))
    return Parts(
        parts, crowd.counts, pd.Series("WK" + parts.index.str[2:8], index=parts.index), unit
    )
