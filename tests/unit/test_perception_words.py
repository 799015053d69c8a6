"""Sentences of *Beleving*: a margin never becomes an equality, and hidden areas are told."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.analysis import perception
from wijkbeeld.analysis.perception import Difference
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.words import perception as words

MARK = Measure("m", "Rapportcijfer", "cijfer (1-10)", 1, "hoger is beter", "", "", "proef")
NAMES = (words.RENEWED, words.OTHERS)


def test_no_difference_shown_is_not_called_equal():
    gap = Difference(0.05, -0.2, 0.3, 0.1, 0.05, 8, 40)
    told = words.alike(gap, MARK)
    assert "Een verschil tot 0,30 punt past nog bij deze cijfers" in told
    assert words.NOT_EQUAL in told
    assert words.gap(gap, MARK, NAMES).endswith("nul ligt binnen deze marge.")


def test_a_clear_difference_says_which_rose_more_and_not_why():
    gap = Difference(-0.4, -0.6, -0.2, 0.0, 0.4, 8, 40)
    told = words.alike(gap, MARK)
    assert "steeg in vernieuwde gebieden gemiddeld minder (of daalde meer)" in told
    assert "lees het als een aanwijzing" in told, "neighbours make the margin too narrow"
    assert "door" not in told


def test_few_areas_have_a_difference_and_no_margin():
    gap = perception.difference(pd.Series([0.1, 0.2]), pd.Series([0.0, 0.1, 0.2]))
    assert words.alike(gap, MARK) == ""
    assert "ten minste drie gebieden nodig" in words.gap(gap, MARK, NAMES)


def test_hidden_areas_are_counted():
    told = words.not_shown("wijk", (1, 2), 20, (2015, 2023))
    assert "1 wijk met minder dan 20 ondervraagden in 2015 of 2023" in told
    assert "Van 2 wijken staat n niet in beide jaren" in told
    assert "ten minste 20" in words.not_shown("wijk", (0, 0), 20, (2015, 2023))


def test_a_mark_with_respondents_only_is_told_to_have_no_margin():
    assert "met alleen n geen marge te geven" in words.margins(MARK, has_margin=False)


def test_a_contradiction_needs_both_to_be_clear():
    assert words.verdict("up", "down") == "oneens"
    assert words.verdict("up", "up") == "eens"
    assert words.verdict("up", "unclear") == "niet te zeggen"


def test_other_years_are_told():
    assert words.periods((2014, 2022), (2015, 2023)) == ""
    assert "2002–2022" in words.periods((2002, 2022), (2005, 2023))


def test_a_survey_without_any_margin_is_not_counted_as_no_change():
    """It was told as 0 up and 0 down, while all had risen."""
    kinds = pd.MultiIndex.from_product([perception.JUDGED, perception.JUDGED])
    table = pd.DataFrame(0, kinds, ["renewed", "others"])
    table.loc[("up", "unclear"), "renewed"] = 8
    told = words.finding("wijk", table, NAMES, (True, True), has_margin=False)
    assert "gaan er **8** op papier vooruit" in told
    assert "**0**" not in told
    assert words.UNTESTED in told
    assert "zonder marge" in words.scatter_finding(0, 8, has_margin=False)
    sure = words.finding("wijk", table, NAMES, (True, True), has_margin=True)
    assert "in **0** aantoonbaar vooruit" in sure
