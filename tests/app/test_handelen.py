"""The page *Handelingsperspectief*: kept at once, nothing lost, and as true as its figures."""

from __future__ import annotations

from math import log

import pytest

from tests.app.test_pages import FRAME, open_page, text_of
from wijkbeeld.diagnosis import known
from wijkbeeld.diagnosis.subject import Finding, Subject
from wijkbeeld.present import deck as decks
from wijkbeeld.store import plans
from wijkbeeld.store.plans import Where
from wijkbeeld.store.read import open_dataset
from wijkbeeld.words.numbers import number

CODE = "WK990101"


def here() -> Where:
    data = open_dataset("demo")
    edition = data.editions("wijk")[0]
    name = data.by_code(data.scope("wijk", edition))["name"][CODE]
    return Where("demo", "wijk", edition, CODE, str(name))


def opened(**query: str):
    app = open_page("handelen", niveau="wijk", gebied=CODE, **query)
    assert not app.exception
    return app


def key(what: str) -> str:
    return f"w_plan_{here().edition}_{CODE}_{what}"


def tick(app, id_: str):
    box = app.checkbox(key=f"w_kies_{here().edition}_{CODE}_{id_}")
    (box.uncheck if box.value else box.check)().run()
    assert not app.exception
    return app


def headers(app) -> list[str]:
    return [h.value for h in app.header]


def test_without_a_wijk_there_is_a_way_to_one_and_no_real_wijk_beside_invented_figures(demo):
    app = open_page("handelen", niveau="wijk")
    assert not app.exception
    text = text_of(app)
    assert "Kies een wijk" in text
    assert "echte wijken" in text
    assert not [e for e in app.expander if "Heerlen" in e.label]
    next(b for b in app.button if b.key == f"lijst_{CODE}").click().run()
    assert headers(app)[0].endswith("(fictief)")


def test_the_findings_have_unit_year_and_source(demo):
    text = text_of(opened())
    for part in (
        "punt tussen 2002 en 2024",
        "Koopwoningen: ",
        "% in 2024; gemeente ",
        "Bron: fictieve cijfers",
        "Niet geladen voor wijken: huishoudens bij de laagste 40% inkomens",
        "Mengen is een middel en geen doel",
        "zwak bewijs",
    ):
        assert part in text.replace("\\", ""), part


def test_what_is_ticked_ordered_and_written_is_there_after_a_reload(own_demo):
    app = tick(tick(opened(), "verkoop"), "sociale-huur-spreiden")
    app.text_input(key=key("maatregel.verkoop.wie")).set_value("Corporatie =1+1").run()
    app.text_area(key=key("waartoe")).set_value("Minder overlast\nmeer rust").run()
    app.button(key="plan_Omhoog_sociale-huur-spreiden").click().run()
    assert "Doelen die kunnen botsen" in text_of(app)

    again = opened()  # a reload: another session
    assert plans.plan_of(here()).chosen == ("sociale-huur-spreiden", "verkoop")
    assert again.text_input(key=key("maatregel.verkoop.wie")).value == "Corporatie =1+1"
    assert again.text_area(key=key("waartoe")).value == "Minder overlast\nmeer rust"


def test_what_is_taken_out_and_what_is_wiped_comes_back(own_demo):
    app = tick(tick(opened(), "verkoop"), "renovatie")
    app.text_area(key=key("maatregel.verkoop.noot")).set_value("eerst vragen").run()
    tick(app, "verkoop")
    app.button(key="plan_terug").click().run()
    assert plans.plan_of(here()).chosen == ("verkoop", "renovatie")
    app.button(key="plan_weg_verkoop").click().run()
    assert plans.plan_of(here()).chosen == ("renovatie",)
    app.button(key="plan_terug").click().run()
    assert plans.plan_of(here()).chosen == ("verkoop", "renovatie")
    assert app.text_area(key=key("maatregel.verkoop.noot")).value == "eerst vragen"
    before = plans.plan_of(here())
    app.button(key="plan_opnieuw").click().run()
    assert "Nog geen maatregelen gekozen" in text_of(app)
    app = tick(opened(), "korrel")
    app.button(key="plan_gewist_0").click().run()
    assert not app.exception
    assert plans.plan_of(here()) == before


