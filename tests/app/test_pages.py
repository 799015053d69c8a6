"""Every page with demo and real data, with an empty store, and with what users put in the URL."""

from __future__ import annotations

import base64
import errno
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import wijkbeeld
from tests.support import samples
from wijkbeeld import pipeline
from wijkbeeld.sources import download, recognise
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.store import build, schema, versions
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.reading import Refusal
from wijkbeeld.ui import kaart, pages
from wijkbeeld.ui.gegevens.refused import account_csv

FRAME = Path(wijkbeeld.__file__).parent / "ui" / "app_shell.py"
PAGES = (
    "start",
    "kaart",
    "verloop",
    "wijk",
    "vergelijken",
    "ontwikkeling",
    "vernieuwing",
    "menging",
    "handelen",
    "waterbed",
    "beleving",
    "presenteren",
    "gegevens",
    "verantwoording",
)

FIGURES = 2
"""Place of the kerncijfers among the charts of Verloop, below the scores and the low share."""


def open_page(page: str = "kaart", timeout: float = 60, **query: str) -> AppTest:
    app = AppTest.from_file(str(FRAME), default_timeout=timeout)
    app.session_state[kaart.DRAWN] = True  # no browser here to say so
    for name, value in query.items():
        app.query_params[name] = value
    if page != "start":
        app.switch_page(str(Path(wijkbeeld.__file__).parents[2] / "pages" / f"{page}.py"))
    app.run()
    return app


def text_of(app: AppTest) -> str:
    parts = [
        *app.markdown,
        *app.caption,
        *app.info,
        *app.warning,
        *app.error,
        *app.success,
        *app.title,
        *app.header,
    ]
    return "\n".join(str(p.value) for p in parts)


def test_the_table_waits_for_the_map(demo):
    app = open_page()
    app.session_state[kaart.DRAWN] = False
    app.run()
    assert "De tabel volgt" in text_of(app)
    assert not app.dataframe
    app.session_state[kaart.DRAWN] = True
    app.run()
    assert app.dataframe


@pytest.mark.parametrize("page", PAGES)
def test_pages_with_the_demo(demo, page):
    app = open_page(page)
    assert not app.exception
    assert "Fictieve regio" in text_of(app)


@pytest.mark.parametrize("page", PAGES)
def test_pages_with_real_data(real, page):
    app = open_page(page, dataset="officieel")
    assert not app.exception
    assert "Fictieve regio." not in text_of(app)


def test_first_start_builds_the_demo(store):
    app = open_page(timeout=240)
    assert not app.exception
    assert versions.datasets(store) == ["demo"]
    assert "Fictieve regio" in text_of(app)


def test_the_map_page_says_what_is_on_the_map(demo):
    text = text_of(open_page())
    assert re.search(r"In 2024 scoren \d+ van de 120 wijken \([\d,]+%\) zwak of lager", text)
    assert "ongewogen" in text


@pytest.mark.parametrize("measure", ["lbm", "afw", "won", "fys", "vrz", "soc", "onv"])
@pytest.mark.parametrize("mode", ["situatie", "ontwikkeling"])
def test_every_measure_and_mode(demo, measure, mode):
    app = open_page(maat=measure, weergave=mode, niveau="buurt")
    assert not app.exception
    assert ("zegt niet waardoor" in text_of(app)) == (mode == "ontwikkeling")


def test_the_view_is_in_the_url(demo):
    app = open_page(
        niveau="buurt",
        maat="onv",
        weergave="ontwikkeling",
        van="2014",
        jaar="2020",
        gebied="BU99010101",
    )
    assert not app.exception
    kept = dict(app.query_params)
    assert kept["niveau"] == "buurt"
    assert kept["maat"] == "onv"
    assert kept["van"] == "2014"
    assert kept["jaar"] == "2020"
    assert kept["gebied"] == "BU99010101"
    assert "tussen 2014 en 2020" in text_of(app)


def test_nonsense_in_the_url_falls_back_and_says_so(demo):
    app = open_page(niveau="straat", maat="geluk", jaar="1066", gebied="XX", dataset="weg")
    assert not app.exception
    text = text_of(app)
    assert "'straat'" in text
    assert "Dataset 'weg' is hier niet" in text
    assert "In 2024 scoren " in text


def test_what_a_link_asks_for_in_vain_is_said_until_the_user_goes_on(demo):
    app = open_page(niveau="straat", jaar="1066", gebied="XX")
    app.run()  # as the map makes it, when it reports that it stands
    assert all(word in text_of(app) for word in ("'straat'", "1066", "XX"))
    app.session_state["w_niveau"] = "buurt"
    app.run()
    assert "'straat'" not in text_of(app)
    assert "1066" in text_of(app)
    app.button(key="sluit_melding").click().run()
    assert "1066" not in text_of(app)


