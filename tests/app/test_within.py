"""The place that goes along over the pages, and the page to start from."""

from __future__ import annotations

import pytest

from tests.app.test_pages import open_page, text_of
from wijkbeeld.renewal.inside import having_areas
from wijkbeeld.renewal.sets import renewed, sets
from wijkbeeld.store.places import places
from wijkbeeld.store.read import open_dataset
from wijkbeeld.words.numbers import number

TOWN = "GM9901"


def plain(app) -> str:
    """Text of a page without the marks that keep Markdown from reading names."""
    return text_of(app).replace("\\", "")


def wijken():
    """Scope of all wijken of the fictional region."""
    return open_dataset("demo").scope("wijk", 2024)


@pytest.fixture(autouse=True)
def store(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))


@pytest.fixture
def inside():
    data = open_dataset("demo")
    scope = data.scope("wijk", 2024)
    return data.by_code(scope.within(TOWN))


def test_sentence_table_and_download_are_about_the_place(inside):
    app = open_page("kaart", plek=TOWN, niveau="wijk")
    name = inside["gemeente_naam"].iloc[0]
    assert app.title[0].value == f"Kaart · {name}"
    assert f"van de {len(inside)} wijken van {name} zwak of lager" in text_of(app)
    table = app.dataframe[0].value
    assert set(table["Code"]) == set(inside.index)
    assert not app.exception


def test_neither_end_is_for_areas_where_few_are_known_to_live(inside, monkeypatch):
    from wijkbeeld.store.characteristics import Counts, people
    from wijkbeeld.ui import inhabitants

    scope = open_dataset("demo").scope("wijk", 2024)
    usual = people(scope)
    values = open_dataset("demo").wide(scope, "lbm")[2024][inside.index].sort_values()
    empty, unknown = values.index[-1], values.index[0]
    counts = usual.counts.copy()
    counts[empty], counts[unknown] = 5, float("nan")
    monkeypatch.setattr(
        inhabitants, "people_of", lambda _, codes: Counts(counts[list(codes)], usual.year)
    )
    app = open_page("kaart", plek=TOWN, niveau="wijk", tegen="delen")
    table = app.dataframe[0].value
    assert list(table["Code"]) == [*values.index[-2:0:-1], empty, unknown]
    assert list(table["Let op"])[-2:] == ["weinig inwoners (5)", "inwoners onbekend"]
    low, high = (number(v, 2) for v in (values.iloc[1], values.iloc[-2]))
    assert f"van {low} tot {high}" in text_of(app)
    assert "waar weinig mensen wonen, of waarvan dat niet bekend is" in text_of(app)


def test_a_level_without_areas_of_the_place_shows_everything_and_says_so():
    app = open_page("kaart", plek="eigen:weg", niveau="wijk")
    assert "bestaat hier niet" in text_of(app)
    assert "van de 120 wijken (" in text_of(app)


def test_rank_and_lists_follow_the_place(inside):
    code = inside.index[0]
    app = open_page("wijk", plek=TOWN, niveau="wijk", gebied=code)
    ranks = {m.label: m.value for m in app.metric}
    name = inside["gemeente_naam"].iloc[0]
    assert ranks[f"Plaats in {name}"].endswith(f"van {len(inside)}")
    lists = {s.label: s.options for s in app.selectbox}
    assert "Gemeente" not in lists, "there is nothing to choose in one gemeente"
    assert len(lists["Gebied"]) == len(inside)


def test_development_given_the_level_is_beside_the_same_place(inside):
    app = open_page("ontwikkeling", plek=TOWN, niveau="wijk")
    whole = open_page("ontwikkeling", niveau="wijk")
    assert len(app.dataframe[0].value) <= len(inside) < len(whole.dataframe[0].value)
    assert inside["gemeente_naam"].iloc[0] in app.title[0].value


def test_searching_a_gemeente_keeps_level_measure_and_years(inside):
    app = open_page("kaart", niveau="wijk", maat="onv", weergave="ontwikkeling", van="2014")
    app.text_input(key="w_zoek").set_value(inside["gemeente_naam"].iloc[0]).run()
    hit = next(b for b in app.button if b.label.endswith("gemeente"))
    hit.click().run()
    assert app.query_params["plek"] == ["GM9901"] or app.query_params["plek"] == "GM9901"
    assert app.query_params["niveau"] in ("wijk", ["wijk"])
    assert app.query_params["maat"] in ("onv", ["onv"])
    assert app.query_params["van"] in ("2014", ["2014"])


