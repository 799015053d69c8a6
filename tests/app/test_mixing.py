"""The page *Menging*: what it says of the demo, of real tenure, and where there is nothing."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from tests.app.test_pages import decoded, open_page, text_of
from wijkbeeld.analysis import mixing
from wijkbeeld.store import compositions as store_compositions
from wijkbeeld.store import selections
from wijkbeeld.store.compositions import compositions, features
from wijkbeeld.store.places import places
from wijkbeeld.store.read import Dataset, open_dataset
from wijkbeeld.store.selections import Selection
from wijkbeeld.ui.menging import choice as menging_choice
from wijkbeeld.words.numbers import number

TOWN = "GM9901"


def composition(year: int):
    data = open_dataset("demo")
    scope = data.scope("buurt", 2024).within(TOWN)
    return compositions(scope, features(data)["eigendom"])[year]


def chart_of(app, words: str) -> dict:
    """The one chart with some words in its title or what it measures."""
    specs = [json.loads(c.proto.spec) for c in app.get("plotly_chart")]
    (found,) = [s for s in specs if words in json.dumps(s["layout"], ensure_ascii=False)]
    return found


def test_the_finding_the_grain_and_the_link(demo):
    app = open_page("menging", plek=TOWN)
    assert not app.exception
    now = composition(2024)
    counts = now.counts.to_numpy("float64")
    wijk = now.counts.index.str[2:8]
    found = mixing.grain(counts, wijk)
    said = text_of(app)
    whole = mixing.entropy(counts[mixing.known_units(counts)].sum(axis=0, keepdims=True))[0]
    assert f"De menging is {number(whole, 2)} " in said
    assert "(3 soorten). De ongelijke spreiding is **" in said
    assert f"Van de menging zit {number(100 * found.shares[0])}% binnen buurten" in said
    bars = chart_of(app, "Deel van de menging")["data"][0]
    assert decoded(bars["x"]) == pytest.approx([100 * s for s in found.shares])
    assert sum(decoded(bars["x"])) == pytest.approx(100)
    assert app.query_params["kenmerk"] == "eigendom"
    assert app.query_params["peiljaar"] == "2024"
    drawn = chart_of(app, "aandeel van de woningen")["data"]
    assert {t["name"] for t in drawn} >= {"Koop", "Corporatie", "Overige huur", "Huur"}
    assert "Niet te vergelijken met 2024: 2004, 2005" in said
    assert "(fictief)" in json.dumps(chart_of(app, "aandeel van de woningen")["layout"])


def test_limits_move_the_types_and_stand_in_the_link(demo):
    app = open_page("menging", plek=TOWN)
    assert "onze indeling, niet een officiële" in text_of(app)
    assert "hoogstens 50%" in text_of(app)
    assert "In 2009 en 2024, van dezelfde 45 wijken: gemengd" in text_of(app)
    app.slider(key="w_gemengd").set_value(70).run()
    assert not app.exception
    assert "hoogstens 70%" in text_of(app)
    assert app.query_params["gemengd"] == "70"
    again = open_page("menging", plek=TOWN, gemengd="70")
    assert "hoogstens 70%" in text_of(again)


def test_what_if_moves_dwellings_of_one_wijk(demo):
    app = open_page("menging", plek=TOWN, gebied="WK990103", uit="corporatie", naar="koop")
    assert "Wat als in" in "".join(s.value for s in app.subheader)
    assert "geen voorspelling" in text_of(app)
    app.number_input(key="w_verplaats").set_value(100).run()
    assert not app.exception
    now = composition(2024).counts
    mine = now[now.index.str.startswith("BU990103")].dropna().sum()
    moved = mine.add(pd.Series([100, -100, 0], index=mine.index))
    old, new = (mixing.entropy(c.to_numpy()[None])[0] for c in (mine, moved))
    said = text_of(app)
    assert f"wordt de menging daar {number(new, 2)} (in 2024 {number(old, 2)})" in said
    assert app.query_params["verplaats"] == "100"
    app.number_input(key="w_verplaats").set_value(10_000_000).run()
    most = number(int(mine["corporatie"]))
    assert f"Er zijn er {most}, geen 10.000.000. We rekenen met {most}." in text_of(app)


def test_every_feature_of_the_demo_is_shown(demo):
    for feature in features(open_dataset("demo")):
        app = open_page("menging", plek=TOWN, kenmerk=feature)
        assert not app.exception, feature
        assert app.query_params["kenmerk"] == feature
        assert "(0: één soort, 1: alle soorten even groot)" in text_of(app)


TENURE = ("koop", "huur", "corporatie", "overige_verhuurders")


def forget():
    """Forget what was read and made of it: some tests change what there is to read."""
    store_compositions.compositions.cache_clear()
    menging_choice._choice.cache_clear()


@pytest.fixture(autouse=True)
def _forgotten():
    forget()
    yield
    forget()


@pytest.fixture
def lacking(monkeypatch):
    """Open the page while some figures are not known of the areas that a function names."""
    whole = Dataset.wide

    def opened(is_lacking, measures=TENURE, **query):
        def wide(self, scope, measure):
            table = whole(self, scope, measure)
            if measure not in measures:
                return table
            return table.mask(pd.Series(is_lacking(table.index), index=table.index), axis=0)

        monkeypatch.setattr(Dataset, "wide", wide)
        forget()
        app = open_page("menging", **query)
        assert not app.exception
        return app

    return opened


def test_without_figures_only_what_has_them_is_offered(demo, lacking):
    measures = (*TENURE, "hh_eenpersoons")
    query = {"plek": TOWN, "kenmerk": "eigendom"}
    app = lacking(lambda codes: codes.str[2:6] == "9901", measures, **query)
    said = text_of(app)
    assert "geen volledige cijfers per buurt. Wel van: inkomen" in said
    assert "type huishouden" not in said
    assert "Gemeenten die deze cijfers wel hebben: " in said
    assert "Lindervoort, " not in said
    next(b for b in app.button if b.label.startswith("Ga naar")).click().run()
    assert app.query_params["plek"] != TOWN
    assert "geen volledige cijfers" not in text_of(app)
    app.query_params["plek"] = TOWN
    app.run()
    next(b for b in app.button if b.label.startswith("Toon ")).click().run()
    assert not app.exception
    assert app.query_params["kenmerk"] == "inkomen"
    assert "geen volledige cijfers" not in text_of(app)


def test_figures_of_one_city_are_told_of_that_city(demo, lacking):
    app = lacking(lambda codes: codes.str[2:6] != "9901", kenmerk="eigendom", lijst="buurt")
    said = text_of(app)
    assert "In Lindervoort, in de 17" in said
    assert "tussen gemeenten" not in json.dumps(chart_of(app, "Deel van de menging"))
    assert "Ter vergelijking: in Lindervoort als geheel" in said
    assert not any("Alle gemeenten" in s.value for s in app.subheader)


def test_an_area_of_which_less_than_half_is_known_has_no_type(demo, lacking):
    one = "BU990103"
    known = composition(2024).counts.dropna().sum(axis=1)
    mine = known[known.index.str.startswith(one)]
    rest = set(mine.index) - {mine.idxmin()}
    app = lacking(lambda codes: codes.isin(list(rest)), plek=TOWN, gebied="WK990103")
    (table,) = [f.value for f in app.dataframe if "Type" in f.value]
    row = table[table["Code"] == "WK990103"].iloc[0]
    assert row["Type"] == "te weinig bekend"
    assert table["Code"].iloc[-1] == "WK990103", "it has no place in the order"
    assert row["Bekend (%)"] == pytest.approx(100 * mine.min() / mine.sum(), abs=0.5)
    said = text_of(app)
    assert "Van 1 wijk is te weinig bekend (minder dan de helft)" in said
    assert "Van de 44 wijken zijn er" in said
    assert "om te zeggen hoe gemengd het is" in said


def test_ages_in_three_kinds_have_no_types(demo, lacking):
    ages = ("leeftijd_15_24", "leeftijd_25_44", "leeftijd_45_64")
    app = lacking(lambda codes: codes != "", ages, plek=TOWN, kenmerk="leeftijd")
    said = text_of(app)
    assert "‘15 tot 65 jaar’ is zo breed dat bijna elk gebied" in said
    assert "(3 soorten)" in said
    assert "eenzijdig**" not in said
    assert not [f for f in app.dataframe if "Type" in f.value]


def test_a_wijk_without_a_name_has_one_name_in_all_years(demo, monkeypatch):
    whole = Dataset.by_code

    def by_code(self, scope):
        table = whole(self, scope)
        return table.iloc[:0] if scope.level == "wijk" else table

    monkeypatch.setattr(Dataset, "by_code", by_code)
    apps = [open_page("menging", plek=TOWN, peiljaar=year) for year in ("2024", "2009")]
    names = [[o for o in a.selectbox(key="w_gebied").options if "990103" in o] for a in apps]
    assert names[0] == names[1]
    assert names[0][0].endswith(" e.o. (990103)")


def test_files_say_of_which_place_and_years_they_are(demo, monkeypatch):
    from wijkbeeld.ui import tables

    origins = {}
    monkeypatch.setattr(tables, "download", lambda f, name, o, *a: origins.update({name: o}))
    open_page("menging", plek=TOWN, peiljaar="2024")
    of = {name.removeprefix("wijkbeeld_menging_"): origin for name, origin in origins.items()}
    assert {o.where for o in of.values()} == {"Lindervoort"}
    assert of["samenstelling"].wave == "zie kolom Jaar"
    assert of["concentratie_wijk"].wave == "2009–2024"
    assert "Deel van de groep" in of["concentratie_wijk"].definition


def test_a_place_with_one_buurt_has_no_grain(demo, monkeypatch):
    from wijkbeeld.ui.menging import choice

    one = open_dataset("demo").scope("buurt", 2024).only(["BU99010201"])
    monkeypatch.setattr(choice, "narrowed", lambda scope, place: one)
    app = open_page("menging", plek=TOWN)
    assert not app.exception
    assert "Dan is er geen korrelgrootte te berekenen" in text_of(app)
    assert "Scheiding is er alleen tussen ten minste twee buurten" in text_of(app)


def test_the_whole_country_says_what_is_not_known(real):
    app = open_page("menging", dataset="officieel", kenmerk="eigendom")
    assert not app.exception
    said = text_of(app)
    assert "Dit is geen volledige verdeling" in said
    assert "staat niet apart wat van corporaties is" in said
    assert "Niet getoond: " in said, "years of one city"
    assert "De lijst toont de eerste en de laatste 100" in said
    assert "Instroom en doorstroom per wijk: niet in open data" in said


def test_the_map_counts_the_types_of_the_list_and_a_tap_opens_the_portrait(demo, monkeypatch):
    from wijkbeeld.ui import page_alone
    from wijkbeeld.ui.menging import map as mix_map

    query = {"dataset": "demo", "plek": TOWN, "gemengd": "45"}
    (view,) = page_alone.run("menging", query).taken.maps
    level = view.levels[0]
    inside = [c for c, o in zip(level.packed.classes[0], level.outside, strict=True) if o == "0"]
    number = {label: str(n) for n, label in enumerate(view.labels, 1)}
    app = open_page("menging", **query)
    (types,) = [f.value["Type"] for f in app.dataframe if "Type" in f.value]
    assert inside.count(number["gemengd (grootste hoogstens 45%)"]) == (types == "gemengd").sum()
    assert len(inside) == len(types) == 45
    assert view.wave == 2024
    assert "fictie" in view.source.lower()

    monkeypatch.setattr(mix_map, "show_areas", lambda *args: ["WK990103"])
    app.run()
    assert app.query_params["gebied"] == "WK990103"
    assert any(s.value.startswith("Wat als in") for s in app.subheader)
    assert "menging_beurt" not in app.session_state, "a tap is no turn of the page"
    app.selectbox(key="w_gebied").set_value("WK990101").run()
    assert app.query_params["gebied"] == "WK990101", "an earlier tap is past"
    assert app.session_state["menging_beurt"] == 1, "the map is told in the same run"


def test_mix_and_liveability_are_drawn_with_the_chosen_wijk(demo):
    app = open_page("menging", plek=TOWN, gebied="WK990103", mengmaat="simpson")
    assert not app.exception
    for words, columns in (
        ("menging (kans op verschil) in 2024", ["Menging 2024", "Score 2024"]),
        (
            "verandering van de menging (kans op verschil)",
            ["Menging sinds 2009", "Score sinds 2008"],
        ),
    ):
        chart = chart_of(app, words)
        (table,) = [f.value for f in app.dataframe if columns[0] in f.value]
        own = table[table["Code"] == "WK990103"]
        for axis, column in zip("xy", columns, strict=True):
            others, chosen = (decoded(trace[axis]) for trace in chart["data"])
            assert len(chosen) == 1
            assert chosen == pytest.approx(own[column])
            assert sorted([*others, *chosen]) == pytest.approx(sorted(table[column]))
        assert "samenhang" in json.dumps(chart["layout"]).lower()
        assert "(fictief)" in json.dumps(chart["layout"])
    assert "ecologische denkfout" in text_of(app)
    now = composition(2024).counts
    mine = now[now.index.str.startswith("BU990103")].dropna().sum()
    assert own["Menging 2024"].iloc[0] == pytest.approx(1 - ((mine / mine.sum()) ** 2).sum())


def test_all_gemeenten_are_beside_each_other_over_the_years(demo):
    app = open_page("menging")
    assert not app.exception
    chart = chart_of(app, "spreiding (%) over")
    lines = {t["name"]: decoded(t["y"]) for t in chart["data"]}
    middle = lines.pop("Middelste (mediaan)")
    (table,) = [f.value for f in app.dataframe if "Ongelijke spreiding: midden (%)" in f.value]
    (now,) = [f.value for f in app.dataframe if "Ongelijke spreiding (%)" in f.value]
    assert set(lines) == set(now["Gebied"])
    last = {name: values[-1] for name, values in lines.items()}
    assert last == pytest.approx(
        dict(zip(now["Gebied"], now["Ongelijke spreiding (%)"], strict=True))
    )
    assert middle[-1] == pytest.approx(now["Ongelijke spreiding (%)"].median())
    assert table["Gemeenten"].iloc[-1] == len(now) == 7
    assert "Elke gemeente telt één keer" in text_of(app)
    data = open_dataset("demo")
    now_counts = compositions(data.scope("buurt", 2024), features(data)["eigendom"])[2024].counts
    of = data.by_code(data.scope("buurt", 2024))["gemeente_naam"]
    alone = mixing.grain(now_counts[of == "Lindervoort"].to_numpy("float64"))
    own = now.set_index("Gebied").loc["Lindervoort", "Menging tussen buurten (%)"]
    assert own == pytest.approx(100 * alone.h)


def test_a_selection_that_changed_is_counted_anew(own_demo):
    def save(*codes):
        selections.save("demo", Selection("Proef", "wijk", 2024, codes), own_demo)

    save("WK990101", "WK990102")
    (place,) = [p for p in places(open_dataset("demo", own_demo)).values() if "Proef" in p.label]
    query = {"plek": place.id, "kenmerk": "eigendom", "korrel": "wijk"}
    before = open_page("menging", **query)
    save("WK990103", "WK990104", "WK990105")
    after = open_page("menging", **query)
    assert not after.exception
    listed = [
        next(set(f.value["Code"]) for f in a.dataframe if "Type" in f.value)
        for a in (before, after)
    ]
    assert listed == [{"WK990101", "WK990102"}, {"WK990103", "WK990104", "WK990105"}]
