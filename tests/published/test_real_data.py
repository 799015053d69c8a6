"""Real official figures: what must come out of the whole folder."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from wijkbeeld.analysis.contiguity import neighbours, parts_of
from wijkbeeld.analysis.given_start import given_start, pattern
from wijkbeeld.analysis.low_share import low_share
from wijkbeeld.analysis.relative import equal_parts
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import classify
from wijkbeeld.store import loading
from wijkbeeld.store.characteristics import counted
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui.area_search import find


@pytest.fixture(scope="module")
def data(real_store):
    return open_dataset("officieel", real_store)


def waves(data, edition, level):
    return {
        r["wave"]: r["areas"]
        for r in data.manifest.areas_per_wave
        if (r["edition"], r["level"]) == (edition, level)
    }


def test_wijken_of_edition_2022(data):
    counts = waves(data, 2022, "wijk")
    assert list(counts.values()) == [3289, 3289, 3289, 3292, 3297, 3301, 3301, 3308]
    scores = data.scores(data.scope("wijk", 2022))
    assert len(scores) == 26_366
    assert scores["code"].nunique() == 3310


def test_unweighted_means(data):
    table = data.wide(data.scope("wijk", 2022), "lbm")
    assert table[2002].mean() == pytest.approx(4.0957, abs=5e-5)
    assert table[2022].mean() == pytest.approx(4.1532, abs=5e-5)


def test_overtoomse_veld(data):
    own = data.series(data.scope("wijk", 2022), ["WK036386"]).set_index("wave")["afw"]
    assert own[2002] == pytest.approx(-0.267, abs=5e-4)
    assert own[2022] == pytest.approx(-0.041, abs=5e-4)


def test_every_wijk_of_2022_has_its_boundary(data):
    scored = set(data.wide(data.scope("wijk", 2022), "lbm")[2022].dropna().index)
    assert len(scored) == 3308
    assert scored <= set(data.geometry(data.scope("wijk", 2022))["code"])


def test_classes_of_2024_are_the_official_ones(data, real_data):
    official = pd.read_csv(
        real_data / "leefbaarometer" / "wfs_2024" / "attributes_2024_derived.csv"
    )
    total = 0
    for level, n in (("buurt", 12_147), ("gemeente", 342)):
        expected = official[official["level"] == level].set_index("code")["kscore"]
        assert len(expected) == n
        scores = data.scores(data.scope(level, 2024))
        ours = scores[scores["wave"] == 2024].set_index("code")
        assert len(ours) == n
        assert (ours.loc[expected.index, "klasse"] == expected).all()
        assert (ours["klasse_bron"] == "officieel").all()
        total += n
    assert total == 12_489


def test_derived_limits_reproduce_the_official_classes(real_data):
    official = pd.read_csv(
        real_data / "leefbaarometer" / "wfs_2024" / "attributes_2024_derived.csv"
    )
    scale = catalog().classes["situatie"]
    ours = classify(official["afw"], scale)
    wrong = official[ours != official["kscore"]]
    assert len(wrong) <= 5
    for value in wrong["afw"]:
        assert any(c.interval and c.interval[0] <= value <= c.interval[1] for c in scale.limits)


@pytest.mark.parametrize("dimension", ["fys", "onv", "soc", "vrz", "won"])
def test_dimension_limits_reproduce_the_official_classes(real_data, dimension):
    official = pd.read_csv(
        real_data / "leefbaarometer" / "wfs_2024" / "attributes_2024_derived.csv"
    )
    ours = classify(official[dimension], catalog().classes["afwijking"])
    assert (ours != official[f"k{dimension}"]).sum() <= 25


def test_kerncijfers_in_the_store(data):
    rows = {(r["year"], r["level"]): r["areas"] for r in data.manifest.figures}
    assert rows[(2019, "wijk")] == 44
    assert rows[(2019, "buurt")] == 114
    assert rows[(2020, "wijk")] == 99
    assert rows[(2020, "buurt")] == 479
    read = {f.file.rsplit("/", 1)[-1]: f.rows_read for f in data.manifest.files}
    assert read["Kerncijfers_wijken_en_buurten_2020.csv"] == 579
    assert read["Kerncijfers_wijken_en_buurten_2024_without_income_data.csv"] == 628
    figures = pd.read_parquet(data.folder / "figures.parquet")
    per_level = figures[figures["year"] == 2024].groupby("level")["code"].nunique()
    assert per_level.to_dict() == {"gemeente": 342, "wijk": 3393, "buurt": 14_574}


def test_inhabitants_and_dwellings_of_2022(data):
    people = data.figure(data.scope("wijk", 2022), "inwoners", 2022)
    assert people["value"].sum() == 17_588_925
    assert data.figure(data.scope("wijk", 2022), "woningen", 2022)["value"].notna().sum() > 3000


def test_no_row_is_lost_without_a_reason(data):
    for file in data.manifest.files:
        explained = sum(r["rows"] for r in file.refusals)
        assert explained == file.rows_refused, file.file
        assert all(r["reason"] for r in file.refusals)


def test_the_only_refused_rows_are_those_of_another_year(data):
    refused = {f.file: f.rows_refused for f in data.manifest.files if f.rows_refused}
    asked = "cbs/geometry_samples/amsterdam_buurten_2022.geojson"
    assert refused == {"cbs/geometry_samples/CBS_buurten.gpkg": 17, asked: 518}


def test_history_of_the_2024_samples_equals_edition_2022(data):
    new = data.scores(data.scope("wijk", 2024))
    old = data.scores(data.scope("wijk", 2022)).merge(new, on=["code", "wave"])
    assert len(old) == 16
    assert np.allclose(old["lbm_x"], old["lbm_y"], atol=1e-12)


def test_changed_classification_is_never_joined_blindly(data):
    """Amsterdam's letter codes of 2024 do not exist in edition 2022; wijken come from buurten."""
    joined = data.figures(data.scope("wijk", 2022), ["WK036382"])
    latest = joined[(joined["year"] == 2024) & (joined["indicator"] == "inwoners")]
    assert latest["koppeling"].tolist() == ["gewogen"]
    before = joined[(joined["year"] == 2022) & (joined["indicator"] == "inwoners")]["value"].iloc[0]
    assert latest["value"].iloc[0] == pytest.approx(before, rel=0.08)


