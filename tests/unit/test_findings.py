"""Titles of charts say what is drawn, and no more."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from wijkbeeld.charts.lines import Kind, Line
from wijkbeeld.store.read import Measure
from wijkbeeld.ui.chart_titles import course_title, writing
from wijkbeeld.words import certainty, equals
from wijkbeeld.words.findings import (
    Course,
    Writing,
    apart_finding,
    cloud_finding,
    course_finding,
    how_many,
)

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


@pytest.fixture
def measure():
    from wijkbeeld.catalog import Break

    one = Break(year=2009, note="andere bron")
    return Measure("x", "X", "stuks", 0, "neutraal", "", "", "", (one,))


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
        "Van de 2 wijken in Oost met een laag begin lag bij 1 de ontwikkeling boven het "
        "gemiddelde, van de 2 met een hoog begin bij 1"
    )


def test_who_did_better_than_areas_that_began_equally_high(score):
    residual = pd.Series([0.3, 0.1, -0.2, -0.1, 0.0], ["A", "B", "C", "D", "E"])
    said = equals.beside_equals(residual, "de wijken van Oost", "wijk", score)
    assert "Van de 5 wijken ontwikkelden 2 zich beter dan de wijken van Oost, en 2 minder" in said
    assert "A (+0,300) en B (+0,100 punt)" in said
    assert equals.beside_equals(residual[:0], "de wijken van Oost", "wijk", score) == ""


@pytest.fixture
def score():
    return Measure("lbm", "Totaalscore", "score", 2, "hoger", "", "", "")


def test_areas_where_few_or_unknown_numbers_live_are_marked():
    assert certainty.inhabitants_mark(12.0, 50) == "weinig inwoners (12)"
    assert certainty.inhabitants_mark(math.nan, 50) == "inwoners onbekend"
    assert certainty.inhabitants_mark(50.0, 50) == ""
    told = certainty.inhabitants_told({"A": "weinig inwoners (12)", "B": certainty.UNKNOWN}, 50)
    assert told == [
        "Open punten: minder dan 50 inwoners. Lees de waarde met zorg.",
        "Inwoners onbekend: B.",
    ]


def test_the_limit_of_respondents_says_why():
    assert "minder dan 50. Bij 50 is de marge van een percentage al tot 14 procentpunt" in (
        certainty.few_told(50)
    )
