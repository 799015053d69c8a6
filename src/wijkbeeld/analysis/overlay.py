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
        What the share is of: ``inwoners`` or ``woningen``, ``oppervlakte``, or one of the first
        with the last where it is not known.
    """

    shares: pd.Series
    by: str


@dataclass(frozen=True)
class Parts:
    """Finer areas (buurten of a wijk), by their code.

    Attributes
    ----------
    shapes
        Boundaries in metres.
    counts
        Inhabitants or dwellings, taken as spread evenly within each part.
    parent
        Code of the area that each lies in.
    unit
        What ``counts`` are: ``inwoners`` or ``woningen``.
    """

    shapes: pd.Series
    counts: pd.Series
    parent: pd.Series
    unit: str = "inwoners"


def overlay(shape: shapely.Geometry, areas: pd.Series, parts: Parts | None = None) -> Overlay:
    """Lay a polygon over areas.

    Parameters
    ----------
    shape
        Polygon in metres (RD New).
    areas
        Boundaries in metres by area code.
    parts
        With them the share is of what they count; without, of surface.

    Returns
    -------
    Overlay
        Areas without overlap are left out.
    """
    surface = _covered(shape, _touched(shape, areas))
    if parts is None:
        return Overlay(_order(surface), "oppervlakte")
    inside = _covered(shape, _touched(shape, parts.shapes))
    counted = parts.counts.reindex(inside.index).fillna(0.0)
    within = (inside * counted).groupby(parts.parent.reindex(inside.index)).sum()
    total = (
        parts.counts.groupby(parts.parent.reindex(parts.counts.index)).sum().reindex(within.index)
    )
    shares = (within / total).where(total > 0).dropna()
    if shares.empty:
        return Overlay(_order(surface), "oppervlakte")
    lacking = surface.index.difference(shares.index)
    if surface[lacking].gt(1e-6).any():
        both = pd.concat([shares, surface[lacking]])
        return Overlay(
            _order(both),
            f"{parts.unit}, en van de oppervlakte waar geen {parts.unit} bekend zijn",
        )
    return Overlay(_order(shares), parts.unit)


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