def test_search_finds_by_name_code_and_postcode(demo):
    app = open_page()
    app.text_input(key="w_zoek").set_value("WK990101").run()
    assert any("wijk" in b.label for b in app.button if b.key and b.key.startswith("hit_"))
    app.text_input(key="w_zoek").set_value("xyzxyz").run()
    assert "Niets gevonden" in text_of(app)
    app.text_input(key="w_zoek").set_value("Lindervoort").run()
    hit = next(b for b in app.button if b.key == "hit_gemeente_GM9901")
    hit.click().run()
    assert app.query_params["plek"] == "GM9901"
    assert app.query_params["niveau"] == "wijk", "the level is kept"


def test_series_of_chosen_areas(demo):
    app = open_page("verloop", gebieden="WK990101,WK990110", niveau="wijk", cijfer="koop")
    assert not app.exception
    assert app.multiselect(key="w_gebieden").value == ["WK990101", "WK990110"]
    assert "Breuk in 2009" in text_of(app)
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    assert len(charts) == 3
    for spec in charts:
        assert "(fictief)" in spec, "a saved picture says that it is fictional"
        assert "door Wijkbeeld verzonnen" in spec


def test_kerncijfers_stand_beside_gemeente_and_region(demo):
    data = open_dataset("demo")
    app = open_page("verloop", gebieden="WK990101", niveau="wijk", cijfer="koop")
    spec = json.loads(app.get("plotly_chart")[FIGURES].proto.spec)
    town = next(t for t in spec["data"] if t["name"].endswith("(gemeente)"))
    published = data.figures(data.scope("gemeente", 2024), ["GM9901"]).query(
        "indicator == 'koop' and value.notna()"
    )
    drawn = pd.Series(decoded(town["y"])).dropna()
    assert drawn.tolist() == pytest.approx(published["value"].tolist()), (
        "what is published, not a mean of wijken"
    )
    region = next(
        t
        for t in spec["data"]
        if t["name"].startswith("De fictieve regio, alle wijken (ongewogen, n = ")
    )
    table = data.figure_table(data.scope("wijk", 2024), "koop")
    last = int(table.columns.max())
    assert decoded(region["y"])[-1] == pytest.approx(float(table[last].mean()))

    counts = open_page("verloop", gebieden="WK990101", niveau="wijk", cijfer="inwoners")
    spec = json.loads(counts.get("plotly_chart")[FIGURES].proto.spec)
    assert len(spec["data"]) == 1
    assert "Een aantal hangt af van hoe groot een gebied is" in text_of(counts)


def decoded(numbers) -> list[float]:
    """Numbers of a figure, which plotly may have packed."""
    if isinstance(numbers, dict):
        return np.frombuffer(base64.b64decode(numbers["bdata"]), numbers["dtype"]).tolist()
    return [float("nan") if v is None else float(v) for v in numbers]


def test_series_without_areas_list_them(demo):
    app = open_page("verloop", plek="GM9901", niveau="wijk")
    app.pills(key="w_lijst").set_value(["WK990102", "WK990101"]).run()
    assert not app.exception
    assert app.query_params["gebieden"] == "WK990102,WK990101"
    assert app.multiselect(key="w_gebieden").value == ["WK990102", "WK990101"]


def test_missing_dimension_waves_are_explained(demo):
    text = text_of(open_page("verloop", maat="soc", gebieden="WK990101", niveau="wijk"))
    assert "2002, 2008, 2012, 2016" in text


def test_a_gap_has_its_reason_on_screen(demo):
    text = text_of(open_page("verloop", gebieden="WK990705", niveau="wijk", cijfer="inwoners"))
    assert "Niet te koppelen" in text


def test_choices_travel_from_map_to_series(demo):
    app = open_page(niveau="wijk", gebied="WK990103", maat="onv")
    app.switch_page(str(Path(wijkbeeld.__file__).parents[2] / "pages" / "verloop.py")).run()
    assert not app.exception
    assert app.multiselect(key="w_gebieden").value == ["WK990103"]


