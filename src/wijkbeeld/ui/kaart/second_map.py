"""The measure of the second map: its waves and classes, and how it goes with the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.classing import OWN, Cut
from wijkbeeld.map.content import Thematic
from wijkbeeld.store.read import opened
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.options import SAME
from wijkbeeld.words import two_measures

FEWEST = 5
"""A rank correlation over fewer areas says nothing."""


def nearest(waves: Sequence[int], wave: int) -> int:
    """Last wave up to that of the first map; else the first there is."""
    return max((w for w in waves if w <= wave), default=waves[0])


def choice_of(scope: Scope, choice: Choice) -> Choice:
    """The same choice for the measure of the second map, with the waves that it has."""
    data = opened(scope)
    if choice.second == SAME:
        return choice
    measure = data.measures()[choice.second]
    waves = data.any_waves(scope, measure.id)
    base = choice.base if choice.base in waves and measure.later(choice.base, waves) else None
    later = tuple(waves if base is None else measure.later(base, waves))
    return replace(choice, measure=measure, base=base, waves=later, cut=_cut_of(choice, measure))


def _cut_of(choice: Choice, measure: Measure) -> Cut:
    """Classes of the second map: limits typed for one measure say nothing of another."""
    if measure.is_score and not choice.measure.is_score:
        return Cut()
    return Cut() if choice.cut.method == OWN else choice.cut


def shares_waves(choice: Choice, other: Choice) -> bool:
    """Whether two maps side by side have a wave in common."""
    return not set(choice.waves).isdisjoint(other.waves)


def own_years(scope: Scope, choice: Choice, wave: int) -> str:
    """Of which years two maps are that share none; empty where they show the same."""
    if not choice.has_second_map or choice.second == SAME:
        return ""
    other = choice_of(scope, choice)
    if not other.waves or shares_waves(choice, other):
        return ""
    return two_measures.own_years(
        (choice.measure.label, wave), (other.measure.label, nearest(other.waves, wave))
    )


def told(inside: Scope, choice: Choice, shown: Thematic, wave: int) -> str:
    """Whether high goes with high on two maps, within the place; empty where that means nothing.

    Each map has figures of the wave, or there is nothing to tell.
    """
    if not choice.has_second_map or choice.second == SAME:
        return ""
    other = choice_of(inside, choice)
    if wave not in other.waves or "code" in (choice.measure.kind, other.measure.kind):
        return ""
    values = other.thematic(inside.whole()).values[wave].reindex(shown.values.index)
    both = pd.DataFrame({"a": shown.values[wave], "b": values}).dropna()
    if len(both) < FEWEST or both["a"].nunique() < 2 or both["b"].nunique() < 2:
        return ""
    return two_measures.side_by_side(
        inside.level,
        f"{choice.measure.label} {choice.when(wave)}",
        f"{other.measure.label} {other.when(wave)}",
        float(both["a"].corr(both["b"], method="spearman")),
        len(both),
    )
