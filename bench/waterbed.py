"""The page *Waterbed*: how often it flags where nothing was asked, and how long it takes.

``python -m bench.waterbed SEED`` on the real store that ``WIJKBEELD_STORE`` names: groups of 5, 10
and 15 neighbouring wijken as in :mod:`bench.nothing_done`, of which the nearest ring is looked at.
``python -m bench.waterbed seconds`` times all numbers of the page: for the largest gemeente and for
a set over the whole country, as it is first asked and once placebos and rings are known.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench.nothing_done import SIZES, START, country, groups, large
from wijkbeeld.analysis.clusters import draw
from wijkbeeld.analysis.panel import make_panel
from wijkbeeld.analysis.reach import by_order
from wijkbeeld.analysis.specification import Specification
from wijkbeeld.analysis.waterbed import Receivers, Waterbed, waterbed
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import REFERENCE, classify
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.sets import renewed
from wijkbeeld.renewal.waterbed import VULNERABLE, By, Period, evaluate, periods
from wijkbeeld.store.read import open_dataset

PLACEBOS = 199
GROUPS = 16
CASES = {"Amsterdam": "nieuw-west", "country": "krachtwijken"}


@dataclass(frozen=True)
class World:
    """All wijken of edition 2022 with what happened since 2002."""

    table: pd.DataFrame
    city: pd.Series
    region: pd.Series
    change: np.ndarray
    vulnerable: np.ndarray


def world() -> World:
    """Read it once."""
    data = country()
    table = data.tables["lbm"]
    city = data.strata.reindex(table.index)
    corop = {g: c.id for c in catalog().corops for g in c.gemeenten}
    after = [w for w in table.columns if w >= START]
    classes = classify(table[2002] - REFERENCE, catalog().classes["situatie"])
    return World(
        table,
        city,
        city.map(corop).fillna(""),
        (table[after].mean(axis=1) - table[2002]).to_numpy(),
        (classes > 0) & (classes <= VULNERABLE),
    )


def look(here: World, codes: list[str], seed: int) -> Waterbed:
    """What lies around a group in which nothing was asked."""
    near = country().contiguity
    mine = here.region == here.region[codes[0]]
    panel = make_panel(here.table[mine], pd.Series(START, index=codes))
    placebos = draw(panel, here.city, near, PLACEBOS, seed).placebos
    receivers = Receivers(
        here.table.index,
        here.change,
        here.vulnerable,
        ~here.table.index.isin(codes),
        pd.factorize(here.city)[0],
        pd.factorize(here.region)[0],
    )
    return waterbed(receivers, by_order(near, here.table.index), panel, placebos)


def false_flags(seed: int) -> None:
    """Print how often a group is flagged in which nothing was asked."""
    here, rows = world(), []
    for size in SIZES:
        for city in large(size):
            for number, codes in enumerate(groups(city, size, seed)[:GROUPS]):
                found = look(here, codes, number)
                if found.rings[0].has_band:
                    rows.append((size, city, found.is_flagged, found.rings[0].is_below))
    frame = pd.DataFrame(rows, columns=["size", "city", "flagged", "below"])
    print("| size | gemeenten | groups | flagged | below the band |\n|---|---|---|---|---|")
    for size, part in [*frame.groupby("size"), ("all", frame)]:
        flagged, below = part["flagged"].mean(), part["below"].mean()
        print(
            f"| {size} | {part['city'].nunique()} | {len(part)} | {100 * flagged:.1f}% | "
            f"{100 * below:.1f}% |"
        )


def seconds() -> None:
    """Print how long all numbers of the page take."""
    data = open_dataset("officieel")
    scope = data.scope("wijk", 2022)
    print("| set | rings | first (s) | again (s) |\n|---|---|---|---|")
    for name, set_ in CASES.items():
        areas = renewed(scope, set_)
        starts = pd.Series(2007, index=areas.rows.index)
        question = Question(
            scope, data.measures()["lbm"], areas, starts, starts * np.nan, Specification("lbm")
        )
        base, after = periods(question)
        for by in By:
            times = []
            for _ in range(2):
                begun = time.perf_counter()
                evaluate(question, Period(base[-1], tuple(after)), by)
                times.append(time.perf_counter() - begun)
            print(f"| {name} | {by.value} | {times[0]:.2f} | {times[1]:.2f} |")


if __name__ == "__main__":
    seconds() if sys.argv[1] == "seconds" else false_flags(int(sys.argv[1]))
