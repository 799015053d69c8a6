"""Charts and tables that are shown large: named by what they show, written out, drawn once."""

from __future__ import annotations

import gzip
import json

import pandas as pd
import plotly.graph_objects as go
import pytest

from wijkbeeld.charts.text import Heading, frame
from wijkbeeld.present import big_figures, figure_svg
from wijkbeeld.present.big_figures import BigChart, BigTable
from wijkbeeld.present.chart_paper import INK, ON_DARK
from wijkbeeld.words.numbers import number

ROWS = (("Overtoomse Veld", "4,12"), ("Slotermeer", "–"))


def content(name: str) -> dict:
    packed = big_figures.content(name)
    assert packed is not None
    return json.loads(gzip.decompress(packed))


def table(**changes: object) -> BigTable:
    made = {
        "title": "Scores per wijk",
        "columns": ("Gebied", "Score"),
        "figures": (False, True),
        "rows": ROWS,
        "of": 2,
        "fictional": False,
    }
    return BigTable(**made | changes)


def chart(*, is_dark: bool = False) -> BigChart:
    figure = go.Figure(go.Scatter(x=[2002, 2022], y=[4.0, 4.2], mode="lines"))
    figure.add_annotation(text="gemeten", x=2012, y=4.1, font={"color": INK})
    return BigChart(figure, "De stad steeg (fictief). Score.", fictional=True, is_dark=is_dark)


def test_a_table_is_found_by_what_it_shows_and_says_where_it_comes_from():
    name = big_figures.keep_table(table())
    assert big_figures.keep_table(table()) == name
    assert big_figures.keep_table(table(title="Scores per buurt")) != name
    big_figures.name_source(name, "Leefbaarometer 3.0, editie 2022")
    shown = content(name)["table"]
    assert shown["source"] == "Leefbaarometer 3.0, editie 2022"
    assert shown["rows"] == [list(r) for r in ROWS]
    assert big_figures.content("0" * 32) is None


def test_cells_are_written_and_what_is_missing_is_a_dash():
    rows = [["A", 4.123], ["B", float("nan")], [None, pd.NA]]
    written = big_figures.cells(rows, [None, lambda v: number(v, 2)])
    assert written == (("A", "4,12"), ("B", "–"), ("–", "–"))
    assert len(big_figures.cells([["A"]] * 999, [None])) == big_figures.MOST_ROWS


def test_a_chart_is_drawn_once_with_its_title_and_that_it_is_fictional(monkeypatch):
    name = big_figures.keep_chart(chart())
    shown = content(name)["chart"]
    assert (shown["title"], shown["fictional"], shown["dark"]) == ("De stad steeg", True, False)
    assert INK in shown["svg"]
    monkeypatch.setattr(figure_svg, "svg", lambda *_, **__: pytest.fail("drawn again"))
    assert content(name)["chart"] == shown


def test_a_chart_for_a_dark_ground_has_light_words():
    shown = content(big_figures.keep_chart(chart(is_dark=True)))["chart"]
    assert INK not in shown["svg"]
    assert ON_DARK[INK] in shown["svg"]


def test_what_was_shown_longest_ago_goes_first(monkeypatch):
    first = big_figures.keep_table(table(of=3))
    monkeypatch.setattr(big_figures, "MOST", 2)
    later = [big_figures.keep_table(table(of=n)) for n in (4, 5)]
    assert big_figures.content(first) is None
    assert all(big_figures.content(name) for name in later)


def test_a_band_is_filled_and_has_no_line():
    band = go.Scatter(
        x=[2002, 2022, 2022, 2002],
        y=[4, 4, 5, 5],
        mode="lines",
        fill="toself",
        fillcolor="rgba(200, 65, 11, 0.2)",
        line={"width": 0},
    )
    drawn = figure_svg.svg(go.Figure(band))
    assert "#c8410b" in drawn
    assert "#1f77b4" not in drawn, "a line of width nought got a colour of its own"
    with pytest.raises(ValueError, match="tonexty"):
        figure_svg.svg(go.Figure(go.Scatter(x=[1], y=[1], fill="tonexty")))


def test_a_figure_with_a_legend_still_says_what_is_measured_and_its_source():
    figure = go.Figure(go.Bar(x=[1], y=[2]))
    frame(figure, Heading("Steeg", "Bron: Leefbaarometer 3.0", "Score."), 300, legend=True)
    assert figure_svg.told(figure) == figure_svg.Told("Score.", "Bron: Leefbaarometer 3.0")


def test_a_large_chart_says_what_its_colours_mean():
    """The names of stacked bars stand in the line below the title: large, they were lost."""
    figure = go.Figure()
    figure.add_annotation(
        name="gemeten", text="Deel.<br><span style='color:#a9480f'><b>■</b></span> Corporatie"
    )
    name = big_figures.keep_chart(BigChart(figure, "Eigendom.", fictional=False, is_dark=False))
    (sign,) = content(name)["chart"]["signs"]
    assert sign == {"sign": "■", "colour": "#a9480f", "label": "Corporatie"}
