"""Synthetic control, synthetic DiD and two-way effects against published numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.support.twoway import twoway
from wijkbeeld.analysis.synthetic import placebo_ranks, synthetic_control, synthetic_did


@pytest.fixture(scope="module")
def smoking(request) -> tuple[np.ndarray, np.ndarray, int]:
    """California, the other states, and the place of 1989: packs per head."""
    folder: Path = request.getfixturevalue("real_data")
    frame = pd.read_csv(folder / "checks" / "california_prop99.csv", sep=";")
    table = frame.pivot(index="State", columns="Year", values="PacksPerCapita")
    start = list(table.columns).index(1989)
    return table.loc["California"].to_numpy(), table.drop("California").to_numpy(), start


def test_proposition_99(smoking):
    """Arkhangelsky et al. (2021), table 1."""
    own, donors, start = smoking
    plain = (
        own[start:].mean()
        - own[:start].mean()
        - (donors[:, start:].mean() - donors[:, :start].mean())
    )
    assert plain == pytest.approx(-27.349, abs=0.001)
    assert synthetic_control(own, donors, start).effect == pytest.approx(-19.5, abs=0.2)
    assert synthetic_did(own, donors, start) == pytest.approx(-15.604, abs=0.002)


def test_california_is_an_extreme_placebo(smoking):
    own, donors, start = smoking
    found = placebo_ranks(own, donors, start)
    assert found.n == 39
    assert found.rank <= 4
    np.testing.assert_allclose(found.gaps[0], synthetic_control(own, donors, start).gap)


def test_castle_two_way(real_data: Path):
    frame = pd.read_csv(real_data / "checks" / "castle.csv")
    y = frame.pivot(index="sid", columns="year", values="l_homicide").to_numpy()
    d = frame.pivot(index="sid", columns="year", values="post").to_numpy()
    assert twoway(y, d) == pytest.approx(0.0818, abs=5e-5)
