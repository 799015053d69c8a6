"""Twelve worlds in which a figure misleads: what the page must say there, and what it may not.

In none of them did renewal do anything, but where the world says so.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.support.worlds import WAVES, World, lattice, made
from wijkbeeld.analysis.estimators import compare
from wijkbeeld.analysis.ladder import ladder
from wijkbeeld.analysis.pretrends import start_of
from wijkbeeld.analysis.specification import ComparisonData, Specification, compared_with
from wijkbeeld.words import renewal as words
from wijkbeeld.words.answer import tell, words_in
from wijkbeeld.words.conclusions import conclusions
from wijkbeeld.words.ladder import Place, margin_sentence, step

PLACE = Place("wijk", ("Veldstad",), ("Bergstad", "Meerstad", "Duinstad"))
NEVER = (
    "vanzelf",
    "nooit",
    "door de vernieuwing",
    "ga van dat getal uit",
    "vernieuwing heeft gewerkt",
    "dankzij",
    "effect van de vernieuwing",
)
"""What no page says in any world."""


def story(data: ComparisonData, specification: Specification | None = None) -> dict[str, str]:
    """Everything the page says of a world."""
    s = specification or Specification("lbm")
    main, rungs = compare(data, s, 199), ladder(data, s, 199)
    start = start_of(main.panel, compared_with(main), s.anticipation, same_stratum=s.same_stratum)
    told = tell("Veldstad-West", rungs, start, PLACE, "lbm", "Totaalscore")
    earlier = compare(data, replace(s, anticipation=s.anticipation + 1), 199).effect
    closing = conclusions(
        "Totaalscore",
        main.effect,
        start,
        "lbm",
        False,
        None if earlier is None else earlier.overall,
    )
    steps = [step(r, rungs, PLACE, WAVES[0], "lbm") for r in rungs.rungs]
    margins = (
        [margin_sentence(r, PLACE, rungs.drawn.layout.lie) for r in rungs.rungs]
        if rungs.drawn
        else []
    )
    parts = {
        "answer": told.answer,
        "may": " ".join(told.may),
        "may not": " ".join(told.may_not),
        "start": words.start_sentence(start),
        "closing": " ".join(closing),
        "ladder": " ".join(f"{x.value} {x.margin} {x.verdict}" for x in steps),
        "margins": " ".join(margins),
    }
    everything = " ".join(parts.values()).lower()
    assert words_in(told.answer) <= 60, told.answer
    for said in NEVER:
        assert said not in everything, said
    if rungs.own is not None:
        assert "zeggen deze cijfers niet" in told.answer
    return parts


def changed(seed: int, change, **options) -> ComparisonData:
    """A calm world, in which something is changed in the scores of the renewed areas.

    Parameters
    ----------
    change
        From scores (renewed areas, waves) to new ones.
    """
    data = made(World(rho=0.4, starts=(2014,), **options), seed)
    table = data.tables["lbm"].copy()
    mine = table.index.isin(data.starts.index)
    table.loc[mine] = change(table.loc[mine].to_numpy().copy())
    return replace(data, tables={"lbm": table})


def test_selected_on_a_dip():
    """A passing low in the base wave: both readings, and recovery is named."""

    def dip(y):
        y[:, 2] -= 0.25
        return y

    told = story(changed(1, dip))
    assert "tijdelijk dal" in told["answer"]
    assert "een deel van de stijging is herstel" in told["may not"]
    assert "vanaf een meting eerder" in told["closing"]
    assert "Welke van de twee klopt, is niet te zien" in told["closing"]


def test_selected_on_a_peak():
    def peak(y):
        y[:, 2] += 0.25
        return y

    told = story(changed(2, peak))
    assert "tijdelijke piek" in told["answer"]
    assert "zonder de piek te noemen" in told["may not"]
    assert "kan daardoor te laag zijn" in told["closing"]


def test_a_trend_that_was_going_on():
    data = made(World(rho=0.2, starts=(2016,)), 3)
    table = data.tables["lbm"].copy()
    mine = table.index.isin(data.starts.index)
    table.loc[mine] += 0.08 * np.arange(len(WAVES))
    told = story(replace(data, tables={"lbm": table}))
    assert "Ze ontwikkelden zich vooraf al anders" in told["answer"]
    assert "ontwikkelden zich daarvoor al anders" in told["may not"]
    assert "voortzetten" in told["closing"]


def test_anticipation_is_seen_before_the_start():
    """Areas fall in the last wave before the start, once plans are known."""

    def before(y):
        y[:, 2:] -= 0.2
        return y

    told = story(changed(4, before))
    assert "tijdelijk dal" in told["answer"] or "al anders" in told["answer"]


def test_an_early_gain_that_stays_is_no_catching_up():
    """A gain in the first wave after the start that stays is told as a difference, not a cause."""

    def gain(y):
        y[:, 3:] += 0.25
        return y

    told = story(changed(5, gain))
    assert "stegen ze meer" in told["answer"]
    assert "veroorzaakte" in told["closing"]


def test_another_population_is_not_the_same_people_better_off():
    told = story(changed(6, lambda y: y + 0.3 * (np.arange(8) > 2)))
    assert "niet of dezelfde bewoners beter af zijn" in told["closing"]
    assert "niet gevraagd aan bewoners" in told["may not"]


def test_spillover_makes_the_difference_look_like_more():
    """Neighbours fall by 0.2: without them the difference is smaller, and can be asked for."""
    data = made(World(rho=0.2, starts=(2014,), effect=0.05), 7)
    inside = set(data.starts.index)
    codes = data.contiguity.codes
    pairs = zip(codes[data.contiguity.first], codes[data.contiguity.second], strict=True)
    beside = frozenset(b for a, b in pairs if a in inside and b not in inside)
    table = data.tables["lbm"].copy()
    table.loc[list(beside), [2014, 2016, 2018, 2020, 2022]] -= 0.2
    data = replace(data, tables={"lbm": table}, neighbours=beside)
    with_them = compare(data, Specification("lbm"), 99).effect.overall.value
    without = compare(data, Specification("lbm", without_neighbours=True), 99).effect.overall.value
    assert without < with_them - 0.02
    assert story(data)["answer"]


def test_one_tiny_area_with_an_extreme_fall_is_left_out_when_it_is_small():
    """One of six areas falls by 2 points, the others rise: the page counts heads too."""

    def fall(y):
        y[:, 3:] += 0.1
        y[0, 3:] -= 2.0
        return y

    data = changed(8, fall, size=6)
    told = story(data)
    assert "gingen gemiddeld achteruit: 5 van de 6" in told["answer"]
    table = data.tables["lbm"]
    small = frozenset({str(table.index[table.index.isin(data.starts.index)][0])})
    clean = story(replace(data, small=small))
    assert "gingen gemiddeld vooruit: 5 van de 5" in clean["answer"]


def test_everything_is_renewed():
    data = made(World(starts=(2014,)), 9)
    codes = data.contiguity.codes
    every = replace(
        data,
        starts=pd.Series(2014, index=codes),
        ends=pd.Series(np.nan, index=codes),
    )
    told = story(every)
    assert "is geen verschil aan te tonen" not in told["answer"]
    assert "Een vergelijking met een marge is hier niet te maken" in told["answer"]
    assert "geen vergelijking" in told["ladder"]


def test_one_area_is_renewed():
    told = story(changed(10, lambda y: y + 0.05 * (np.arange(8) > 2), size=1))
    assert told["answer"].startswith("De vernieuwde wijk ")
    assert "1 van de 1" not in told["answer"]


def test_catching_up_of_low_areas():
    """Low areas rise everywhere: beside alike areas nothing is left."""
    touch, _ = lattice(10, 6)
    data = made(World(rho=0.2, starts=(2014,), size=10), 11)
    table = data.tables["lbm"].copy()
    mine = table.index.isin(data.starts.index)
    low = mine | (np.random.default_rng(1).random(len(table)) < 0.25)
    table.loc[low] -= 0.4
    table.loc[low] += 0.25 * (np.array(WAVES) >= 2014)
    data = replace(data, tables={"lbm": table})
    told = story(data)
    rungs = ladder(data, Specification("lbm"), 199)
    beside = {r.beside.value: r.estimate.value for r in rungs.rungs if r.estimate}
    assert beside["city"] > 0.1
    assert abs(beside["city_alike"]) < beside["city"] - 0.05
    assert "die gelijk begonnen" in told["answer"]
    assert len(touch.codes) == len(table)


def test_the_rest_of_the_city_gentrifies():
    """The city around rises by 0.3: the areas lag behind it, and behind nothing else."""
    data = made(World(rho=0.2, starts=(2014,)), 12)
    table = data.tables["lbm"].copy()
    rest = (data.strata.reindex(table.index) == "WK0000") & ~table.index.isin(data.starts.index)
    table.loc[rest] += 0.3 * (np.array(WAVES) >= 2014)
    told = story(replace(data, tables={"lbm": table}))
    assert "aast de rest van Veldstad" in told["answer"]
    assert "stegen ze minder" in told["answer"] or "bleven ze achter" in told["answer"]
    assert "De uitkomst hangt af van met wie je vergelijkt" in told["may"]


@pytest.mark.parametrize("seed", range(3))
def test_a_calm_world_finds_nothing(seed: int):
    told = story(made(World(rho=0.4, starts=(2014,)), 100 + seed))
    assert "is geen verschil aan te tonen" in told["answer"]
