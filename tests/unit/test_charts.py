"""Series: to scale, gaps open, breaks drawn as breaks, names never markup."""

from __future__ import annotations

import math
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.catalog import Break, catalog
from wijkbeeld.charts.level import ClassMeans, means_figure
from wijkbeeld.charts.lines import Kind, Line, Style, apart
from wijkbeeld.charts.series import Years, series_figure
from wijkbeeld.charts.spread import spread_figure
from wijkbeeld.charts.text import GREY, MEASURED, SOURCE, Axis, Heading, fit_lines, frame, painted
from wijkbeeld.map import palette
from wijkbeeld.ui import window
from wijkbeeld.ui.start_classes import _POINTS as POINTS
from wijkbeeld.ui.tables import Origin, to_csv

BLACK = Style(["#000"])


def drawn(lines, unit="score", decimals=2, **years):
    return series_figure(lines, Axis(unit, decimals), Heading("", ""), BLACK, Years(**years))


def test_a_line_is_cut_at_a_break():
    line = Line("A", [2004, 2005, 2009, 2010], [1.0, 2.0, 3.0, 4.0])
    figure = drawn([line], "%", 0, breaks=(Break(year=2009, note="andere bron"),))
    y = list(figure.data[0].y)
    assert any(math.isnan(v) for v in y)
    assert y.index(3.0) - 1 == next(n for n, v in enumerate(y) if math.isnan(v))
    assert not figure.data[0].connectgaps
    assert "breuk" in [a.text for a in figure.layout.annotations]


def test_years_too_far_apart_are_not_joined():
    figure = drawn([Line("A", [2004, 2005, 2012], [1, 2, 3])], "%", 0, join_over=2)
    assert any(math.isnan(v) for v in figure.data[0].y)


def test_the_axis_is_to_scale():
    figure = drawn([Line("A", [2002, 2008, 2012], [1, 2, 3])], "score", 2)
    assert list(figure.data[0].x) == [2002, 2008, 2012]
    assert figure.layout.xaxis.type is None or figure.layout.xaxis.type == "linear"
    assert list(figure.layout.xaxis.tickvals) == [2002, 2008, 2012]


def test_a_missing_value_is_a_gap():
    figure = drawn([Line("A", [2014, 2016, 2018], [1.0, float("nan"), 2.0])], "punt", 3)
    assert math.isnan(figure.data[0].y[1])


def test_policy_bands_never_share_a_row_and_a_year():
    figure = drawn([Line("A", [2002, 2024], [1, 2])], "score", 2, bands=catalog().timeline)
    (strip,) = [t for t in figure.data if t.type == "bar"]
    bars = [
        (start, start + length, row)
        for start, length, row in zip(strip.base, strip.x, strip.y, strict=True)
    ]
    assert len(bars) >= 6
    for n, (a0, a1, row) in enumerate(bars):
        for b0, b1, other in bars[n + 1 :]:
            assert row != other or a1 <= b0 or b1 <= a0
    assert all("Bron: " in text for text in strip.customdata)


def test_a_name_is_never_markup():
    figure = drawn([Line("<b onload=x>%{y}", [2002], [1.0])], "score", 2)
    assert "<b" not in figure.data[0].hovertemplate.split("<extra>")[1].replace("</extra>", "")


def test_csv_opens_well_in_dutch_excel():
    frame = pd.DataFrame(
        {"Score": [4.1234, None], "Naam": ["=HYPERLINK(1)", "Oost; West"]}, index=["a", "b"]
    )
    text = to_csv(
        frame, Origin("Totaalscore", "score", "2022", "BZK", 2022, fictional=True)
    ).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].split(";")[:2] == ["index", "Totaalscore 2022 (score)"]
    assert "4,1234" in lines[1]
    assert "'=HYPERLINK" in lines[1]
    assert '"Oost; West"' in lines[2]
    assert lines[1].endswith("BZK, editie 2022 (fictief)")


def test_gemeente_and_everything_are_told_apart_and_beside_the_area():
    kinds = (Kind.MAIN, Kind.AROUND, Kind.ALL)
    lines = [Line(k, [2002, 2008], [1, 2], k) for k in kinds]
    looks = [t.line for t in drawn(lines).data]
    assert [look.dash for look in looks] == ["solid", "2px,3px", "7px,4px"]
    assert [look.width for look in looks] == [3.5, 2, 2]


