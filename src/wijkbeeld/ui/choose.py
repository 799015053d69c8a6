"""Choices that several pages offer in the same way: level and measure."""

from __future__ import annotations

from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.store.read import Dataset, Measure
from wijkbeeld.ui import data as session
from wijkbeeld.ui import view

MEASURES = ("lbm", "afw", *DIMENSIONS)


def pick_level(data: Dataset, levels: list[str]) -> str:
    """Offer the levels that have scores."""
    return view.pick(
        "niveau",
        "Niveau",
        levels,
        session.default_level(data, levels),
        lambda v: session.LEVEL_LABEL[v],
    )


def pick_measure(data: Dataset) -> Measure:
    """Offer total score, deviation and the five dimensions."""
    measures = data.measures()
    return measures[
        view.pick("maat", "Maat", MEASURES, "lbm", lambda m: measures[m].label, as_list=True)
    ]
