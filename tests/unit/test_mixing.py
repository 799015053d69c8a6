"""Mix, grain and separation: identities that hold for any counts, and an independent library."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wijkbeeld.analysis import mix_places, mixing

KINDS = 3


@st.composite
def cities(draw, least=2):
    """Counts of units, and the wijk and gemeente of each, nested."""
    units = draw(st.integers(least, 25))
    counts = draw(arrays("float64", (units, KINDS), elements=st.integers(0, 500).map(float)))
    wijk = np.array(draw(st.lists(st.integers(0, 7), min_size=units, max_size=units)))
    assume((counts.sum(axis=1) > 0).sum() >= least)
    return counts, wijk, wijk // 3


@given(cities())
def test_the_parts_of_the_mix_add_up(city):
    counts, wijk, town = city
    found = mixing.grain(counts, wijk, town)
    assert found.inside + sum(found.between) == pytest.approx(found.total, abs=1e-12)
    assert min(found.between) >= -1e-12
    assert found.m == pytest.approx(mixing.grain(counts).m, abs=1e-12)
    assert found.n + found.empty == len(counts)


@given(cities(), st.randoms(use_true_random=False))
def test_the_order_of_units_and_kinds_does_not_matter(city, chance):
    counts, wijk, town = city
    units = list(range(len(counts)))
    chance.shuffle(units)
    kinds = list(range(KINDS))
    chance.shuffle(kinds)
    moved = counts[units][:, kinds]
    one, other = mixing.grain(counts, wijk, town), mixing.grain(moved, wijk[units], town[units])
    assert other.between == pytest.approx(one.between, abs=1e-12)
    assert mixing.entropy(moved) == pytest.approx(mixing.entropy(counts)[units], nan_ok=True)
    assert mixing.simpson(moved) == pytest.approx(mixing.simpson(counts)[units], nan_ok=True)
    series = [pd.Series(c) for c in (counts[:, 0], counts.sum(axis=1), np.zeros(len(counts)))]
    apart = mixing.separation(*series)
    again = mixing.separation(*(s.iloc[units] for s in series))
    pd.testing.assert_frame_equal(apart, again)


@given(
    arrays("float64", KINDS, elements=st.integers(1, 500).map(float)),
    st.lists(st.integers(1, 50), min_size=2, max_size=12),
)
def test_nothing_lies_between_units_that_are_alike(kinds, sizes):
    counts = np.outer(sizes, kinds)
    found = mixing.grain(counts, np.arange(len(sizes)) // 2)
    assert found.h == pytest.approx(0, abs=1e-12)
    assert found.shares[0] == pytest.approx(1, abs=1e-12)
    apart = mixing.separation(
        pd.Series(counts[:, 0]), pd.Series(counts.sum(axis=1)), pd.Series(0, range(len(sizes)))
    ).iloc[0]
    assert apart["dissimilarity"] == pytest.approx(0, abs=1e-12)
    assert apart["isolation"] == pytest.approx(apart["share"], abs=1e-12)


@given(st.lists(st.integers(1, 500), min_size=KINDS, max_size=12))
def test_units_of_one_kind_are_fully_apart(sizes):
    counts = np.zeros((len(sizes), KINDS))
    counts[np.arange(len(sizes)), np.arange(len(sizes)) % KINDS] = sizes
    found = mixing.grain(counts)
    assert found.h == pytest.approx(1, abs=1e-12)
    assert found.inside == pytest.approx(0, abs=1e-12)
    apart = mixing.separation(
        pd.Series(counts[:, 0]), pd.Series(counts.sum(axis=1)), pd.Series(0, range(len(sizes)))
    ).iloc[0]
    assert apart["dissimilarity"] == pytest.approx(1, abs=1e-12)
    assert apart["isolation"] == pytest.approx(1, abs=1e-12)


def test_the_extremes_of_entropy_and_simpson():
    counts = np.array([[5.0, 0, 0], [7, 7, 7], [0, 0, 0], [1, np.nan, 1]])
    assert mixing.entropy(counts)[:2] == pytest.approx([0, 1], abs=1e-15)
    assert mixing.simpson(counts)[:2] == pytest.approx([0, 2 / 3], abs=1e-15)
    assert np.isnan(mixing.entropy(counts)[2:]).all()
    assert np.isnan(mixing.simpson(counts)[2:]).all()


def test_what_is_not_known_is_left_out_and_never_zero():
    counts = np.array([[5.0, 5], [10, 0], [np.nan, 4], [0, 0]])
    found = mixing.grain(counts)
    assert (found.n, found.left_out, found.empty) == (2, 1, 1)
    assert found.m == mixing.grain(counts[:2]).m
    apart = mixing.separation(
        pd.Series(counts[:, 0]), pd.Series([10.0, 10, 14, 0]), pd.Series("GM1", range(4))
    ).loc["GM1"]
    assert (apart["n"], apart["left_out"]) == (2, 1)
    nothing = mixing.grain(np.full((2, 2), np.nan))
    assert (nothing.n, nothing.left_out) == (0, 2)
    assert np.isnan(nothing.h)


def test_one_unit_or_no_group_has_no_separation():
    place = pd.Series(["A", "B", "B"])
    found = mixing.separation(pd.Series([3.0, 0, 0]), pd.Series([9.0, 5, 5]), place)
    assert found["dissimilarity"].isna().all()
    assert found.loc["A", "share"] == pytest.approx(1 / 3)


@given(cities())
def test_the_parts_of_a_spread_add_up(city):
    counts, wijk, town = city
    values = np.where(counts[:, 1] > 0, counts[:, 1], np.nan)
    used = np.isfinite(values) & (counts[:, 0] > 0)
    assume(used.sum() > 1 and np.ptp(values[used]) > 0)
    cv, parts, n = mixing.spread(values, counts[:, 0], wijk, town)
    assert n == used.sum()
    assert sum(parts) == pytest.approx(1, abs=1e-9)
    mean = np.average(values[used], weights=counts[used, 0])
    variance = np.average((values[used] - mean) ** 2, weights=counts[used, 0])
    assert cv == pytest.approx(variance**0.5 / mean)


def test_thirty_cities_as_pysal_has_them():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from segregation.multigroup import MultiInfoTheory, SimpsonsInteraction
        from segregation.singlegroup import Dissim, Isolation

        for seed in range(30):
            rng = np.random.default_rng(seed)
            units, kinds = int(rng.integers(5, 120)), int(rng.integers(2, 6))
            counts = np.floor(rng.gamma(0.7, 60, (units, kinds))) + 1
            frame = pd.DataFrame(counts, columns=[f"k{n}" for n in range(kinds)])
            groups = list(frame.columns)
            frame["all"] = counts.sum(axis=1)
            apart = mixing.separation(frame["k0"], frame["all"], pd.Series(0, frame.index)).iloc[0]
            theirs = {
                "h": MultiInfoTheory(frame, groups=groups).statistic,
                "simpson": SimpsonsInteraction(frame, groups=groups).statistic,
                "d": Dissim(frame, group_pop_var="k0", total_pop_var="all").statistic,
                "i": Isolation(frame, group_pop_var="k0", total_pop_var="all").statistic,
            }
            ours = {
                "h": mixing.grain(counts).h,
                "simpson": mixing.simpson(counts.sum(axis=0, keepdims=True))[0],
                "d": apart["dissimilarity"],
                "i": apart["isolation"],
            }
            assert ours == pytest.approx(theirs, abs=1e-10), seed


def test_h_of_every_place_is_that_of_its_units_alone():
    rng = np.random.default_rng(5)
    counts = rng.poisson(4, (60, 3)).astype(float)
    counts[7, 1] = np.nan
    counts[9] = 0
    place = pd.Series(rng.integers(0, 6, 60)).map(lambda n: f"GM{n}")
    place[12] = "GM8"
    counts[20:22], place[20:22] = [5, 0, 0], "GM9"
    found = mix_places.h_by_place(counts, place)
    for name in found.index:
        alone = mixing.grain(counts[place == name])
        assert found.loc[name, "n"] == alone.n
        assert found.loc[name, "total"] == pytest.approx(alone.total, abs=1e-12)
        if name in ("GM8", "GM9"):
            assert np.isnan(found.loc[name, "h"]), "one unit, or one kind"
        else:
            assert found.loc[name, "h"] == pytest.approx(alone.h, abs=1e-12)


def test_a_decomposition_without_any_mix_is_exact():
    found = mixing.grain(np.array([[3.0, 0], [11, 0], [7, 0]]), ["a", "a", "b"])
    assert (found.total, found.inside, found.between) == (0, 0, (0, 0))
    apart = mixing.grain(np.array([[3.0, 0], [0, 11], [0, 7]]), ["a", "b", "b"])
    assert apart.inside == 0
    assert apart.h == pytest.approx(1, abs=1e-15)


def test_gemeenten_over_the_years_have_a_median_and_tenths():
    def table(values, n=5, left_out=0):
        return pd.DataFrame(
            {"dissimilarity": values, "isolation": 0.5, "n": n, "left_out": left_out},
            index=[f"GM{k:02}" for k in range(len(values))],
        )

    many = table(np.linspace(0, 1, 11))
    few = table([0.2, 0.4, np.nan])
    thin = table([0.3, 0.9], n=[4, 1], left_out=[5, 0])
    values = mix_places.by_year({2012: few, 2010: many, 2014: thin}, "dissimilarity")
    assert list(values.columns) == [2010, 2012, 2014]
    found = mix_places.spread_of(values)
    assert found.loc[2010, ["low", "middle", "high"]].tolist() == pytest.approx([0.1, 0.5, 0.9])
    assert found["n"].tolist() == [11, 2], "too few units known is no value"
    assert found.loc[2012, "middle"] == pytest.approx(0.3)
    assert np.isnan(found.loc[2012, "low"])
    isolation = mix_places.by_year({2012: few}, "isolation")
    assert isolation[2012].notna().sum() == 2, "not told where there is no group or no rest"
