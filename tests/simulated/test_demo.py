"""The fictional region: its known truth is in it, and it resembles the real figures."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.demo import truth
from wijkbeeld.demo.make import make
from wijkbeeld.demo.scores import ORDER, WAVES
from wijkbeeld.store.read import open_dataset


@pytest.fixture(scope="module")
def data(demo_store):
    return open_dataset("demo", demo_store)


@pytest.fixture(scope="module")
def effect(demo_files):
    return pd.read_csv(demo_files / "waarheid.csv").set_index("wijk").rename(columns=int)


@pytest.fixture(scope="module")
def renewed(demo_files):
    return pd.read_csv(demo_files / "vernieuwing.csv", sep=";").set_index("code")


def test_size(data):
    assert len(data.areas(data.scope("gemeente", 2024))) == 7
    assert len(data.areas(data.scope("wijk", 2024))) == 120
    assert len(data.areas(data.scope("buurt", 2024))) == 450
    assert (data.areas(data.scope("wijk", 2024))["gemeente_code"] == "GM9901").sum() == 45
    assert (data.areas(data.scope("buurt", 2024))["gemeente_code"] == "GM9901").sum() == 180
    assert data.waves(data.scope("wijk", 2024)) == list(WAVES)
    grid = [r for r in data.manifest.areas_per_wave if r["level"] == "grid"]
    assert len(grid) == len(WAVES)


def test_it_says_it_is_fictional(data):
    assert data.manifest.fictional
    assert data.areas(data.scope("buurt", 2024))["gemeente_code"].str.startswith("GM99").all()
    assert all("fictie" in m.source for m in data.measures().values())


def test_nothing_was_refused(data):
    assert sum(f.rows_refused for f in data.manifest.files) == 0


def test_dimensions_only_where_the_real_files_have_them(data):
    won = data.wide(data.scope("wijk", 2024), "won")
    assert [w for w in won.columns if won[w].notna().any()] == [2014, 2018, 2020, 2022, 2024]


def test_figures_have_real_gaps(data):
    years = data.figure_years(data.scope("wijk", 2024))
    koop = set(years.loc[years["indicator"] == "koop", "year"])
    assert not koop & {2006, 2007, 2008}
    assert {2004, 2005, 2009, 2024} <= koop
    assert set(years.loc[years["indicator"] == "inwoners", "year"]) == set(range(2004, 2025))
    gaps = data.gaps(data.scope("wijk", 2024), ["WK990705"])
    assert set(gaps["year"]) == set(range(2004, 2010))
    income = data.figures(
        data.scope("buurt", 2024), list(data.areas(data.scope("buurt", 2024))["code"])
    )
    income = income[income["indicator"] == "inkomen_inwoner"]
    assert 0.05 < income["value"].isna().mean() < 0.6


def test_same_seed_same_world(tmp_path, demo_files):
    make(tmp_path)
    for name in ("waarheid.csv", "vernieuwing.csv", "Kerncijfers_wijken_en_buurten_2019.csv"):
        assert (tmp_path / name).read_bytes() == (demo_files / name).read_bytes()


def district(renewed, name):
    return list(renewed.index[renewed["stadsdeel"] == name])


def test_a_true_improvement(renewed, effect):
    codes = district(renewed, "Oosterveld")
    assert len(codes) >= 4
    assert effect.loc[codes, 2024].tolist() == pytest.approx([0.12] * len(codes))
    assert (effect.loc[codes, 2002] == 0).all()


def test_pure_regression_to_the_mean(renewed, effect, data):
    """A low in 2008 that passes by itself: no effect in 2024, but a rise since 2008."""
    codes = district(renewed, "De Hoven")
    assert (effect.loc[codes, 2024] == 0).all()
    assert (effect.loc[codes, 2008] < -0.1).all()
    table = data.wide(data.scope("wijk", 2024), "lbm")
    rise = (table[2024] - table[2008]) - (table[2024] - table[2008]).mean()
    assert rise.loc[codes].mean() > 0.05, "measured from the low, renewal seems to work"


def test_a_waterbed_on_the_neighbours(renewed, effect):
    codes = district(renewed, "Zuidrand")
    assert effect.loc[codes, 2024].tolist() == pytest.approx([0.08] * len(codes))
    hit = effect.index[(effect[2024] < -0.01)]
    assert len(hit) >= 3
    assert not set(hit) & set(codes)


def test_improved_on_paper_and_not_in_perception(renewed, effect, data):
    codes = district(renewed, "Nieuw-Meer")
    assert (effect.loc[codes, 2024] > 0.05).all()
    survey = data.figures(data.scope("wijk", 2024), codes)
    marks = survey[survey["indicator"] == "rapportcijfer_wijk"].groupby("year")["value"].mean()
    assert abs(marks.loc[2021:].mean() - marks.loc[:2007].mean()) < 0.25
    better = data.figures(data.scope("wijk", 2024), district(renewed, "Oosterveld"))
    better = better[better["indicator"] == "rapportcijfer_wijk"].groupby("year")["value"].mean()
    assert better.loc[2021:].mean() - better.loc[:2007].mean() > 0.3


def test_the_document_states_the_same_truth():
    text = (Path(__file__).parents[2] / "docs" / "demo.md").read_text(encoding="utf-8")
    for one in truth.DISTRICTS:
        row = next(line for line in text.splitlines() if line.startswith(f"| {one.name} "))
        for dimension, size in one.effect.items():
            assert re.search(rf"{dimension} \+{size:.3f}", row), (one.name, dimension)
        for year in one.starts:
            assert str(year) in row


def test_it_resembles_the_real_wijken(data, real_data):
    real = pd.read_csv(real_data / "leefbaarometer" / "Leefbaarometer-scores wijken 2002-2022.csv")
    theirs = real.pivot(index="wk_code", columns="jaar", values="lbm")
    ours = data.wide(data.scope("wijk", 2024), "lbm")
    for wave in theirs.columns:
        assert ours[wave].mean() == pytest.approx(theirs[wave].mean(), abs=0.03), wave
        assert 0.75 < ours[wave].std() / theirs[wave].std() < 1.35, wave
    waves = list(theirs.columns)
    for before, after in pairwise(waves):
        assert ours[before].corr(ours[after]) == pytest.approx(
            theirs[before].corr(theirs[after]), abs=0.05
        )
    assert ours[2002].corr(ours[2022]) == pytest.approx(theirs[2002].corr(theirs[2022]), abs=0.15)
    last = real[real["jaar"] == 2022]
    for dimension in DIMENSIONS:
        mine = data.wide(data.scope("wijk", 2024), dimension)[2022]
        assert mine.mean() == pytest.approx(last[dimension].mean(), abs=0.03), dimension
        assert 0.6 < mine.std() / last[dimension].std() < 1.5, dimension


def test_it_resembles_the_real_buurten_and_gemeenten(data, real_data):
    real = pd.read_csv(real_data / "leefbaarometer" / "wfs_2024" / "attributes_2024_derived.csv")
    for level, tolerance in (("buurt", 0.35), ("gemeente", 0.75)):
        theirs = real[real["level"] == level]["afw"]
        ours = data.wide(data.scope(level, 2024), "afw")[2024].dropna()
        assert ours.mean() == pytest.approx(theirs.mean(), abs=0.04)
        assert abs(ours.std() / theirs.std() - 1) < tolerance
    figures = pd.read_csv(
        real_data / "cbs" / "kwb_2024_woonikveilig" / "kwb_2024_subset_flat.csv.gz"
    )
    theirs = figures[figures["level"] == "buurt"]["inwoners"].dropna()
    ours = data.figure(data.scope("buurt", 2024), "inwoners", 2024)["value"]
    assert 0.5 < np.log1p(ours[ours > 0]).std() / np.log1p(theirs).std() < 1.5


def test_effects_are_in_the_order_of_the_file():
    assert set(ORDER) == set(DIMENSIONS)
