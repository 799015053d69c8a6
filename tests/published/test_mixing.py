"""Mutual information and Theil's H against the published numbers of the R package segregation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from wijkbeeld.analysis import mixing


def test_schools00_as_published(real_data: Path):
    rows = pd.read_csv(real_data / "checks" / "schools00.csv")
    wide = rows.pivot_table(
        index=["state", "district", "school"],
        columns="race",
        values="n",
        aggfunc="sum",
        fill_value=0,
    )
    counts = wide.to_numpy("float64")
    district, state = (np.asarray(wide.index.get_level_values(k)) for k in ("district", "state"))
    found = mixing.grain(counts, district, state)
    assert found.n == 2045
    assert found.m == pytest.approx(0.42554, abs=5e-6)
    assert found.h == pytest.approx(0.419, abs=5e-4)
    states = found.between[-1]
    assert states == pytest.approx(0.0992, abs=5e-5)
    assert states / found.total == pytest.approx(0.0977, abs=5e-5)
    assert found.inside + sum(found.between) == pytest.approx(found.total, abs=1e-12)
