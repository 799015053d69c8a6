"""Rings, what counts in them, and how a waterbed is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from wijkbeeld.analysis.assignments import Placebos
from wijkbeeld.analysis.contiguity import contiguity
from wijkbeeld.analysis.moran import LocalMoran, fdr_limit
from wijkbeeld.analysis.panel import make_panel
from wijkbeeld.analysis.reach import by_distance, by_order
from wijkbeeld.analysis.waterbed import Around, Receivers, Waterbed, waterbed
from wijkbeeld.words import waterbed as words

SIDE, SIZE = 9, 1000
CODES = pd.Index([f"A{x}{y}" for x in range(SIDE) for y in range(SIDE)])
SHAPES = pd.Series(
    [
        box(SIZE * x, SIZE * y, SIZE * (x + 1), SIZE * (y + 1))
        for x in range(SIDE)
        for y in range(SIDE)
    ],
    CODES,
)
MIDDLE = "A44"


def steps(code: str) -> int:
    """Squares between an area and the middle, also over a corner."""
    return max(abs(int(code[1]) - 4), abs(int(code[2]) - 4))


def test_rings_by_order_are_those_counted_by_hand():
    reach = by_order(contiguity(SHAPES), CODES)
    row = list(CODES).index(MIDDLE)
    for k, within in enumerate(reach.within):
        found = {c for c, there in zip(CODES, within.toarray()[row], strict=True) if there}
        assert found - {MIDDLE} == {c for c in CODES if 0 < steps(c) <= k + 1}


def test_bands_go_from_the_boundary_to_the_middle_of_the_other():
    reach = by_distance(SHAPES, CODES, (600, 1600))
    row = list(CODES).index(MIDDLE)
    near, far = (
        {c for c, there in zip(CODES, w.toarray()[row], strict=True) if there} for w in reach.within
    )
    assert near == {"A34", "A54", "A43", "A45"}, "over a corner it is 707 metres"
    assert near < far
    assert "A24" in far
    assert "A22" not in far


def world(
    change: dict[int, float], strong: set[str] = frozenset(), out: set[str] = frozenset()
) -> Waterbed:
    """What is found around the middle, with the changes given by number of steps."""
    values = np.array([change.get(steps(c), 0.0) for c in CODES])
    receivers = Receivers(
        CODES,
        values,
        np.array([c not in strong for c in CODES]),
        np.array([c != MIDDLE and c not in out for c in CODES]),
        np.zeros(len(CODES), int),
        np.zeros(len(CODES), int),
    )
    table = pd.DataFrame({2008: 0.0, 2012: values}, index=CODES)
    panel = make_panel(table, pd.Series(2010, index=[MIDDLE]))
    place = list(CODES).index(MIDDLE)
    others = [[place], *([k] for k in range(len(CODES)) if k != place)]
    placebos = Placebos({1: np.array(others)}, 80)
    return waterbed(receivers, by_order(contiguity(SHAPES), CODES), panel, placebos)


def test_a_ring_is_its_change_minus_the_trend_beyond_all_rings():
    found = world({0: 0.3, 1: -0.1, 2: 0.05, 3: 0.02, 4: 0.01})
    assert found.trend == pytest.approx(0.01)
    assert found.n_trend == 32
    assert found.inside == pytest.approx(0.29)
    assert [r.value for r in found.rings] == pytest.approx([-0.11, 0.04, 0.01])
    assert [len(r.codes) for r in found.rings] == [8, 16, 24]
    assert found.is_flagged


def test_what_changes_everywhere_raises_no_flag():
    found = world(dict.fromkeys(range(5), -0.2))
    assert found.rings[0].value == pytest.approx(0, abs=1e-7)
    assert not found.is_flagged


def test_strong_areas_raise_no_flag():
    ring = {c for c in CODES if steps(c) == 1}
    found = world({1: -0.1}, strong=ring)
    assert np.isnan(found.rings[0].value)
    assert not found.is_flagged
    assert found.rings[0].strong == 8
    mixed = world({1: -0.1}, strong=set(sorted(ring)[:4]))
    assert len(mixed.rings[0].codes) == 4
    assert mixed.is_flagged


def test_neighbours_that_take_no_part_are_counted():
    out = {c for c in CODES if steps(c) == 1 and c < MIDDLE}
    found = world({1: -0.1}, out=out)
    assert found.rings[0].left == len(out) == 4
    assert [r.left for r in found.rings[1:]] == [0, 0]
    told = words.missing_neighbours(4, found.rings[0], ABOUT)
    assert told.startswith("Van de 8 wijken in de eerste ring doen er 4 niet mee")
    assert words.missing_neighbours(0, found.rings[0], ABOUT) == ""


def test_only_the_nearest_ring_raises_a_flag():
    found = world({2: -0.1})
    assert found.rings[1].is_below
    assert not found.is_flagged


ABOUT = words.About("wijk", "Totaalscore leefbaarheid", 2008, 2012, 2022)
RING = Around(1, ("a", "b", "c", "d"), 2, -0.08, -0.05, 0.03, 0.01, 200)
NONE = np.zeros((0, 2))


def made(ring: Around, inside: float = 0.05) -> Waterbed:
    second = replace(RING, order=2, value=0.0)
    return Waterbed((ring, second), replace(second, order=0), 0.02, 30, inside, 5, NONE)


def test_a_flag_is_an_indication_with_its_numbers():
    assert words.verdict(made(RING)) == "Een aanwijzing voor een waterbed."
    told = words.answer(made(RING), ABOUT)
    assert "De 4 kwetsbare wijken in de eerste ring bleven 0,080 punt achter bij" in told
    assert "van 2008 tot het gemiddelde van 2012 tot en met 2022" in told
    assert "tussen −0,050 en +0,030" in told
    assert "zelf kwamen 0,050 punt hoger uit" in told
    assert "minder voor de hand" in words.answer(made(RING, -0.01), ABOUT)


@pytest.mark.parametrize(
    ("ring", "verdict", "told"),
    [
        (replace(RING, value=0.01), "Geen aanwijzing", "kwamen 0,010 punt hoger uit dan"),
        (replace(RING, value=0.09), "Geen aanwijzing", "Deze ring ligt erboven."),
        (replace(RING, value=0.01, low=0.02), "Een zwakke aanwijzing", "aanwijzing zwak."),
        (replace(RING, codes=("a",), value=np.nan), "Niet te zeggen.", "ligt er maar één"),
        (replace(RING, codes=(), value=np.nan), "Niet te zeggen.", "ligt er geen"),
        (replace(RING, low=np.nan, high=np.nan), "Niet te zeggen.", "minder dan twintig"),
    ],
)
def test_every_other_outcome_is_told(ring: Around, verdict: str, told: str):
    assert words.verdict(made(ring)).startswith(verdict)
    assert told in words.answer(made(ring), ABOUT)


def test_nothing_says_that_it_was_proven_or_caused():
    texts = [
        words.NOT_PROVEN,
        words.MOVED,
        words.profile_finding(made(RING)),
        words.quadrant_finding(made(RING)),
        words.trend_note(made(RING), ABOUT),
        *(words.answer(made(r), ABOUT) for r in (RING, replace(RING, value=0.09))),
        *(words.verdict(made(r)) for r in (RING, replace(RING, value=0.09))),
    ]
    for text in texts:
        for word in ("bewezen", "veroorza", "dankzij", "vanwege", " door ", "verhuisden naar"):
            assert word not in text, text


def test_clusters_are_counted_with_what_was_left_out():
    codes = pd.Index(list("abcd"))
    found = LocalMoran(codes, np.zeros(4), np.ones(4), np.array([3, 3, 1, 4]), ("e",), ("f", "g"))
    told = words.clusters_sentence(found, 9999, ABOUT)
    assert "Van 4 wijken veranderden er 2 laag tussen lage buren, 1 hoog tussen hoge, en 1" in told
    assert "9.999 permutaties" in told
    assert "weggelaten: 2." in told
    assert told.endswith("Zonder buurgebied met een cijfer: 1.")


def test_the_correction_is_that_of_benjamini_and_hochberg():
    assert fdr_limit(np.array([0.001, 0.02, 0.03, 0.9])) == 0.03
    assert fdr_limit(np.array([0.04, 0.2, 0.3, 0.9])) == -1.0


def test_rings_are_called_by_order_or_by_metres():
    assert words.ring_name(1, ()) == "Ring 1: grenst eraan"
    assert words.ring_name(2, (1000, 2000)) == "Ring 2: 1.000 tot 2.000 m"
    assert words.ring_name(1, (1000, 2000)) == "Ring 1: tot 1.000 m"
