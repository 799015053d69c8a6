"""Choices that several pages offer in the same way: level, edition and measure."""

from __future__ import annotations

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.usual import default_level
from wijkbeeld.ui import controls, measures, session, url_state


def pick_level(data: Dataset, levels: list[str]) -> str:
    """Offer the levels that have scores."""
    return url_state.pick(
        "niveau",
        "Niveau",
        levels,
        default_level(data, levels),
        lambda v: session.LEVEL_LABEL[v],
    )


def pick_scope(data: Dataset, level: str) -> Scope:
    """Areas of a level; another edition is under the options, for few need it."""
    if len(data.editions(level)) == 1:
        return data.scope(level, session.pick_edition(data, level))
    with controls.options():
        return data.scope(level, session.pick_edition(data, level))


def pick_measure(data: Dataset, levels: list[str]) -> Measure:
    """Offer scores, own figures and kerncijfers that some level has."""
    return measures.pick(data, measures.at_any(data, levels))