def test_data_page_shows_counts_refusals_and_licences(own_demo, tmp_path):
    lines = samples.scores(areas=90).splitlines()
    lines[20] = lines[20].replace("WK0363", "XX0363")
    file = tmp_path / "scores.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    pipeline.import_paths([file], "proef", [], own_demo)
    app = open_page("gegevens", dataset="proef")
    assert not app.exception
    text = text_of(app)
    refused = next(d.value for d in app.dataframe if "Reden" in d.value)
    assert list(refused["Regel"]) == [21]
    assert "geen geldige code" in refused["Reden"][0]
    assert "licentie CC0" in text
    assert any("1 officieel bestand, 1 geweigerde rij" in e.label for e in app.expander)
    assert "tot en met **2022**" in text
    assert "Ontbreekt: de hele editie 2024" in text


def test_the_page_offers_to_fetch_exactly_what_is_missing(demo, monkeypatch):
    """One button for what lacks; a choice of one's own by group."""
    asked = []

    def sync(ids, dataset, say):
        asked.append((ids, dataset))
        raise SourceError("x", "geen verbinding", "Probeer het later.")

    monkeypatch.setattr(pipeline, "sync", sync)
    app = open_page("gegevens")
    whole = next(b for b in app.button if b.label.startswith("Haal op wat ontbreekt"))
    assert "1.534 MB" in whole.label
    whole.click().run()
    assert not app.exception
    assert asked == [(download.default_files(), "officieel")]
    assert "geen verbinding" in text_of(app)


def test_what_was_refused_is_told_after_adding_and_can_be_taken_away(own_demo):
    lines = samples.scores(areas=90).splitlines()
    lines[20] = lines[20].replace("WK0363", "XX0363")
    app = open_page("gegevens")
    text = "\n".join(lines) + "\n"
    app.get("file_uploader")[0].set_value([("scores.csv", text.encode(), "text/csv")]).run()
    next(b for b in app.button if b.label == "Controleer en voeg toe").click().run()
    assert not app.exception
    assert "1 geweigerd" in text_of(app)
    (first, *_) = [d.value for d in app.dataframe if "Reden" in d.value]
    assert list(first["Regel"]) == [21]
    account = account_csv("scores.csv", [Refusal("=fout", 21, 1, "XX0363")], ["Let op"])
    rows = account.decode("utf-8-sig").splitlines()
    assert rows[0] == "Bestand;Wat;Regel;Gebied;Rijen;Reden"
    assert rows[1] == "scores.csv;geweigerd;21;XX0363;1;'=fout"
    assert rows[2].startswith("scores.csv;opmerking;")
    assert rows[2].endswith(";Let op")


def test_an_official_file_goes_alone_and_comes_back(own_demo, tmp_path):
    (tmp_path / "scores.csv").write_text(samples.scores(), encoding="utf-8")
    (tmp_path / "kerncijfers_2022.csv").write_text(samples.statline(), encoding="utf-8")
    pipeline.import_paths(
        [tmp_path / "scores.csv", tmp_path / "kerncijfers_2022.csv"], "proef", [], own_demo
    )
    app = open_page("gegevens", dataset="proef")
    cross = next(b for b in app.button if b.help == "Verwijder kerncijfers_2022.csv uit de dataset")
    cross.click().run()
    assert not app.exception
    now = versions.manifest_of(versions.current("proef", own_demo))
    assert [f.file for f in now.files] == ["scores.csv"]
    assert not now.figures
    app = open_page("gegevens", dataset="proef")  # a reload: another session
    assert "kerncijfers\\_2022.csv is verwijderd" in text_of(app)
    next(b for b in app.button if b.label == "Zet terug").click().run()
    assert versions.manifest_of(versions.current("proef", own_demo)).figures
    assert "Zet terug" not in [b.label for b in app.button]


def test_beside_invented_figures_stands_no_real_policy(demo):
    app = open_page("verloop", niveau="wijk", gebieden="WK990101")
    assert "w_beleid" not in [t.key for t in app.toggle]
    for chart in (app, open_page("wijk", niveau="wijk", gebied="WK990101")):
        [*drawn] = [c.proto.spec for c in chart.get("plotly_chart")]
        assert drawn
        assert not any("krachtwijken" in spec for spec in drawn)
    app = open_page("vernieuwing")
    assert app.get("arrow_data_frame") or app.dataframe
    assert not any("Nieuw-West" in frame.value.to_csv() for frame in app.dataframe)
    assert "echte programma's horen er niet bij" in text_of(app)
    assert "niet bij de fictieve regio" in text_of(open_page("verantwoording"))


def test_the_mark_of_invented_figures_is_on_every_page_of_theirs(demo):
    for page in PAGES:
        assert "Fictieve cijfers" in [m.value for m in open_page(page).markdown], page