@given(
    st.lists(st.tuples(st.floats(-50, 350), st.sampled_from([20, 36, 52])), min_size=1, max_size=8)
)
def test_names_at_the_ends_of_lines_never_overlap(labels):
    wanted, heights = (list(part) for part in zip(*labels, strict=True))
    room = 8 * 52
    middles = apart(wanted, heights, room)
    placed = sorted(zip(middles, heights, strict=True))
    for (low, tall), (high, other) in pairwise(placed):
        assert high - low >= (tall + other) / 2 - 1e-6
    assert placed[0][0] - placed[0][1] / 2 >= -1e-6
    assert placed[-1][0] + placed[-1][1] / 2 <= room + 1e-6
    assert [w for _, w in sorted(zip(middles, wanted, strict=True))] == sorted(wanted)


def test_a_name_stays_at_its_line_where_there_is_room():
    assert apart([40.0, 200.0], [20, 36], 300) == [40.0, 200.0]


@pytest.mark.parametrize(("count", "is_legend"), [(8, False), (9, True)])
def test_many_lines_have_a_legend_and_few_have_their_names_at_the_end(count, is_legend):
    lines = [Line(f"Gebied {n}", [2002, 2008], [1, n]) for n in range(count)]
    figure = drawn(lines)
    named = {a.text for a in figure.layout.annotations} & {f"Gebied {n}" for n in range(count)}
    assert len(named) == (0 if is_legend else count)
    assert bool(figure.layout.showlegend) is is_legend


def test_margins_are_drawn_and_a_point_of_few_is_open():
    line = Line(
        "A",
        [2020, 2022],
        [60.0, 64.0],
        counts={2020: 12, 2022: 310},
        margins={2020: 27.0},
        few={2020: "weinig ondervraagden (n = 12)"},
    )
    figure = drawn([line], "%", 0)
    (trace,) = figure.data
    assert list(trace.error_y.array) == [27.0, 0.0]
    assert list(trace.marker.symbol) == ["circle-open", "circle"]
    assert trace.text[0] == "weinig ondervraagden (n = 12)"
    assert trace.customdata[0] == "60 ± 27 (n = 12)"
    mean = drawn([Line("B", [2020], [60.0], counts={2020: 14}, counted="wijken")], "%", 0).data[0]
    assert mean.customdata[0] == "60 (n = 14 wijken)", "areas do not read as respondents"
    low, high = figure.layout.yaxis.range
    assert low < 33, "the whisker lies within the picture"
    assert high > 87


def test_a_long_title_takes_more_lines_and_the_room_for_them():
    title = "Overlast en onveiligheid: niveau 2002 & ontwikkeling 2002-2024 (fictief)"
    short, long = (frame(go.Figure(), Heading(t, "Bron: x", "m"), 300) for t in ("Score", title))
    first, second = long.layout.title.text.split("<br>")
    assert max(len(first), len(second)) < 60
    assert "&amp;" in long.layout.title.text, "a name is text on every line"
    grown = long.layout.height - short.layout.height
    assert grown == long.layout.margin.t - short.layout.margin.t > 0, "no room from the plot"


def test_lines_are_as_long_as_the_window_holds():
    title = "Van de 48 wijken met een laag begin lag bij 28 de ontwikkeling boven het gemiddelde"

    def lines(window: int | None) -> list[str]:
        fit_lines(window)
        figure = frame(go.Figure(), Heading(title, "Bron: x", "m"), 300)
        return figure.layout.title.text.split("<br>")

    try:
        assert len(lines(390)) == len(lines(None)) == len(lines(1199)) == 2
        assert len(lines(1440)) == 2
        assert max(map(len, lines(1440))) > max(map(len, lines(390)))
    finally:
        fit_lines(None)


@pytest.mark.parametrize(
    ("told", "width"), [("1440", 1440), ("", None), ("-3", None), ("1e3", None), ("²", None)]
)
def test_the_width_that_a_browser_tells_is_a_number_or_nothing(told, width, monkeypatch):
    monkeypatch.setattr(window.st, "context", SimpleNamespace(cookies={window.COOKIE: told}))
    assert window.width() == width


