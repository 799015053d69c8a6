"""Renewed areas within a place; what they are compared with keeps its own rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.sets import Renewed, renewed
from wijkbeeld.store.places import Place, within
from wijkbeeld.store.read import opened
from wijkbeeld.words.groups import inside_note


def inside(scope: Scope, areas: Renewed, place: Place) -> Renewed:
    """The areas of a set that lie within a place.

    The others were renewed as well, so they are kept apart: they are no comparison.
    """
    if place.is_all:
        return areas
    mine = areas.rows.index.isin(_codes(scope, place))
    beyond = frozenset(map(str, areas.rows.index[~mine]))
    note = f"{areas.note} {inside_note(int(mine.sum()), len(beyond), place.located)}"
    return replace(areas, rows=areas.rows[mine], note=note, place=place, beyond=beyond)


def having_areas(scope: Scope, ids: Iterable[str], place: Place) -> dict[str, int]:
    """Sets with areas within a place, in the order given, with how many."""
    here = _codes(scope, place)
    found = {id_: int(renewed(scope, id_).rows.index.isin(here).sum()) for id_ in ids}
    return {id_: n for id_, n in found.items() if n}


def _codes(scope: Scope, place: Place) -> pd.Index:
    part = within(scope, place)
    return pd.Index([]) if part is None else opened(part).by_code(part).index
