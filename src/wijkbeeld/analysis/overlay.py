"""From a drawn polygon to areas: which share of each area's people lives inside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

THRESHOLD = 0.3
"""Share from which an area counts as renewed; the user can change it."""


@dataclass(frozen=True)
class Overlay:
    """Share of every touched area inside a polygon.

    Attributes
    ----------
    shares
        Index area code, values 0..1, largest first.
    by
        What the share is of: ``inwoners``, ``oppervlakte``, or the first with the second where no
        inhabitants are known.
    """

    shares: pd.Series
    by: str


def overlay(shape: shapely.Geometry, areas: pd.Series, parts: pd.Series | None = None,
            people: pd.Series | None = None, parent: pd.Series | None = None) -> Overlay:  # fmt: skip
    """Lay a polygon over areas.

    Parameters
    ----------
    shape
        Polygon in metres (RD New).
    areas
        Boundaries in metres by area code.
    parts, people, parent
        Boundaries, inhabitants and area code of finer areas (buurten of a wijk) by their code. With
        them the share is of inhabitants, taken as spread evenly within each buurt; without, of surface.

    Returns
    -------
    Overlay
        Areas without overlap are left out.
    """
    touched = _touched(shape, areas)
    if parts is None or people is None or parent is None:
        return Overlay(_order(_covered(shape, touched)), "oppervlakte")
    inside = _covered(shape, _touched(shape, parts))
    living = people.reindex(inside.index).fillna(0.0)
    within = (inside * living).groupby(parent.reindex(inside.index)).sum()
    total = people.groupby(parent.reindex(people.index)).sum()
    shares = (within / total.reindex(within.index)).where(total.reindex(within.index) > 0)
    surface = _covered(shape, touched)
    if shares.dropna().empty:
        return Overlay(_order(surface), "oppervlakte")
    lacking = surface.index.difference(shares.dropna().index)
    if surface[lacking].gt(1e-6).any():
        both = pd.concat([shares.dropna(), surface[lacking]])
        return Overlay(_order(both), "inwoners, en van de oppervlakte waar geen inwoners bekend zijn")
    return Overlay(_order(shares.dropna()), "inwoners")


def _touched(shape: shapely.Geometry, areas: pd.Series) -> pd.Series:
    known = areas.dropna()
    geometry = np.asarray(known.to_numpy(), dtype=object)
    return known.iloc[np.sort(shapely.STRtree(geometry).query(shape, predicate="intersects"))]


def _covered(shape: shapely.Geometry, areas: pd.Series) -> pd.Series:
    geometry = np.asarray(areas.to_numpy(), dtype=object)
    common = shapely.area(shapely.intersection(geometry, shape))
    return pd.Series(common / shapely.area(geometry), index=areas.index, dtype="float64")


def _order(shares: pd.Series) -> pd.Series:
    return shares[shares > 1e-6].clip(upper=1.0).sort_values(ascending=False)
