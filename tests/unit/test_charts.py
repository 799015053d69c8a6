"""Series: to scale, gaps open, breaks drawn as breaks, names never markup."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from wijkbeeld.catalog import Break, catalog
from wijkbeeld.charts.series import Line, Style, Years, series_figure
from wijkbeeld.charts.text import Axis, Heading, frame
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


@pytest.mark.parametrize("count", [1, 2])
def test_references_differ_in_dash(count):
    lines = [Line(f"R{n}", [2002, 2008], [1, 2], is_reference=True) for n in range(count)]
    dashes = [t.line.dash for t in drawn(lines, "score", 2).data]
    assert len(set(dashes)) == count


def test_a_long_title_takes_more_lines_and_the_room_for_them():
    short = frame(go.Figure(), "Totaalscore (fictief)", "Bron: x", 400)
    title = "Overlast en onveiligheid: niveau 2002 & ontwikkeling 2002-2024 (fictief)"
    long = frame(go.Figure(), title, "Bron: x", 400)
    assert short.layout.title.text.count("<br>") == 1
    first, second, _ = long.layout.title.text.split("<br>")
    assert max(len(first), len(second)) < 60
    assert "&amp;" in long.layout.title.text, "a name is text on every line"
    assert long.layout.margin.t > short.layout.margin.t