def test_pages_stand_in_the_order_of_the_work(monkeypatch):
    """Pages under no entry come first wherever they stand in the list: only Start may be one."""
    monkeypatch.setattr(pages, "page", lambda name: name)
    entries = pages.navigation()
    assert entries[""] == ["start"]
    questions = ["Verkennen", "Vergelijken", "Gemengde wijken", "Presenteren", "Gegevens"]
    assert list(entries)[1:] == questions


def test_switch_remove_and_undo(own_demo, tmp_path):
    file = tmp_path / "scores.csv"
    file.write_text(samples.scores(), encoding="utf-8")
    pipeline.import_paths([file], "proef", [], own_demo)
    pipeline.import_paths([file], "proef", [], own_demo)
    app = open_page("gegevens", dataset="proef")
    undo = next(b for b in app.button if b.label == "Zet vorige versie terug")
    used = versions.current("proef", own_demo)
    undo.click().run()
    assert versions.current("proef", own_demo) != used
    next(b for b in app.button if b.label == "Ja, verwijder").click().run()
    assert versions.datasets(own_demo) == ["demo"]
    assert "verwijderd" in text_of(app)


def test_dataset_without_scores_points_to_the_data_page(store, tmp_path):
    file = tmp_path / "kerncijfers_2022.csv"
    file.write_text(samples.statline(), encoding="utf-8")
    pipeline.import_paths([file], "officieel", [], store)
    for page in ("kaart", "verloop"):
        app = open_page(page)
        assert not app.exception
        assert "nog geen kaart" in text_of(app)
    assert not open_page("gegevens").exception


def test_scores_without_boundaries_still_have_a_table(store, tmp_path):
    file = tmp_path / "scores.csv"
    file.write_text(samples.scores(), encoding="utf-8")
    pipeline.import_paths([file], "officieel", [], store)
    app = open_page()
    assert not app.exception
    assert "nog geen grenzen" in text_of(app)
    assert len(app.dataframe) == 1


def test_a_map_without_year_is_asked_on_the_page(own_demo):
    app = open_page("gegevens")
    files = [
        ("scores.csv", samples.scores(areas=6).encode(), "text/csv"),
        ("wijken.geojson", samples.geojson().encode(), "application/json"),
    ]
    bare = samples.geojson().replace('"jaar": 2022, ', "").encode()
    for offered in (files, [("kaart.geojson", bare, "application/json")]):
        app.get("file_uploader")[0].set_value(offered).run()
        next(b for b in app.button if b.label == "Controleer en voeg toe").click().run()
        assert not app.exception
    assert [s.value for s in app.subheader][-1:] == ["Van welk jaar is deze kaart?"]
    app.number_input(key="w_kaartjaar").set_value(2019).run()
    next(b for b in app.button if b.label == "Voeg de kaart toe").click().run()
    assert not app.exception
    assert not app.subheader
    used = versions.manifest_of(versions.current("officieel", own_demo))
    assert {r["indeling"] for r in used.areas} == {2019, 2022}


def test_upload_a_good_and_a_bad_file(own_demo):
    app = open_page("gegevens")
    uploader = app.get("file_uploader")[0]
    uploader.set_value([("scores.csv", samples.scores().encode(), "text/csv")]).run()
    next(b for b in app.button if b.label == "Controleer en voeg toe").click().run()
    assert not app.exception
    assert "officieel" in versions.datasets(own_demo)
    used = versions.current("officieel", own_demo)
    app.get("file_uploader")[0].set_value([("fout.csv", b"<html>fout</html>", "text/csv")]).run()
    next(b for b in app.button if b.label == "Controleer en voeg toe").click().run()
    assert not app.exception
    assert "webpagina" in text_of(app)
    assert versions.current("officieel", own_demo) == used


@pytest.mark.parametrize(
    "error",
    [schema.ContractError("table 'gaps': broken on purpose"), OSError(errno.ENOSPC, "full")],
)
def test_an_upload_survives_an_import_that_fails_after_merging(own_demo, monkeypatch, error):
    failures = [error]
    join = build.join_by_year

    def fail_once(*given):
        if failures:
            raise failures.pop()
        return join(*given)

    monkeypatch.setattr(build, "join_by_year", fail_once)
    app = open_page("gegevens")
    files = [
        ("scores.csv", samples.scores(areas=6).encode(), "text/csv"),
        ("kerncijfers_2022.csv", samples.statline().encode(), "text/csv"),
    ]
    app.get("file_uploader")[0].set_value(files).run()
    next(b for b in app.button if b.label == "Controleer en voeg toe").click().run()
    assert not app.exception
    assert not failures
    assert versions.current("officieel", own_demo) is None
    next(b for b in app.button if b.label == "Controleer en voeg toe").click().run()
    assert not app.exception
    data = open_dataset("officieel", own_demo)
    scope = data.scope("wijk", 2022)
    assert len(data.scores(scope)) == 48
    assert data.figure(scope, "inwoners", 2022)["value"].notna().sum() == 6


