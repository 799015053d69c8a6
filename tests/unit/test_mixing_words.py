"""Sentences about the mix of areas: the numbers that go in come out, and no more."""

from __future__ import annotations

from math import nan

import numpy as np
import pandas as pd
import pytest

from wijkbeeld.analysis.mix_areas import Concentration, Relation
from wijkbeeld.analysis.mixing import grain
from wijkbeeld.words import (
    mix_areas,
    mix_counted,
    mix_grain,
    mix_map,
    mix_relation,
    mix_towns,
    mixing,
)

ALIKE = grain(np.outer([10, 20, 30], [1.0, 2]), np.array([0, 0, 1]))
APART = grain(np.array([[10.0, 0], [0, 10]]), np.array([0, 1]))


def test_the_finding_leads_with_shares_and_unequal_spread():
    uneven = mix_grain.uneven_spread("Koop", "woningen", 0.284, "buurt")
    said = mixing.finding("in Oost", "Eigendom", 2024, {"Koop": 0.6, "Huur": 0.4}, 0.971, uneven)
    assert said == (
        "In Oost is de verdeling naar eigendom in 2024: **koop 60% en huur 40%** (2 soorten). "
        "De ongelijke spreiding is **28%**: dat deel van de woningen ‘koop’ zou naar een andere "
        "buurt moeten om in elke buurt dezelfde verdeling te krijgen. "
        "De menging is 0,97 (0: één soort, 1: alle soorten even groot)."
    )
    assert mix_grain.uneven_spread("Koop", "woningen", nan, "buurt") == ""


@pytest.mark.parametrize(
    ("part", "town", "where", "name"),
    [
        (
            0.89,
            "",
            "in de 109 buurten met cijfers (van de 12.148 in heel Nederland)",
            "heel Nederland (109 van 12.148 buurten)",
        ),
        (
            0.01,
            "Den Haag",
            "in Den Haag, in de 109 buurten met cijfers (van de 12.148 in heel Nederland)",
            "Den Haag (109 buurten)",
        ),
        (0.9, "", "in heel Nederland", "heel Nederland"),
    ],
)
def test_what_few_areas_tell_is_not_told_of_the_country(part, town, where, name):
    counted = mix_counted.Counted("buurt", 109, 12_148, part, town)
    assert mix_counted.where_counted("in heel Nederland", counted) == where
    assert mix_counted.name_counted("heel Nederland", counted) == name


def test_what_is_known_of_a_place_is_told_by_size_where_that_is_known():
    told = mix_counted.known_part
    assert told(mix_counted.Counted("buurt", 50, 72, 0.914), "huishoudens") == (
        "Bekend van 50 van de 72 buurten, naar schatting 91% van de huishoudens."
    )
    nearly = mix_counted.Counted("buurt", 71, 72, 0.998)
    assert told(nearly, "huishoudens").endswith("naar schatting bijna alle huishoudens.")
    assert "hoe groot die zijn" in told(mix_counted.Counted("buurt", 50, 72, 0.7), "")
    assert told(mix_counted.Counted("buurt", 72, 72, 1.0), "") == ""
    assert mix_counted.too_little(1, "wijk").startswith("Van 1 wijk is te weinig bekend")
    assert mix_counted.too_little(0, "wijk") == ""


def test_without_figures_only_what_has_them_is_offered():
    towns = ["Amsterdam", "Den Haag", "Tilburg", "Breda", "Almelo", "Urk"]
    told = mix_counted.no_figures("Eigendom", "in Ede", "buurt", ["leeftijd"], towns)
    assert "Wel van: leeftijd." in told
    assert "Amsterdam, Den Haag, Tilburg, Breda en 2 andere. Kies die bij ‘Binnen’" in told
    one = mix_counted.no_figures("Eigendom", "in Ede", "buurt", [], ["Urk"])
    assert "De gemeente die deze cijfers wel heeft: Urk. Kies die" in one
    none = mix_counted.no_figures("Eigendom", "in Ede", "buurt", [], [])
    assert "Ook van de andere kenmerken niet" in none
    assert "Kies" not in none


def test_a_change_that_is_written_alike_is_none():
    assert "bleef de menging ongeveer gelijk (0,85)" in mixing.changed(
        (2009, 0.851), (2024, 0.852), "buurt", 40
    )
    assert "ongeveer gelijk (0,91 en 0,90)" in mixing.changed_alone((2009, 0.91), (2024, 0.9))
    assert "steeg de menging van 0,80 naar 0,90, geteld in dezelfde 1 buurt" in mixing.changed(
        (2009, 0.8), (2024, 0.9), "buurt", 1
    )


