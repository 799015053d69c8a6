"""The exploring pages: one area, areas side by side, development given the level, the map's
options.
"""

from __future__ import annotations

import json

import pytest

from tests.app.test_pages import open_page, text_of
from wijkbeeld import paths
from wijkbeeld.store import events, selections
from wijkbeeld.store.selections import Selection


def test_an_area_page_has_everything(demo):
    app = open_page("wijk", niveau="wijk", gebied="WK990101")
    assert not app.exception
    text = text_of(app)
    headings = {h.value for h in app.header}
    assert {
        "De vijf dimensies",
        "Kerncijfers",
        "Binnen het gebied",
        "Buren",
        "Gebieden die erop lijken",
        "Programma's",
    } <= headings
    assert any("(fictief)" in h for h in headings)
    assert "De delen tellen op tot het totaal" in text
    assert "Kenmerken: score 2002" in text
    assert len(app.metric) == 4
    for chart in app.get("plotly_chart"):
        assert "(fictief)" in chart.proto.spec
    app.selectbox(key="w_sinds").set_value(2018).run()
    assert app.selectbox(key="w_dim_van").value == 2018, "dimensions follow"


def test_an_area_page_without_an_area_asks_for_one(demo):
    app = open_page("wijk")
    assert not app.exception
    app.text_input(key="w_zoek_gebied").set_value("WK990201").run()
    app.button(key="vind_wijk_WK990201").click().run()
    assert app.query_params["gebied"] == "WK990201"
    app = open_page("wijk", plek="GM9901", niveau="wijk")
    app.button(key="lijst_WK990102").click().run()
    assert app.query_params["gebied"] == "WK990102"
    assert app.metric
    app = open_page("wijk")
    app.selectbox(key="w_stad").set_value("GM9902").run()
    assert not app.exception
    app.selectbox(key="w_een").set_value(app.selectbox(key="w_een").options and "WK990201").run()
    assert app.query_params["gebied"] == "WK990201"


def test_an_area_of_another_edition_is_said_to_be_absent(demo):
    app = open_page("wijk", niveau="wijk", gebied="WK036386")
    assert not app.exception
    assert "bestaat niet op dit niveau of in deze editie" in text_of(app)


@pytest.mark.parametrize(("level", "code"), [("gemeente", "GM9901"), ("buurt", "BU99010101")])
def test_area_pages_at_other_levels(demo, level, code):
    app = open_page("wijk", niveau=level, gebied=code)
    assert not app.exception
    assert app.query_params["gebied"] == code


def test_area_page_with_real_figures(real):
    app = open_page("wijk", dataset="officieel", niveau="wijk", editie="2022", gebied="WK036386")
    assert not app.exception
    text = text_of(app)
    assert {m.label: m.value for m in app.metric}["Verandering 2002–2022"] == "+0,225 punt"
    assert "40 krachtwijken" in text
    buurt = open_page("wijk", dataset="officieel", niveau="buurt", gebied="BU0363FA01")
    assert not buurt.exception


def test_events_show_in_the_series(own_demo):
    events.replace(
        "demo",
        "WK990101",
        [events.Event("WK990101", 2010, "Sloop van <b>twee</b> flats", "raad")],
        own_demo,
    )
    app = open_page("wijk", niveau="wijk", gebied="WK990101")
    assert "1 · 2010" in text_of(app)
    series = app.get("plotly_chart")[0].proto.spec
    assert "2010: Sloop van" in series
    assert "<b>twee" not in series


def test_comparing_areas(own_demo):
    app = open_page("vergelijken", niveau="wijk", gebieden="WK990101,WK990102,WK990110")
    assert not app.exception
    assert len(app.get("plotly_chart")) == 3
    frame = app.dataframe[0].value
    assert list(frame["Code"]) == ["WK990101", "WK990102", "WK990110"]
    assert frame["Verschil met eerste"].iloc[0] == 0
    change = frame["2024"] - frame["2002"]
    assert (change - frame["Verandering"]).abs().max() < 1e-12
    app.text_input(key="w_vergelijknaam").set_value("Proef").run()
    app.button(key="bewaar_vergelijking").click().run()
    assert selections.selections("demo", own_demo)["Proef"].codes == (
        "WK990101",
        "WK990102",
        "WK990110",
    )


