"""Registers and goals that users keep, sentences about them, and the files they leave with."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from wijkbeeld.analysis.effect import Effect, Estimate
from wijkbeeld.analysis.pretrends import Start
from wijkbeeld.charts import renewal as charts
from wijkbeeld.charts.renewal.style import OTHERS, RENEWED
from wijkbeeld.export.register import to_csv
from wijkbeeld.renewal.sets import one_per_area, usable
from wijkbeeld.sources.register import read
from wijkbeeld.store import goals, registers
from wijkbeeld.store.goals import Goal
from wijkbeeld.store.register_row import Problem, RegisterRow, RowProblem
from wijkbeeld.store.registers import Register
from wijkbeeld.store.versions import StoreError
from wijkbeeld.words import register as register_words
from wijkbeeld.words import renewal as words
from wijkbeeld.words.conclusions import conclusions

ROW = RegisterRow("WK1", "Eén", 2010, 2014, "sloop", 120.0, 0.35, "plan")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "demo").mkdir()
    return tmp_path


def test_a_register_comes_back_is_replaced_and_removed(root):
    registers.save("demo", Register("  Plan  A ", "wijk", 2022, (ROW,)), root)
    assert registers.registers("demo", root)["Plan A"].rows == (ROW,)
    registers.save("demo", Register("Plan A", "wijk", 2022, (ROW, ROW)), root)
    assert len(registers.registers("demo", root)["Plan A"].rows) == 2
    registers.remove("demo", "Plan A", root)
    registers.remove("demo", "nooit geweest", root)
    assert registers.registers("demo", root) == {}


@pytest.mark.parametrize(("name", "rows"), [("", (ROW,)), ("x" * 61, (ROW,)), ("goed", ())])
def test_what_cannot_be_a_register_is_refused(root, name, rows):
    with pytest.raises(StoreError):
        registers.save("demo", Register(name, "wijk", 2022, rows), root)


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '[{"name": "a"}]', '[{"name": "a", "rows": [{"x": 1}]}]']
)
def test_a_damaged_file_is_no_register_and_is_not_overwritten(root, text):
    file = root / "demo" / "vernieuwing.json"
    file.write_text(text, encoding="utf-8")
    assert registers.registers("demo", root) == {}
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("field", "value"),
    [("start", 2010.5), ("end", float("inf")), ("dwellings", "veel"), ("share", float("nan"))],
)
def test_a_register_changed_by_hand_is_none_when_a_number_is_no_number(root, field, value):
    registers.save("demo", Register("A", "wijk", 2022, (ROW,)), root)
    file = root / "demo" / "vernieuwing.json"
    (kept,) = json.loads(file.read_text(encoding="utf-8"))
    kept["rows"][0] |= {"start": "2010"}
    file.write_text(json.dumps([kept]), encoding="utf-8")
    assert registers.registers("demo", root)["A"].rows[0].start == 2010, (
        "a number between quotes is one"
    )
    kept["rows"][0] |= {field: value}
    file.write_text(json.dumps([kept]), encoding="utf-8")
    assert registers.registers("demo", root) == {}


def test_goals_none_before_the_first_and_all_after(root):
    assert goals.goals("demo", root) is None
    goals.replace("demo", [Goal("a", "b", "c", "d", "2022", "e")], root)
    assert goals.goals("demo", root) == [Goal("a", "b", "c", "d", "2022", "e")]
    goals.replace("demo", [], root)
    assert goals.goals("demo", root) == []


def test_projects_in_one_area_join_and_bad_rows_are_told():
    areas = pd.DataFrame({"name": ["Eén"]}, index=["WK1"])
    second = RegisterRow("WK1", "", 2006, None, "renovatie", None, None, "krant")
    elsewhere, undated, swapped = (
        RegisterRow(c, "", a, b, "", None, None, "")
        for c, a, b in (("WK9", 2010, None), ("WK1", None, None), ("WK1", 2010, 2001))
    )
    rows = (ROW, second, elsewhere, undated, swapped)
    good, lost = usable(rows, areas)
    assert len(good) == 2
    assert len(lost) == 3
    assert all(t.startswith(f"Rij {n}") for t, n in zip(lost, (3, 4, 5), strict=True))
    one = one_per_area(good, areas).loc["WK1"]
    assert (one["start"], one["woningen"], one["soort"]) == (2006, 120, "sloop, renovatie")
    assert np.isnan(one["eind"]), "one of the projects is not complete, so neither is the area"
    done = one_per_area([ROW, replace(second, end=2016, share=0.8)], areas).loc["WK1"]
    assert done["eind"] == 2016
    assert done["aandeel"] <= 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"start": 1066}, "1066 ligt niet tussen 1945 en 2060"),
        ({"end": 20110}, "20110 ligt niet tussen"),
        ({"dwellings": -5.0}, "kleiner dan nul"),
        ({"share": 35.0}, "niet tussen 0 en 1"),
    ],
)
def test_an_impossible_value_is_told_and_not_used(change, told):
    areas = pd.DataFrame({"name": ["Eén"]}, index=["WK1"])
    row = RegisterRow("WK1", "", 2006, None, "sloop", None, None, "")
    assert usable((row,), areas) == ([row], [])
    good, (reason,) = usable((replace(row, **change),), areas)
    assert good == []
    assert told in reason


@pytest.mark.parametrize("kind", Problem)
def test_every_problem_of_a_row_has_a_sentence(kind):
    told = register_words.problem_text(RowProblem(kind, ("een", "twee")))
    assert told
    assert not told.endswith(".")
    assert "{" not in told


def test_an_exported_register_is_read_back(tmp_path):
    path = tmp_path / "uit.csv"
    path.write_bytes(
        to_csv([RegisterRow("WK036386", "Café; x", 2010, None, "sloop", 1250.0, 0.35, "plan")])
    )
    (row,) = read(path).rows
    assert (row.code, row.name, row.start, row.end, row.dwellings, row.share) == (
        "WK036386",
        "Café; x",
        2010,
        None,
        1250.0,
        0.35,
    )


def test_sentences_say_the_uncertainty():
    inside = words.estimate_sentence("Totaal", Estimate(0.02, -0.01, 0.05, 0.2, 12, 300), "lbm")
    assert "+0,020" in inside
    assert "dit verschil kan toeval zijn" in inside
    outside = words.estimate_sentence("Totaal", Estimate(0.02, 0.01, 0.03, 0.004, 12, 300), "lbm")
    assert "+0,020 punt (ongeveer een kwart klasse)" in outside
    assert "Nul ligt buiten de marge." in outside
    assert "in minder dan 1 op de 100 gevallen" in outside
    few = words.estimate_sentence("Totaal", Estimate(0.02, -math.inf, math.inf, 0.5, 1, 3), "lbm")
    assert "te weinig gebieden" in few
    assert "één meting voor de start" in words.before_sentence(1, 1)
    assert "bewijst niet" in words.before_sentence(3, 4)
    assert "geen meting voor de start" in words.before_sentence(0, 0)
    assert "Bij 4 van de 34 vernieuwde gebieden" in words.before_sentence(1, 5, 4, 34)


def before(*rows: tuple[float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["att", "low", "high"], index=range(-len(rows) - 1, -1))


def test_waves_before_the_start_are_told_together():
    one_out = before((0.03, 0.01, 0.05), (0.0, -0.02, 0.02), (0.01, -0.01, 0.03))
    assert "niet groter dan toeval kan geven." in words.before_finding(one_out, 0.2)
    assert "vóór de start al anders" in words.before_finding(one_out, 0.004)
    none = before((0.1, -math.inf, math.inf))
    assert "te weinig gebieden" in words.before_finding(none, math.nan)
    assert words.before_finding(before(), math.nan) == ""


def outcome(value: float, low: float, high: float, n: int, before_p: float = 0.5) -> Effect:
    empty = pd.Series(dtype=float)
    return Effect(
        Estimate(value, low, high, 0.01, n, 300), pd.DataFrame(), empty, empty, 1e9, 999, before_p
    )


def test_a_difference_that_was_going_on_is_no_finding_after_the_start():
    start = Start(-0.2, 0.1, 0.001, (4, 4), 30, 30, 30, 0.09, 0.001)
    assert start.is_drifting
    assert not start.is_high
    told = conclusions("Totaal", outcome(0.078, 0.053, 0.105, 30, 0.001), start, "onv", False)
    assert "kan een eerder verschil voortzetten" in told[0]
    assert "beter" not in told[0]
    assert "stegen vóór de startmeting al" in words.start_sentence(start)
    calm = conclusions(
        "Totaal",
        outcome(0.078, 0.053, 0.105, 30),
        Start(0.1, 0.0, 0.9, (4, 4), 30, 30, 30),
        "onv",
        False,
    )
    assert "steeg meer of daalde minder" in calm[0]
    assert "dan in de vergelijking, gemiddeld +0,078" in calm[0]


def test_a_dip_of_a_few_areas_does_not_speak_for_all():
    start = Start(-0.8, -0.2, 0.002, (1, 5), 34, 4, 4)
    whole = outcome(0.206, 0.192, 0.220, 34)
    told = conclusions(
        "Totaal", whole, start, "onv", False, Estimate(-0.016, -0.05, 0.019, 0.4, 4, 250)
    )
    assert told[0].startswith(
        "4 van de 34 vernieuwde gebieden zaten in de startmeting in een tijdelijk dal"
    )
    assert "Het tweede getal gaat over 4 gebieden" in told[0]
    assert "+0,206" in told[1]
    every = Start(-0.8, -0.2, 0.002, (5, 5), 34, 34, 34)
    told = conclusions(
        "Totaal", whole, every, "onv", False, Estimate(-0.016, -0.05, 0.019, 0.4, 34, 250)
    )
    assert "is het verschil +0,206 punt, vanaf een meting eerder −0,016" in told[0]
    assert "Welke van de twee klopt, is niet te zien" in told[0]


def test_a_passing_high_is_told_in_the_conclusion():
    high = Start(0.5, 0.1, 0.002, (3, 3), 20, 20, 20)
    told = conclusions("Totaal", outcome(-0.05, -0.08, -0.02, 20), high, "onv", False)
    assert "tijdelijke piek" in told[1]


def test_no_sentence_claims_a_cause():
    start = Start(-1.0, -0.1, 0.01, (2, 3))
    told = conclusions("Totaal", None, start, "lbm", True, Estimate(0.0, -0.1, 0.1, 0.9, 5, 50))
    text = " ".join(told).lower()
    assert "niet zeggen dat de vernieuwing dit verschil veroorzaakte" in text
    assert " door de vernieuwing" not in text
    assert "parallel" not in text


def test_figures_show_open_points_where_there_is_no_margin():
    dynamic = pd.DataFrame(
        {"att": [0.1, 0.2], "low": [-np.inf, 0.1], "high": [np.inf, 0.3], "n_treated": [3, 3]},
        index=[0, 1],
    )
    figure = charts.event_figure(dynamic, -2, "#000", "T", "B")
    after = next(t for t in figure.data if t.name == "na de start")
    assert list(after.marker.symbol) == ["circle-open", "circle"]
    assert list(after.marker.color) == [OTHERS, RENEWED], "brown: zero outside the margin"
    assert list(after.error_y.array) == pytest.approx([np.nan, 0.1], nan_ok=True)
    table = pd.DataFrame({"value": [0.2, -0.1, np.nan]})
    curve = charts.curve_figure(table, [("a", pd.Series([True, False, True]))], 0, "T", "B")
    assert list(curve.data[0].y) == [-0.1, 0.2]
    assert list(curve.data[1].x) == [1]
    named = charts.areas_figure(
        pd.DataFrame({"label": ["<b>x"], "own": [0.1], "partners": [0.0]}), "T", "B"
    )
    assert "&lt;b&gt;x" in named.data[0].y
