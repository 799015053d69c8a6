"""Polygons of renewal become areas: those of a file, and the one drawn on the map."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pandas as pd
import shapely
import streamlit as st
from pyproj import Transformer
from shapely.ops import transform

from wijkbeeld.analysis.overlay import THRESHOLD, Parts, overlay
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.live import Drawn
from wijkbeeld.store.characteristics import counted
from wijkbeeld.store.read import opened
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.store.shapes import shapes
from wijkbeeld.words.numbers import count, number

UNITS = ("inwoners", "woningen")
_RING, _TURN = "reg_vlak", "reg_vlak_beurt"
_KEPT = {"w_reg_drempel": "reg_drempel", "w_reg_deel": "reg_deel"}
"""Widgets, and where their value stays when they are not on the page."""
Ring = tuple[tuple[float, float], ...]


def take(dataset: str, drawn: Drawn | None) -> bool:
    """Keep a polygon that was just drawn on the map of a dataset; whether it is a new one."""
    if drawn is None or drawn.turn == st.session_state.get(_TURN):
        return False
    st.session_state[_TURN], st.session_state[_RING] = drawn.turn, (dataset, drawn.ring)
    return True


def ring(dataset: str) -> Ring | None:
    """Corners of the polygon drawn on the map of a dataset, when there is one."""
    owner, kept = st.session_state.get(_RING, ("", None))
    return kept if owner == dataset else None


def clear() -> None:
    """Forget the drawn polygon."""
    st.session_state.pop(_RING, None)


def as_project(corners: Ring) -> RegisterRow:
    """The drawn polygon as a row without code, year or name.

    A line that crosses itself encloses what lies inside any of its loops; the shape is empty when
    there is no surface.
    """
    shape = transform(_to_metres().transform, shapely.Polygon(corners))
    whole = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return RegisterRow("", "", None, None, source="getekend op de kaart", shape=whole)


@lru_cache(maxsize=1)
def _to_metres() -> Transformer:
    return Transformer.from_crs(4326, 28992, always_xy=True)


def limit() -> float:
    """Share from which an area counts, as chosen."""
    return float(st.session_state.get("reg_drempel", round(100 * THRESHOLD))) / 100


def unit(scope: Scope) -> str:
    """What the share is of, as chosen."""
    offered = units(scope)
    wanted = str(st.session_state.get("reg_deel", UNITS[0]))
    return wanted if wanted in offered else (offered or UNITS)[0]


def settings(scope: Scope) -> None:
    """Show from which share an area counts, and of what."""
    offered = units(scope)
    left, right = st.columns([2, 1], gap="medium") if len(offered) > 1 else (st.container(), None)
    left.slider(
        "Een gebied telt mee als ten minste dit deel in het vlak ligt (%)",
        5,
        95,
        round(100 * limit()),
        5,
        key="w_reg_drempel",
        on_change=_keep,
        args=("w_reg_drempel",),
    )
    if right is not None:
        right.radio(
            "Deel van de",
            offered,
            offered.index(unit(scope)),
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
    data = opened(scope)
    rows: list[RegisterRow] = []
    told: list[str] = []
    areas = shapes(scope) if any(p.shape is not None for p in projects) else pd.Series(dtype=object)
    names = data.by_code(scope)["name"]
    finer = _finer(scope, unit) if len(areas) else None
    for project in projects:
        name = project.name or str(names.get(project.code, ""))
        if project.shape is None or project.code in names.index:
            rows.append(replace(project.kept(), name=name))
            continue
        which = (
            f"Rij {project.number} ({project.name or 'vlak'})"
            if project.number
            else "Getekend vlak"
        )
        if areas.empty:
            told.append(
                f"{which}: in deze editie zijn geen grenzen, dus een vlak is niet om te zetten."
            )
            if project.number:  # a row of a file is not lost
                rows.append(replace(project.kept(), name=name))
            continue
        found = overlay(project.shape, areas, finer)
        inside = found.shares[found.shares >= limit]
        below = found.shares[found.shares < limit]
        text = _listed(inside, names) + (
            f" Te weinig: {_listed(below, names, 6)}" if len(below) else ""
        )
        told.append(
            f"{which}: {count(len(inside), 'gebied', 'gebieden')} op deel van de {found.by}. "
            f"{text.strip() if len(found.shares) else 'Het vlak raakt geen enkel gebied.'}"
        )
        lone = len(inside) == 1  # figures of one project are not those of each of its areas
        kept = project.kept() if lone else replace(project.kept(), dwellings=None, share=None)
        rows += [
            replace(kept, code=str(c), name=project.name or str(names.get(c, "")))
            for c in inside.index
        ]
    return rows, told


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