def test_a_title_leads_with_the_share_that_went_most():
    def title(mix, share):
        return mixing.course_title("Oost", mixing.Course((2009, 2024), mix, "Koop", share))

    assert title((0.91, 0.9), (0.44, 0.45)) == (
        "Oost: verdeling ongeveer gelijk, 2009–2024; menging ongeveer gelijk (0,91 en 0,90)"
    )
    assert title((0.93, 0.93), (0.45, 0.5)) == (
        "Oost: koop van 45% in 2009 naar 50% in 2024; menging ongeveer gelijk (0,93)"
    )
    assert title((0.9, 0.92), (0.45, 0.5)).endswith("; menging van 0,90 naar 0,92")
    same = mixing.Course((2009, 2024), (0.9, 0.92), "Koop", (0.45, 0.5), "dezelfde 40 buurten")
    assert mixing.course_title("Oost", same).endswith("naar 0,92 (dezelfde 40 buurten)")


def test_unequal_spread_that_hardly_went_is_about_the_same():
    told = mix_grain.uneven_title
    assert told("Koop", (2009, 0.26), (2024, 0.27)) == (
        "Koop: ongelijke spreiding bleef ongeveer gelijk, 26% en 27%, 2009–2024"
    )
    assert told("Koop", (2009, 0.53), (2024, 0.4)) == (
        "Koop: ongelijke spreiding ging van 53% naar 40%, 2009–2024"
    )
    assert told("Koop", (2024, 0.4), (2024, 0.4)) == "Koop: ongelijke spreiding 40% in 2024"


def test_units_that_differ_are_not_told_to_be_as_mixed_as_the_whole():
    names = mix_grain.scale_names("wijk", many_towns=False)
    halves = np.array([[11.0, 89], [51, 49]] * 10)
    found = grain(halves)
    assert found.shares[0] == pytest.approx(0.84, abs=0.005)
    high = grain(np.array([[20.0, 80], [42, 58]] * 10))
    assert high.shares[0] > 0.9
    said = mix_grain.grain_sentence(high, names, "wijk", "Koop", 0.284)
    assert said.endswith(
        "Het deel binnen wijken is al gauw groot en zegt weinig over verschillen tussen wijken: de "
        "ongelijke spreiding van ‘koop’ is 28%."
    )
    assert "De mix is fijn" in mix_grain.grain_sentence(high, names, "wijk", "Koop", 0.149)
    assert "fijn" not in mix_grain.grain_sentence(high, names, "wijk", "Koop", nan)
    assert mix_grain.grain_title(high, "wijk", 0.284).endswith("ongelijke spreiding van 28%")


def test_the_grain_is_fine_coarse_or_not_there():
    names = mix_grain.scale_names("buurt", many_towns=False)
    assert names == ("binnen buurten", "tussen buurten van een wijk", "tussen wijken")
    fine = mix_grain.grain_sentence(ALIKE, names, "buurt", "Koop", 0.0)
    assert fine.startswith("Van de menging zit 100% binnen buurten, 0% tussen buurten van een wijk")
    assert "De mix is fijn" in fine
    coarse = mix_grain.grain_sentence(APART, names, "buurt", "Koop", 1.0)
    assert "100% tussen wijken" in coarse
    assert "De mix is grof" in coarse
    one = grain(np.array([[1.0, 1]]), np.array([0]))
    assert "geen korrelgrootte" in mix_grain.grain_sentence(one, names, "buurt", "Koop", nan)
    single = grain(np.array([[1.0, 0], [4, 0]]), np.array([0, 1]))
    assert "maar één soort" in mix_grain.grain_sentence(single, names, "buurt", "Koop", nan)