def test_two_sessions_that_write_in_one_field_both_keep_their_text(own_demo):
    one, other = opened(), opened()
    one.text_area(key=key("wie")).set_value("uit zaal een").run()
    other.text_area(key=key("wie")).set_value("uit zaal twee").run()
    other = opened()  # a reload
    assert other.text_area(key=key("wie")).value == "uit zaal een"
    assert "schreven hier tegelijk" in text_of(other)
    assert "uit zaal twee" in text_of(other)
    next(b for b in other.button if b.label == "Houd beide").click().run()
    assert plans.plan_of(here()).text("wie") == "uit zaal een\nuit zaal twee"
    assert "schreven hier tegelijk" not in text_of(other)
    one.run()
    assert one.text_area(key=key("wie")).value == "uit zaal een\nuit zaal twee"


def test_a_text_that_could_not_be_kept_is_still_there_after_a_look_at_another_page(
    own_demo,
):
    app = opened()
    file = own_demo / "demo" / plans.FILE.file
    file.write_text("[{half", encoding="utf-8")
    app.text_area(key=key("wie")).set_value("uit zaal twee").run()
    assert any("beschadigd" in e.value for e in app.error)
    file.unlink()
    for page in ("wijk", "handelen"):
        app.switch_page(str(FRAME.parents[3] / "pages" / f"{page}.py")).run()
    assert not app.exception
    assert app.text_area(key=key("wie")).value == "uit zaal twee"
    app.text_area(key=key("wie")).set_value("uit zaal twee, alsnog").run()
    assert plans.plan_of(here()).text("wie") == "uit zaal twee, alsnog"


def test_the_route_map_is_changed_and_a_meeting_comes_back(own_demo):
    app = opened()
    assert app.text_input(key=key("afspraak.bewoners.wie")).label == "1. Wie"
    app.text_input(key=key("afspraak.bewoners.wanneer")).set_value("Elke dinsdag").run()
    app.button(key="plan_afspraak_Omlaag_bewoners").click().run()
    app.button(key="plan_afspraak_weg_bewoners").click().run()
    assert "bewoners" not in plans.plan_of(here()).meetings
    app.button(key="plan_afspraak_terug").click().run()
    assert plans.plan_of(here()).meetings[:2] == ("wekelijks", "bewoners")
    assert app.text_input(key=key("afspraak.bewoners.wanneer")).value == "Elke dinsdag"
    app.button(key="plan_afspraak_erbij").click().run()
    assert len(plans.plan_of(here()).meetings) == 6


def test_the_list_is_narrowed_by_who_kind_and_scale(demo):
    app = opened(mpartij="corporatie", msoort="beheer")
    offered = {c.label for c in app.checkbox}
    assert offered == {
        "Verkoop van huurwoningen",
        "Sociaal beheer: huismeesters en wijkconsulenten",
    }
    app = opened(mpartij="bewoners", mschaal="regio")
    assert not app.checkbox
    assert "Geen maatregel past bij deze drie keuzes" in text_of(app)


def test_a_damaged_file_is_told_in_dutch_and_nothing_is_written(own_demo):
    file = own_demo / "demo" / plans.FILE.file
    file.write_text("[{half", encoding="utf-8")
    app = opened()
    assert "beschadigd" in app.error[0].value
    assert all(c.disabled for c in app.checkbox)
    assert all(t.disabled for t in app.text_area)
    assert file.read_text(encoding="utf-8") == "[{half"


def test_a_plan_is_a_scene_of_words(own_demo):
    app = tick(opened(), "verkoop")
    app.text_input(key=key("maatregel.verkoop.wie")).set_value("A | B").run()
    app.selectbox(key="w_plan_scene_soort").select("maatregelen").run()
    app.button(key="plan_scene_bewaar").click().run()
    assert not app.exception
    (scene,) = decks.get("demo", "Mijn presentatie").scenes
    assert scene.kind == "tekst"
    assert "(fictief)" in scene.title
    assert scene.lines[1] == "Verkoop van huurwoningen | A / B | –"
    app.selectbox(key="w_plan_scene_soort").select("routekaart").run()
    app.button(key="plan_scene_bewaar").click().run()
    assert len(decks.get("demo", "Mijn presentatie").scenes[1].lines) == 6