def test_comparing_needs_two_and_a_saved_set_loads(own_demo):
    selections.save("demo", Selection("Oost", "wijk", 2024, ("WK990105", "WK990106")), own_demo)
    app = open_page("vergelijken", niveau="wijk", gebieden="WK990101")
    assert "Kies twee tot acht gebieden" in text_of(app)
    app.button(key="laad_Oost").click().run()
    assert not app.exception
    assert app.query_params["gebieden"] == "WK990105,WK990106"
    assert app.multiselect(key="w_gebieden").value == ["WK990105", "WK990106"]


def test_what_was_saved_is_renamed_removed_and_put_back(own_demo):
    selections.save("demo", Selection("Oost", "wijk", 2024, ("WK990105", "WK990106")), own_demo)
    app = open_page("verloop", niveau="wijk", groep="eigen:Oost")

    def go(page: str) -> None:
        app.switch_page(str(paths.app_script().parent / "pages" / f"{page}.py")).run()

    go("start")
    app.button(key="hernoem_eigen:Oost").click().run()
    app.text_input(key="naam_eigen:Oost").set_value(" Zuid  oost ").run()
    assert list(selections.selections("demo", own_demo)) == ["Zuid oost"]
    go("verloop")
    assert app.query_params["groep"] in ("eigen:Zuid oost", ["eigen:Zuid oost"])
    go("start")
    app.button(key="weg_eigen:Zuid oost").click().run()
    assert not selections.selections("demo", own_demo)
    assert "‘Zuid oost’ is verwijderd." in text_of(app)
    app = open_page("start")  # a reload: another session
    assert "Verwijderd in de laatste 30 dagen (1)" in [e.label for e in app.expander]
    next(b for b in app.button if b.label == "Zet terug").click().run()
    assert not app.exception
    kept = selections.selections("demo", own_demo)["Zuid oost"]
    assert kept.codes == ("WK990105", "WK990106")


def test_development_given_the_level(demo):
    app = open_page("ontwikkeling", niveau="wijk", stad="GM9901")
    assert not app.exception
    text = text_of(app)
    assert "regressie naar het gemiddelde" in text
    assert "ook zonder beleid" not in text
    assert "Dat zegt niet waardoor" in text
    frame = app.dataframe[0].value
    assert set(frame["Gemeente"]) == {"Lindervoort"}


def test_development_with_one_wave_says_why_there_is_none(real):
    app = open_page("ontwikkeling", dataset="officieel", niveau="buurt")
    assert not app.exception
    assert "maar één meting" in text_of(app)


@pytest.mark.parametrize("against", ["gemeente", "delen", "start", "nieuw-west-onbekend"])
@pytest.mark.parametrize("mode", ["situatie", "ontwikkeling"])
def test_every_reading_of_the_map(demo, against, mode):
    app = open_page(niveau="wijk", weergave=mode, tegen=against)
    assert not app.exception
    text = text_of(app)
    if against == "gemeente":
        assert "van de eigen gemeente in dezelfde meting" in text
        assert "gewogen naar inwoners" in text
    if against == "delen":
        assert "Negen even grote groepen" in text
        assert "laagste vier klassen" not in text


def test_a_selection_is_a_group_on_map_and_series(own_demo):
    selections.save(
        "demo", Selection("Oost", "wijk", 2024, ("WK990105", "WK990106", "WK999999")), own_demo
    )
    app = open_page(niveau="wijk", tegen="eigen:Oost", markeer="eigen:Oost")
    assert not app.exception
    assert "1 gebied bestaat niet" in text_of(app)
    series = open_page("verloop", niveau="wijk", gebieden="WK990101", groep="eigen:Oost")
    assert not series.exception
    said = text_of(series).replace("\\", "")
    assert "De groep ‘Selectie: Oost’ is 2 wijken: " in said
    assert "Elk gebied telt even zwaar" in said
    title = json.loads(series.get("plotly_chart")[0].proto.spec)["layout"]["title"]["text"]
    assert "de groep ‘Selectie: Oost’" in title.replace("<br>", " ")


