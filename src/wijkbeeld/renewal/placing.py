"""Polygons of renewal become areas: which share of an area has to lie inside, and of what."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from wijkbeeld.analysis.overlay import Parts, overlay
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.characteristics import counted
from wijkbeeld.store.read import opened
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.store.shapes import shapes
from wijkbeeld.words.placing import covered, without_boundaries

UNITS = ("inwoners", "woningen")
"""What a share can be of where it is known of the buurten; the first unless the user chooses."""


def placed(
    scope: Scope,
    projects: tuple[RegisterRow, ...],
    limit: float,
    unit: str = UNITS[0],
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
            told.append(without_boundaries(project))
            if project.number:  # a row of a file is not lost
                rows.append(_named(project.kept(), project.code, names))
        else:
            cover = overlay(project.shape, boundaries, parts)
            told.append(covered(project, cover, limit, names))
            rows += _inside(project, cover.shares[cover.shares >= limit].index, names)
    return rows, told


def units(scope: Scope) -> list[str]:
    """What a share can be of; empty where only surface is known."""
    data = opened(scope)
    level, edition = scope.level, scope.classification
    if level != "wijk" or edition not in data.editions("buurt"):
        return []
    return [u for u in UNITS if counted(scope.at("buurt"), u).year is not None]


def _named(row: RegisterRow, code: str, names: pd.Series) -> RegisterRow:
    return replace(row, name=row.name or str(names.get(code, "")))


def _inside(project: RegisterRow, codes: pd.Index, names: pd.Series) -> list[RegisterRow]:
    """A row for each area of a polygon; figures of one project are not those of each area."""
    row = project.kept()
    if len(codes) != 1:
        row = replace(row, dwellings=None, share=None)
    return [_named(replace(row, code=str(c)), str(c), names) for c in codes]


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
