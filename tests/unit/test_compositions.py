"""Compositions: from shares and sizes, from own counts, and which years compare."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from wijkbeeld.catalog import Break, catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store import compositions as module
from wijkbeeld.store.compositions import (
    breaks_of,
    comparable_years,
    compositions,
    features,
    well_covered,
)

CODES = ["BU1", "BU2", "BU3", "BU4"]
SCOPE = Scope("d", "v", "buurt", 2024)


class Fake:
    """A dataset with some figures: ``{indicator: {year: values}}``."""

    def __init__(self, figures, own=()):
        self.figures = figures
        self.manifest = SimpleNamespace(indicators=list(own), fictional=False)

    def wide(self, scope, indicator):
        return pd.DataFrame(self.figures.get(indicator, {}), index=CODES, dtype="float64")

    def measures(self):
        breaks = {"koop": (Break(year=2009, note="Andere bron."),)}
        return {
            i: SimpleNamespace(
                breaks_between=lambda a, b, i=i: [x for x in breaks.get(i, ()) if a < x.year <= b]
            )
            for i in self.figures
        }


def made(monkeypatch, figures, feature="eigendom", own=()):
    data = Fake(figures, own)
    monkeypatch.setattr(module, "opened", lambda scope: data)
    return data, compositions.__wrapped__(SCOPE, features(data)[feature])


def test_counts_are_shares_times_the_dwellings_of_that_year(monkeypatch):
    _, found = made(
        monkeypatch,
        {
            "koop": {2010: [50, 60, 50, 50]},
            "corporatie": {2010: [30, 30, np.nan, 10]},
            "overige_verhuurders": {2010: [19, 10, 20, 10]},
            "woningen": {2010: [200, 100, 100, 100]},
        },
    )
    counts = found[2010].counts
    assert found[2010].weight == "woningen"
    assert counts.loc["BU1"].tolist() == [100, 60, 38]
    assert counts.loc["BU2"].sum() == 100
    assert counts.loc["BU3"].isna().all(), "a share that is not known is not zero"
    assert counts.loc["BU4"].isna().all(), "shares that add up to 70% are no composition"
    assert found[2010].n == 2


def test_what_is_left_of_a_hundred_percent_is_a_kind(monkeypatch):
    _, found = made(
        monkeypatch,
        {
            "laag_inkomen": {2010: [40, 50, np.nan, 70]},
            "hoog_inkomen": {2010: [20, 10, 20, 40]},
            "inwoners": {2010: [100, 200, 100, 100]},
        },
        "inkomen",
    )
    counts = found[2010].counts
    assert list(counts.columns) == ["laag", "midden", "hoog"]
    assert counts.loc["BU2"].tolist() == [100, 80, 20]
    assert counts.loc[["BU3", "BU4"]].isna().all(axis=None)


def test_the_richest_way_that_covers_about_as_much_counts(monkeypatch):
    figures = {
        "koop": {2019: [50, 60, 50, 50]},
        "huur": {2019: [50, 40, 50, 50]},
        "corporatie": {2019: [30, np.nan, np.nan, np.nan]},
        "overige_verhuurders": {2019: [20, 10, 20, 10]},
        "huishoudens": {2019: [100, 100, 100, 100]},
    }
    _, found = made(monkeypatch, figures)
    assert found[2019].variant.id == "twee"
    assert found[2019].weight == "huishoudens"
    figures["corporatie"][2019] = [30, 30, np.nan, np.nan]
    _, found = made(monkeypatch, figures)
    assert found[2019].variant.id == "drie"


OWN = [
    {"id": "o_koop", "label": "Eigenaar/bewoner", "kind": "aantal", "source": "a"},
    {"id": "o_soc", "label": "Sociale verhuur", "kind": "aantal", "source": "a"},
    {"id": "o_corp", "label": "Corporatie verhuur", "kind": "aantal", "source": "b"},
    {"id": "o_part", "label": "Particuliere verhuur", "kind": "aantal", "source": "a"},
    {"id": "o_all", "label": "Tabel: totaal", "kind": "aantal", "source": "a"},
]


def test_own_tenure_is_known_by_its_names_and_completed_by_its_total(monkeypatch):
    data, found = made(
        monkeypatch,
        {
            "o_koop": {2005: [10, 10, 10, np.nan], 2017: [12, 1, 1, 1]},
            "o_soc": {2005: [20, np.nan, np.nan, np.nan]},
            "o_corp": {2017: [19, 1, 1, 1]},
            "o_part": {2005: [5, 5, 5, 5], 2017: [6, 1, 1, 1]},
            "o_all": {2005: [35, 40, np.nan, 5]},
        },
        own=OWN,
    )
    counts = found[2005].counts
    assert counts.loc["BU1"].tolist() == [10, 20, 5]
    assert counts.loc["BU2"].tolist() == [10, 25, 5], "the total less the others"
    assert counts.loc["BU3"].isna().all()
    assert counts.loc["BU4"].tolist() == [0, 0, 5], "nothing is left of the total"
    assert found[2017].counts.loc["BU1"].tolist() == [12, 19, 6]
    breaks = breaks_of(data, found)
    assert [b.year for b in breaks] == [2017], "another name may be another thing"
    assert comparable_years(found, breaks, 2017) == [2017]


def test_a_year_of_one_city_does_not_tell_of_a_country(monkeypatch):
    few = [50, np.nan, np.nan, np.nan]
    _, found = made(
        monkeypatch,
        {
            "koop": {2010: few, 2015: [50, 60, np.nan, np.nan], 2020: [50, 60, 50, 50]},
            "huur": {2010: few, 2015: [50, 40, np.nan, np.nan], 2020: [50, 40, 50, 50]},
            "woningen": {y: [100] * 4 for y in (2010, 2015, 2020)},
        },
    )
    kept, left = well_covered(found)
    assert list(kept) == [2015, 2020]
    assert left == {2010: 1}


def test_a_break_keeps_years_apart(monkeypatch):
    years = (2005, 2010, 2015)
    data, found = made(
        monkeypatch,
        {
            "koop": {y: [50, 60, 50, 50] for y in years},
            "huur": {y: [50, 40, 50, 50] for y in years},
            "woningen": {y: [100] * 4 for y in years},
        },
    )
    breaks = breaks_of(data, found)
    assert [b.year for b in breaks] == [2010]
    assert comparable_years(found, breaks, 2015) == [2010, 2015]
    assert comparable_years(found, breaks, 2005) == [2005]


@pytest.mark.parametrize("feature", catalog().features.values(), ids=lambda f: f.id)
def test_every_feature_is_whole(feature):
    assert len({v.id for v in feature.variants}) == len(feature.variants)
    assert any(k.id == feature.focus for v in feature.variants for k in v.kinds)
    for variant in feature.variants:
        assert all(catalog().indicators[i].unit == "%" for i in variant.indicators)
        assert all(catalog().indicators[w].kind == "aantal" for w in variant.weights)
