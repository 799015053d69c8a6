"""The mix of a country: our decomposition beside PySAL ``segregation``, and time of the page."""

from __future__ import annotations

import os
import statistics
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from tests.support.running import ROOT

from bench.pages import demo_store, run_page
from bench.table import Row, median
from wijkbeeld.analysis import mixing as ours
from wijkbeeld.analysis.mix_places import h_by_place
from wijkbeeld.store import versions

UNITS, KINDS = 14_574, 6
"""Buurten of the country in 2024, and kinds."""
EQUAL = 1e-10


def mixing(scratch: Path) -> list[Row]:
    """Decomposition beside PySAL, then the page on the demo and, where it is, on real figures."""
    return [*_decomposition(), *_every_gemeente(), *_separation(), *_page(scratch)]


def _country() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Generated counts of buurten with their wijk and gemeente; no kind is empty anywhere."""
    rng = np.random.default_rng(1)
    counts = rng.gamma(1, 40, (UNITS, KINDS)).round() + 1
    wijk = np.sort(rng.integers(0, 3393, UNITS))
    return counts, wijk, wijk // 10


def _decomposition() -> list[Row]:
    """H of buurten, wijken and gemeenten: PySAL sums and runs one by one, ours in one pass."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from segregation.multigroup import MultiInfoTheory

    counts, wijk, town = _country()
    names = [f"k{n}" for n in range(KINDS)]
    frame = pd.DataFrame(counts, columns=names)

    def theirs() -> list[float]:
        levels = [frame, *(frame.groupby(labels).sum() for labels in (wijk, town))]
        return [float(MultiInfoTheory(f, groups=names).statistic) for f in levels]

    def mine() -> list[float]:
        parts = ours.grain(counts, wijk, town)
        steps = np.array(parts.between) / parts.total
        return [float(steps[n:].sum()) for n in range(3)]

    what = f"H of {UNITS} buurten, wijken and gemeenten (s)"
    return [_compared(what, mine, theirs)]


def _every_gemeente() -> list[Row]:
    """H over the buurten of each gemeente: PySAL has no such call, so is asked for one at a time.

    Its groupby is part of the time; ours is one call for all.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from segregation.multigroup import MultiInfoTheory

    counts, _, town = _country()
    place = pd.Series(town)
    names = [f"k{n}" for n in range(KINDS)]
    frame = pd.DataFrame(counts, columns=names)

    def theirs() -> list[float]:
        return [float(MultiInfoTheory(f, groups=names).statistic) for _, f in frame.groupby(town)]

    def mine() -> list[float]:
        return [*h_by_place(counts, place)["h"]]

    return [_compared(f"H of each of {place.nunique()} gemeenten (s)", mine, theirs)]


def _separation() -> list[Row]:
    """Dissimilarity and isolation of every gemeente: PySAL one gemeente at a time."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from segregation.singlegroup import Dissim, Isolation

    counts, _, town = _country()
    group, total = pd.Series(counts[:, 0]), pd.Series(counts.sum(axis=1))
    place = pd.Series(town)
    frame = pd.DataFrame({"x": group, "t": total})

    def theirs() -> list[float]:
        found = [
            [float(kind(f, "x", "t").statistic) for kind in (Dissim, Isolation)]
            for _, f in frame.groupby(town)
        ]
        return [value for pair in zip(*found, strict=True) for value in pair]

    def mine() -> list[float]:
        found = ours.separation(group, total, place)
        return [*found["dissimilarity"], *found["isolation"]]

    what = f"dissimilarity and isolation of {place.nunique()} gemeenten (s)"
    return [_compared(what, mine, theirs)]


def _compared(what: str, mine: Callable[[], list[float]], theirs: Callable[[], list[float]]) -> Row:
    """Seconds of both, after a look whether they are equal."""
    apart = float(np.abs(np.array(mine()) - theirs()).max())
    if apart > EQUAL:
        raise RuntimeError(f"{what}: differs from PySAL by {apart}")
    peer = f"PySAL segregation (equal to {apart:.0e})"
    return Row(what, median(mine), peer, median(theirs), "goal ≤ 0.05×")


def _page(scratch: Path) -> list[Row]:
    """Unchanged run of *Menging*, and one after another choice of kind."""
    cases = [
        ("demo, largest gemeente", demo_store(ROOT, scratch / "menging"), {"plek": "GM9901"}),
        ("demo, all", scratch / "menging", {}),
    ]
    given = os.environ.get("WIJKBEELD_STORE")
    if given and "officieel" in versions.datasets(Path(given)):
        real = {"dataset": "officieel", "kenmerk": "eigendom"}
        cases += [
            ("Amsterdam", Path(given), real | {"plek": "GM0363"}),
            ("the country", Path(given), real),
        ]
    rows = []
    for name, store, query in cases:
        seconds = run_page(ROOT, store, "menging", query)["seconds"]
        goal = "goal ≤ 1.5" if name in ("demo, all", "the country") else "goal ≤ 0.3"
        rows.append(Row(f"menging, {name}: first run (s)", seconds[0]))
        rows.append(
            Row(f"menging, {name}: unchanged run (s)", statistics.median(seconds[1:]), goal=goal)
        )
    return rows
