"""A waterbed where the truth is known: a hundred histories of the demo region."""

from __future__ import annotations

from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from wijkbeeld.analysis.clusters import draw
from wijkbeeld.analysis.contiguity import contiguity
from wijkbeeld.analysis.panel import make_panel
from wijkbeeld.analysis.reach import by_order
from wijkbeeld.analysis.waterbed import Receivers, Waterbed, waterbed
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import classify
from wijkbeeld.demo.make import SEED
from wijkbeeld.demo.region import Region, make_region
from wijkbeeld.demo.scores import WAVES, averaged, make_scores
from wijkbeeld.demo.truth import DISTRICTS
from wijkbeeld.renewal.waterbed import VULNERABLE

HISTORIES = 100
pytestmark = pytest.mark.xdist_group("waterbed")  # the histories are drawn once


class Kept(Region):
    """A region that joins its wijken once: every history asks for them."""

    @cached_property
    def joined(self) -> gpd.GeoDataFrame:
        return super().wijken()

    def wijken(self) -> gpd.GeoDataFrame:
        return self.joined


@pytest.fixture(scope="module")
def region() -> Region:
    made = make_region(np.random.default_rng(SEED))
    return Kept(made.buurten, made.water, made.cells)


@pytest.fixture(scope="module")
def histories(region: Region) -> list[pd.DataFrame]:
    """Scores of the wijken per wave, drawn anew with every seed."""
    people, wijk = region.buurten["inhabitants"].to_numpy(), region.buurten["wijk"]
    tables = []
    for seed in range(HISTORIES):
        values, _ = make_scores(region, np.random.default_rng(seed))
        codes, means = averaged(values, people, wijk)
        tables.append(pd.DataFrame(means.sum(axis=2).T, index=codes, columns=list(WAVES)))
    return tables


def flags(region: Region, histories: list[pd.DataFrame], name: str) -> float:
    """Share of the histories in which a district is flagged."""
    wijken = region.wijken().set_index("code").loc[histories[0].index]
    near = contiguity(pd.Series(wijken.geometry.to_numpy(), wijken.index))
    reach = by_order(near, wijken.index)
    found = [look(table, name, wijken, near, reach) for table in histories]
    return float(np.mean([f.is_flagged for f in found]))


def look(table: pd.DataFrame, name: str, wijken: pd.DataFrame, near, reach) -> Waterbed:
    """As the page does: the last wave before the start, beside the mean of those after it."""
    district = next(d for d in DISTRICTS if d.name == name)
    start = min(district.starts)
    base = max(w for w in WAVES if w < start)
    mine = (wijken["district"] == name).to_numpy()
    other = wijken["district"].isin([d.name for d in DISTRICTS]).to_numpy() & ~mine
    panel = make_panel(table[~other], pd.Series(start, index=table.index[mine]))
    drawn = draw(panel, wijken["gemeente"], near, 199)
    classes = classify(table[base], catalog().classes["situatie"])
    receivers = Receivers(
        table.index,
        (table[[w for w in WAVES if w >= start]].mean(axis=1) - table[base]).to_numpy(),
        classes <= VULNERABLE,
        ~mine & ~other,
        pd.factorize(wijken["gemeente"])[0],
        np.zeros(len(table), int),
    )
    return waterbed(receivers, reach, panel, drawn.placebos)


def test_the_district_with_a_waterbed_is_flagged(region, histories):
    assert flags(region, histories, "Zuidrand") >= 0.80


def test_the_district_without_one_is_not(region, histories):
    assert flags(region, histories, "Oosterveld") <= 0.05