def test_the_start_page_says_what_is_here_and_finds_an_area(inside):
    app = open_page("start")
    text = text_of(app)
    assert "120 wijken, leefbaarheid 2002–2024" in text
    name = inside["name"].iloc[0]
    app.text_input(key="start_zoek").set_value(name).run()
    assert any(name in b.label for b in app.button)
    field = app.text_input(key="start_zoek")
    assert "1062" not in field.placeholder + field.label, "no example that finds nothing"
    example = field.placeholder.split(" of ")[1]
    field.set_value(example).run()
    assert any(example in b.label for b in app.button)
    app.text_input(key="start_zoek").set_value("bestaat niet").run()
    assert "Niets gevonden" in text_of(app)
    app.text_input(key="start_zoek").set_value(f"{name[:3]}{name[2:]}").run()
    assert f"Bedoel je {name}?" in text_of(app) or f"{name}" in text_of(app).split("Bedoel je")[1]
    assert any(name in b.label for b in app.button)
    assert not app.exception


def test_renewed_areas_are_those_within_the_place(inside):
    app = open_page("vernieuwing", plek=TOWN)
    name = inside["gemeente_naam"].iloc[0]
    assert not app.exception
    assert app.title[0].value == f"Vernieuwing · {name}"
    whole = open_page("vernieuwing", plek=TOWN, vernieuwd="dosis", vstart="2010", vdeel="10")
    n = len(inside.index.intersection(renewed(wijken(), "dosis", 10).rows.index))
    assert 0 < n < len(renewed(wijken(), "dosis", 10).rows)
    assert f"**{n} wijken** in " in plain(whole)
    assert f"Hier telt alleen wat in {name} ligt: {n} gebieden." in plain(whole)
    assert whole.query_params["plek"] in (TOWN, [TOWN])


def test_a_first_visit_opens_on_a_set_with_areas_in_the_place():
    first = next(iter(sets(wijken())))
    away = places(open_dataset("demo"))
    here = {town: having_areas(wijken(), sets(wijken()), away[town]) for town in away if town}
    town, found = next((t, f) for t, f in here.items() if f and first not in f)
    app = open_page("vernieuwing", plek=town)
    chosen = next(s for s in app.selectbox if s.label == "Vernieuwde gebieden").value
    assert chosen == next(iter(found))


def test_no_renewed_area_in_the_place_says_so_with_ways_on():
    first = next(iter(sets(wijken())))
    known = places(open_dataset("demo"))
    town = next(t for t in known if t and first not in having_areas(wijken(), [first], known[t]))
    app = open_page("vernieuwing", plek=town, vernieuwd=first)
    assert "Geen enkel gebied van Register: " in plain(app)
    assert known[town].label in app.title[0].value
    assert not any("vergelijkingen" in h.value for h in app.header), "no other place in silence"
    app.button(key="v_hele_set").click().run()
    assert not app.exception
    assert app.title[0].value == "Vernieuwing"
    assert "Geen enkel gebied" not in plain(app)


@pytest.mark.parametrize(
    ("page", "field", "key"),
    [
        ("kaart", "w_zoek", "hit"),
        ("wijk", "w_zoek_gebied", "vind"),
        ("verloop", "w_zoek_gebied", "vind"),
    ],
)
def test_what_is_found_elsewhere_is_offered_with_a_way_back(page, field, key):
    areas = open_dataset("demo").by_code(wijken())
    far = areas[areas["gemeente_code"] == "GM9902"].iloc[0]
    app = open_page(page, niveau="wijk", plek=TOWN)
    app.text_input(key=field).set_value(far["name"]).run()
    assert "Buiten Lindervoort:" in text_of(app) or "Wel daarbuiten:" in text_of(app)
    button = app.button(key=f"{key}_wijk_{far.name}")
    assert far["gemeente_naam"] in button.label
    button.click().run()
    assert not app.exception
    assert one(app, "plek") == "GM9902"
    assert far.name in (one(app, "gebied"), one(app, "gebieden"))
    assert "ligt niet in" in text_of(app)
    way = next(b for b in app.button if b.label.startswith("Terug naar"))
    way.click().run()
    assert not app.exception
    assert one(app, "plek") == TOWN
    assert far.name not in (one(app, "gebied"), one(app, "gebieden"))


def one(app, name: str) -> str | None:
    """Value of a key in the link."""
    value = app.query_params.get(name)
    return value[0] if isinstance(value, list) else value