def test_a_saved_picture_says_what_is_measured_and_where_it_comes_from():
    figure = painted(drawn([Line("A", [2002, 2008], [1, 2])]), "#16202b", "#44505c", "#5c6874")
    frame(figure, Heading("Titel", "Bron: BZK", "Totaalscore (score)"), 300)
    notes = {a.name: a for a in painted(figure, "#16202b", "#44505c", "#5c6874").layout.annotations}
    assert notes[MEASURED].text == "Totaalscore (score)"
    assert notes[SOURCE].text == "Bron: BZK"
    assert "<b>" not in notes[SOURCE].text
    assert (notes[SOURCE].font.size, notes[SOURCE].font.color) == (13, "#5c6874")
    assert figure.layout.modebar.color == "#44505c", "the button that saves it can be seen"


@pytest.mark.parametrize(
    ("colours", "ground"),
    [
        (("#16202b", "#44505c", "#5c6874", *palette.LINES), "#ffffff"),
        (("#e8edf2", "#b9c4cf", "#9aa7b4", *palette.LINES_DARK), "#12181f"),
    ],
)
def test_text_of_charts_stands_out_on_both_grounds(colours, ground):
    for colour in colours:
        one, other = sorted((light(colour), light(ground)))
        assert (other + 0.05) / (one + 0.05) >= 4.5, colour


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_bars_of_start_classes_have_no_colour_of_the_map():
    means = pd.DataFrame({"mean": [0.1, -0.197], "n": [30, 20]}, index=[1, 2])
    drawn = means_figure(
        ClassMeans("alle gebieden", means, POINTS),
        None,
        ("zwak", "sterk"),
        ("#ff0000", "#00ff00"),
        Heading("t", "b"),
    )
    (bars,) = drawn.data
    assert bars.marker.color == GREY
    assert "#00ff00" in bars.y[1], "the class keeps its colour, at its name"


def test_the_spread_of_gemeenten_is_a_band_cut_at_breaks():
    years = [2010, 2011, 2013, 2014, 2015]
    spread = pd.DataFrame(
        {
            "n": 40,
            "low": [10.0, 11, 12, 13, 14],
            "middle": [20.0, 21, 22, 23, 24],
            "high": [70.0, 71, 72, 73, 74],
        },
        index=years,
    )
    named = Line("Elsterdam", years, [30.0, 31, 32, 33, 34])
    broken = (Break(year=2013, note="Andere indeling."),)
    heading = Heading("Gevonden", "Bron: CBS", "n = 40 gemeenten")
    figure = spread_figure(spread, [named], broken, "gemeenten", heading, Style(("#1b5e9b",)))
    bands = [t for t in figure.data if t.fill == "toself"]
    assert [sorted(set(b.x)) for b in bands] == [[2010, 2011], [2013, 2014, 2015]]
    assert list(bands[0].y) == [70, 71, 11, 10]
    assert list(figure.data[: len(bands)]) == bands, "below the lines"
    assert figure.layout.yaxis.range[1] > 74
    hovers = [str(t.customdata) for t in figure.data if t.name == "Middelste (mediaan)"]
    assert "n = 40 gemeenten" in hovers[0]
    few = spread.assign(low=float("nan"), high=float("nan"))
    bare = spread_figure(few, [named], (), "gemeenten", heading, Style(("#1b5e9b",)))
    assert [t.name for t in bare.data] == ["Elsterdam", "Middelste (mediaan)"]


def test_colours_of_the_theme_go_on_a_copy_that_keeps_its_numbers():
    numbers = np.arange(3.0)
    figure = go.Figure([go.Scatter(x=numbers, y=numbers), go.Waterfall(x=numbers, y=numbers)])
    figure.update_layout(title={"text": "T"}, xaxis2={"title": {"text": "tweede"}})
    figure.add_annotation(text="bron", name=SOURCE)
    figure.add_annotation(text="rood", font={"color": "red", "size": 9})
    before = figure.to_json()
    drawn = painted(figure, "#111111", "#222222", "#333333")
    assert figure.to_json() == before
    assert drawn.data[0].x.tolist() == numbers.tolist(), "not packed for a browser"
    assert drawn.layout.title.font.color == "#111111"
    assert drawn.layout.xaxis2.title.text == "tweede"
    assert {drawn.layout[a].tickfont.color for a in ("xaxis", "xaxis2", "yaxis")} == {"#222222"}
    assert [(n.font.color, n.font.size) for n in drawn.layout.annotations] == [
        ("#333333", None),
        ("red", 9),
    ]
    assert drawn.data[1].textfont.color == "#222222"
    assert drawn.data[0].textfont.color is None
