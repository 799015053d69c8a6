"""Charts of the pages: the place first, a finding as title, how sure a value is."""

from __future__ import annotations

import json
import re
from collections import OrderedDict

import pytest

from tests.app.test_low_share import title_of
from tests.app.test_own_figures import drop, press, town  # noqa: F401
from tests.app.test_pages import decoded, open_page, text_of
from wijkbeeld.analysis.levels import mean_line
from wijkbeeld.charts.text import SOURCE
from wijkbeeld.present import big_figures
from wijkbeeld.present.big_figures import BigTable
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui import theme

PLACE = {"plek": "GM9901", "niveau": "wijk"}


def charts(app) -> list[dict]:
    assert not app.exception
    return [json.loads(c.proto.spec) for c in app.get("plotly_chart")]


def names(spec: dict) -> list[str]:
    return [t["name"] for t in spec["data"] if t["type"] == "scatter"]


def labels(spec: dict) -> set[str]:
    """Names at the ends of lines."""
    return {a["text"] for a in spec["layout"]["annotations"] if a.get("yref") == "y"}


@pytest.fixture
def inside():
    data = open_dataset("demo")
    scope = data.scope("wijk", 2024)
    return data, scope, data.by_code(scope.within("GM9901"))


def test_without_a_chosen_area_the_place_is_drawn_first(demo, inside):
    data, scope, areas = inside
    name = areas["gemeente_naam"].iloc[0]
    scores, low, people = charts(open_page("verloop", **PLACE))
    mean = mean_line(data.wide(scope.within("GM9901"), "lbm").loc[areas.index])["mean"].dropna()
    place, everything = (t for t in scores["data"] if t["type"] == "scatter")
    assert place["name"] == f"{name}, alle wijken (ongewogen, n = {len(areas)})"
    assert decoded(place["y"]) == pytest.approx(mean.tolist())
    assert (place["line"]["dash"], place["line"]["width"]) == ("solid", 3.5)
    assert everything["line"]["dash"] == "7px,4px"
    assert labels(scores) == {name, "De fictieve<br>regio"}
    assert title_of(scores).startswith(f"<b>{name} steeg van ")
    assert names(low)[0].startswith(f"{name}, alle wijken")
    assert title_of(low).startswith(f"<b>Zwak of lager: {name} ging van ")
    assert names(people) == [f"{name} (gemeente)"]


def test_beside_a_chosen_area_place_and_everything_are_told_apart(demo, inside):
    code = inside[2].index[0]
    for page, key in (("verloop", "gebieden"), ("wijk", "gebied")):
        spec = charts(open_page(page, **PLACE, **{key: code}))[0]
        dashes = [t["line"]["dash"] for t in spec["data"] if t["type"] == "scatter"]
        assert dashes == ["solid", "2px,3px", "7px,4px"], page
        assert not spec["layout"]["showlegend"]
        assert [a for a in spec["layout"]["annotations"] if a.get("name") == SOURCE]


def test_compared_areas_stand_beside_the_place(demo, inside):
    _, _, areas = inside
    two = ",".join(areas.index[:2])
    spec = charts(open_page("vergelijken", **PLACE, gebieden=two, van="2014", tot="2020"))[0]
    means = {t["name"] for t in spec["data"] if "gemiddelde" in t.get("name", "")}
    name = areas["gemeente_naam"].iloc[0]
    assert means == {
        f"{name}: gemiddelde, n = {len(areas)}",
        "De fictieve regio: gemiddelde, n = 120",
    }
    assert "gebieden steeg" in title_of(spec) or "gebieden stegen" in title_of(spec)
    assert "tussen 2014 en 2020" in title_of(spec).replace("<br>", " ")


def test_development_says_who_did_better_than_areas_that_began_alike(demo, inside):
    name = inside[2]["gemeente_naam"].iloc[0]
    app = open_page("ontwikkeling", **PLACE)
    table = app.dataframe[0].value
    residual = table["Gegeven startniveau"]
    better, best = int((residual > 0).sum()), table.loc[residual.idxmax(), "Gebied"]
    text = text_of(app)
    place = f"de wijken van {name} die in 2002 ongeveer even hoog stonden"
    assert f"Van de {len(residual)} wijken ontwikkelden {better} zich beter dan {place}" in text
    assert f"Het verst erboven: {best}" in text
    for spec in charts(app):
        assert not spec["layout"]["showlegend"]
        assert "kleur: startklasse" not in json.dumps(spec, ensure_ascii=False)


@pytest.mark.parametrize("plek", ["GM9901", "", "GM9902"])
@pytest.mark.parametrize("maat", ["lbm", "woz"])
def test_map_and_development_say_the_same_given_the_start(demo, plek, maat):
    """One definition and one base on both pages, whatever the place and the measure."""
    chosen = {"niveau": "wijk", "maat": maat, "plek": plek}
    page = open_page("ontwikkeling", **chosen)
    base, wave = (int(s.value) for s in page.selectbox if s.label in ("Van", "Tot"))
    drawn = open_page(
        "kaart", **chosen, weergave="ontwikkeling", van=str(base), jaar=str(wave), tegen="start"
    )
    assert not drawn.exception
    one = page.dataframe[0].value.set_index("Code")["Gegeven startniveau"]
    other = drawn.dataframe[0].value.set_index("Code")["Gegeven startniveau"]
    assert one.sort_index().to_dict() == pytest.approx(other.sort_index().to_dict())
    assert len(one) > 0
    (beside,) = set(text_of(drawn).split("Vergeleken met ")[1:])
    assert beside.split(" stonden")[0] in text_of(page)


