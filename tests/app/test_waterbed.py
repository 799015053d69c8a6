"""The page Waterbed on the demo region."""

from __future__ import annotations

import pytest

from tests.app.test_pages import open_page, text_of
from wijkbeeld.ui import waterbed as page


@pytest.mark.parametrize(
    ("district", "verdict"),
    [
        ("Zuidrand", "**Een aanwijzing voor een waterbed.**"),
        ("Oosterveld", "**Geen aanwijzing voor een waterbed.**"),
    ],
)
def test_a_set_with_and_one_without_a_waterbed(demo, district: str, verdict: str):
    app = open_page("waterbed", vernieuwd=f"register:{district} (fictief)")
    assert not app.exception
    text = text_of(app)
    assert verdict in text
    assert "Een aanwijzing is geen bewijs." in text
    charts = app.get("plotly_chart")
    assert len(charts) == 2
    for chart in charts:
        assert "fictief" in chart.proto.spec
        assert "Bron: " in chart.proto.spec
    table = app.dataframe[0].value
    assert list(table["Waar"])[:2] == ["Vernieuwd", "Ring 1: grenst eraan"]
    assert table["n"].iloc[1] >= 3


def test_choices_are_in_the_link_and_change_the_answer(demo):
    asked = {"vernieuwd": "register:Zuidrand (fictief)"}
    mean = open_page("waterbed", **asked)
    one = open_page("waterbed", **asked, waterbed_tot="2016", ringen="afstand")
    assert mean.query_params["waterbed_tot"] == "alle"
    assert one.query_params["ringen"] == "afstand"
    assert "van 2008 tot 2016" in text_of(one)
    labels = [app.dataframe[0].value["Waar"].iloc[1] for app in (mean, one)]
    assert labels == ["Ring 1: grenst eraan", "Ring 1: tot 1.000 m"]


def test_years_go_with_the_set_that_they_were_chosen_for(demo):
    """Another set kept the years of the one before: a period long before its start."""
    app = open_page("waterbed", vernieuwd="register:Zuidrand (fictief)", waterbed_van="2002")
    assert app.selectbox(key="w_waterbed_van").value == 2002
    app.selectbox(key="w_vernieuwd").select("register:De Hoven (fictief)").run()
    since = app.selectbox(key="w_waterbed_van")
    assert since.value == int(since.options[-1])
    assert since.value > 2002


def test_the_map_shows_clusters_when_asked(demo):
    app = open_page("waterbed", vernieuwd="register:Zuidrand (fictief)", waterbed_kaart="clusters")
    assert not app.exception
    assert "lokale Moran, 9.999 permutaties" in text_of(app)


def test_without_any_set_there_is_a_way_on(demo, monkeypatch):
    monkeypatch.setattr("wijkbeeld.ui.renewed_areas.sets", lambda scope: {})
    app = open_page("waterbed")
    assert not app.exception
    text = text_of(app)
    assert "nog geen vernieuwde gebieden bekend" in text
    assert "Voeg op Vernieuwing een register toe" in text
    assert not app.get("plotly_chart")


def test_a_measure_without_a_wave_before_the_start_says_so(demo):
    app = open_page("waterbed", vmaat="onv", vernieuwd="register:Oosterveld (fictief)")
    assert not app.exception
    assert "geen meting vóór de start in 2006" in text_of(app)


def test_too_few_vulnerable_neighbours_is_said(demo, monkeypatch):
    monkeypatch.setattr("wijkbeeld.analysis.waterbed.FEWEST_RECEIVERS", 40)
    page.computed._found.clear()
    app = open_page("waterbed", vernieuwd="register:Zuidrand (fictief)")
    page.computed._found.clear()
    assert not app.exception
    assert "**Niet te zeggen.**" in text_of(app)
    assert "in deze ring; het moeten er ten minste" in text_of(app)


def test_a_place_without_renewed_areas_offers_ways_on(demo):
    app = open_page("waterbed", plek="GM9902", vernieuwd="register:Zuidrand (fictief)")
    assert not app.exception
    assert "Of voeg op Vernieuwing een register toe" in text_of(app)
    assert any(b.label.startswith("De hele set: ") for b in app.button)
    assert not app.get("plotly_chart")
