"""Dutch numbers and sentences."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.analysis.levels import Standing
from wijkbeeld.words import numbers, sentences
from wijkbeeld.words.map_summary import MapSummary, change, situation
from wijkbeeld.words.told import Told


def test_notation():
    assert numbers.number(1234.5, 1) == "1.234,5"
    assert numbers.number(-0.267, 3) == "−0,267"
    assert numbers.number(-0.0001, 2) == "0,00"
    assert numbers.number(None) == "–"
    assert numbers.number(math.nan) == "–"
    assert numbers.signed(0.05, 2) == "+0,05"
    assert numbers.signed(0.0, 2) == "0,00"
    assert numbers.count(1, "wijk", "wijken") == "1 wijk"


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_written_number_reads_back(value, decimals):
    text = numbers.number(value, decimals)
    back = float(text.replace(".", "").replace(",", ".").replace("−", "-"))
    assert abs(back - value) <= 0.5 * 10**-decimals + 1e-6 * abs(value)


def test_sentences_carry_wave_n_and_no_cause():
    shown = MapSummary("wijk", 2022, None, 3308, 4.1532, 3.0, 5.0, below=117, above=2000)
    assert situation(shown, "", 2) == Told(
        "In 2022 scoren 117 van de 3.308 wijken (3,5%) zwak of lager.",
        "Dat zijn de vier laagste van de negen klassen. De gemiddelde score is 4,15 punt. Het "
        "gemiddelde is ongewogen: elke wijk telt even zwaar.",
    )
    few = replace(shown, n=15, below=1, where="van Oost")
    assert (
        situation(few, "", 2).finding == "In 2022 scoort 1 van de 15 wijken van Oost zwak of lager."
    )
    assert situation(few, "Overlast", 2).finding == (
        "Op overlast scoren de 15 wijken van Oost in 2022 gemiddeld 4,15."
    )
    shown = MapSummary(
        "wijk",
        2022,
        2002,
        98,
        0.144,
        -0.1,
        0.2,
        below=12,
        above=84,
        where="van Amsterdam",
        step=0.02,
    )
    told = change(shown)
    assert told.finding == (
        "84 van de 98 wijken van Amsterdam gingen tussen 2002 en 2022 vooruit, 12 achteruit."
    )
    assert "steeg 0,144 punt" in told.rest
    assert "ten minste 0,02 punt, een grens van Wijkbeeld" in told.rest
    assert "zegt niet waardoor" in told.rest


@pytest.mark.parametrize(
    ("rank", "percentile", "said"),
    [
        (1, 100.0, "Plaats 1 van 400 wijken in Amsterdam; hoger dan alle andere."),
        (2, 99.75, "Plaats 2 van 400 wijken in Amsterdam; hoger dan 99% van de andere."),
        (8, 98.2, "Plaats 8 van 400 wijken in Amsterdam; hoger dan 98% van de andere."),
        (398, 0.6, "Plaats 398 van 400 wijken in Amsterdam; lager dan bijna alle andere."),
        (400, 0.0, "Plaats 400 van 400 wijken in Amsterdam; lager dan alle andere."),
    ],
)
def test_a_rank_is_above_all_others_only_at_the_top(rank, percentile, said):
    place = Standing(rank, 400, percentile)
    assert sentences.standing_sentence(place, "wijk", "in Amsterdam") == said


def test_one_area_is_singular():
    shown = MapSummary("wijk", 2022, None, 1, 4.0, 4.0, 4.0, below=0, above=1)
    assert situation(shown, "", 2) == Told("In 2022 scoort 1 wijk 4,00.")


def test_missing_dimension_waves_are_named():
    text = sentences.missing_dimensions([2002, 2014, 2016], (2014,))
    assert "2002, 2016" in text
    assert sentences.missing_dimensions([2014], (2014,)) == ""


def test_one_area_gets_a_verb_of_its_own():
    def weak(below: int) -> str:
        return situation(MapSummary("wijk", 2022, None, 50, 4.0, 1, 5, below, 0), "", 2).finding

    assert weak(0) == "In 2022 scoort geen van de 50 wijken zwak of lager."
    assert weak(1) == "In 2022 scoort 1 van de 50 wijken (2,0%) zwak of lager."
    assert weak(6) == "In 2022 scoren 6 van de 50 wijken (12%) zwak of lager."