def test_real_figures_are_those_of_the_files(real):
    data = open_dataset("officieel")
    query = {"dataset": "officieel", "niveau": "wijk", "editie": "2022", "gebied": "WK036386"}
    app = open_page("handelen", 300, **query)
    assert not app.exception
    own = data.wide(data.scope("wijk", 2022), "lbm").loc["WK036386"].dropna()
    text = text_of(app).replace("\\", "")
    assert f"Score {own.iloc[-1]:.2f} in {own.index[-1]}".replace(".", ",") in text
    assert "40 krachtwijken (2007–2012): dit gebied hoort erbij" in text
    assert "fictief" not in text
    labels = [e.label.replace("\\", "") for e in app.expander]
    for name in ("Heerlen-Noord", "Tilburg", "Meerzicht", "Haarwijk", "Ossenkoppelerhoek"):
        assert any(name in label for label in labels), name
    assert "13.000 sociale huurwoningen" in text
    app.button(key="voorbeeld_heerlen-noord_WK091711").click().run()
    assert not app.exception
    assert "Mariarade" in app.header[0].value
    app.button(key="voorbeeld_tilburg_GM0855").click().run()
    assert not app.exception
    assert app.header[0].value == "Tilburg"


def test_a_finding_of_another_page_is_told_with_its_source(demo, monkeypatch):
    def mixed(subject: Subject) -> list[Finding]:
        return [Finding("waar", f"{subject.name} is gemengd.", "Bron X, 2024", "waterbedje")]

    monkeypatch.setattr(known, "PROVIDERS", (*known.PROVIDERS, mixed))
    text = text_of(opened())
    assert f"{here().name} is gemengd" in text.replace("\\", "")
    assert "Bron X, 2024" in text


@pytest.mark.parametrize("level", ["gemeente", "wijk", "buurt"])
def test_findings_are_those_of_the_figures_and_nothing_missing_is_zero(demo, level):
    data = open_dataset("demo")
    scope = data.scope(level, data.editions(level)[0])
    areas = data.by_code(scope)
    table = data.wide(scope, "lbm")
    code = areas.index[3]
    found = known.findings(Subject(scope, code))
    assert {f.question for f in found} == {"waartoe", "wie", "hoe", "waar"}
    assert all(f.source or f.is_missing or "programma" in f.text for f in found)
    own = table.loc[code].dropna()
    told = " ".join(f.text for f in found)
    assert f"Score {number(own.iloc[-1], 2)} in {own.index[-1]}" in told
    change = table[own.index[-1]] - table[own.index[0]]
    assert number(abs(change[code]), 3) in told
    if level != "gemeente":
        town = areas.index[areas["gemeente_code"] == areas["gemeente_code"][code]].drop(code)
        others = change[town].dropna()
        assert f"De {len(others)} andere" in told
        assert f"gemiddeld {number(abs(others.mean()), 3)} punt" in told
    absent = [f for f in found if f.is_missing]
    assert any("laagste 40% inkomens" in f.text for f in absent)
    assert not any(f.source for f in absent)


def test_the_other_pages_about_mixed_areas_are_filled_in(demo):
    data = open_dataset("demo")
    scope = data.scope("wijk", 2024)
    counts = data.wide(scope, "tevreden_wijk_n")
    enough = counts.index[(counts >= 20).all(axis=1)][0]
    few = counts.index[(counts < 20).all(axis=1)]
    told = {f.page: f for f in known.findings(Subject(scope, enough)) if not f.is_missing}
    year = int(counts.columns[-1])
    assert f"in {year}, n = {number(counts.loc[enough, year])}" in told["beleving"].text
    tenure = ("koop", "corporatie", "overige_verhuurders")
    shares = [float(data.wide(scope, i).loc[enough, 2024]) for i in tenure]
    p = [s / sum(shares) for s in shares]
    entropy = -sum(q * log(q) for q in p) / log(3)
    mixed = [f.text for f in known.findings(Subject(scope, enough)) if f.page == "menging"]
    assert f"De menging is {number(entropy, 2)} (" in mixed[0]
    assert "binnen buurten" in mixed[1]
    for code in few[:1]:
        silent = [f for f in known.findings(Subject(scope, code)) if f.page == "beleving"]
        assert [f.is_missing for f in silent] == [True]
        assert "minder dan 20" in silent[0].text
