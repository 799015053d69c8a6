"""Wording of labels, units, classes and programmes within a sentence."""

from __future__ import annotations

import pandas as pd
import pytest

from wijkbeeld.words.class_names import value_and_class
from wijkbeeld.words.groups import not_linked
from wijkbeeld.words.labels import lowered, unit_within
from wijkbeeld.words.sentences import comparison_sentence


@pytest.mark.parametrize(
    ("label", "within"),
    [
        ("WOZ-waarde", "WOZ-waarde"),
        ("Gemiddelde WOZ-waarde", "gemiddelde WOZ-waarde"),
        ("Nederlandse herkomst", "Nederlandse herkomst"),
        ("Europese herkomst (zonder Nederland)", "Europese herkomst (zonder Nederland)"),
        ("Sociale samenhang", "sociale samenhang"),
        ("", ""),
    ],
)
def test_a_label_in_a_sentence_keeps_names_and_abbreviations(label, within):
    assert lowered(label) == within


def test_a_unit_in_a_sentence_is_written_in_words():
    assert unit_within("× 1.000 euro") == "duizend euro"
    assert unit_within("(score)") == "score"


def test_a_range_of_a_class_does_not_read_as_a_margin():
    told = value_and_class("7,3 punten", "in 2022", "7,1 tot 7,4", "amount")
    assert told == "7,3 punten in 2022. Klasse op de kaart: 7,1 tot 7,4."
    assert value_and_class("score 4,10", "in 2022", "goed", "score") == "Score 4,10 in 2022: goed."


def test_changes_are_told_between_their_ends():
    changes = pd.Series({"Noord": -0.02, "Zuid": 0.1})
    assert comparison_sentence(changes, 2002, 2022) == (
        r"In deze 2 gebieden loopt de verandering tussen 2002 en 2022 van −0,020 punt (Noord) tot "
        r"\+0,100 punt (Zuid)."
    )


def test_areas_of_a_programme_that_could_not_be_linked_are_counted():
    names = [f"wijk {n}" for n in range(1, 9)]
    assert not_linked("wijk", names, 40).startswith(
        "Let op: 8 van de 40 gebieden van dit programma zijn niet aan wijken te koppelen en tellen "
        "hier niet mee: wijk 1, "
    )
    assert not_linked("wijk", names, 40).endswith("en nog 2.")
    assert not_linked("wijk", [], 40) == ""
