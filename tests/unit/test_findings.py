"""Titles of charts say what is drawn, and no more."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from wijkbeeld.analysis.levels import Decomposition
from wijkbeeld.charts.lines import Kind, Line
from wijkbeeld.store.read import Measure
from wijkbeeld.ui.chart_titles import course_title, measured, writing
from wijkbeeld.ui.kaart.selected_areas import told_ranks
from wijkbeeld.words import certainty, equals, figure_change, sentences
from wijkbeeld.words.findings import (
    Course,
    Writing,
    apart_finding,
    cloud_finding,
    course_finding,
    how_many,
    split_finding,
)
from wijkbeeld.words.no_figure import no_figure

SCORE = Writing(2, 3, "punt")
SHARE = Writing(1, 1, "procentpunt", "%", rises=False)


def course(name: str, **values: float) -> Course:
    return Course(name, pd.Series({int(k[1:]): v for k, v in values.items()}))


VELD = course("Overtoomse Veld", y2002=3.70, y2012=3.6, y2022=3.93)
STAD = course("Amsterdam", y2002=4.05, y2022=4.20)


@pytest.mark.parametrize(
    ("main", "beside", "said"),
    [
        (
            [VELD],
            [STAD],
            "Overtoomse Veld steeg van 3,70 in 2002 naar 3,93 in 2022; Amsterdam van 4,05 naar "
            "4,20",
        ),
        (
            [VELD],
            [course("De fictieve regio", y2002=4.2, y2022=4.0)],
            "Overtoomse Veld steeg van 3,70 in 2002 naar 3,93 in 2022; de fictieve regio daalde "
            "van 4,20 naar 4,00",
        ),
        (
            [VELD],
            [course("Amsterdam", y2012=4.0, y2022=4.2)],
            "Overtoomse Veld steeg van 3,70 in 2002 naar 3,93 in 2022",
        ),
        (
            [course("Oost", y2002=4.101, y2022=4.103)],
            [],
            "Oost stond in 2002 en in 2022 op 4,10",
        ),
        ([course("Oost", y2022=4.1)], [STAD], "Oost: 4,10 in 2022; Amsterdam: 4,20"),
        (
            [VELD, course("Oost", y2002=4.0, y2022=3.9)],
            [STAD],
            "1 van de 2 gebieden steeg tussen 2002 en 2022: van −0,100 (Oost) tot +0,230 punt "
            "(Overtoomse Veld)",
        ),
        ([VELD, course("Oost", y2018=4.0)], [STAD], ""),
        ([], [STAD], ""),
    ],
)
def test_a_course_is_told_from_its_ends(main, beside, said):
    assert course_finding(main, beside, SCORE) == said


def test_more_of_a_figure_is_not_told_as_rising():
    said = course_finding([course("Oost", y2002=30.6, y2022=15.2)], [], SHARE)
    assert said == "Oost ging van 30,6% in 2002 naar 15,2% in 2022"


@pytest.mark.parametrize(
    ("rose", "n", "said"),
    [
        (0, 3, "Geen van de 3 gebieden steeg"),
        (1, 3, "1 van de 3 gebieden steeg"),
        (2, 3, "2 van de 3 gebieden stegen"),
        (2, 2, "Beide gebieden stegen"),
        (4, 4, "Alle 4 gebieden stegen"),
    ],
)
def test_how_many_rose(rose, n, said):
    assert how_many(rose, n) == said


def test_years_before_a_break_are_not_in_a_title(measure):
    line = Line("Oost", [2004, 2008, 2009, 2012], [50.0, 60.0, 30.0, 40.0], Kind.MAIN)
    assert course_title([line], writing(measure), measure) == (
        "Oost ging van 30 in 2009 naar 40 in 2012"
    )


def test_a_title_is_about_the_chosen_period(score):
    years = [2002, 2014, 2018, 2022]
    lines = [Line("Oost", years, [3.0, 4.0, 4.5, 3.9]), Line("West", years, [3.0, 4.0, 4.1, 4.2])]
    assert course_title(lines, writing(score), score, (2014, 2022)).startswith(
        "1 van de 2 gebieden steeg tussen 2014 en 2022: van −0,100 (Oost)"
    )
    assert course_title(lines[:1], writing(score), score, (2014, 2018)) == (
        "Oost steeg van 4,00 in 2014 naar 4,50 in 2018"
    )


@pytest.fixture
def measure():
    from wijkbeeld.catalog import Break

    one = Break(year=2009, note="andere bron")
    return Measure("x", "X", "stuks", 0, "neutraal", "", "", "", (one,))


def test_a_share_of_few_areas_is_told_as_a_number_of_them():
    few = Course("Nieuw-West", pd.Series({2002: 46.7, 2022: 40.0}), {2002: "7 van de 15"})
    many = Course("Nederland", pd.Series({2002: 10.4, 2022: 3.5}))
    assert course_finding([few], [many], SHARE) == (
        "Nieuw-West ging van 7 van de 15 in 2002 naar 40,0% in 2022; Nederland van 10,4% naar 3,5%"
    )


def test_nearer_and_further_apart():
    table = pd.DataFrame({2002: [4.0, 4.4], 2022: [4.1, 4.3]})
    assert apart_finding(table, SCORE) == (
        "Het verschil tussen het hoogste en het laagste gebied werd kleiner: van 0,40 in 2002 "
        "naar 0,20 in 2022"
    )


def test_the_cloud_counts_only_areas_that_have_both():
    start = pd.Series([1.0, 2.0, 3.0, math.nan, 4.0])
    change = pd.Series([0.4, 0.1, 0.0, 9.0, 0.3])
    assert cloud_finding(start, change, "wijken in Oost") == (
        "1 van de 2 wijken in Oost die laag begonnen ontwikkelde zich beter dan gemiddeld; "
        "van de 2 die hoog begonnen was dat er 1"
    )


def test_who_did_better_than_areas_that_began_equally_high(score):
    residual = pd.Series([0.3, 0.1, -0.2, -0.1, 0.0], ["A", "B", "C", "D", "E"])
    said = equals.beside_equals(residual, "de wijken van Oost", "wijk", score)
    assert "Van de 5 wijken ontwikkelden 2 zich beter dan de wijken van Oost, en 2 minder" in said
    assert "A (+0,300) en B (+0,100 punt)" in said
    assert equals.beside_equals(residual[:0], "de wijken van Oost", "wijk", score) == ""


def test_no_nearly_empty_area_is_crowned_and_unknown_inhabitants_are_told(score):
    residual = pd.Series({"Haven": 0.7, "A": 0.3, "B": 0.1, "C": -0.2})
    said = equals.beside_equals(residual, "de rest", "wijk", score, ["Haven"], ["B"])
    assert "Van de 4 wijken ontwikkelden 3 zich beter" in said, "counted all the same"
    assert "Haven" not in said
    assert "A (+0,300) en B (+0,100 punt) (van B is niet bekend hoeveel mensen er wonen)." in said
    everyone = equals.beside_equals(residual, "de rest", "wijk", score, [], list(residual.index))
    assert "(van deze gebieden is niet bekend hoeveel mensen er wonen)" in everyone
    ends = pd.Series({"A": 0.3, "C": -0.2})
    inside = sentences.spread_sentence("buurt", 2022, ends, 1, ["C"])
    assert "(van C is niet bekend hoeveel mensen er wonen)" in inside
    assert inside.endswith("1 buurt met weinig inwoners telt hier niet mee.")
    unknown = {"A": certainty.UNKNOWN, "B": certainty.UNKNOWN}
    of_a_score = certainty.inhabitants_told(unknown, 50, is_score=True)
    assert of_a_score == [
        "Van deze gebieden is niet bekend hoeveel mensen er wonen.",
        "Waar bijna niemand woont, zoals in een haven of op een bedrijventerrein, zegt de score "
        "weinig.",
    ]
    assert certainty.inhabitants_told(unknown, 50, is_score=False) == of_a_score[:1]


@pytest.fixture
def score():
    return Measure("lbm", "Totaalscore", "score", 2, "hoger", "", "", "")


def test_areas_where_few_or_unknown_numbers_live_are_marked():
    assert certainty.inhabitants_mark(12.0, 50) == "weinig inwoners (12)"
    assert certainty.inhabitants_mark(math.nan, 50) == "inwoners onbekend"
    assert certainty.inhabitants_mark(50.0, 50) == ""
    marks = {"A": "weinig inwoners (12)", "B": certainty.UNKNOWN}
    told = certainty.inhabitants_told(marks, 50, is_score=True)
    assert told == [
        "Open punten: minder dan 50 inwoners. Lees de waarde met zorg.",
        "Inwoners onbekend: B.",
    ]


def test_the_limit_of_respondents_says_why():
    assert "minder dan 50. Bij 50 is de marge van een percentage al tot 14 procentpunt" in (
        certainty.few_told(50)
    )


def test_a_change_rises_or_falls_and_says_why_it_starts_later():
    split = Decomposition(2014, 2022, 0.027, {"won": 0.04, "onv": -0.013})
    labels = {"won": "Woningvoorraad", "onv": "Overlast"}
    longer = sentences.longer_change(2002, 2022, -0.053, 2014)
    said = sentences.decomposition_sentence("Charlois", split, labels, longer)
    assert said.startswith(
        "Charlois steeg 0,027 punt tussen 2014 en 2022. De totaalscore daalde 0,053 punt van 2002 "
        "tot 2022; voor de tijd voor 2014 zijn er geen dimensies."
    )
    assert sentences.went(0.0001) == "bleef gelijk"


def test_marked_areas_stand_beside_the_rest(score):
    own, rest = pd.Series([0.01, 0.018]), pd.Series([0.04, 0.06, 0.05])
    said = figure_change.beside_rest("Zuid", "de rest van Rotterdam", own, rest, score)
    assert said == (
        "Gemiddelde verandering: Zuid +0,014 (n = 2); de rest van Rotterdam +0,050 (n = 3). "
        "Het verschil is 0,036 punt. Dat zegt niet waardoor."
    )
    assert figure_change.beside_rest("Zuid", "de rest", own, rest[:0], score) == ""


@pytest.mark.parametrize(
    ("total", "parts", "said"),
    [
        (
            -0.057,
            {"onv": 0.047, "won": -0.044, "soc": -0.06},
            "Oost daalde 0,057 punt van 2014 tot 2022; het grootste deel is samenleving (−0,060)",
        ),
        (
            0.03,
            {"onv": 0.01, "won": 0.04, "soc": -0.02},
            "Oost steeg 0,030 punt van 2014 tot 2022; het grootste deel is woningen (+0,040)",
        ),
        (
            0.0001,
            {"onv": 0.05, "won": -0.0499, "soc": 0.0},
            "Oost bleef gelijk van 2014 tot 2022",
        ),
        (
            -0.001,
            {"onv": -0.0004, "won": -0.0004, "soc": -0.0002},
            "Oost daalde 0,001 punt van 2014 tot 2022",
        ),
    ],
)
def test_the_largest_part_of_a_change_goes_the_same_way(total, parts, said):
    labels = {"onv": "Overlast", "won": "Woningen", "soc": "Samenleving"}
    assert split_finding("Oost", Decomposition(2014, 2022, total, parts), labels) == said


@pytest.mark.parametrize(
    ("label", "unit", "said"),
    [
        ("Tevreden: aantal ondervraagden", "ondervraagden", "Tevreden: aantal ondervraagden."),
        ("Inwoners", "inwoners", "Inwoners."),
        ("Gemiddelde WOZ-waarde", "euro", "Gemiddelde WOZ-waarde (euro)."),
    ],
)
def test_a_unit_is_said_once(measure, label, unit, said):
    assert measured(replace(measure, label=label, unit=unit)) == said


def test_a_rank_among_the_same_areas_is_told_once():
    every = pd.Series([1.0, 3.0, 2.0, 4.0], list("ABCD"))
    town = every[["A", "B", "C"]]
    circles = [(every, "in deze dataset"), (town, "in Zuid"), (town, "in Tilburg")]
    assert told_ranks(circles, "wijk", "B") == [
        "Plaats 2 van 4 wijken in deze dataset; hoger dan 67% van de andere.",
        "Plaats 1 van 3 wijken in Tilburg; hoger dan alle andere.",
    ]
    assert told_ranks(circles[:1], "wijk", "E") == []


def test_areas_without_a_figure_are_named_where_others_have_one():
    lost = {2021: ["Goirke"], 2019: ["Goirke", "Reeshof"], 2023: ["Goirke"]}
    assert no_figure(lost, 2, "geen cijfer in de bron") == [
        "Geen cijfer in 2019 (geen cijfer in de bron).",
        "Geen cijfer in 2021, 2023 (geen cijfer in de bron): Goirke.",
    ]
