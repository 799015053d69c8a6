"""Choices that several pages offer in the same way: level and measure."""

from __future__ import annotations

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.usual import default_level
from wijkbeeld.ui import session, url_state

MEASURES = ("lbm", "afw", *DIMENSIONS)


def pick_level(data: Dataset, levels: list[str]) -> str:
    """Offer the levels that have scores."""
    return url_state.pick(
        "niveau",
        "Niveau",
        levels,
        default_level(data, levels),
        lambda v: session.LEVEL_LABEL[v],
    )


def pick_measure(data: Dataset) -> Measure:
    """Offer total score, deviation and the five dimensions."""
    measures = data.measures()
    return measures[
        url_state.pick("maat", "Maat", MEASURES, "lbm", lambda m: measures[m].label, as_list=True)
    ]
