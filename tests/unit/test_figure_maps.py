"""Maps of figures: the published values, the same limits in every year, honest colours, breaks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.measure import SCORES, measure_of
from wijkbeeld.map import palette
from wijkbeeld.map.bivariate import bivariate, values_of
from wijkbeeld.map.classing import OWN, Cut, Scale, classed
from wijkbeeld.map.content import Thematic
from wijkbeeld.map.figure_classes import of_figure, ways
from wijkbeeld.map.pack import pack, unpack
from wijkbeeld.map.ramps import coloured
from wijkbeeld.map.thematic import EQUAL, OWN_TOWN, START, thematic
from wijkbeeld.store.read import open_dataset
from wijkbeeld.words import figure_map


@pytest.fixture
def data(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    return open_dataset("demo")


@pytest.mark.parametrize("level", ["gemeente", "wijk", "buurt"])
def test_a_map_holds_the_published_figures_and_missing_is_no_class(data, level):
    scope = data.scope(level, 2024)
    for measure in ("woz", "laag_inkomen", "inwoners"):
        shown = thematic(scope, measure, None)
        for year in shown.values:
            published = data.figure(scope, measure, int(year)).set_index("code")["value"]
            ours = shown.values[year]
            assert ours.dropna().to_dict() == published.dropna().to_dict()
            assert ((shown.classes[year] == 0) == ours.isna()).all()


def test_every_measure_of_a_level_makes_a_map(data):
    scope = data.scope("wijk", 2024)
    offered = data.measures_at("wijk")
    published = set(data.figure_years(scope)["indicator"]) - {"postcode"}
    assert set(offered) == published | set(SCORES)
    for measure in offered:
        shown = thematic(scope, measure, None)
        assert len(shown.labels) <= 9
        assert int(shown.classes.to_numpy().max()) <= len(shown.labels), measure
        colours = shown.colours(palette.DEFAULT).classes
        assert len(colours) == len(shown.labels) == len(set(colours)), measure


def test_limits_are_the_same_in_every_year(data):
    shown = thematic(data.scope("buurt", 2024), "woz", None)
    values, classes = shown.values.to_numpy().ravel(), shown.classes.to_numpy().ravel()
    for number in range(1, len(shown.labels)):
        assert np.max(values[classes == number]) < np.min(values[classes == number + 1])
    last = shown.classes[shown.classes.columns[-1]]
    sizes = last[last > 0].value_counts(normalize=True)
    assert sizes.max() - sizes.min() < 0.05, "even groups in the last year"


def test_own_limits_decide(data):
    shown = thematic(data.scope("wijk", 2024), "woz", None, cut=Cut(OWN, own=(200.0, 300.0)))
    assert shown.labels == ("minder dan 200", "200 tot 300", "300 of meer")
    for year in shown.values:
        values = shown.values[year].to_numpy()
        expected = np.where(np.isnan(values), 0, 1 + (values >= 200) + (values >= 300))
        assert (shown.classes[year].to_numpy() == expected).all()


def test_a_change_is_the_difference_and_stops_at_a_break(data):
    scope = data.scope("wijk", 2024)
    table = data.wide(scope, "woz")
    shown = thematic(scope, "woz", 2014)
    for year in shown.values:
        expected = table[year] - table[2014]
        assert shown.values[year].equals(expected)
    assert [int(y) for y in thematic(scope, "woz", 2005).values] == [2006], "a break in 2007"
    assert shown.unit == "× 1.000 euro"
    assert thematic(scope, "koop", 2014).unit == "procentpunt"


@pytest.mark.parametrize("against", [EQUAL, OWN_TOWN, START])
def test_figures_can_be_set_against_something(data, against):
    shown = thematic(data.scope("buurt", 2024), "woz", 2014, against)
    assert shown.values.notna().any().any()
    assert ((shown.classes == 0) == shown.values.isna()).all().all()
    if against == OWN_TOWN:
        assert shown.signed
        assert "eigen gemeente" in shown.note


def test_values_of_figures_survive_packing(data):
    shown = thematic(data.scope("buurt", 2024), "inwoners", None)
    packed = pack(shown.values, shown.classes)
    year = packed.waves[-1]
    back, own = unpack(packed, year), shown.values[year].to_numpy()
    assert (np.isnan(back) == np.isnan(own)).all()
    assert np.nanmax(np.abs(back - own)) <= (packed.high - packed.low) / 7000


@pytest.mark.parametrize("chosen", palette.ALL.values(), ids=palette.ALL)
def test_colours_say_what_is_better_only_where_something_is(chosen):
    ends = (0.0, 1.0)
    good, bad = chosen.classes[-1], chosen.classes[0]
    up, down = (
        coloured(chosen, "change", d, ends).classes for d in ("hoger is beter", "lager is beter")
    )
    assert up == (bad, good)
    assert down == (good, bad)
    neutral = coloured(chosen, "change", "neutraal", ends).classes
    assert not set(neutral) & {good, bad}
    assert coloured(chosen, "amount", "hoger is beter", ends).classes[-1] == good
    assert coloured(chosen, "amount", "lager is beter", ends).classes[-1] == bad
    assert coloured(chosen, "amount", "neutraal", ends).classes[-1] not in (good, bad)


def test_two_measures_on_one_map_count_as_a_cross_table(data):
    scope = data.scope("wijk", 2024)
    shown = bivariate(scope, "lbm", "woz", None)
    year = 2024
    both = values_of(shown, year)
    assert len(both) == int((shown.classes[year] > 0).sum())
    thirds = {}
    for column in ("a", "b"):
        low, high = np.quantile(both[column], [1 / 3, 2 / 3])  # of areas that have both
        thirds[column] = 1 + (both[column] > low) + (both[column] > high)
    expected = 3 * (thirds["b"] - 1) + thirds["a"]
    ours = shown.classes[year].reindex(both.index)
    assert (ours == expected).mean() > 0.95, "but for limits rounded to what the legend says"
    assert both["a"].corr(both["b"], method="spearman") == pytest.approx(
        spearmanr(both["a"], both["b"]).statistic
    )
    assert shown.labels[0] == "laag en laag"
    assert shown.labels[2] == "hoog en laag"


TABLES = st.lists(
    st.lists(st.one_of(st.none(), st.integers(-40, 90)), min_size=3, max_size=3),
    min_size=1,
    max_size=40,
)


@given(TABLES, st.sampled_from(["kwantielen", "natuurlijk"]), st.sampled_from([3, 5, 7, 9]))
def test_every_value_has_one_class_with_a_name_and_a_colour(rows, method, count):
    values = pd.DataFrame(rows, columns=[2014, 2018, 2022], dtype="float64")
    for middle in (None, 0.0):
        found = classed(values, Cut(method, count), Scale(0, signed=False, middle=middle))
        assert ((found.classes == 0) == values.isna()).all().all()
        assert found.classes.to_numpy().max() <= len(found.labels) == len(found.places) <= 9
        assert list(found.places) == sorted(set(found.places))
        order = np.argsort(values.to_numpy().ravel())
        numbers = found.classes.to_numpy().ravel()[order]
        numbers = numbers[numbers > 0]
        assert (np.diff(numbers.astype("int64")) >= 0).all(), "a higher value has no lower class"
        if middle is not None and len(found.places) > 1:
            below = found.classes.to_numpy()[values.to_numpy() < 0]
            assert all(found.places[n - 1] <= 0.5 for n in below)


def test_a_break_gets_a_reason_and_a_way_on():
    woz = measure_of(catalog().indicators["woz"], "CBS")
    text = figure_map.not_comparable(woz, 2005, [2004, 2005, 2006, 2010, 2012])
    assert text.startswith("2010 en later is niet te vergelijken met 2005.")
    assert "Breuk in 2007: Nieuwe waardepeildatum" in text
    assert text.endswith("Kies bij Vanaf 2010 of later.")
    assert figure_map.not_comparable(woz, 2010, [2010, 2012]) == ""
    assert woz.later(2005, [2004, 2005, 2006, 2010]) == [2006]
    urban = measure_of(catalog().indicators["stedelijkheid"], "CBS")
    assert urban.later(2010, [2011]) == []
    assert "indeling, geen hoeveelheid" in figure_map.no_change(urban, [2010, 2011])


def _changes(limits: tuple[float, ...]) -> Thematic:
    """Changes of five areas, in classes by some limits."""
    values = pd.DataFrame({2023: [6.0, 1.4, -1.3, -5.0, np.nan, 0.0]}, list("ABCDEF"))
    found = classed(values, Cut(OWN, own=limits), Scale(1, signed=True, middle=0.0))
    measure = measure_of(catalog().indicators["koop"], "CBS")
    shown = of_figure(values, found.classes, found.labels, measure, 2019)
    return replace(shown, places=found.places)


def _told(limits: tuple[float, ...]) -> figure_map.Told:
    shown = _changes(limits)
    values = shown.values[2023].dropna()
    figures = figure_map.Figures("wijk", "Tevreden", "procentpunt", 1, values)
    return figure_map.change(figures, ways(shown, 2023), 2019, 2023)


def test_a_change_is_told_by_the_classes_of_the_legend():
    told = _told((-2.0, 2.0))
    assert told.finding == (
        "Tevreden: in 1 van de 5 wijken hoger in 2023 dan in 2019, in 1 lager, in 3 ongeveer "
        "gelijk."
    )
    assert "een verandering van −2,0 tot +2,0 procentpunt" in told.rest


@pytest.mark.parametrize("limits", [(0.0, 5.0), (5.0,), (-5.0, 0.0)])
def test_without_a_class_around_no_change_the_sign_decides(limits):
    assert _told(limits).finding == (
        "Tevreden: in 2 van de 5 wijken hoger in 2023 dan in 2019, in 2 lager, in 1 gelijk."
    )
