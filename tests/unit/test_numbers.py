"""Dutch numbers and sentences."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.analysis.levels import Standing
from wijkbeeld.words import numbers, sentences
from wijkbeeld.words.map_summary import MapSummary, change_sentence, map_sentence


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
    text = map_sentence(shown, "Totaalscore", 2)
    assert "2022" in text
    assert "3.308 wijken" in text
    assert "4,15" in text
    assert "ongewogen" in text
    shown = MapSummary("wijk", 2022, 2002, 3287, 0.0577, -0.1, 0.2, below=300, above=2000)
    text = change_sentence(shown)
    assert "+0,058" in text
    assert "zegt niet waardoor" in text
    assert ("Plaats 3 van 99 wijken") in sentences.standing_sentence(
        Standing(3, 99, 98.0), "wijk", "in Amsterdam"
    )


def test_one_area_is_singular():
    shown = MapSummary("wijk", 2022, None, 1, 4.0, 4.0, 4.0, below=0, above=1)
    assert "heeft 1 wijk een score" in map_sentence(shown, "Score", 2)


def test_missing_dimension_waves_are_named():
    text = sentences.missing_dimensions([2002, 2014, 2016], (2014,))
    assert "2002, 2016" in text
    assert sentences.missing_dimensions([2014], (2014,)) == ""


def test_one_area_has_and_two_have():
    def told(n: int) -> str:
        return map_sentence(MapSummary("wijk", 2022, None, n, 4.0, 1, 0, 0, 0), "Score", 2)

    assert "In 2022 heeft 1 wijk een score." in told(1)
    assert "In 2022 hebben 2 wijken een score." in told(2)
