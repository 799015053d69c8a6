"""Placebo groups that lie as the renewed areas do: connected clusters of the same sizes.

Areas that lie together share what happens around them. Permuting single areas takes that away and
makes the margin too narrow: of clusters of fifteen neighbouring wijken in Amsterdam in which
nothing was done, about a quarter fell outside it. Clusters grown at random over the contiguity
graph of the same city keep what neighbours share, so that the test holds its level. That they
overlap does no harm to a randomisation p value; the number of different ones bounds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum
from random import Random

import numpy as np
import pandas as pd

from wijkbeeld.analysis.assignments import MANY, Placebos, permuted
from wijkbeeld.analysis.contiguity import Contiguity
from wijkbeeld.analysis.panel import Panel

_TRIES = 20
_KEPT = 24
_DRAWN: dict[Hashable, tuple[Contiguity, Drawn]] = {}
"""Placebos of the same areas serve every measure and most choices: drawing them takes longest."""
Neighbours = list[list[int]]
"""Positions of the neighbours of each area, within its city."""


class Lie(Enum):
    """How renewed areas lie."""

    SCATTERED = "scattered"
    CLUSTER = "one cluster"
    CLUSTERS = "several clusters"
    WHOLE = "whole cities"


@dataclass(frozen=True)
class Layout:
    """How the renewed areas of a panel lie.

    Attributes
    ----------
    components
        Positions of renewed areas that hang together within a city, largest first.
    cities
        Number of the city of each component.
    whole
        Cities of which every area is renewed: they have no rest to draw placebos from.
    """

    components: tuple[tuple[int, ...], ...]
    cities: tuple[int, ...]
    whole: frozenset[int] = frozenset()

    @property
    def lie(self) -> Lie:
        """How the areas lie, in one word."""
        if self.cities and set(self.cities) <= self.whole:
            return Lie.WHOLE
        if all(len(c) == 1 for c in self.components):
            return Lie.SCATTERED
        return Lie.CLUSTER if len(self.components) == 1 else Lie.CLUSTERS


def layout(panel: Panel, neighbours: Neighbours, cities: np.ndarray) -> Layout:
    """Find the components of the renewed areas, and the cities that are renewed as a whole.

    Parameters
    ----------
    neighbours
        As :meth:`wijkbeeld.analysis.contiguity.Contiguity.among`.
    cities
        Number of the city of each area, shape (n,).
    """
    treated = set(np.flatnonzero(panel.treated).tolist())
    components: list[tuple[int, ...]] = []
    left = set(treated)
    while left:
        start = min(left)
        group, edge = {start}, [start]
        while edge:
            new = [a for a in neighbours[edge.pop()] if a in treated and a not in group]
            group.update(new)
            edge.extend(new)
        left -= group
        components.append(tuple(sorted(group)))
    components.sort(key=lambda c: (-len(c), c))
    own = np.unique(cities[panel.treated])
    whole = frozenset(int(c) for c in own if panel.treated[cities == c].all())
    return Layout(tuple(components), tuple(int(cities[c[0]]) for c in components), whole)


@dataclass(frozen=True)
class Drawn:
    """Placebos that lie as the renewed areas do.

    Attributes
    ----------
    seed
        Of the draw.
    """

    layout: Layout
    placebos: Placebos
    seed: int


def draw(
    panel: Panel,
    strata: pd.Series | None,
    contiguity: Contiguity,
    times: int = 999,
    seed: int = 1,
) -> Drawn:
    """Find how the renewed areas lie, and draw placebos of the same kind.

    Parameters
    ----------
    strata
        Gemeente per area, by code; None for one. Where every area is a gemeente of its own, all
        lie in one stratum: the country.
    """
    cities = cities_of(panel, strata)
    key = (tuple(panel.codes), panel.start.tobytes(), cities.tobytes(), id(contiguity), times, seed)
    if key not in _DRAWN:
        if len(_DRAWN) >= _KEPT:
            _DRAWN.pop(next(iter(_DRAWN)), None)
        neighbours = contiguity.among(panel.codes, cities)
        laid = layout(panel, neighbours, cities)
        placebos = clustered(panel, laid, neighbours, cities, times, seed)
        _DRAWN[key] = (contiguity, Drawn(laid, placebos, seed))  # keeps the id of the key in use
    return _DRAWN[key][1]


def cities_of(panel: Panel, strata: pd.Series | None) -> np.ndarray:
    """Number of the city of each area of a panel, shape (n,)."""
    if strata is None:
        return np.zeros(len(panel.codes), int)
    cities = np.asarray(pd.factorize(strata.reindex(panel.codes).fillna(""))[0])
    alone = len(np.unique(cities)) == len(cities)
    return np.zeros(len(cities), int) if alone else cities


def has_city(panel: Panel, strata: pd.Series | None) -> bool:
    """Whether areas lie in a gemeente, and are not gemeenten themselves; there may be only one."""
    return strata is not None and bool(strata.reindex(panel.codes).duplicated().any())


def grow(
    size: int, pool: list[int], free: set[int], neighbours: Neighbours, rng: Random
) -> list[int] | None:
    """One connected cluster of a size, from a random first area on; None where none was found.

    Parameters
    ----------
    pool
        Areas to begin with.
    free
        Areas that may take part.
    """
    draw_ = rng.random
    for _ in range(_TRIES):
        start = pool[int(draw_() * len(pool))]
        if start not in free:
            continue
        if size == 1:
            return [start]
        order, seen = [start], {start}
        edge = [a for a in neighbours[start] if a in free]
        seen.update(edge)
        while len(order) < size and edge:
            at = int(draw_() * len(edge))
            area, edge[at] = edge[at], edge[-1]
            edge.pop()
            order.append(area)
            if len(order) < size:
                new = [a for a in neighbours[area] if a in free and a not in seen]
                seen.update(new)
                edge += new
        if len(order) == size:
            return order
    return None


def clustered(
    panel: Panel,
    laid: Layout,
    neighbours: Neighbours,
    cities: np.ndarray,
    times: int = 999,
    seed: int = 1,
) -> Placebos:
    """Assign the observed starts to clusters of the same sizes in the same cities.

    The starts of a cluster are given to the areas of its placebo in random order. A city that is
    renewed as a whole has nothing else in it: its placebos are groups of as many areas in other
    cities, and only different cities count as different.
    """
    if laid.lie is Lie.SCATTERED:
        return permuted(panel.in_strata(cities), times, seed)
    rng = Random(seed)  # noqa: S311 (nothing here is a secret)
    by_city: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for component, city in zip(laid.components, laid.cities, strict=True):
        by_city[city].append(component)
    rows = {area: np.full(times + 1, area) for c in laid.components for area in c}
    for city, components in by_city.items():
        hosts = _hosts(cities, laid, components) if city in laid.whole else [city]
        pools = [np.flatnonzero(cities == h).tolist() for h in hosts]
        drawn = [
            _place(components, rng.choice(pools), neighbours, rng)
            for _ in range(times if hosts else 0)
        ]
        for at, component in enumerate(components if hosts else ()):
            placed = [clusters[at] for clusters in drawn]
            if len(set(panel.start[list(component)])) > 1:
                placed = [rng.sample(c, len(c)) for c in placed]
            for area, column in zip(component, np.array(placed).T, strict=True):
                rows[area][1:] = column
    assigned = {
        g: np.stack([rows[int(a)] for a in np.flatnonzero(panel.start == g)], axis=1)
        for g in panel.groups
    }
    possible = different(assigned)
    if laid.whole:
        chosen = {g: cities[members] for g, members in assigned.items()}
        possible = min(possible, different(chosen))
    return Placebos(assigned, possible)


def _hosts(cities: np.ndarray, laid: Layout, components: list[tuple[int, ...]]) -> list[int]:
    """Cities without renewal with at least as many areas as some components."""
    size = sum(map(len, components))
    numbers, areas = np.unique(cities, return_counts=True)
    return [
        int(c) for c, n in zip(numbers, areas, strict=True) if n >= size and c not in laid.cities
    ]


def _place(
    components: list[tuple[int, ...]],
    pool: list[int],
    neighbours: Neighbours,
    rng: Random,
) -> list[list[int]]:
    """Clusters of the sizes of some components, apart from each other where the city allows it."""
    placed: list[list[int]] = []
    apart, disjoint = set(pool), set(pool)
    for component in components:
        size = len(component)
        group = grow(size, pool, apart, neighbours, rng) or grow(
            size, pool, disjoint, neighbours, rng
        )
        if group is None:  # the city is too full for another one: stay where the areas are
            return [list(c) for c in components]
        placed.append(group)
        if len(placed) == len(components):
            break
        disjoint -= set(group)
        apart -= set(group)
        apart -= {a for area in group for a in neighbours[area]}
    return placed


def different(assigned: dict[int, np.ndarray]) -> float:
    """Number of different sets of areas among the assignments."""
    every = np.sort(np.concatenate(list(assigned.values()), axis=1), axis=1)
    return float(min(len(np.unique(every, axis=0)), MANY))