@pytest.mark.parametrize(
    ("name", "content", "rows"),
    [
        ("scores.csv", samples.scores(), 96),
        ("fout.csv", samples.scores().replace("lbm", "x"), None),
    ],
)
def test_an_upload_is_parsed_once(own_demo, monkeypatch, name, content, rows):
    parsed = []
    read_file = recognise.read_file

    def spy(path, mappings, label=None):
        parsed.append(label)
        return read_file(path, mappings, label)

    monkeypatch.setattr(recognise, "read_file", spy)
    app = open_page("gegevens")
    app.get("file_uploader")[0].set_value([(name, content.encode(), "text/csv")]).run()
    if rows is not None:
        next(b for b in app.button if b.label == "Controleer en voeg toe").click().run()
    assert not app.exception
    assert parsed == [name]
    assert ("officieel" in versions.datasets(own_demo)) == (rows is not None)


def test_every_indicator_is_explained_on_screen(demo):
    from wijkbeeld.catalog import catalog

    text = text_of(open_page("verantwoording"))
    for indicator in catalog().indicators.values():
        assert indicator.label in text, indicator.id
    assert "Geen enquête" in text
    assert "Afgeleid" in text


def test_a_name_from_a_file_is_never_markup(store, tmp_path):
    text = samples.scores().replace("Wijk 2", "![x](http://elders.example/p.png)")
    file = tmp_path / "scores.csv"
    file.write_text(text, encoding="utf-8")
    pipeline.import_paths([file], "officieel", [], store)
    app = open_page(gebied="WK036302")
    assert not app.exception
    assert "![x](http" not in "\n".join(str(m.value) for m in [*app.markdown, *app.caption])


def test_waves_with_a_handful_of_areas_are_not_offered(real):
    app = open_page(dataset="officieel", niveau="buurt", weergave="ontwikkeling", jaar="2008")
    assert not app.exception
    text = text_of(app)
    assert "12.147 buurten" in text
    assert "maar één meting" in text
    assert "Klassen: officieel" in text


def test_a_mean_line_never_jumps_because_areas_come_in(real):
    app = open_page("verloop", dataset="officieel", niveau="buurt", gebieden="BU03630000")
    assert "niet getoond, want daar hebben veel minder buurten een cijfer" in text_of(app)


def test_a_programme_says_how_much_of_it_was_matched(real):
    app = open_page(
        "verloop", dataset="officieel", niveau="wijk", gebieden="WK036386", groep="krachtwijken"
    )
    assert "27 van 40 gebieden gekoppeld" in text_of(app)


def test_a_click_on_the_map_joins_the_areas_of_the_series(demo):
    app = open_page("verloop", gebieden="WK990101", niveau="wijk", gebied="WK990120")
    assert app.multiselect(key="w_gebieden").value == ["WK990101", "WK990120"]


def test_another_level_does_not_erase_the_choice(demo):
    app = open_page("verloop", niveau="buurt", gebied="WK990101")
    assert app.query_params["gebied"] == "WK990101"


def test_downloaded_series_has_its_years(demo):
    from wijkbeeld.store.read import open_dataset
    from wijkbeeld.ui import tables
    from wijkbeeld.ui.verloop.choice import Choice
    from wijkbeeld.ui.verloop.references import score_references
    from wijkbeeld.ui.verloop.scores import rows_of

    data = open_dataset("demo", demo)
    measure = data.measures()["lbm"]
    scope = data.scope("wijk", 2024)
    choice = Choice(scope, measure, ["WK990101"], None, bands=False, inside=scope)
    table = data.wide(scope, "lbm")
    rows = rows_of(scope, choice.codes, table, score_references(scope, choice, table)[0])
    origin = tables.Origin(
        measure.label, measure.unit, "zie kolom Meting", measure.source, 2024, fictional=True
    )
    lines = tables.to_csv(rows.set_index("Gebied"), origin).decode("utf-8-sig").splitlines()
    place = lines[0].split(";").index("Meting")
    assert {line.split(";")[place] for line in lines[1:]} == {
        str(w) for w in data.waves(data.scope("wijk", 2024))
    }
    assert ",0;" not in lines[1].split(";", 3)[3], "ranks are whole numbers"
