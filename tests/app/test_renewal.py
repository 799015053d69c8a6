"""The page Vernieuwing: eight steps, choices in the link, own registers, goals beside results."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from shapely.geometry import Point
from shapely.ops import transform

from tests.app.test_pages import open_page, text_of
from wijkbeeld.map.live import Drawn
from wijkbeeld.pipeline import DEMO_REGISTER
from wijkbeeld.renewal import cities as renewal_cities
from wijkbeeld.renewal import placing, sets
from wijkbeeld.store import goals, registers, selections
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.register_row import Problem, RegisterRow, RowProblem
from wijkbeeld.store.selections import Selection
from wijkbeeld.ui.vernieuwing import drawn_polygon


def steps(app) -> list[str]:
    return [e.label.strip("*") for e in app.expander if e.label[2:3].isdigit()]


def test_the_argument_in_eight_steps(demo):
    app = open_page("vernieuwing")
    assert not app.exception
    assert [s[0] for s in steps(app)] == list("12345678")
    text = text_of(app)
    assert "25 wijken" in text
    assert "Je kunt niet zeggen dat de vernieuwing dit verschil veroorzaakte" in text
    assert "Woningvoorraad verandert per definitie" in text
    assert app.query_params["vernieuwd"] == f"register:{DEMO_REGISTER}"
    charts = app.get("plotly_chart")
    assert len(charts) >= 7
    for chart in charts:
        assert "fictief" in chart.proto.spec


def test_nothing_to_compare_says_why(demo):
    app = open_page("vernieuwing", vmaat="onv", vernieuwd="register:Oosterveld (fictief)")
    told = [w.value for w in app.warning if w.value.startswith("Er is niets te vergelijken.")]
    assert told == [
        "Er is niets te vergelijken. Er is geen meting van vóór de start: de eerste met deze maat "
        "is 2014."
    ]


def test_a_passing_low_is_flagged_on_the_page(demo):
    app = open_page("vernieuwing", vernieuwd="register:De Hoven (fictief)")
    assert not app.exception
    warned = "\n".join(w.value for w in app.warning)
    assert "Na een tijdelijk dal stijgt een score meestal weer" in warned
    assert "Welke van de twee klopt, is niet te zien" in text_of(app)
    assert "die niet in dit register staan" in text_of(app)
    assert "18 gebieden in de vergelijking horen (deels) bij een ander" in text_of(app)


def test_a_register_counts_for_another_set_only_when_asked(demo):
    app = open_page("vernieuwing", vernieuwd="register:De Hoven (fictief)", registers="meetellen")
    assert not app.exception
    assert app.query_params["registers"] == "meetellen"
    text = text_of(app)
    assert "18 gebieden tellen niet mee als vergelijking" in text
    assert "voor zover bekend nooit vernieuwd zijn" in text
    assert "nooit vernieuwd" not in text_of(
        open_page("vernieuwing", vernieuwd="register:De Hoven (fictief)")
    )


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("gelijk", "structuur", "vergelijkbaar in bouw en bewoning"),
        ("controle", "nog niet", "nog niet vernieuwd"),
        ("gewicht", "inwoners", "Naar inwoners"),
        ("ring", "weg", "Gebieden ernaast zijn weggelaten"),
        ("binnen", "alles", "hele dataset"),
        ("vmaat", "won", "Woningvoorraad"),
        ("telling", "eind", "telt: vanaf het eind"),
        ("terug", "1", "Startmeting: één meting eerder"),
        ("minimum", "1000", "Te klein uit de rest: 2 gebieden"),
        ("programmas", "negeren", "voor zover bekend nooit vernieuwd"),
    ],
)
def test_a_link_restores_every_choice(demo, name, value, told):
    app = open_page("vernieuwing", **{name: value})
    assert not app.exception
    assert app.query_params[name] == value
    assert told in text_of(app)


def test_a_link_to_a_set_that_is_not_there_says_so(demo):
    app = open_page("vernieuwing", vernieuwd="register:Weg")
    assert not app.exception
    assert "De keuze 'register:Weg' voor 'Vernieuwde gebieden' bestaat hier niet" in said(app)


def test_without_renewed_areas_the_page_says_what_to_do(demo, monkeypatch):
    monkeypatch.setattr(sets, "stock", lambda _: None)  # no figures of the stock
    app = open_page("vernieuwing", niveau="gemeente")
    assert not app.exception
    assert "nog geen vernieuwde gebieden bekend" in text_of(app)
    assert "Doelen en resultaten" in [h.value for h in app.header]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            {"vernieuwd": "register:Oosterveld (fictief)", "vmaat": "onv"},
            "de eerste met deze maat is 2014",
        ),
        ({"vernieuwd": "register:vroeg"}, "begon de vernieuwing in of voor de eerste meting"),
        ({"vernieuwd": "register:laat"}, "telt de vernieuwing pas na de laatste meting"),
        ({"vernieuwd": "register:elders"}, "geen enkel gebied dat hier te gebruiken is"),
    ],
)
def test_what_cannot_be_compared_is_told_and_nothing_breaks(own_demo, query, told):
    for name, code, start in (
        ("vroeg", "WK990101", 1990),
        ("laat", "WK990101", 2030),
        ("elders", "WK036386", 2010),
    ):
        row = RegisterRow(code, "", start, None, "sloop", None, None, "")
        registers.save("demo", registers.Register(name, "wijk", 2024, (row,)))
    app = open_page("vernieuwing", **query)
    assert not app.exception
    assert told in text_of(app)
    assert "Doelen en resultaten" in [h.value for h in app.header]


def test_a_wave_earlier_says_so_everywhere(demo):
    app = open_page("vernieuwing", vernieuwd="register:De Hoven (fictief)", terug="1")
    assert not app.exception
    text = text_of(app)
    assert "Ga van dat getal uit" not in text, "no passing low in this base wave"
    assert "geen verschil gevonden dat groter is dan de marge" in text


def test_a_register_of_another_level_is_not_overwritten(own_demo):
    row = RegisterRow("BU99010101", "", 2010, None, "sloop", None, None, "")
    registers.save("demo", registers.Register("plan", "buurt", 2024, (row,)))
    app = bring(open_page("vernieuwing"), "code;start\nWK990101;2010\n")
    press(press(app, "Zet deze rijen in de tabel"), "Bewaar en gebruik")
    assert "Er is al een register" in text_of(app).replace("\\", "")
    assert registers.registers("demo")["plan"].level == "buurt"


def test_a_selection_with_a_year_is_a_set(own_demo):
    selections.save("demo", Selection("Eigen keuze", "wijk", 2024, ("WK990101", "WK990105")))
    app = open_page("vernieuwing", vernieuwd="eigen:Eigen keuze", vstart="2015")
    assert not app.exception
    assert "2 wijken" in text_of(app)
    assert app.selectbox(key="w_vstart").value == 2015


def test_a_set_from_the_stock(demo):
    app = open_page("vernieuwing", vernieuwd="dosis", vdeel="30", vstart="2010")
    assert not app.exception
    assert "ten minste 30% woningen van na 2000" in text_of(app).replace("\\", "")


def bring(app, content: str, name: str = "plan.csv"):
    app.get("file_uploader")[0].set_value([(name, content.encode(), "text/csv")]).run()
    return app


def press(app, label: str):
    next(b for b in app.button if b.label == label).click().run()
    return app


def test_bring_check_save_undo_and_remove_a_register(own_demo):
    app = open_page("vernieuwing")
    bring(
        app,
        "code;naam;start;eind\nWK990101;A;2010;2014\nWK036386;elders;2010;\nWK990103;B;2014;2010\nfout;C;2010;\n",
    )
    text = text_of(app)
    assert "4 rijen, 2 met een probleem, 4 rijen voor de tabel" in text.replace("**", "")
    assert "2 rijen hebben een probleem" in text
    assert "1 code bestaat niet bij wijken van editie 2024: WK036386" in text.replace("**", "")
    press(app, "Zet deze rijen in de tabel")
    assert "bestaat niet op dit niveau in deze editie" in text_of(app)
    press(app, "Bewaar en gebruik")
    assert not app.exception
    saved = registers.registers("demo")["plan"]
    assert [r.code for r in saved.rows] == ["WK990101", "WK036386", "WK990103", "FOUT"], (
        "no row is dropped"
    )
    assert app.query_params["vernieuwd"] == "register:plan"
    assert "1 wijk in" in text_of(app).replace("**", "")
    press(app, "Ongedaan maken")
    assert not app.exception
    app.text_input(key="w_reg_naam").set_value("plan").run()
    press(app, "plan")
    app.button(key="weg_register:plan").click().run()
    assert "plan" not in registers.registers("demo")
    assert not app.exception


def test_a_polygon_without_a_start_keeps_its_areas(demo):
    """The year can be filled in below: the areas that the polygon covers are not lost."""
    data = open_dataset("demo")
    whole = data.geometry(data.scope("wijk", 2024)).set_index("code").geometry["WK990103"]
    project = RegisterRow(
        "", "Plan", None, None, number=1, problems=(RowProblem(Problem.NO_START),), shape=whole
    )
    rows, told = placing.placed(data.scope("wijk", 2024), (project,), 0.5)
    assert [(r.code, r.name, r.start) for r in rows] == [("WK990103", "Plan", None)]
    assert "1 gebied op deel van de inwoners" in told[0]


def said(app) -> str:
    """Text of the page without the marks that keep it from being read as Markdown."""
    return text_of(app).replace("\\", "")


def ring_of(data, code: str) -> tuple[tuple[float, float], ...]:
    """Corners of a wijk as the browser tells them."""
    frame = data.geometry(data.scope("wijk", 2024)).set_index("code").geometry[[code]].to_crs(4326)
    return tuple(frame.iloc[0].convex_hull.exterior.coords[:-1])


@pytest.mark.parametrize("unit", ["inwoners", "woningen"])
def test_a_drawn_polygon_becomes_areas_in_the_register(demo, unit):
    data = open_dataset("demo")
    app = open_page("vernieuwing")
    assert "Teken een vlak op de kaart" in said(app)
    app.session_state["reg_vlak"] = ("demo", ring_of(data, "WK990103"))
    app.run()
    app.radio(key="w_reg_deel").set_value(unit).run()
    name = data.by_code(data.scope("wijk", 2024))["name"]["WK990103"]
    assert f"op deel van de {unit}." in said(app)
    assert f"{name} 100%" in said(app)
    app.slider(key="w_reg_drempel").set_value(95).run()
    press(app, "Zet 1 gebied uit het vlak in de tabel")
    assert not app.exception
    assert "Getekend vlak:" not in said(app)
    assert list(app.session_state["reg_rijen"]["Code"]) == ["WK990103"]
    assert list(app.session_state["reg_rijen"]["Bron"]) == ["getekend op de kaart"]
    press(app, "Ongedaan maken")
    assert app.session_state["reg_rijen"].empty


def test_the_threshold_decides_which_areas_of_a_drawn_polygon_count(demo):
    data = open_dataset("demo")
    bounds = (
        data.geometry(data.scope("wijk", 2024))
        .set_index("code")
        .to_crs(4326)
        .bounds.loc["WK990103"]
    )
    west, south, east, north = bounds
    app = open_page("vernieuwing")
    app.session_state["reg_vlak"] = (
        "demo",
        ((west, south), (east, south), (east, north), (west, north)),
    )
    app.run()
    few = said(app)
    app.slider(key="w_reg_drempel").set_value(5).run()
    more = said(app)
    assert "Te weinig:" in few
    assert int(more.split("Getekend vlak: ")[1].split()[0]) > int(
        few.split("Getekend vlak: ")[1].split()[0]
    )
    press(app, "Wis het vlak")
    assert "Getekend vlak:" not in said(app)


def test_a_polygon_in_the_sea_or_without_surface_is_no_trouble(demo):
    app = open_page("vernieuwing")
    for ring in (((3.0, 52.0), (3.1, 52.1), (3.1, 52.0)), ((5.0, 52.0), (5.1, 52.0), (5.2, 52.0))):
        app.session_state["reg_vlak"] = ("demo", ring)
        app.run()
        assert not app.exception
        assert "Het vlak raakt geen enkel gebied" in said(app)
    app.session_state["reg_vlak"] = ("other", ring)
    app.run()
    assert "Getekend vlak" not in said(app), "a polygon belongs to the dataset it was drawn on"


def test_a_line_that_crosses_itself_encloses_all_its_loops():
    star = [(5 + 0.1 * np.cos(a), 52 + 0.1 * np.sin(a)) for a in np.arange(5) * 4 * np.pi / 5]
    shape = drawn_polygon.as_project(tuple(star)).shape
    assert shape.contains(transform(drawn_polygon._to_metres().transform, Point(5, 52))), (
        "also the middle of a star"
    )
    bow = drawn_polygon.as_project(((5.0, 52.0), (5.1, 52.1), (5.1, 52.0), (5.0, 52.1))).shape
    assert bow.area > 1e7


def test_each_drawing_counts_once(monkeypatch):
    kept: dict[str, object] = {}
    monkeypatch.setattr(drawn_polygon.st, "session_state", kept)
    ring = ((5.0, 52.0), (5.1, 52.0), (5.1, 52.1))
    assert drawn_polygon.take("demo", Drawn(7, ring))
    assert drawn_polygon.corners("demo") == ring
    drawn_polygon.clear()
    assert not drawn_polygon.take("demo", Drawn(7, ring)), (
        "what the browser repeats after the polygon was removed"
    )
    assert drawn_polygon.corners("demo") is None
    assert not drawn_polygon.take("demo", None)
    assert drawn_polygon.take("demo", Drawn(8, ring))


def test_a_name_that_is_taken_is_not_overwritten_unasked(own_demo):
    before = registers.registers("demo")["Zuidrand (fictief)"]
    app = bring(open_page("vernieuwing"), "code;naam;start\nWK990101;Eigen;2010\n")
    press(app, "Zet deze rijen in de tabel")
    app.text_input(key="w_reg_naam").set_value("Zuidrand (fictief)").run()
    save = next(b for b in app.button if b.label == "Bewaar en gebruik")
    assert save.disabled
    box = next(c for c in app.checkbox if c.label.startswith("Vervang het bewaarde register"))
    assert "(5 rijen)" in box.label
    assert registers.registers("demo")["Zuidrand (fictief)"] == before
    box.set_value(True).run()
    press(app, "Bewaar en gebruik")
    assert len(registers.registers("demo")["Zuidrand (fictief)"].rows) == 1
    assert not [c for c in app.checkbox if c.label.startswith("Vervang")], (
        "now it is the register that is open"
    )


def test_a_file_with_the_headings_of_the_table_loses_nothing_unsaid(demo):
    text = (
        "Code;Naam;Start;Soort;Deel voorraad;Wethouder\nWK990101;Eigen;2010;iets "
        "raars;0,35;Jansen\n"
    )
    app = bring(open_page("vernieuwing"), text)
    assert "Kolommen die niet worden gebruikt: Wethouder" in said(app)
    assert "soort 'iets raars' is niet bekend en wordt 'anders'" in said(app)
    press(app, "Zet deze rijen in de tabel")
    assert app.session_state["reg_rijen"]["Deel voorraad"].tolist() == [0.35]


def test_a_level_keeps_the_set_that_was_chosen_there(demo):
    app = open_page("vernieuwing", vernieuwd="register:De Hoven (fictief)")
    level = next(w for w in app.get("button_group") if w.label == "Niveau")
    for wanted in ("buurt", "wijk"):
        level = next(w for w in app.get("button_group") if w.label == "Niveau")
        level.set_value(wanted).run()
        assert not app.exception
    assert app.query_params["vernieuwd"] == "register:De Hoven (fictief)"


def test_a_file_that_is_no_register_loses_nothing(demo):
    app = bring(open_page("vernieuwing"), "<html>log in</html>")
    assert not app.exception
    assert "webpagina" in text_of(app)
    assert len(steps(app)) == 8


def test_no_real_example_of_goals_stands_beside_invented_figures(demo):
    text = text_of(open_page("vernieuwing"))
    assert "Bij de fictieve regio staat geen voorbeeld" in text
    assert "Nieuw-West" not in text


def test_goals_start_with_the_worked_example_and_are_kept(real_store, tmp_path, monkeypatch):
    shutil.copytree(real_store, tmp_path / "eigen")
    monkeypatch.setenv("WIJKBEELD_STORE", str(tmp_path / "eigen"))
    app = open_page("vernieuwing", dataset="officieel")
    assert "Voorbeeld: Amsterdam Nieuw-West" in text_of(app)
    press(app, "Bewaar doelen en resultaten")
    kept = goals.goals("officieel")
    assert len(kept) == 4
    assert kept[0].target.startswith("13.000")
    assert kept[0].result.startswith("6.500")
    assert all(g.source for g in kept)


def test_real_programmes(real):
    app = open_page("vernieuwing", dataset="officieel", vernieuwd="nieuw-west")
    assert not app.exception
    text = text_of(app)
    assert "Dit programma begon in 1999" in text
    assert "één meting voor de start" in text
    assert "Niet te vergelijken: overlast en onveiligheid" in text
    app = open_page("vernieuwing", dataset="officieel", vernieuwd="krachtwijken")
    assert not app.exception
    assert "27 van 40 gebieden gekoppeld" in text_of(app)
    assert any("niet gekoppeld" in m.value for m in app.markdown), (
        "what could not be matched is listed"
    )


def test_comparable_cities_are_a_choice_in_the_link(demo):
    app = open_page("vernieuwing")
    (cities,) = [m for m in app.multiselect if m.label == "Vergelijkbare gemeenten"]
    assert len(cities.value) == 3
    assert "steden" not in app.query_params
    cities.set_value(cities.value[:1]).run()
    assert not app.exception
    assert app.query_params["steden"] == cities.value[0]
    wrong = open_page("vernieuwing", steden="GM0000")
    assert "De keuze 'GM0000' voor 'Vergelijkbare gemeenten' bestaat hier niet" in text_of(wrong)


def test_no_cities_are_chosen_by_their_number_of_areas(demo, monkeypatch):
    """Without inhabitants nothing says how large a gemeente is, so the user chooses."""
    known = renewal_cities.cities
    monkeypatch.setattr(
        renewal_cities, "cities", lambda scope: known(scope).assign(inhabitants=float("nan"))
    )
    monkeypatch.setattr(renewal_cities, "nearest", renewal_cities.nearest.__wrapped__)
    app = open_page("vernieuwing")
    assert not app.exception
    (cities,) = [m for m in app.multiselect if m.label == "Vergelijkbare gemeenten"]
    assert cities.value == []
    assert "Daarom kiest Wijkbeeld zelf geen vergelijkbare" in text_of(app)
    cities.set_value([cities.options[0]]).run()
    assert not app.exception
    assert "Daarom kiest Wijkbeeld zelf geen vergelijkbare" not in text_of(app)
