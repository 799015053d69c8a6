"""Sentences about the mix of areas: the numbers that go in come out, and no more."""

from __future__ import annotations

from math import nan

import numpy as np
import pandas as pd
import pytest

from wijkbeeld.analysis.mix_areas import Concentration, Relation
from wijkbeeld.analysis.mixing import grain
from wijkbeeld.words import mix_areas, mix_map, mix_relation, mix_towns, mixing

ALIKE = grain(np.outer([10, 20, 30], [1.0, 2]), np.array([0, 0, 1]))
APART = grain(np.array([[10.0, 0], [0, 10]]), np.array([0, 1]))


def test_the_finding_holds_the_shares_and_the_mix():
    said = mixing.finding("in Oost", "Eigendom", 2024, {"Koop": 0.6, "Huur": 0.4}, 0.971)
    assert said == (
        "In Oost is de menging naar eigendom in 2024 **0,97** op een schaal van 0 (één soort) tot "
        "1 (alle soorten even groot): koop 60% en huur 40%."
    )


@pytest.mark.parametrize(
    ("known", "where", "name"),
    [
        (109, "in de 109 buurten met cijfers (van de 12.148 in heel Nederland)", "109 van 12.148 "),
        (6_074, "in heel Nederland", "heel Nederland"),
    ],
)
def test_what_few_areas_tell_is_not_told_of_the_country(known, where, name):
    assert mixing.where_counted("in heel Nederland", "buurt", known, 12_148) == where
    assert mixing.name_counted("heel Nederland", "buurt", known, 12_148).startswith(name)


def test_a_change_that_is_written_alike_is_none():
    assert "bleef de menging gelijk (0,85)" in mixing.changed(
        (2009, 0.851), (2024, 0.852), "buurt", 40
    )
    assert "steeg de menging van 0,80 naar 0,90, geteld in dezelfde 1 buurt" in mixing.changed(
        (2009, 0.8), (2024, 0.9), "buurt", 1
    )
    assert mixing.course_title("Oost", (2009, 0.9), (2024, 0.8)).startswith(
        "Oost werd minder gemengd"
    )


def test_the_grain_is_fine_coarse_or_not_there():
    names = mixing.scale_names("buurt", many_towns=False)
    assert names == ("binnen buurten", "tussen buurten van een wijk", "tussen wijken")
    fine = mixing.grain_sentence(ALIKE, names, "buurt")
    assert fine.startswith("Van de menging zit 100% binnen buurten, 0% tussen buurten van een wijk")
    assert "De mix is fijn" in fine
    coarse = mixing.grain_sentence(APART, names, "buurt")
    assert "100% tussen wijken" in coarse
    assert "De mix is grof" in coarse
    one = grain(np.array([[1.0, 1]]), np.array([0]))
    assert "geen korrelgrootte" in mixing.grain_sentence(one, names, "buurt")
    single = grain(np.array([[1.0, 0], [4, 0]]), np.array([0, 1]))
    assert "maar één soort" in mixing.grain_sentence(single, names, "buurt")


def test_scales_of_several_gemeenten():
    assert mixing.scale_names("wijk", many_towns=True) == (
        "binnen wijken",
        "tussen wijken van een gemeente",
        "tussen gemeenten",
    )


@pytest.mark.parametrize(
    ("rho", "low", "high", "said"),
    [
        (0.5, 0.2, 0.7, "gaan hier vaker samen"),
        (-0.5, -0.7, -0.2, "gaan hier tegen elkaar in"),
        (0.1, -0.2, 0.4, "gaan hier niet zichtbaar samen"),
    ],
)
def test_a_relation_is_told_by_its_margin(rho, low, high, said):
    told = mix_relation.relation_sentence(Relation(rho, low, high, 30), "a en b", 30, "wijk")
    assert said in told
    assert "n = 30 wijken" in told
    assert not {"door", "daardoor", "omdat"} & set(told.split())


def test_too_few_areas_tell_no_relation():
    assert "ten minste 10 zijn nodig" in mix_relation.relation_sentence(None, "a en b", 4, "wijk")


def test_corporatiebuurten_are_counted_over_the_same_areas():
    told = mix_areas.corporation_areas((2024, 7, 174, 0.12), (2009, 8, 7), "buurt")
    assert "7 van de 174 buurten" in told
    assert "12% van alle corporatiewoningen" in told
    assert "8 in 2009 en 7 in 2024" in told
    none = mix_areas.corporation_areas((2024, 0, 5, nan), None, "buurt")
    assert "geen van de 5 buurten" in none
    assert "–" not in none


