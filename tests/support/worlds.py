"""Worlds whose truth is known: cities of areas that touch, and what happens in them.

A city is a square lattice; wave by wave every area moves on, alone, with its neighbours or with its
city. Nothing is renewed in them but what a world says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from random import Random

import numpy as np
import pandas as pd

from wijkbeeld.analysis.clusters import grow
from wijkbeeld.analysis.contiguity import Contiguity
from wijkbeeld.analysis.estimators import compare
from wijkbeeld.analysis.specification import ComparisonData, Specification

WAVES = (2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022)
SPREAD = 0.04
"""Standard deviation of the change of an area from wave to wave (points)."""


@dataclass(frozen=True)
class World:
    """How areas move, and what renewal adds.

    Attributes
    ----------
    side
        Areas along the side of each city; the first city holds the renewed areas.
    rho
        Spatial autocorrelation of what happens to areas.
    city
        Standard deviation of what happens to a whole city, per wave (points).
    volatile
        How many times as much renewed areas move.
    effect
        What renewal adds from the start on (points).
    starts
        Years of the start, drawn for each renewed area.
    weighted
        Whether areas have dwellings, and count by them.
    """

    side: int = 10
    cities: int = 6
    size: int = 15
    rho: float = 0.0
    city: float = 0.0
    volatile: float = 1.0
    effect: float = 0.0
    starts: tuple[int, ...] = (2012,)
    weighted: bool = False
    scattered: bool = False


@cache
def lattice(side: int, cities: int) -> tuple[Contiguity, pd.Series]:
    """Square cities: which areas touch, and the gemeente of each."""
    n = side * side
    codes = pd.Index([f"WK{c:04d}{i:02d}" for c in range(cities) for i in range(n)])
    at = np.arange(n)
    right, down = at[at % side < side - 1], at[at < n - side]
    one = np.concatenate([right, down])
    other = np.concatenate([right + 1, down + side])
    first = np.concatenate([c * n + np.r_[one, other] for c in range(cities)])
    second = np.concatenate([c * n + np.r_[other, one] for c in range(cities)])
    return Contiguity(codes, first, second), pd.Series(codes.str[:6], index=codes)


def made(world: World, seed: int) -> ComparisonData:
    """Draw a world."""
    rng = np.random.default_rng([seed, world.size, world.side])
    touch, gemeente = lattice(world.side, world.cities)
    n, length = len(touch.codes), len(WAVES)
    inside = np.arange(world.side**2)
    if world.scattered:
        renewed = rng.choice(inside, world.size, replace=False)
    else:
        near = touch.among(touch.codes, pd.factorize(gemeente)[0])
        renewed = np.array(
            grow(world.size, inside.tolist(), set(inside.tolist()), near, Random(seed))
        )
    steps = rng.normal(0, SPREAD, (n, length))
    steps[renewed] *= world.volatile
    steps = _with_neighbours(steps, world)
    shocks = rng.normal(0, world.city, (world.cities, length))
    values = 4.1 + rng.normal(0, 0.15, (n, 1)) + np.cumsum(steps, axis=1)
    values += np.cumsum(np.repeat(shocks, world.side**2, axis=0), axis=1)
    starts = pd.Series(rng.choice(world.starts, len(renewed)), index=touch.codes[renewed])
    values[renewed] += world.effect * (np.array(WAVES)[None, :] >= starts.to_numpy()[:, None])
    weights = pd.Series(np.exp(rng.normal(7, 0.6, n)), index=touch.codes)
    table = pd.DataFrame(values, index=touch.codes, columns=list(WAVES))
    structure = pd.DataFrame({"level": values[:, :2].mean(axis=1)}, index=touch.codes)
    return ComparisonData(
        {"lbm": table},
        starts,
        pd.Series(np.nan, index=starts.index),
        {"woningen": weights} if world.weighted else {},
        gemeente,
        structure,
        contiguity=touch,
        comparable={"WK0000": tuple(gemeente.unique()[1:4])},
    )


def _with_neighbours(steps: np.ndarray, world: World) -> np.ndarray:
    """What happens to areas, partly shared with those that touch them."""
    if not world.rho:
        return steps
    shared = _shares(world.side, world.rho)
    return np.concatenate([shared @ part for part in np.split(steps, world.cities)])


@cache
def _shares(side: int, rho: float) -> np.ndarray:
    """How much of what happens to each area of a city reaches each other one."""
    n = side**2
    touch, _ = lattice(side, 1)
    near = np.zeros((n, n))
    near[touch.first, touch.second] = 1.0
    near /= near.sum(axis=1, keepdims=True)
    shared = np.linalg.inv(np.eye(n) - rho * near)
    return shared / np.sqrt((shared**2).sum(axis=1)).mean()


_CITY = Specification("lbm")
_SHARED = {"rho": 0.5}
WORLDS: dict[str, tuple[World, Specification]] = {
    "scattered": (World(scattered=True, size=12), _CITY),
    "alone, 15": (World(), _CITY),
    "neighbours share, 5": (World(size=5, **_SHARED), _CITY),
    "neighbours share, 10": (World(size=10, **_SHARED), _CITY),
    "neighbours share, 15": (World(**_SHARED), _CITY),
    "cities drift apart": (World(city=0.05, **_SHARED), _CITY),
    "cities drift apart, beside the country": (
        World(city=0.05, **_SHARED),
        Specification("lbm", same_stratum=False),
    ),
    "twice as volatile": (World(volatile=2.0, **_SHARED), _CITY),
    "small and volatile": (World(size=5, volatile=2.0), _CITY),
    "staggered starts": (World(starts=(2008, 2012, 2016), **_SHARED), _CITY),
    "dwellings as weights": (
        World(weighted=True, **_SHARED),
        Specification("lbm", weight="woningen"),
    ),
    "matched on structure": (World(**_SHARED), Specification("lbm", match="structure")),
    "alike in the city": (World(**_SHARED), Specification("lbm", match="city_alike")),
    "alike in other cities": (World(**_SHARED), Specification("lbm", match="cities_alike")),
    "15 of 49 areas": (World(side=7, **_SHARED), _CITY),
}
"""Worlds to test a margin in, and how it is asked for."""


def covers(
    world: World, specification: Specification, draw: int, effect: float = 0.0, times: int = 199
) -> bool:
    """Whether the margin holds what renewal added in one draw of a world."""
    world = replace(world, effect=effect)
    found = compare(made(world, draw), specification, times, draw).effect
    assert found is not None
    return bool(found.overall.low <= effect <= found.overall.high)
