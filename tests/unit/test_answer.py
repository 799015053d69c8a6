"""The answer: at most sixty words, every comparison named, none of them "the" effect."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkbeeld.analysis.effect import Estimate
from wijkbeeld.analysis.ladder import Beside, Ladder, Own, Rung
from wijkbeeld.analysis.no_estimate import NoEstimate, NoMargin
from wijkbeeld.analysis.pretrends import Start
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.words.answer import headline, tell, words_in
from wijkbeeld.words.classes import class_width, in_classes
from wijkbeeld.words.ladder import Place, p_sentence, share, step, verdict

ONE = Place("wijk", ("Amsterdam",), ("Rotterdam", "Den Haag", "Utrecht"))
MANY = Place("buurt", ("Heerlen", "Tilburg", "Almelo"), ("Breda",) * 5)
CALM, DIP = Start(0.1, 0.0, 0.9, (4, 4), 9, 9, 9), Start(-0.8, -0.2, 0.002, (5, 5), 9, 9, 9)
ALL = (Beside.CITY, Beside.CITY_ALIKE, Beside.CITIES_ALIKE, Beside.COUNTRY)


def rung(beside: Beside, state: int) -> Rung:
    """A comparison that lies below (-1), within (0) or above (1) its margin; 2 has none."""
    value = 0.1 * (state if state in (-1, 1) else 0.1)
    if state == 2:
        wide = Estimate(value, -math.inf, math.inf, 0.5, 9, 3)
        return Rung(beside, wide, None, NoMargin.FEW_PLACEBOS)
    return Rung(
        beside,
        Estimate(value, value - 0.05, value + 0.05, 0.2, 9, 60, 0.05),
        placebos=900,
        drawn=999,
    )


def made(states: tuple[int, ...], mean: float = 0.05) -> Ladder:
    own = Own(mean, mean, np.array([0.2, 0.1, -0.05]), 2002, 2008, 2022)
    rungs = tuple(rung(b, s) for b, s in zip(ALL, states, strict=True))
    alone = Rung(Beside.OWN, Estimate(mean, *[math.nan] * 3, 3, 0), None, NoMargin.OWN)
    return Ladder(own, (alone, *rungs))


@pytest.mark.parametrize("states", list(product((-1, 0, 1, 2), repeat=4)))
@pytest.mark.parametrize(("place", "start"), [(ONE, DIP), (MANY, CALM)])
def test_the_answer_is_short_and_names_no_cause(states, place, start):
    told = tell("Nieuw-West", made(states), start, place, "lbm", "Totaalscore")
    assert words_in(told.answer) <= 60, told.answer
    assert told.answer.endswith("zeggen deze cijfers niet.")
    assert "2 van de 3 scoorden in 2008–2022 hoger dan in 2002" in told.answer
    assert any("heeft geholpen" in t for t in told.may_not)
    for way, words in ((-1, "minder"), (1, "meer")):
        assert (way in states) == (f"stegen ze {words}" in told.answer)
    assert (0 in states) == ("is geen verschil aan" in told.answer)
    assert ("tijdelijk dal" in told.answer) == (start is DIP)


@pytest.mark.parametrize("states", list(product((-1, 0, 1, 2), repeat=4)))
@pytest.mark.parametrize("n_control", [4, 9])
def test_few_look_alikes_and_a_place_are_told_within_the_words(states, n_control):
    place = replace(ONE, within="in Agglomeratie 's-Gravenhage")
    found = made(states)
    thin = tuple(
        replace(r, estimate=replace(r.estimate, n_control=n_control))
        if r.beside in (Beside.CITY_ALIKE, Beside.CITIES_ALIKE)
        else r
        for r in found.rungs
    )
    told = tell("40 krachtwijken, 2007", replace(found, rungs=thin), DIP, place, "lbm", "T")
    assert words_in(told.answer) <= 60, told.answer
    calm = tell("40 krachtwijken, 2007", found, CALM, place, "lbm", "T")
    assert "wijken in Agglomeratie 's-Gravenhage gingen" in calm.answer
    assert told.question.startswith(
        "Ontwikkelden de 3 vernieuwde wijken in Agglomeratie 's-Gravenhage (40 krachtwijken, 2007)"
    )
    is_thin = n_control < 9
    assert ("Gelijk begonnen" in told.answer and "maar 4" in told.answer) == is_thin
    assert any("4 voor 9 vernieuwde en 4 voor 9" in t for t in told.may_not) == is_thin
    notes = [step(r, found, place, 2002, "lbm").caution for r in thin]
    assert notes.count("Let op: maar 4 wijken voor 9 vernieuwde") == 2 * is_thin
    assert notes[1] == notes[4] == "", "the rest of a city is no look-alike"


def test_the_way_of_the_words_follows_the_own_development():
    low = (-1, 0, 0, 0)
    assert "daalden ze meer" in tell("x", made(low, -0.1), CALM, ONE, "lbm", "T").answer
    steady = tell("x", made(low, 0.01), CALM, ONE, "lbm", "T").answer
    assert "bleven gemiddeld ongeveer gelijk" in steady
    assert "bleven ze achter" in steady


def test_without_waves_the_answer_says_what_to_do():
    nothing = Ladder(None, tuple(Rung(b, None, NoEstimate.ALL_STARTED) for b in Beside))
    told = tell("Nieuw-West", nothing, CALM, ONE, "onv", "Overlast en onveiligheid")
    assert "op overlast en onveiligheid anders" in told.question
    assert "Kies een andere maat" in told.answer
    assert headline(nothing) == "Geen vergelijking met een marge mogelijk"


def test_the_heading_counts_comparisons():
    assert headline(made((-1, 0, 0, 0))) == (
        "4 vergelijkingen: bij 1 minder, bij 3 geen aantoonbaar verschil"
    )
    assert headline(made((0, 0, 0, 0))) == "4 vergelijkingen: nergens een aantoonbaar verschil"
    assert headline(made((0, 2, 2, 2))) == "1 vergelijking: geen aantoonbaar verschil"


def test_a_measure_of_the_stock_has_its_own_warning():
    for measure in ("lbm", *DIMENSIONS):
        told = tell("x", made((0, 0, 0, 0)), CALM, ONE, measure, "Maat")
        warned = any("sloop en nieuwbouw" in t for t in told.may_not)
        assert warned == (measure in ("lbm", "won"))


def test_rungs_in_words():
    found = made((-1, 0, 2, 1))
    low, within, none, high = (step(found[b], found, ONE, 2002, "lbm") for b in ALL)
    assert low.verdict == "minder; toeval is onwaarschijnlijk"
    assert within.verdict == "kan toeval zijn"
    assert within.detectable == "kleiner dan ±0,050 is niet te zien"
    assert none.margin == "geen marge"
    assert "minder dan twintig verschillende groepen" in none.verdict
    assert high.value == "+0,100"
    assert high.scale == "ongeveer een klasse"
    assert low.label == "Rest van Amsterdam"
    higher = replace(found[Beside.CITY_ALIKE], start_gap=0.031)
    assert step(higher, found, ONE, 2002, "lbm").note == "60 wijken, begonnen gemiddeld 0,03 hoger"
    assert verdict(found[Beside.OWN]) == "geen marge"


@given(st.floats(-2, 2, allow_nan=False), st.sampled_from(["lbm", "afw", *DIMENSIONS]))
@settings(deadline=None)
def test_a_size_in_classes_grows_with_the_difference(value: float, measure: str):
    told = in_classes(value, measure)
    assert told == in_classes(-value, measure)
    assert ("klassen" in told) == (abs(value) / class_width(measure) >= 1.75)


def test_shares_are_never_a_false_zero():
    assert share(0.001) == "minder dan 1%"
    assert share(0.18) == "18%"
    assert p_sentence(0.03) == "Zo'n groot verschil komt door toeval in 3 van de 100 gevallen voor."
    assert p_sentence(math.nan) == ""
