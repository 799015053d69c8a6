"""All numbers after a choice on *Vernieuwing*, with placebo clusters, beside a user's own ways.

The peers make one estimate only: ``diff-diff`` with its bootstrap, which does not know that
neighbours share what happens to them, and a loop over the same clusters in plain pandas.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from bench.renewal import peer_of
from bench.table import Row, median
from wijkbeeld.analysis import specification_curve as curve
from wijkbeeld.analysis.clusters import draw
from wijkbeeld.analysis.contiguity import Contiguity
from wijkbeeld.analysis.effect import Contrast, effect_beside
from wijkbeeld.analysis.estimators import compare, leave_one_out
from wijkbeeld.analysis.ladder import ladder
from wijkbeeld.analysis.specification import ComparisonData, Specification, panel_for
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import evaluate
from wijkbeeld.renewal.sets import renewed
from wijkbeeld.store.read import open_dataset

PLACEBOS = 400
WAVES = (2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022)
BASE = Specification("m0")
PROGRAMMES = (("nieuw-west", 2003), ("krachtwijken", 2007), ("nplv", 2019))


def made(cities: int, side: int = 10) -> ComparisonData:
    """Square cities of areas that touch; a cluster of nine starts in each of the first three."""
    rng = np.random.default_rng(3)
    n = side * side
    at = np.arange(n)
    right, down = at[at % side < side - 1], at[at < n - side]
    one, other = np.r_[right, down], np.r_[right + 1, down + side]
    codes = pd.Index([f"BU{c:04d}{i:04d}" for c in range(cities) for i in range(n)])
    shift = np.repeat(np.arange(cities) * n, 2 * len(one))
    touch = Contiguity(
        codes,
        np.tile(np.r_[one, other], cities) + shift,
        np.tile(np.r_[other, one], cities) + shift,
    )
    steps = rng.normal(0, 0.04, (6, len(codes), len(WAVES)))
    tables = {
        f"m{k}": pd.DataFrame(4.1 + s.cumsum(axis=1), index=codes, columns=list(WAVES))
        for k, s in enumerate(steps)
    }
    square = np.concatenate([np.r_[0:3, side : side + 3, 2 * side : 2 * side + 3]])
    own = codes[np.concatenate([square + c * n for c in range(3)])]
    starts = pd.Series(2012, index=own)
    gemeente = pd.Series(codes.str[:6], index=codes)
    structure = pd.DataFrame(rng.normal(size=(len(codes), 4)), index=codes)
    names = gemeente.unique()
    return ComparisonData(
        tables,
        starts,
        starts + 6,
        {"inwoners": pd.Series(rng.uniform(100, 900, len(codes)), index=codes)},
        gemeente,
        structure,
        comparable={c: tuple(names[3:6]) for c in names[:3]},
        contiguity=touch,
        neighbours=frozenset(codes[[3, 13, 23, 30, 31, 32]]),
    )


def afresh(data: ComparisonData) -> ComparisonData:
    """The same data, for which no placebos are drawn yet."""
    t = data.contiguity
    return replace(data, contiguity=Contiguity(t.codes, t.first, t.second))


def everything(data: ComparisonData) -> None:
    """Every number of the page: six measures, ladder, curves, leaving one out."""
    data = afresh(data)
    main = compare(data, BASE, PLACEBOS)
    for measure in data.tables:
        compare(data, replace(BASE, measure=measure), PLACEBOS)
    ladder(data, BASE, PLACEBOS)
    curve.table(data, curve.one_at_a_time(data, BASE), 199)
    curve.distinct(curve.table(data, curve.all_together(data, BASE)), BASE)
    leave_one_out(main, data)


def one_estimate(data: ComparisonData) -> None:
    """One estimate beside placebo clusters, which are drawn first."""
    data = afresh(data)
    panel = panel_for(data, BASE)
    drawn = draw(panel, data.strata, data.contiguity, PLACEBOS)
    effect_beside(panel, Contrast(same_stratum=True), drawn.placebos)


def in_a_loop(data: ComparisonData) -> None:
    """The same distribution as a user would write it: a loop over clusters and cities."""
    data = afresh(data)
    panel = panel_for(data, BASE)
    drawn = draw(panel, data.strata, data.contiguity, PLACEBOS)
    (start,) = panel.groups
    frame = pd.DataFrame(panel.values, index=panel.codes)
    change = frame.loc[:, start:].sub(frame[start - 1], axis=0).mean(axis=1)
    city = data.strata.reindex(panel.codes)
    for members in drawn.placebos.assigned[start]:
        inside = change.index.isin(panel.codes[members])
        usual = change[~inside].groupby(city[~inside]).mean()
        (change[inside] - city[inside].map(usual)).mean()


def clusters() -> list[Row]:
    """All numbers after a choice, and one estimate beside its peers."""
    rows = []
    for name, data, goal in (
        ("3,300 wijken", made(33), "goal ≤ 1"),
        ("12,000 buurten", made(120), "goal ≤ 3"),
    ):
        panel = panel_for(data, BASE)
        ours = median(lambda d=data: one_estimate(d))
        whole = f"all after a choice, {PLACEBOS} clusters, {name} (s)"
        alone = f"one estimate, {PLACEBOS} clusters, {name} (s)"
        bootstrap = median(lambda p=panel: peer_of(p), times=3)
        everyone = median(lambda d=data: everything(d), times=3)
        rows += [
            Row(whole, everyone, "diff-diff, one estimate, 999 bootstraps", bootstrap, goal),
            Row(alone, ours, "diff-diff, 999 bootstraps", bootstrap, "goal ≤ 0.1×"),
            Row(alone, ours, "loop over the same clusters", median(lambda d=data: in_a_loop(d), 3)),
        ]
    return rows + _evaluated()


def _evaluated() -> list[Row]:
    """The page on real figures, where ``WIJKBEELD_STORE`` has them."""
    folder = os.environ.get("WIJKBEELD_STORE", "")
    if not folder or not (Path(folder) / "officieel").exists():
        return []
    return [
        Row(f"evaluate {name} on the real wijken (s)", median(_asked(Path(folder), name, year)))
        for name, year in PROGRAMMES
    ]


def _asked(folder: Path, programme: str, year: int) -> Callable[[], object]:
    data = open_dataset("officieel", folder)
    scope = data.scope("wijk", 2022)
    areas = renewed(scope, programme)
    question = Question(
        scope,
        data.measures()["lbm"],
        areas,
        pd.Series(year, index=areas.rows.index),
        pd.to_numeric(areas.rows["eind"]),
        Specification("lbm"),
    )
    return lambda: evaluate(question)
