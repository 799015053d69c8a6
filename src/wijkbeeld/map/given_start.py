"""Which areas a development is set beside, given the start: of the place, or else all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from wijkbeeld.analysis.given_start import GivenStart, given_start
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.places import everything
from wijkbeeld.store.read import opened
from wijkbeeld.words.given_start import equals, explained, of_place, other_base


@dataclass(frozen=True)
class Inside:
    """What of a level lies within a place.

    Attributes
    ----------
    whose
        Whose areas these are, as :func:`wijkbeeld.words.given_start.of_place` writes it.
    """

    scope: Scope
    whose: str


def of_scope(
    scope: Scope, inside: Inside | None, measure: str, base: int, changes: pd.Series
) -> GivenStart:
    """Changes given the start, within a place or else among all areas of a level.

    Parameters
    ----------
    scope
        The whole level.
    inside
        None for everything, and where nothing of the level lies in the place.
    changes
        Since ``base``, of all areas.
    """
    data = opened(scope)
    start = data.wide(scope, measure)[base].reindex(changes.index)
    codes = None if inside is None else data.by_code(inside.scope).index
    return given_start(start, changes, codes)


def beside(scope: Scope, inside: Inside | None, found: GivenStart, base: int) -> str:
    """Areas that were compared, in words."""
    if inside is not None and found.within_place:
        return equals(scope.level, inside.whose, base)
    return equals(scope.level, of_place(everything(opened(scope)).label, is_group=False), base)


def note(scope: Scope, inside: Inside | None, found: Mapping[int, GivenStart], base: int) -> str:
    """How changes up to some waves are computed; each way once, with its waves where they differ.

    Areas of a place with too few of them are compared with all: that is told.
    """
    ways: dict[str, list[int]] = {}
    sizes: dict[str, set[int]] = {}
    for wave, one in found.items():
        way = beside(scope, inside, one, base)
        ways.setdefault(way, []).append(wave)
        sizes.setdefault(way, set()).add(one.n)
    told = [
        explained(way, sizes[way], waves if len(ways) > 1 else ()) for way, waves in ways.items()
    ]
    if inside is not None and not all(one.within_place for one in found.values()):
        told.append(other_base(scope.level, inside.whose))
    return " ".join(told)
