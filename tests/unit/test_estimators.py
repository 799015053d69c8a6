"""Every estimator and every reason without an estimate has its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkbeeld.analysis.doubly_robust_estimator import chosen
from wijkbeeld.analysis.estimators import DEFAULT, ESTIMATORS, available
from wijkbeeld.analysis.no_estimate import NoEstimate
from wijkbeeld.words.estimators import (
    EXPLANATIONS,
    listed,
    method_text,
    no_estimate_sentence,
)


@pytest.mark.parametrize("reason", NoEstimate)
def test_every_reason_has_a_dutch_sentence(reason):
    told = no_estimate_sentence(reason, 2014)
    assert told.endswith(".")
    assert "{" not in told
    assert reason.value not in told


def test_the_reason_names_the_first_wave():
    assert "de eerste met deze maat is 2014." in no_estimate_sentence(NoEstimate.ALL_STARTED, 2014)
    assert no_estimate_sentence(None, 2014) == ""


def test_every_estimator_is_explained():
    assert list(ESTIMATORS) == list(EXPLANATIONS)
    labels = [e.label for e in EXPLANATIONS.values()]
    assert len(set(labels)) == len(labels)
    text = method_text(ESTIMATORS)
    assert all(text.count(e.method) == 1 for e in EXPLANATIONS.values())


def test_estimators_are_offered_where_what_they_need_is_there():
    assert available([]) == ["none", "score"]
    assert available(["early"]) == ["none", "score", "doubly_robust"]
    assert available(["structure"]) == ["none", "structure", "score"]
    assert available(["city", "comparable"]) == ["none", "score", "city_alike", "cities_alike"]
    assert DEFAULT == "none"


def test_the_documentation_lists_every_estimator():
    text = (Path(__file__).parents[2] / "docs" / "methode.md").read_text(encoding="utf-8")
    told = text.split("<!-- schatters -->\n")[1].split("\n<!-- /schatters -->")[0]
    assert told == listed(ESTIMATORS)


def test_tenure_and_urbanity_from_before_the_start_are_both_needed():
    both = ["inwoners", "koop", "corporatie", "adressendichtheid"]
    assert chosen(both) == ["corporatie", "adressendichtheid"]
    assert chosen(["koop", "inwoners"]) == []
    assert chosen(["adressendichtheid"]) == []
    assert chosen([]) == []
