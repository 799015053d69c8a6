"""The catalogue of interventions: whole, and about indicators and publications that exist."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.interventions import ACTORS, SCALES, WAYS, Intervention

ALL = list(catalog().interventions.values())


def test_there_are_enough_of_every_actor_kind_and_scale():
    assert 18 <= len(ALL) <= 24
    assert {i.actor for i in ALL} == set(ACTORS)
    assert {i.kind for i in ALL} == set(WAYS)
    assert {s for i in ALL for s in i.scales} == set(SCALES)


@pytest.mark.parametrize("one", ALL, ids=lambda i: i.id)
def test_each_names_indicators_and_publications_that_exist(one):
    assert set(one.indicators) <= set(catalog().indicators)
    assert set(one.references) <= set(catalog().references)
    assert len(set(one.indicators)) == len(one.indicators)
    for text in (one.aim, one.for_whom, one.known, one.against):
        assert text.strip() == text
        assert text.endswith(".")
    assert not set(one.serves) & set(one.strains)


@pytest.mark.parametrize("one", ALL, ids=lambda i: i.id)
def test_none_is_said_to_cause_anything(one):
    words = f"{one.aim} {one.known} {one.against}".lower()
    for word in ("zorgt voor", "dankzij", "veroorzaakt", "effect", "komt door", "bewezen"):
        assert word not in words


def test_every_publication_is_used():
    assert {r for i in ALL for r in i.references} == set(catalog().references)


def test_mixing_and_affordability_are_set_against_each_other():
    assert any("menging" in i.serves and "betaalbaarheid" in i.strains for i in ALL)
    assert any("betaalbaarheid" in i.serves for i in ALL)


def test_facts_are_about_cases_that_the_catalog_knows():
    assert {f.programme for f in catalog().case_facts} <= set(catalog().programmes)


@pytest.mark.parametrize(
    "change", [{"actor": "rijk"}, {"kind": "droom"}, {"scales": []}, {"indicators": []}, {"x": 1}]
)
def test_an_intervention_that_is_not_whole_is_refused(change):
    row = ALL[0].model_dump() | change
    with pytest.raises(ValidationError):
        Intervention.model_validate(row)
