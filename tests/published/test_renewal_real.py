"""Renewal on the official figures: runs end to end, and gives what the closing notes report."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from wijkbeeld.analysis.specification import Specification
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import evaluate
from wijkbeeld.renewal.sets import renewed
from wijkbeeld.store.read import open_dataset


def compare(store: Path, monkeypatch, programme: str, start: int, **choices):
    monkeypatch.setenv("WIJKBEELD_STORE", str(store))
    data = open_dataset("officieel", store)
    areas = renewed(data.scope("wijk", 2022), programme)
    starts = pd.Series(start, index=areas.rows.index)
    question = Question(
        data.scope("wijk", 2022),
        data.measures()["lbm"],
        areas,
        starts,
        pd.to_numeric(areas.rows["eind"]),
        Specification("lbm", **choices),
    )
    return evaluate(question)


def test_krachtwijken_do_not_stand_out_in_their_own_gemeente(real_store, monkeypatch):
    """As SCP, *Werk aan de wijk* (2013): no robust effect of the policy of forty wijken."""
    found = compare(real_store, monkeypatch, "krachtwijken", 2007)
    overall = found.main.effect.overall
    assert (overall.n_treated, len(found.main.panel.codes)) == (44, 3310)
    assert overall.value == pytest.approx(0.0092, abs=5e-4)
    assert overall.low < 0 < overall.high
    assert found.start.before == (1, 1)
    assert found.start.is_suspect, "a low start with one wave before it"
    values = found.every["value"].dropna()
    assert values.min() < 0 < values.max(), "the answer depends on choices"


def test_nieuw_west_beside_the_rest_of_amsterdam_and_of_the_country(real_store, monkeypatch):
    city = compare(real_store, monkeypatch, "nieuw-west", 2003).main.effect.overall
    country = compare(
        real_store, monkeypatch, "nieuw-west", 2003, same_stratum=False
    ).main.effect.overall
    assert city.n_treated == 15
    assert city.value == pytest.approx(-0.103, abs=1e-3)
    assert city.high < 0, "Nieuw-West fell behind the rest of the city, whose scores rose more"
    assert country.value == pytest.approx(-0.020, abs=1e-3)
    assert country.low < 0 < country.high