def test_the_store_keeps_its_contracts(real_store):
    assert loading.verify("officieel", real_store) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Overtoomse", "WK036386"),
        ("wk036386", "WK036386"),
        ("nijlan", "WK008041"),
        ("Gorinchem", "GM0512"),
    ],
)
def test_search_finds(data, text, expected):
    assert expected in {h.code for h in find(data, text)}


def test_programme_codes_exist_in_their_classification(data):
    present = set(data.areas(data.scope("wijk", 2022))["code"]) | {"GM0855"}
    for programme in catalog().programmes.values():
        for area in programme.areas:
            assert set(area.codes) <= present, (programme.id, area.name)


def test_overtoomse_veld_and_osdorp_midden_rose_most_of_nieuw_west(data):
    """Of the 14 residential wijken of Nieuw-West; both rose more than the city median."""
    table = data.wide(data.scope("wijk", 2022), "lbm")
    rise = (table[2022] - table[2002]).filter(like="WK0363").dropna()
    codes = [
        c for a in catalog().programmes["nieuw-west"].areas for c in a.codes if c != "WK036311"
    ]
    assert set(rise.loc[codes].nlargest(2).index) == {"WK036386", "WK036382"}
    assert rise["WK036382"] > rise.median()


def test_weak_wijken_rise_most(data):
    """Change 2002-2022 by fifth of 2002 (methods section 1): regression to the mean."""
    table = data.wide(data.scope("wijk", 2022), "lbm")[[2002, 2022]].dropna()
    fifth = equal_parts(table[2002], 5)
    found = (table[2022] - table[2002]).groupby(fifth).mean().round(3)
    assert found.tolist() == [0.115, 0.078, 0.061, 0.042, -0.007]


def test_given_the_start_nieuw_west_is_near_what_is_usual(data):
    table = data.wide(data.scope("wijk", 2022), "lbm")
    change = table[2022] - table[2002]
    found = given_start(table[2002], change).values
    assert found.notna().equals(change.notna())
    assert abs(found.mean()) < 0.002
    codes = [
        c for a in catalog().programmes["nieuw-west"].areas for c in a.codes if c != "WK036311"
    ]
    plain, residual = change.loc[codes].mean(), found.loc[codes].mean()
    assert plain == pytest.approx(0.068, abs=0.001)
    assert residual < plain, "part of the rise is what areas that start low show anyway"


def test_every_wijk_of_den_haag_with_scores_has_a_figure_given_its_start(data):
    scope = data.scope("wijk", 2022)
    table = data.wide(scope, "lbm")
    change = table[2022] - table[2002]
    town = data.by_code(scope.within("GM0518")).index
    found = given_start(table[2002], change, town)
    assert found.within_place
    assert found.values.dropna().index.equals(change.reindex(town).dropna().index)
    assert found.n == 43
    lowest = table[2002].reindex(town).nsmallest(10).index
    assert found.values[lowest].notna().all()
    tendency = pattern(table[2002].reindex(town), change.reindex(town))
    assert tendency.correlation == pytest.approx(-0.04, abs=0.01)
    assert tendency.direction(0.02) == 0
    assert pattern(table[2002], change).direction(0.02) == 1


def test_buurten_inside_and_neighbours_of_real_areas(data):
    shapes = data.geometry(data.scope("wijk", 2022)).set_index("code").geometry
    assert "WK036385" in neighbours(shapes, "WK036386")
    assert all(c.startswith("WK0363") for c in parts_of(shapes.index, "GM0363"))


@pytest.mark.parametrize(
    ("town", "areas", "people"),
    [(None, 3.5, 6.3), ("GM0518", 18.6, 33.6), ("GM0599", 25.0, 16.2)],
)
def test_share_zwak_or_lower_of_2022(real_store, monkeypatch, town, areas, people):
    """Design, methods.md section 2a: the Netherlands, Den Haag, Rotterdam; of wijken, of people."""
    monkeypatch.setenv("WIJKBEELD_STORE", str(real_store))
    data = open_dataset("officieel", real_store)
    scope = data.scope("wijk", 2022)
    part = scope.within(town) if town else scope
    classes = data.wide(part, "klasse")
    inhabitants = counted(scope, "inwoners")
    assert inhabitants.year == 2022
    assert 100 * low_share(classes).loc[2022, "share"] == pytest.approx(areas, abs=0.05)
    weighed = low_share(classes, inhabitants.counts)
    assert 100 * weighed.loc[2022, "share"] == pytest.approx(people, abs=0.05)
    assert weighed["is_enough"].all()


def test_three_buurten_with_earlier_scores_are_no_share_of_a_country(real_store):
    data = open_dataset("officieel", real_store)
    found = low_share(data.wide(data.scope("buurt", 2024), "klasse"))
    assert list(found.index[found["is_enough"]]) == [2024]