def test_respondents_and_margin_of_own_figures_are_drawn(town):  # noqa: F811
    table = "wijk;jaar;tevreden %;n;marge\n" + "".join(
        f"WK0363{n:02d};{year};7{n};{12 + 100 * n};2{n},0\n"
        for n in range(3)
        for year in (2020, 2022)
    )
    press(
        drop(open_page("gegevens", dataset="officieel"), ("enquete.csv", table)),
        "Voeg 18 cijfers toe",
    )
    own = next(
        i["id"]
        for i in open_dataset("officieel", town).manifest.indicators
        if i["label"] == "Tevreden"
    )
    chosen = {"dataset": "officieel", "niveau": "wijk", "gebieden": "WK036300,WK036301"}
    app = open_page("verloop", **chosen, maat=own)
    (spec,) = charts(app)
    few, many = spec["data"][:2]
    assert decoded(few["error_y"]["array"]) == [20.0, 20.0]
    assert few["marker"]["symbol"] == ["circle-open", "circle-open"]
    assert few["text"][0] == "weinig ondervraagden (n = 12)"
    assert many["marker"]["symbol"] == ["circle", "circle"]
    assert many["customdata"][0].endswith("(n = 112)")
    foot = title_of(spec)
    assert "de marge die in het bestand bij het cijfer staat" in foot
    assert "minder dan 50" in foot
    assert list(app.dataframe[0].value["n"])[:2] == [12, 12]
    assert list(app.dataframe[0].value["Marge (±)"])[:2] == [20.0, 20.0]
    assert "alleen 3 wijken in Amsterdam" in text_of(open_page("start", dataset="officieel"))


def test_unknown_inhabitants_of_all_areas_are_told_once(town):  # noqa: F811
    chosen = {"dataset": "officieel", "niveau": "wijk"}
    two = "WK036300,WK036301"
    for page in ("verloop", "vergelijken", "ontwikkeling"):
        app = open_page(page, **chosen, gebieden=two)
        assert "niet bekend hoeveel mensen er wonen" in title_of(charts(app)[0]), page
        marked = [d for d in app.dataframe if "Let op" in d.value]
        assert not marked, f"{page}: what holds for all is told once"
        told = ["niet bekend hoeveel mensen er wonen" in title_of(c) for c in charts(app)]
        assert told == [True, *([False] * (len(told) - 1))], f"{page}: once is enough"
    app = open_page("wijk", **chosen, gebied="WK036300")
    assert "Het aantal inwoners is niet bekend" in text_of(app)
    assert not any("hoeveel mensen er wonen" in title_of(c) for c in charts(app))


def test_areas_where_few_live_are_open_and_marked(demo, monkeypatch):
    from wijkbeeld.ui import inhabitants

    monkeypatch.setattr(inhabitants, "FEWEST", 10**9)
    code = open_dataset("demo").by_code(open_dataset("demo").scope("wijk", 2024)).index[0]
    app = open_page("verloop", niveau="wijk", gebieden=code)
    line = charts(app)[0]["data"][0]
    assert set(line["marker"]["symbol"]) == {"circle-open"}
    assert "weinig inwoners (" in line["hovertemplate"]
    assert "weinig inwoners (" in app.dataframe[-1].value["Let op"].iloc[0]
    assert any("weinig" in label for label in labels(charts(app)[0]))


def test_a_gemeente_has_its_place_among_gemeenten_and_its_own_figures(demo):
    app = open_page("wijk", plek="GM9901", niveau="gemeente", gebied="GM9901")
    labels = {m.label: m.value for m in app.metric}
    assert not [name for name in labels if "Lindervoort" in name]
    assert not labels["Plaats onder de gemeenten"].endswith("van 1")
    figures = next(d.value for d in app.dataframe if "Middelste gebied" in d.value)
    assert figures["Gemeente"].tolist() == figures["Gebied"].tolist()


@pytest.mark.parametrize("page", ["verloop", "vergelijken", "ontwikkeling", "wijk", "vernieuwing"])
def test_a_saved_chart_says_what_it_is_of(demo, monkeypatch, page):
    """Measure, period, place or areas, and day, as other files do."""
    named = []
    config = theme.chart_config
    monkeypatch.setattr(theme, "chart_config", lambda name: named.append(name) or config(name))
    chosen = {"gebied": "WK990101", "gebieden": "WK990101,WK990103"}
    assert not open_page(page, **PLACE, **chosen).exception
    assert named
    assert len(named) == len(set(named))
    for name in named:
        what = re.fullmatch(r"wijkbeeld_(.+)_\d{4}(-\d{4})?_fictief_\d{4}-\d\d-\d\d", name)
        assert what, name
        assert len(what[1].split("_")) >= 2, name


@pytest.mark.parametrize("page", ["kaart", "verloop", "wijk", "vergelijken", "ontwikkeling"])
def test_a_table_that_is_shown_large_names_its_source(demo, monkeypatch, page):
    kept = OrderedDict()
    monkeypatch.setattr(big_figures, "_kept", kept)
    open_page(page, niveau="wijk", gebied="WK990101", gebieden="WK990101,WK990102")
    tables = [k for k in kept.values() if isinstance(k, BigTable)]
    assert tables
    assert {t.title for t in tables if not t.source} == set()