def test_concentration_says_which_way():
    def told(*cities):
        change = pd.DataFrame({"change": [0.1, -0.1]})
        found = Concentration(change, pd.DataFrame(cities, columns=["before", "after"]))
        return mix_areas.concentrates("Corporatie", (2009, 2024), found, "wijk")

    assert "meer geconcentreerd: de ongelijke spreiding ging van 20% naar 30%" in told((0.2, 0.3))
    assert "1 van de 2 wijken droeg" in told((0.2, 0.3))
    assert "meer gespreid" in told((0.3, 0.2))
    assert "bleef gelijk (30%)" in told((0.3, 0.301))
    assert "In 1 van de 2 gemeenten" in told((0.3, 0.2), (0.2, 0.3))
    assert "niet te zeggen" in told()


def test_what_if_names_both_ends_and_a_name_is_never_markup():
    told = mix_areas.what_if(1200, ("Koop", "Corporatie"), "[Oost](x)", (0.8, 0.9), (0.12, 0.13))
    assert "Als 1.200 woningen in \\[Oost\\]\\(x\\) van ‘koop’ naar ‘corporatie’ gaan" in told
    assert "wordt de menging daar 0,90 (nu 0,80)" in told
    assert "wordt 13,00% (nu 12,00%)" in told


def test_the_legend_has_one_row_per_type_and_kind_that_can_be():
    kinds = {"koop": "Koop", "corporatie": "Corporatie", "overig": "Overige huur"}
    labels = mix_map.map_labels("buurt", kinds, (50, 60), "corporatie")
    assert list(labels) == [
        "unknown",
        "overig",
        "corporatie",
        "koop",
        "corporation",
        "between",
        "mixed",
    ]
    assert labels["corporation"] == "corporatiebuurt (meer dan twee derde)"
    assert labels["mixed"] == "gemengd (grootste hoogstens 50%)"
    assert "corporatie" not in mix_map.map_labels("buurt", kinds, (50, 67), "corporatie")
    two = mix_map.map_labels("wijk", {"een": "Eengezins", "rest": "Anders"}, (60, 67), "x")
    assert list(two) == ["unknown", "rest", "een", "between", "mixed"]


def test_the_title_of_a_relation_says_no_more_than_its_interval():
    title = mix_relation.relation_title
    assert "niet zichtbaar samen" in title(Relation(0.3, -0.01, 0.6, 20), is_change=False)
    assert title(Relation(0.3, 0.1, 0.5, 20), is_change=False).endswith("vaker hoger")
    assert title(Relation(-0.3, -0.5, -0.1, 20), is_change=False).endswith("vaker lager")
    assert title(Relation(-0.3, -0.5, -0.1, 20), is_change=True).endswith("vaker minder")
    told = mix_relation.relation_measured(Relation(0.3, 0.1, 0.5, 20), "menging", "score", "wijk")
    assert told.endswith("Rangcorrelatie +0,30, 95%-marge +0,10 tot +0,50, n = 20 wijken.")


def test_gemeenten_are_told_by_their_median_and_tenths():
    medians = {2015: 0.24, 2024: 0.263}
    assert mix_towns.title("dissimilarity", "Koop", medians) == (
        "Ongelijke spreiding van ‘koop’: de middelste gemeente ging van 24% in 2015 naar 26% in "
        "2024"
    )
    assert mix_towns.title("isolation", "Koop", {2015: 0.24, 2024: 0.241}, 306).endswith(
        "bleef op 24%, 2015–2024 (dezelfde 306 gemeenten)"
    )
    found = {"n": 306.0, "middle": 0.15, "low": 0.06, "high": 0.28}
    assert mix_towns.spread("dissimilarity", 2024, found) == (
        "In 2024 is de ongelijke spreiding in de middelste gemeente 15%. Bij 1 op de 10 gemeenten "
        "is het minder dan 6%, bij 1 op de 10 meer dan 28% (n = 306 gemeenten)."
    )
    few = mix_towns.spread("isolation", 2024, found | {"n": 7.0, "low": nan, "high": nan})
    assert few == (
        "In 2024 is het aandeel om zich heen in de middelste gemeente 15% (n = 7 gemeenten)."
    )
