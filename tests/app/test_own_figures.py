"""Own figures on the page Gegevens: from the file that is dropped to figures that are stored."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest

from tests.app.test_pages import open_page, text_of
from tests.support import samples
from wijkbeeld import pipeline
from wijkbeeld.sources.own import grid, saved
from wijkbeeld.store import versions
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui.gegevens import pending

YEARS = (2018, 2020, 2022)
THIRTY = "wijk;2018;2020;2022\n" + "".join(
    f"WK0363{n:02d};{6 + n / 50:.1f};{6.2 + n / 50:.1f};{6.4 + n / 50:.1f}\n".replace(".", ",")
    for n in range(30)
)


@pytest.fixture
def town(own_demo, tmp_path):
    """A store whose dataset ``officieel`` has thirty wijken with scores and boundaries."""
    (tmp_path / "scores.csv").write_text(samples.scores(30), encoding="utf-8")
    (tmp_path / "kaart.geojson").write_text(samples.geojson(30), encoding="utf-8")
    files = [tmp_path / "scores.csv", tmp_path / "kaart.geojson"]
    pipeline.import_paths(files, "officieel", [], own_demo)
    return own_demo


def drop(app, *files):
    app.get("file_uploader")[0].set_value([(n, c.encode(), "text/csv") for n, c in files]).run()
    assert not app.exception
    return app


def press(app, label):
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app


def values(store, indicator, dataset="officieel"):
    data = open_dataset(dataset, store)
    return data.figure_table(data.scope("wijk", 2022), indicator)


def test_thirty_wijken_over_three_years_are_ninety_figures(town):
    """Dropped, looked at, added: nothing has to be filled in, and nothing is lost."""
    app = drop(open_page("gegevens", dataset="officieel"), ("rapportcijfer.csv", THIRTY))
    assert "Alle 90 cijfers zijn te tonen" in text_of(app)
    press(app, "Voeg 90 cijfers toe")
    (own,) = open_dataset("officieel", town).manifest.indicators
    table = values(town, own["id"])
    assert table.shape == (30, 3)
    expected = [[float(f"{b + n / 50:.1f}") for b in (6, 6.2, 6.4)] for n in range(30)]
    np.testing.assert_array_equal(table.to_numpy(), expected)
    measure = open_dataset("officieel", town).measures()[own["id"]]
    assert (measure.label, measure.unit, measure.direction) == (
        "Rapportcijfer",
        "punten",
        "hoger is beter",
    )


def test_what_cannot_be_shown_is_told_before_it_is_added(town):
    """Thirty of ninety rows: never '90 rijen' when 30 can be shown."""
    table = "wijk;jaar;cijfer\n" + "".join(
        f"{code};{year};7,1\n"
        for year in YEARS
        for code in [f"WK0363{n:02d}" for n in range(10)] + [f"WK0599{n:02d}" for n in range(20)]
    )
    app = drop(open_page("gegevens", dataset="officieel"), ("enquete.csv", table))
    text = text_of(app)
    assert "**30 cijfers zijn te tonen**" in text
    assert "30 van 90 rijen gebruikt; 60 niet" in text
    assert "staat niet op de geladen kaart van 2022 (WK059900, regel 12)" in text
    assert any(b.label == "Voeg 30 cijfers toe" for b in app.button)
    used = versions.current("officieel", town)
    press(app, "Sla dit bestand over")
    assert "enquete.csv" not in [s.value for s in app.subheader]
    assert versions.current("officieel", town) == used


def test_a_dataset_without_areas_says_that_nothing_can_be_shown(demo):
    app = drop(open_page("gegevens"), ("rapportcijfer.csv", THIRTY))
    assert "0 van 90 cijfers zijn te tonen" in text_of(app)
    assert "nog geen kaart" in text_of(app)


def test_a_file_goes_and_comes_back(town):
    app = open_page("gegevens", dataset="officieel")
    press(drop(app, ("rapportcijfer.csv", THIRTY)), "Voeg 90 cijfers toe")
    other = THIRTY.replace("WK036300;6,0", "WK036300;9,9")
    press(drop(app, ("nieuw rapportcijfer.csv", other)), "Voeg 90 cijfers toe")
    manifest = open_dataset("officieel", town).manifest
    ids = {i["label"]: i["id"] for i in manifest.indicators}
    files = [f for f in manifest.files if f.layer]
    assert len(files) == 2
    assert set(ids) == {"Rapportcijfer", "Nieuw rapportcijfer"}
    app.button(key=f"eigen_weg_{files[0].layer}").click().run()
    assert not app.exception
    data = open_dataset("officieel", town)
    assert [i["label"] for i in data.manifest.indicators] == ["Nieuw rapportcijfer"]
    assert values(town, ids["Nieuw rapportcijfer"]).shape == (30, 3)
    assert "is verwijderd" in text_of(app)
    press(app, "Zet terug")
    assert values(town, ids["Rapportcijfer"]).shape == (30, 3)


def test_own_codes_by_a_pasted_crosswalk(town):
    own = "buurt;2022\nKop;7,1\nStaart;6,3\nElders;5\n"
    app = drop(open_page("gegevens", dataset="officieel"), ("cijfer.csv", own))
    assert "Geen van de 3 rijen" in text_of(app)
    app.text_area(key="eigen_1_plak").set_value("Kop;WK036300\nStaart;WK036301").run()
    press(app, "Bewaar omzettabel")
    assert len(saved.crosswalks(town)) == 1
    text = text_of(app)
    assert "**2 cijfers zijn te tonen**" in text
    assert "staat niet in de omzettabel" in text
    press(app, "Voeg 2 cijfers toe")
    assert open_dataset("officieel", town).manifest.files[-1].rows_refused == 1


def test_a_crosswalk_is_recognised_and_kept(town):
    walk = "code;naam;cbs\n" + "".join(f"A{n:02d};Buurt {n};WK0363{n:02d}\n" for n in range(30))
    walk += "B99;Zonder;\n"
    own = "buurt;2022\n" + "".join(f"A{n:02d} Buurt {n};7,{n % 10}\n" for n in range(30))
    app = open_page("gegevens", dataset="officieel")
    drop(app, ("cijfer.csv", own), ("codes.csv", walk))
    assert "Dit is een omzettabel: 30 rijen" in text_of(app)
    press(app, "Bewaar omzettabel")
    assert "Alle 30 cijfers zijn te tonen" in text_of(app)
    press(app, "Voeg 30 cijfers toe")
    assert len([f for f in open_dataset("officieel", town).manifest.files if f.layer]) == 1


def test_a_table_is_loaded_and_read_once(town, monkeypatch):
    loaded, read = [], []
    load, read_table = grid.load_grid, pending.load_grid
    monkeypatch.setattr(pending, "load_grid", lambda p: loaded.append(p.name) or load(p))
    assert read_table is load
    from wijkbeeld.ui.gegevens import own_step

    original = own_step.read_table

    def spy(table, mapping, known):
        read.append(table.file)
        return original(table, mapping, known)

    monkeypatch.setattr(own_step, "read_table", spy)
    app = drop(open_page("gegevens", dataset="officieel"), ("rapportcijfer.csv", THIRTY))
    app.run()
    assert (loaded, read) == (["rapportcijfer.csv"], ["rapportcijfer.csv"])


def test_a_year_that_nothing_tells_is_asked(town):
    table = "wijk;tevreden %\nWK036300;71\nWK036301;68\n"
    app = drop(open_page("gegevens", dataset="officieel"), ("enquete.csv", table))
    assert "Het jaar van de cijfers ontbreekt" in text_of(app)
    field = next(n for n in app.number_input if n.label == "Jaar van de cijfers")
    field.set_value(2022).run()
    assert "Alle 2 cijfers zijn te tonen" in text_of(app)


def test_n_and_margin_become_measures_beside_theirs(town):
    table = "wijk;jaar;tevreden %;n;marge\n" + "".join(
        f"WK0363{n:02d};2022;7{n};{100 + n};3,{n}\n" for n in range(5)
    )
    app = drop(open_page("gegevens", dataset="officieel"), ("enquete.csv", table))
    assert "Alle 15 cijfers zijn te tonen" in text_of(app)
    press(app, "Voeg 15 cijfers toe")
    labels = {i["label"]: i["unit"] for i in open_dataset("officieel", town).manifest.indicators}
    assert labels == {
        "Tevreden": "%",
        "Tevreden: aantal ondervraagden": "ondervraagden",
        "Tevreden: marge": "%",
    }


def test_a_name_from_an_own_file_is_never_markup(town):
    table = THIRTY.replace("wijk;", "![x](http://elders.example);")
    app = drop(open_page("gegevens", dataset="officieel"), ("![x](http://e.nl).csv", table))
    shown = "\n".join(str(m.value) for m in [*app.markdown, *app.caption, *app.subheader])
    assert "![x](http" not in shown


def test_a_measure_that_is_there_already_becomes_one_series(town):
    app = open_page("gegevens", dataset="officieel")
    press(drop(app, ("rapportcijfer.csv", THIRTY)), "Voeg 90 cijfers toe")
    later = THIRTY.replace("2018;2020;2022", "2012;2014;2016")
    drop(app, ("rapportcijfer 2012-2016.csv", later))
    assert "zit al in de dataset" in text_of(app)
    press(app, "Voeg 90 cijfers toe")
    (measure,) = open_dataset("officieel", town).manifest.indicators
    assert values(town, measure["id"]).shape == (30, 6)


def test_official_and_own_files_in_one_drop(town):
    more = samples.scores(3, town="0599")
    app = drop(
        open_page("gegevens", dataset="officieel"),
        ("rapportcijfer.csv", THIRTY),
        ("scores2.csv", more),
    )
    press(app, "Voeg 90 cijfers toe")
    press(app, "Controleer en voeg toe")
    data = open_dataset("officieel", town)
    assert len(data.areas(data.scope("wijk", 2022))) == 33
    assert len([f for f in data.manifest.files if f.layer]) == 1


def test_what_was_dropped_goes_with_the_session(town):
    """No survey of a city stays behind in a temporary folder."""
    app = drop(open_page("gegevens", dataset="officieel"), ("rapportcijfer.csv", THIRTY))
    folder = Path(app.session_state["gegevens_map"].name)
    assert list(folder.rglob("rapportcijfer.csv"))
    del app
    gc.collect()
    assert not folder.exists()


def test_a_damaged_table_is_told_and_the_others_go_on(town):
    app = open_page("gegevens", dataset="officieel")
    app.get("file_uploader")[0].set_value(
        [("kapot.xlsx", b"PK\x03\x04stuk", "x"), ("rapportcijfer.csv", THIRTY.encode(), "x")]
    ).run()
    assert not app.exception
    assert "Alle 90 cijfers zijn te tonen" in text_of(app)
    press(app, "Voeg 90 cijfers toe")
    press(app, "Controleer en voeg toe")
    assert "beschadigd of niet helemaal gedownload" in text_of(app)


def test_a_number_in_doubt_is_asked_before_anything_can_be_added(town):
    """Neither reading of 6.234 is taken by itself; the answer is what is stored."""
    table = "wijk;cohesie score 2022\nWK036300;6.234\nWK036301;7.345\n"
    app = drop(open_page("gegevens", dataset="officieel"), ("enquete.csv", table))
    assert "Beantwoord eerst de vraag" in text_of(app)
    assert not any(b.label.startswith("Voeg 2") for b in app.button)
    question = next(r for r in app.radio if "6.234" in r.label)
    question.set_value("engels").run()
    press(app, "Voeg 2 cijfers toe")
    (own,) = open_dataset("officieel", town).manifest.indicators
    assert values(town, own["id"])[2022].tolist() == [6.234, 7.345]


def test_a_unit_that_nothing_tells_is_asked(town):
    app = drop(
        open_page("gegevens", dataset="officieel"),
        ("x.csv", "wijk;iets 2022\nWK036300;6\nWK036301;7\n"),
    )
    assert "Vul hieronder de eenheid in van: Iets" in text_of(app).replace("\\", "")
    next(t for t in app.text_input if t.label == "Eenheid").set_value("dingen").run()
    assert any(b.label == "Voeg 2 cijfers toe" for b in app.button)


def test_years_in_some_names_are_asked_and_what_is_left_out_is_said(town):
    table = "wijk;tevreden 2022;overlast score\nWK036300;6;7\nWK036301;8;9\n"
    app = drop(open_page("gegevens", dataset="officieel"), ("x.csv", table))
    question = next(r for r in app.radio if "heeft een jaartal in de naam" in r.label)
    assert "Beantwoord eerst de vraag" in text_of(app)
    question.set_value("jaren").run()
    assert "Zonder jaar in de naam, dus niet gebruikt: overlast score" in text_of(app)
    assert any(b.label == "Voeg 2 cijfers toe" for b in app.button)


def test_the_real_problem_goes_first_and_footnotes_are_no_problem(town):
    table = "wijk;tevreden 2022\nWK036300;6\nWK051899;7\nx = te weinig;\nBron: enquête;\n"
    text = text_of(drop(open_page("gegevens", dataset="officieel"), ("x.csv", table)))
    assert "1 van 2 rijen gebruikt; 1 niet: staat niet op de geladen kaart van 2022" in text
    assert "(WK051899, regel 3)" in text
    assert "2 regels onder de tabel overgeslagen." in text


def test_own_codes_without_a_crosswalk_name_the_way_on(town):
    table = "buurt;tevreden 2022\nA00a;6\nA00b;7\n"
    text = text_of(drop(open_page("gegevens", dataset="officieel"), ("x.csv", table)))
    assert "eigen code van de gemeente" in text
    assert "Plak hieronder een omzettabel" in text


def test_a_unit_is_changed_without_reading_again(town, monkeypatch):
    from wijkbeeld.ui.gegevens import own_areas, own_step

    read, ranked = [], []
    rank = own_areas.classifications
    monkeypatch.setattr(own_areas, "classifications", lambda *a: ranked.append(1) or rank(*a))
    original = own_step.read_table
    monkeypatch.setattr(own_step, "read_table", lambda *a: read.append(a[0].file) or original(*a))
    app = drop(open_page("gegevens", dataset="officieel"), ("rapportcijfer.csv", THIRTY))
    next(t for t in app.text_input if t.label == "Eenheid").set_value("cijfer").run()
    press(app, "Voeg 90 cijfers toe")
    (own,) = open_dataset("officieel", town).manifest.indicators
    assert (own["unit"], read) == ("cijfer", ["rapportcijfer.csv"])
    assert len(ranked) == 1, "the codes of all rows are looked at once for a table"


def test_what_was_added_is_looked_at_within_its_gemeente(town):
    app = drop(open_page("gegevens", dataset="officieel"), ("rapportcijfer.csv", THIRTY))
    press(app, "Voeg 90 cijfers toe")
    (own,) = open_dataset("officieel", town).manifest.indicators
    app.button(key="eigen_verloop").click().run()
    kept = app.session_state["_view"]
    assert {k: kept.get(k) for k in ("maat", "plek", "niveau", "gebieden")} == {
        "maat": own["id"],
        "plek": "GM0363",
        "niveau": "wijk",
        "gebieden": None,
    }