def test_one_of_the_chosen_areas_can_be_let_go(demo):
    app = open_page(niveau="wijk", keuze="WK990101,WK990102,WK990103", gebied="WK990103")
    app.button(key="laat_los_WK990102").click().run()
    assert not app.exception
    assert "2 wijken gekozen" in text_of(app)
    assert app.query_params["keuze"] == "WK990101,WK990103"


def test_several_areas_can_be_chosen_by_link(own_demo):
    app = open_page(niveau="wijk", keuze="WK990101,WK990102,WK990103", gebied="WK990103")
    assert not app.exception
    assert "3 wijken gekozen" in text_of(app)
    assert app.query_params["keuze"] == "WK990101,WK990102,WK990103"
    app.text_input(key="w_selectienaam").set_value("Drie").run()
    app.button(key="bewaar_selectie").click().run()
    assert any("Bewaard" in said.value for said in app.toast)
    assert any("Iedereen die" in said.value for said in app.caption)
    assert selections.selections("demo", own_demo)["Drie"].codes == (
        "WK990101",
        "WK990102",
        "WK990103",
    )
    next(b for b in app.button if b.key == "wis_gebied").click().run()
    assert "keuze" not in app.query_params


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("kaart", {"jaar": "²"}),
        ("kaart", {"schuif": "²"}),
        ("kaart", {"niveau": "auto", "tegen": "gemeente"}),
        ("kaart", {"niveau": "auto", "weergave": "ontwikkeling", "van": "2014"}),
        ("vergelijken", {"niveau": "wijk", "gebieden": "WK990101,WK990101,WK990102"}),
        ("wijk", {"gebied": "[klik](https://evil.nl)"}),
        ("wijk", {"niveau": "[klik](https://evil.nl)"}),
    ],
)
def test_odd_links_never_break_a_page(demo, page, query):
    app = open_page(page, **query)
    assert not app.exception
    assert "[klik](https" not in text_of(app)


def test_dimension_development_on_the_grid_starts_where_dimensions_start(demo):
    app = open_page(niveau="grid", weergave="ontwikkeling", maat="onv")
    assert not app.exception
    assert app.query_params["van"] == "2014"
    assert app.dataframe[0].value["Vierkanten"].sum() == 8376


def test_an_area_page_leaves_the_years_of_other_pages_alone(demo):
    app = open_page("wijk", niveau="wijk", gebied="WK990101", van="2002", tot="2012")
    assert "bestaat hier niet" not in text_of(app)


def test_levels_by_zoom_and_the_grid(demo):
    assert "7 gemeenten" in text_of(open_page(niveau="auto"))
    app = open_page(niveau="grid", weergave="ontwikkeling")
    assert not app.exception
    assert "8.376 bewoonde vierkanten" in text_of(app)
    assert app.dataframe[0].value["Vierkanten"].sum() == 8376


def test_a_second_map(demo):
    for second in ("onv", "zelfde"):
        assert not open_page(niveau="wijk", tweede=second).exception
        assert not open_page(
            niveau="wijk", tweede=second, weergave="ontwikkeling", van="2016"
        ).exception


def test_the_first_wave_of_the_map_goes_along_to_the_area(demo):
    development = {"weergave": "ontwikkeling", "van": "2014", "gebied": "WK990101"}
    app = open_page("kaart", niveau="wijk", keuze="WK990101", **development)
    app.button(key="naar_wijk").click().run()
    assert not app.exception
    assert app.query_params["sinds"] == "2014"
    assert "Verandering 2014–2024" in {m.label for m in app.metric}
    series = json.loads(app.get("plotly_chart")[0].proto.spec)
    title = series["layout"]["title"]["text"].replace("<br>", " ")
    assert "in 2014 " in title
    assert "2002" not in title
    assert all("Verandering 2002–2024" not in frame.value for frame in app.dataframe)
    assert any("Verandering 2014–2024" in frame.value for frame in app.dataframe)
