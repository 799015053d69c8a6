"""Sentences about polygons of renewal that become areas."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.analysis.overlay import Overlay
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.words.numbers import count, number

_MOST, _MOST_BELOW = 12, 6
"""Areas that are named: of those that count, and of those with too little."""


def without_boundaries(project: RegisterRow) -> str:
    """Say that a polygon cannot become areas."""
    return (
        f"{_called(project)}: in deze editie zijn geen grenzen, dus een vlak is niet om te zetten."
    )


def covered(project: RegisterRow, cover: Overlay, limit: float, names: pd.Series) -> str:
    """Say which areas count, of what the share is, and which areas have too little of it.

    Parameters
    ----------
    limit
        Share from which an area counts (0..1).
    names
        Of the areas, by code.
    """
    inside = cover.shares[cover.shares >= limit]
    below = cover.shares[cover.shares < limit]
    text = _listed(inside, names, _MOST)
    if len(below):
        text += f" Te weinig: {_listed(below, names, _MOST_BELOW)}"
    if cover.shares.empty:
        text = "Het vlak raakt geen enkel gebied."
    found = f"{count(len(inside), 'gebied', 'gebieden')} op deel van de {cover.by}."
    return f"{_called(project)}: {found} {text.strip()}"


def _called(project: RegisterRow) -> str:
    """How messages call a polygon: by its row in the file, or as the drawn one."""
    if not project.number:
        return "Getekend vlak"
    return f"Rij {project.number} ({project.name or 'vlak'})"


def _listed(shares: pd.Series, names: pd.Series, most: int) -> str:
    """Areas with their share."""
    text = ", ".join(f"{names.get(c, c)} {number(100 * v)}%" for c, v in shares.head(most).items())
    return (text + (" en andere." if len(shares) > most else ".")) if text else ""
