"""Groups of neighbouring wijken in which nothing was asked: how often is zero outside the margin?

``python -m bench.nothing_done SEED`` on the real store that ``WIJKBEELD_STORE`` names: for every
gemeente with at least two and a half times as many wijken, groups of 5, 10 and 15 grown at random.
The old way, permuting single wijken, stands beside it. Takes minutes; prints a table.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache, partial
from random import Random

import numpy as np
import pandas as pd

from wijkbeeld.analysis.clusters import grow
from wijkbeeld.analysis.contiguity import NOWHERE
from wijkbeeld.analysis.effect import Estimate
from wijkbeeld.analysis.estimators import compare
from wijkbeeld.analysis.specification import ComparisonData, Specification
from wijkbeeld.renewal.cities import nearest
from wijkbeeld.renewal.inputs import touching
from wijkbeeld.store.read import open_dataset

SIZES = (5, 10, 15)
ROOM = 2.5
GROUPS = 60
PLACEBOS = 399
START = 2003
WAYS = {
    "city": Specification("lbm"),
    "city_alike": Specification("lbm", match="city_alike"),
    "cities_alike": Specification("lbm", match="cities_alike"),
    "country": Specification("lbm", same_stratum=False),
    "old way, city": Specification("lbm"),
    "old way, country": Specification("lbm", same_stratum=False),
}
FAR = ("cities_alike", "country", "old way, country")
"""Comparisons with areas of other cities: they need the whole country, so fewer groups."""


@cache
def country() -> ComparisonData:
    """All wijken of edition 2022, nothing renewed."""
    data = open_dataset("officieel")
    scope = data.scope("wijk", 2022)
    table = data.wide(scope, "lbm")
    cities = data.by_code(scope)["gemeente_code"]
    none = pd.Series(dtype="float64")
    known = {str(c): nearest(scope, str(c)) for c in cities.dropna().unique()}
    return ComparisonData(
        {"lbm": table[table[2002].notna()]},
        none,
        none,
        strata=cities,
        comparable=known,
        contiguity=touching(scope),
    )


def large(size: int) -> list[str]:
    """Gemeenten with room for a group of a size and a rest."""
    here = country().strata.reindex(country().tables["lbm"].index)
    counts = here.value_counts()
    return sorted(str(c) for c in counts.index[counts >= ROOM * size])


def groups(city: str, size: int, seed: int) -> list[list[str]]:
    """Random groups of neighbouring wijken of a gemeente."""
    data = country()
    codes = data.tables["lbm"].index
    inside = codes[data.strata.reindex(codes) == city]
    near = data.contiguity.among(inside, np.zeros(len(inside), int))
    rng, every = Random(f"{seed}/{city}/{size}"), list(range(len(inside)))
    grown = (grow(size, every, set(every), near, rng) for _ in range(GROUPS))
    return [[str(inside[i]) for i in g] for g in grown if g]


def outside(codes: list[str], way: str, number: int) -> bool | None:
    """Whether zero lies outside the margin of a group; None without one."""
    data, city = country(), country().strata[codes[0]]
    table = data.tables["lbm"]
    if way not in FAR:
        table = table[data.strata.reindex(table.index) == city]
    starts = pd.Series(START, index=codes)
    mine = replace(
        data,
        tables={"lbm": table},
        starts=starts,
        ends=starts * np.nan,
        contiguity=NOWHERE if way.startswith("old") else data.contiguity,
    )
    found = compare(mine, WAYS[way], PLACEBOS, number).effect
    return None if found is None else _is_outside(found.overall)


def _is_outside(e: Estimate) -> bool | None:
    if not (np.isfinite(e.low) and np.isfinite(e.high)):
        return None
    return bool(e.low > 0 or e.high < 0)


def of_city(size: int, seed: int, city: str) -> list[tuple[int, str, str, bool | None]]:
    """Verdicts on all groups of a gemeente, in every way."""
    rows = []
    for number, codes in enumerate(groups(city, size, seed)):
        for way in WAYS:
            if way not in FAR or number < GROUPS // 4:
                rows.append((size, city, way, outside(codes, way, number)))
    return rows


def main(seed: int, workers: int = 2) -> None:
    """Print the share outside, overall and in the city with most."""
    rows = []
    with ProcessPoolExecutor(workers) as pool:
        for size in SIZES:
            for some in pool.map(partial(of_city, size, seed), large(size)):
                rows += some
    frame = pd.DataFrame(rows, columns=["size", "city", "way", "outside"])
    known = frame.dropna(subset=["outside"]).astype({"outside": bool})
    by_city = known.groupby(["size", "way", "city"])["outside"].mean()
    print("| size | comparison | cities | groups | outside | most in a city | cities over 10% |")
    print("|---|---|---|---|---|---|---|")
    for (size, way), part in known.groupby(["size", "way"]):
        mine = by_city[size, way]
        print(
            f"| {size} | {way} | {len(mine)} | {len(part)} | {100 * part['outside'].mean():.1f}% | "
            f"{100 * mine.max():.0f}% | {(mine > 0.10).sum()} |"
        )
    for way, part in known.groupby("way"):
        print(f"| all | {way} |  | {len(part)} | {100 * part['outside'].mean():.1f}% |  |  |")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2)