def test_scales_of_several_gemeenten():
    assert mix_grain.scale_names("wijk", many_towns=True) == (
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
    told = mix_areas.corporation_areas("Corporatie", (2024, 7, 174, 0.12), (2009, 8, 7), "buurt")
    assert "7 van de 174 buurten" in told
    assert "12% van alle woningen ‘corporatie’" in told
    assert "‘corporatie’: een corporatiebuurt. Daar" in told
    assert "8 in 2009 en 7 in 2024" in told
    none = mix_areas.corporation_areas("Corporatie", (2024, 0, 5, nan), None, "buurt")
    assert "geen van de 5 buurten" in none
    assert "–" not in none


def test_social_rent_is_not_told_to_be_of_corporations():
    told = mix_areas.corporation_areas("Sociale verhuur", (2013, 10, 50, 0.42), None, "buurt")
    assert "meer dan twee derde van de woningen ‘sociale verhuur’" in told
    title = mix_areas.corporation_title("Sociale verhuur", "buurt")
    assert title == "Buurten met vooral sociale verhuur"
    assert mix_areas.corporation_title("Corporatie verhuur", "wijk") == "Corporatiewijken"
    kinds = {"koop": "Koop", "corporatie": "Sociale verhuur"}
    labels = mix_map.map_labels("buurt", kinds, (50, 67), "corporatie")
    assert labels["corporation"] == "meer dan twee derde sociale verhuur"
    assert "orporatie" not in " ".join(
        [told, *labels.values(), mix_map.map_read("buurt", kinds["corporatie"])]
    )


def test_types_stand_beside_their_limits_and_the_place_as_a_whole():
    counts = {"mixed": 20, "between": 15, "single": 70}
    told = mix_areas.typed(counts, "wijk", 60, 67, ("in Amsterdam", "Huur", 0.69))
    assert "**70 eenzijdig** (ten minste 67%)" in told
    assert told.endswith(
        "Ter vergelijking: in Amsterdam als geheel is de grootste groep ‘huur’ met 69%, volgens "
        "deze grenzen eenzijdig."
    )
    one = mix_areas.type_of_one("Oost", "between", ("Huur", 0.63), (60, 67))
    assert "‘huur’, heeft 63% (tussen 60% en 67% is ertussenin)" in one
    assert "‘15 tot 65 jaar’ is zo breed" in mix_areas.no_types("15 tot 65 jaar")


def test_concentration_says_which_way():
    def told(*cities):
        change = pd.DataFrame({"change": [0.1, -0.1]})
        found = Concentration(change, pd.DataFrame(cities, columns=["before", "after"]))
        return mix_areas.concentrates("Corporatie", (2009, 2024), found, "wijk")

    assert "meer geconcentreerd: de ongelijke spreiding ging van 20% naar 30%" in told((0.2, 0.3))
    assert "1 van de 2 wijken droeg" in told((0.2, 0.3))
    assert "meer gespreid" in told((0.3, 0.2))
    assert "bleef ongeveer gelijk, 30% (2009–2024" in told((0.3, 0.301))
    assert "In 1 van de 2 gemeenten" in told((0.3, 0.2), (0.2, 0.3))
    assert "niet te zeggen" in told()


def test_what_if_names_both_ends_and_a_name_is_never_markup():
    place = mix_areas.Place("Eigendom", 2013, "in Ede", "buurten")
    kinds = ("Koop", "Corporatie")
    told = mix_areas.what_if(1200, kinds, "[Oost](x)", (0.8, 0.9), (0.12, 0.13), place)
    assert "Als 1.200 woningen in \\[Oost\\]\\(x\\) van ‘koop’ naar ‘corporatie’ gaan" in told
    assert "wordt de menging daar 0,90 (in 2013 0,80)" in told
    assert "menging naar eigendom in Ede dat tussen buurten zit, wordt 13% (in 2013 12%)." in told
    assert mix_areas.too_many(1500, 1200) == "Er zijn er 1.200, geen 1.500. We rekenen met 1.200."
    assert "met 0" in mix_areas.too_many(-5, 1200)


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


def test_more_mix_is_more_or_less_of_a_group_and_that_is_told():
    told = mix_relation.mix_means
    more = told("Koop", 0.31, Relation(0.6, 0.5, 0.7, 30))
    assert more.startswith("Meer menging is hier vooral meer ‘koop’ (in het geheel 31%; samenhang")
    assert "juist minder ‘koop’" in more
    assert "vooral minder ‘koop’" in told("Koop", 0.55, Relation(-0.6, -0.7, -0.5, 30))
    assert "niet zichtbaar" in told("Koop", 0.5, Relation(0.1, -0.2, 0.4, 30))
    assert told("Koop", 0.5, None) == ""


def test_the_title_of_a_relation_finds_nothing():
    title = mix_relation.relation_title
    assert title("buurt", is_change=False) == "Menging en score, per buurt"
    assert title("wijk", is_change=True) == "Verandering van menging en van score, per wijk"
    told = mix_relation.relation_measured(Relation(0.3, 0.1, 0.5, 20), "menging", "score", "wijk")
    assert told.endswith("Samenhang +0,30, 95%-marge +0,10 tot +0,50, n = 20 wijken.")


def test_gemeenten_are_told_by_their_median_and_tenths():
    medians = {2015: 0.24, 2024: 0.263}
    assert mix_towns.title("dissimilarity", "Koop", medians) == (
        "Ongelijke spreiding van ‘koop’: de middelste gemeente ging van 24% in 2015 naar 26% in "
        "2024"
    )
    assert mix_towns.title("isolation", "Koop", {2015: 0.24, 2024: 0.241}, 306).endswith(
        "bleef ongeveer gelijk, 24%, 2015–2024 (dezelfde 306 gemeenten)"
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
