"""Figures on the pages: map, classes, two measures, development, files; without a browser."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from tests.app.test_pages import open_page, text_of
from wijkbeeld import pipeline
from wijkbeeld.map import palette
from wijkbeeld.map.bivariate import bivariate
from wijkbeeld.store import selections
from wijkbeeld.store.read import open_dataset
from wijkbeeld.words.numbers import number


def test_a_figure_is_on_the_map_with_unit_and_link(demo):
    app = open_page("kaart", niveau="wijk", maat="woz", jaar="2020")
    assert not app.exception
    text = text_of(app)
    assert ": de middelste helft van de 120 wijken ligt in 2020 tussen" in text
    assert "duizend euro" in text
    assert "De grenzen zijn in alle jaren gelijk" in text
    assert app.query_params["maat"] == "woz"
    assert app.query_params["jaar"] == "2020"
    data = open_dataset("demo")
    table = app.dataframe[0].value
    column = "Waarde (× 1.000 euro)"
    published = data.wide(data.scope("wijk", 2024), "woz")[2020]
    assert table.set_index("Code")[column].to_dict() == published.dropna().to_dict()


def test_classes_change_with_the_options_and_stay_in_the_link(demo):
    app = open_page("kaart", niveau="wijk", maat="woz")
    app.selectbox(key="w_klassen").set_value("natuurlijk").run()
    assert "natuurlijke grenzen (Fisher-Jenks)" in text_of(app).replace("\\", "")
    app.selectbox(key="w_klassen").set_value("eigen").run()
    (field,) = [t for t in app.text_input if t.label == "Grenzen"]
    field.set_value("300;200").run()
    assert "moeten oplopen, maar na 300 komt 200" in text_of(app)
    (field,) = [t for t in app.text_input if t.label == "Grenzen"]
    field.set_value("200;300").run()
    assert app.query_params["grenzen"] == "woz.0.:200; 300"
    assert set(app.dataframe[0].value["Klasse"]) == {"minder dan 200", "200 tot 300", "300 of meer"}
    again = open_page("kaart", **{k: str(v) for k, v in dict(app.query_params).items()})
    assert set(again.dataframe[0].value["Klasse"]) == set(app.dataframe[0].value["Klasse"])
    other = open_page(
        "kaart", niveau="wijk", maat="koop", klassen="eigen", grenzen="woz.0.:200;300"
    )
    assert "Typ je grenzen" in text_of(other), "limits of one measure are no other's"


def test_development_of_a_figure_says_why_a_year_cannot_be(demo):
    app = open_page("kaart", niveau="wijk", maat="woz", weergave="ontwikkeling", van="2014")
    assert "waarde: in 119 van de 120 wijken hoger in 2024 dan in 2014" in text_of(app)
    lost = open_page("kaart", niveau="wijk", maat="woz", weergave="ontwikkeling", van="2004")
    text = text_of(lost)
    assert "niet te vergelijken met 2004" in text
    assert "Breuk in 2005" in text
    assert "We tonen de verandering vanaf 2014" in text
    code = open_page("kaart", niveau="wijk", maat="stedelijkheid", weergave="ontwikkeling")
    assert "We tonen de situatie" in text_of(code)
    assert not code.exception


def test_two_measures_on_one_map(demo):
    app = open_page("kaart", niveau="wijk", maat="lbm", tweede="woz", samen="ineen")
    assert not app.exception
    text = text_of(app)
    assert "hoog op zowel totaalscore leefbaarheid als gemiddelde WOZ" in text
    assert "Samenhang is geen oorzaak" in text
    assert {"Totaalscore leefbaarheid (score)", "Gemiddelde WOZ-waarde (× 1.000 euro)"} <= set(
        app.dataframe[0].value
    )
    assert app.query_params["samen"] == "ineen"


def test_a_measure_that_a_level_lacks_offers_the_levels_that_have_it(own_demo, tmp_path):
    file = tmp_path / "buurtmonitor.csv"
    file.write_text("code;jaar;rapportcijfer\nWK990101;2021;6,5\nWK990102;2021;7,5\n", "utf-8")
    mapping = tmp_path / "buurtmonitor.wijkbeeld.toml"
    mapping.write_text(
        'patroon = "buurtmonitor.csv"\ncode = "code"\njaarkolom = "jaar"\nindeling = 2024\n'
        'bron = "Gemeente"\n[kolommen]\n'
        'rapportcijfer = { indicator = "rapport", label = "Rapportcijfer", eenheid = "cijfer" }\n',
        "utf-8",
    )
    pipeline.import_paths([file], "demo", [tmp_path])
    app = open_page("kaart", niveau="wijk", maat="rapport")
    text = text_of(app)
    assert "Rapportcijfer: de middelste helft van de 2 wijken ligt in 2021" in text
    away = open_page("kaart", niveau="buurt", maat="rapport")
    assert "geen cijfers per buurt. Wel per wijk." in text_of(away)
    away.button(key="naar_niveau_wijk").click().run()
    assert "de 2 wijken ligt in 2021" in text_of(away)
    for page in ("ontwikkeling", "vergelijken", "verloop"):
        shown = open_page(page, niveau="wijk", maat="rapport", gebieden="WK990101,WK990102")
        assert not shown.exception, page
    assert "Rapportcijfer" in "".join(c.proto.spec for c in shown.get("plotly_chart"))


@pytest.mark.parametrize("measure", ["woz", "laag_inkomen", "inwoners"])
def test_other_pages_write_a_figure_in_its_own_unit(demo, measure):
    areas = "WK990130,WK990508,WK990304"
    grown = open_page("ontwikkeling", niveau="wijk", maat=measure)
    beside = open_page("vergelijken", niveau="wijk", maat=measure, gebieden=areas)
    for app in (grown, beside):
        assert not app.exception
        assert " punt" not in text_of(app)
        assert len(app.get("plotly_chart")) >= 1
    data = open_dataset("demo")
    table = data.wide(data.scope("wijk", 2024), measure)
    frame = beside.dataframe[0].value.set_index("Code")
    base, wave = beside.query_params["van"], beside.query_params["tot"]
    expected = (table[int(wave)] - table[int(base)]).loc[frame.index]
    assert frame["Verandering"].round(9).equals(expected.round(9).rename("Verandering"))


def test_files_of_a_map_hold_the_figures_and_their_unit(demo, monkeypatch):
    files: dict[str, object] = {}
    monkeypatch.setattr(
        "streamlit.download_button",
        lambda label, data, file_name=None, *_, **__: files.update({file_name: data}),
    )
    app = open_page("kaart", niveau="wijk", maat="lbm", tweede="woz", samen="ineen")
    assert not app.exception
    (name,) = [str(n) for n in files if str(n).endswith(".xlsx")]
    assert name.startswith("wijkbeeld_wijk_lbm-woz_2024_"), "what, of when"
    make = files[name]
    book = openpyxl.load_workbook(io.BytesIO(make()))
    head, first = (list(r) for r in book["Gegevens"].iter_rows(max_row=2, values_only=True))
    assert "2024 Gemiddelde WOZ-waarde (× 1.000 euro)" in head
    data = open_dataset("demo")
    woz = data.wide(data.scope("wijk", 2024), "woz")[2024]
    assert first[head.index("2024 Gemiddelde WOZ-waarde (× 1.000 euro)")] == woz[first[0]]
    page = files[name.replace(".xlsx", ".html")]()
    assert "hoog en laag" in page
    shown = bivariate(data.scope("wijk", 2024), "lbm", "woz", None)
    for colour in shown.colours(palette.DEFAULT).classes:
        assert colour in page


def test_a_figure_download_names_its_unit_and_source(demo, monkeypatch):
    files: dict[str, object] = {}
    monkeypatch.setattr(
        "streamlit.download_button",
        lambda label, data, file_name=None, *_, **__: files.update({file_name: data}),
    )
    open_page("kaart", niveau="buurt", maat="laag_inkomen")
    (name,) = [n for n in files if str(n).endswith(".csv")]
    table = pd.read_csv(io.BytesIO(files[name]()), sep=";", decimal=",")
    assert set(table["Eenheid"]) == {"%"}
    assert "Bron" in table
    (values,) = [c for c in table if c.endswith("(%)")]
    assert re.search(r" \d{4} \(%\)$", values), "the year stands in the name of the column"
    assert table[values].notna().all()


def test_two_maps_say_whether_the_measures_go_together_within_the_place(demo):
    app = open_page("kaart", niveau="wijk", plek="GM9901", tweede="woz", samen="naast")
    data = open_dataset("demo")
    scope = data.scope("wijk", 2024)
    inside = data.by_code(scope.within("GM9901")).index
    both = pd.DataFrame({m: data.wide(scope, m)[2024] for m in ("lbm", "woz")}).loc[inside].dropna()
    together = both["lbm"].corr(both["woz"], method="spearman")
    text = text_of(app).replace("\\", "")
    assert f"voor {len(both)} wijken met beide cijfers" in text
    assert f"(Spearman) is {number(together, 2)}:" in text
    assert "geen oorzaak" in text


def test_two_measures_without_a_year_in_common_leave_a_way_back(demo, monkeypatch):
    monkeypatch.setattr("wijkbeeld.ui.kaart.choice.shared_years", lambda *_: [])
    app = open_page("kaart", niveau="wijk", tweede="woz", samen="ineen")
    assert "geen jaar samen" in text_of(app)
    (side_by_side,) = [b for b in app.button if b.label == "Zet de kaarten naast elkaar"]
    side_by_side.click().run()
    assert not app.exception
    assert app.query_params["samen"] == "naast"
    assert "geen jaar samen" not in text_of(app)


def test_a_workbook_says_where_own_classes_begin_and_on_which_day(demo, monkeypatch):
    files: dict[str, object] = {}
    monkeypatch.setattr(
        "streamlit.download_button",
        lambda label, data, file_name=None, *_, **__: files.update({file_name: data}),
    )
    open_page("kaart", niveau="wijk", weergave="ontwikkeling", van="2014")
    (name,) = [n for n in files if str(n).endswith(".xlsx")]
    book = openpyxl.load_workbook(io.BytesIO(files[name]()))
    cells = [str(v) for s in book for row in s.iter_rows(values_only=True) for v in row if v]
    assert any(
        "kleine verbetering: de verandering is vanaf +0,020 tot +0,050 punt" in c for c in cells
    )
    assert any("onze eigen grenzen" in c for c in cells)
    assert any(re.search(r"gebouwd op \d\d-\d\d-\d{4}$", c) for c in cells)


def test_a_selection_across_gemeenten_names_them_beside_its_areas(own_demo):
    selections.save("demo", selections.Selection("Twee", "wijk", 2024, ("WK990101", "WK990201")))
    app = open_page("kaart", niveau="wijk", plek="eigen:Twee")
    data = open_dataset("demo")
    labels = data.by_code(data.scope("wijk", 2024))["label"]
    assert set(app.dataframe[0].value["Gebied"]) == {labels["WK990101"], labels["WK990201"]}


def test_two_maps_that_share_no_year_say_of_which_each_is(demo, monkeypatch):
    from wijkbeeld.ui.kaart import choice, second_map

    monkeypatch.setattr(choice, "shared_years", lambda *_: [])
    monkeypatch.setattr(
        second_map, "choice_of", lambda _, of: replace(of, measure=woz, waves=(2013, 2015))
    )
    data = open_dataset("demo")
    woz = data.measures()["woz"]
    app = open_page("kaart", niveau="wijk", maat="lbm", tweede="woz", jaar="2016")
    assert "Links staat totaalscore leefbaarheid in 2016, rechts" in text_of(app).replace("\\", "")
    assert "in 2015." in text_of(app)
