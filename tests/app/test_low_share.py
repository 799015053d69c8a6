"""How many live in areas zwak or lower: on Verloop, and below the lines of Vernieuwing."""

from __future__ import annotations

import json

import pytest

from tests.app.test_pages import decoded, open_page, text_of
from wijkbeeld.analysis.low_share import low_share
from wijkbeeld.store.characteristics import Counts, counted
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui import low_share as shown


def chart_of(app, words: str) -> dict:
    """The one chart with some words in its title."""
    specs = [json.loads(c.proto.spec) for c in app.get("plotly_chart")]
    (found,) = [s for s in specs if words in title_of(s)]
    return found


def title_of(spec: dict) -> str:
    """Title, what is measured and source of a chart."""
    notes = [a["text"] for a in spec["layout"].get("annotations", []) if a.get("name")]
    return " ".join([spec["layout"]["title"]["text"], *notes]).replace("<br>", " ")


def line(spec: dict, name: str) -> list[float]:
    (found,) = [t for t in spec["data"] if t["name"].startswith(name)]
    return decoded(found["y"])


def test_inhabitants_count_unless_the_user_says_otherwise(demo):
    app = open_page("verloop", niveau="wijk", gebieden="WK990101", groep="")
    assert not app.exception
    data = open_dataset("demo")
    scope = data.scope("wijk", data.editions("wijk")[0])
    people = counted(scope, "inwoners")
    spec = chart_of(app, "zwak of lager")
    assert f"naar inwoners van {people.year}" in title_of(spec)
    assert spec["layout"]["yaxis"]["ticksuffix"] == "%"
    whole = low_share(data.wide(scope, "klasse"), people.counts)
    expected = (100 * whole.loc[whole["is_enough"], "share"]).tolist()
    assert line(spec, "De fictieve regio") == pytest.approx(expected)
    town = low_share(data.wide(scope.within("GM9901"), "klasse"), people.counts)
    name = data.by_code(scope).loc["WK990101", "gemeente_naam"]
    expected = (100 * town.loc[town["is_enough"], "share"]).tolist()
    assert line(spec, f"{name}, alle wijken") == pytest.approx(expected)
    assert app.query_params["deel_van"] == "inwoners"
    assert any(b.label == "Tabel en download: zwak of lager" for b in app.expander)


def test_areas_count_when_a_link_says_so(demo):
    app = open_page("verloop", niveau="wijk", deel_van="gebieden")
    spec = chart_of(app, "Deel van de wijken dat zwak of lager scoort")
    assert "naar inwoners" not in title_of(spec)


def test_without_inhabitants_areas_count_and_the_page_says_why(demo, monkeypatch):
    monkeypatch.setattr(shown, "counted", lambda scope, _: Counts(counted(scope, "?").counts, None))
    app = open_page("verloop", niveau="wijk", deel_van="inwoners")
    assert not app.exception
    assert "Van deze wijken is het aantal inwoners niet bekend" in text_of(app)
    assert "De keuze 'inwoners' voor 'Deel van de' bestaat hier niet" in text_of(app)
    assert chart_of(app, "Deel van de wijken dat zwak of lager scoort")["data"]


def test_few_early_scores_are_not_drawn(real):
    app = open_page("verloop", dataset="officieel", niveau="buurt", editie="2024")
    assert not app.exception
    spec = chart_of(app, "zwak of lager")
    assert [len(decoded(t["y"])) for t in spec["data"]] == [1]
    assert "niet getoond, want daar hebben veel minder buurten een cijfer" in text_of(app)


def test_den_haag_on_the_page(real):
    app = open_page("verloop", dataset="officieel", niveau="wijk", gebieden="WK051829")
    assert not app.exception
    spec = chart_of(app, "naar inwoners van 2022")
    assert line(spec, "'s-Gravenhage")[-1] == pytest.approx(33.6, abs=0.05)
    assert line(spec, "Nederland")[-1] == pytest.approx(6.3, abs=0.05)


def test_lines_of_renewal_say_and_follow_their_weight(demo):
    plain = open_page("vernieuwing")
    assert "Lijnen: gemiddelde, elk gebied telt even zwaar" in text_of(plain)
    weighed = open_page("vernieuwing", gewicht="inwoners")
    data = open_dataset("demo")
    year = counted(data.scope("wijk", data.editions("wijk")[0]), "inwoners").year
    assert f"Lijnen: gemiddelde, naar inwoners van {year}" in text_of(weighed)
    one, other = chart_of(plain, ": verloop"), chart_of(weighed, ": verloop")
    assert f"Gewogen naar inwoners van {year}" in title_of(other)
    assert "Gewogen" not in title_of(one)
    assert line_of_means(one) != pytest.approx(line_of_means(other), abs=1e-6)


def line_of_means(spec: dict) -> list[float]:
    (found,) = [t for t in spec["data"] if t["name"].startswith("Vernieuwd (n")]
    return decoded(found["y"])


def test_renewed_areas_beside_their_gemeenten_and_everywhere(demo):
    app = open_page("vernieuwing")
    spec = chart_of(app, "zwak of lager")
    assert "naar inwoners van" in title_of(spec)
    names = [t["name"].split(" (n")[0] for t in spec["data"]]
    assert names[0] == "Vernieuwd"
    assert names[-1] == "De fictieve regio, alle wijken"
    assert len(names) == 3
    app = open_page("vernieuwing", deel_van="gebieden")
    assert chart_of(app, "Deel van de wijken dat zwak of lager scoort")


def test_figures_of_shares_are_made_once(demo, monkeypatch):
    made = []

    def spy(*args):
        made.append(args)
        return low_share(*args)

    monkeypatch.setattr(shown, "low_share", spy)
    app = open_page("vernieuwing", deel_van="woningen")
    assert not app.exception
    made.clear()
    app.run()
    assert made == []
