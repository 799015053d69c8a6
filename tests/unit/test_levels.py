"""Standing, change and decomposition."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wijkbeeld.analysis.levels import change, decompose, mean_line, standing
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import DIMENSIONS, classify

floats = st.floats(-1, 1, allow_nan=False)


@given(st.lists(st.one_of(floats, st.just(float("nan"))), min_size=1, max_size=30))
def test_standing_agrees_with_scipy(values):
    series = pd.Series(values, index=[f"a{n}" for n in range(len(values))])
    known = series.dropna()
    for code in series.index:
        place = standing(series, code)
        if code not in known.index:
            assert place is None
            continue
        expected = stats.rankdata(-known.to_numpy(), method="min")[list(known.index).index(code)]
        assert place.rank == expected
        assert place.n == len(known)
        assert 0 <= place.percentile <= 100
        if len(known) > 1:
            others = known.drop(code).to_numpy()
            assert place.percentile == pytest.approx(
                stats.percentileofscore(others, known[code], kind="mean")
            )


@given(st.lists(st.lists(floats, min_size=5, max_size=5), min_size=2, max_size=2))
def test_decomposition_sums_exactly(rows):
    frame = pd.DataFrame(rows, columns=list(DIMENSIONS))
    frame["afw"] = frame[list(DIMENSIONS)].sum(axis=1)
    frame["wave"] = [2014, 2022]
    parts = decompose(frame, 2014, 2022, DIMENSIONS)
    assert sum(parts.parts.values()) == pytest.approx(parts.total, abs=1e-12)


def test_decomposition_needs_dimensions_in_both_waves():
    frame = pd.DataFrame(
        {"wave": [2002, 2014], "afw": [0.1, 0.2]} | {d: [np.nan, 0.04] for d in DIMENSIONS}
    )
    assert decompose(frame, 2002, 2014, DIMENSIONS) is None
    assert decompose(frame, 2008, 2014, DIMENSIONS) is None


def test_change_of_a_missing_wave_is_missing():
    table = pd.DataFrame({2002: [1.0, np.nan], 2022: [1.5, 2.0]}, index=["a", "b"])
    assert change(table, 2002, 2022).tolist()[0] == 0.5
    assert np.isnan(change(table, 2002, 2022)["b"])


def test_mean_line_weighted_and_not():
    table = pd.DataFrame({2002: [1.0, 3.0, np.nan]}, index=list("abc"))
    assert mean_line(table).loc[2002].tolist() == [2.0, 2]
    weighted = mean_line(table, pd.Series({"a": 3.0, "b": 1.0, "c": 9.0}))
    assert weighted.loc[2002].tolist() == [1.5, 2]
    assert np.isnan(mean_line(table, pd.Series({"c": 1.0})).loc[2002, "mean"])


def test_classes_on_and_around_their_limits():
    scale = catalog().classes["situatie"]
    for klasse in scale.limits[1:]:
        assert classify(np.array([klasse.lower]), scale)[0] == klasse.number
        assert classify(np.array([klasse.lower - 1e-9]), scale)[0] == klasse.number - 1
    assert classify(np.array([np.nan, -9.0, 9.0]), scale).tolist() == [0, 1, 9]


def test_weak_ranks_above_insufficient():
    names = [c.name for c in catalog().classes["situatie"].limits]
    assert names.index("zwak") == names.index("onvoldoende") + 1


def test_development_classes_are_symmetric():
    lowers = [c.lower for c in catalog().classes["ontwikkeling"].limits[1:]]
    assert [-x for x in reversed(lowers)] == lowers
