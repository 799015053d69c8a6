"""The command vernieuwing: what the page answers, for one or many registers."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from pathlib import Path
from random import Random

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import streamlit as st
from typer.testing import CliRunner

from tests.app.test_pages import open_page
from wijkbeeld import cli
from wijkbeeld.analysis.clusters import grow
from wijkbeeld.analysis.no_estimate import NoMargin
from wijkbeeld.pipeline import DEMO_REGISTER
from wijkbeeld.renewal.inputs import touching
from wijkbeeld.renewal.placing import placed
from wijkbeeld.sources import register as reader
from wijkbeeld.store import registers
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.shapes import shapes
from wijkbeeld.ui.vernieuwing import computed
from wijkbeeld.words.ladder import NO_MARGIN

WAYS = ["own", "city", "city_alike", "cities_alike", "country"]
FIELDS = [
    "name",
    "comparison",
    "measure",
    "estimate",
    "low",
    "high",
    "p",
    "placebos",
    "n_treated",
    "n_control",
    "outside",
    "reason",
    "place",
]


def run(*words: object):
    return CliRunner().invoke(cli.app, ["vernieuwing", *map(str, words)])


def answers(*words: object) -> list[dict]:
    """What the command writes as JSON, where NaN and Infinity are no JSON."""
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output

    def refuse(text: str) -> float:
        raise AssertionError(text)

    return json.loads(done.stdout, parse_constant=refuse)


def clusters(size: int, number: int) -> list[list[str]]:
    """Groups of neighbouring demo wijken."""
    scope = open_dataset("demo").scope("wijk", 2024)
    areas = open_dataset("demo").by_code(scope)
    cities = pd.factorize(areas["gemeente_code"])[0]
    neighbours, rng = touching(scope).among(areas.index, cities), Random(7)
    found = []
    large = [c for c in np.unique(cities) if (cities == c).sum() >= 2.5 * size]
    while len(found) < number:
        pool = np.flatnonzero(cities == large[len(found) % len(large)]).tolist()
        group = grow(size, pool, set(pool), neighbours, rng)
        if group is not None:
            found.append([areas.index[a] for a in group])
    return found


@pytest.fixture
def folder(own_demo, tmp_path):
    """Registers of neighbouring wijken, and a file that is no register."""
    where = tmp_path / "registers"
    where.mkdir()
    for n, codes in enumerate(clusters(4, 5)):
        lines = "".join(f"{code};2009\n" for code in codes)
        (where / f"cluster_{n}.csv").write_text("code;start\n" + lines, encoding="utf-8")
    (where / "LEESMIJ.txt").write_text("Vijf registers.", encoding="utf-8")
    return where


def test_a_folder_of_registers(folder):
    done = run(folder, "--json", "--taken", 1)
    assert done.exit_code == 0
    lines = json.loads(done.stdout)
    assert [line["name"] for line in lines[::5]] == [f"cluster_{n}" for n in range(5)]
    assert [line["comparison"] for line in lines] == WAYS * 5
    assert all(list(line) == FIELDS for line in lines)
    assert "Vergeleken: 5 van 5" in done.stderr
    for line in lines:
        assert line["measure"] == "lbm"
        assert line["n_treated"] == 4
        if line["comparison"] == "own":
            assert line["reason"] == NO_MARGIN[NoMargin.OWN]
        if line["low"] is None:
            assert line["outside"] is line["high"] is line["p"] is None
            assert line["reason"].endswith(".")
        else:
            assert line["reason"] is None
            assert line["outside"] == (line["low"] > 0 or line["high"] < 0)
    assert any(line["low"] is not None for line in lines)


def test_more_processes_give_the_same(folder, monkeypatch):
    # A page that ran in this process left its script as the main module, which children would run.
    monkeypatch.setitem(sys.modules, "__main__", pytest)
    assert run(folder, "--json", "--taken", 2).stdout == run(folder, "--json", "--taken", 1).stdout


def page_results(monkeypatch, **query: str):
    """Results of the page for a link."""
    found = []
    whole = computed.evaluate

    def kept(question):
        found.append(whole(question))
        return found[-1]

    st.cache_resource.clear()
    monkeypatch.setattr(computed, "evaluate", kept)
    app = open_page("vernieuwing", timeout=180, **query)
    assert not app.exception
    return found[-1]


def known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def assert_same(lines: list[dict], ladder) -> None:
    """Equal to the last digit."""
    assert [line["comparison"] for line in lines] == [r.beside.value for r in ladder.rungs]
    for line, rung in zip(lines, ladder.rungs, strict=True):
        assert line["outside"] is rung.is_outside
        assert line["placebos"] == rung.placebos
        if rung.estimate is None:
            assert line["estimate"] is line["n_treated"] is None
            continue
        for field in ("n_treated", "n_control"):
            assert line[field] == getattr(rung.estimate, field)
        assert line["estimate"] == known(rung.estimate.value)
        if rung.no_margin is None:
            for field in ("low", "high", "p"):
                assert line[field] == known(getattr(rung.estimate, field))


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"gewicht": "inwoners", "terug": "1"},
        {"ring": "weg", "controle": "nog niet", "telling": "2"},
        {"minimum": "1000", "registers": "meetellen"},
    ],
)
def test_the_command_says_what_the_page_says(folder, monkeypatch, chosen):
    file = folder / "cluster_2.csv"
    data = open_dataset("demo")
    rows, _ = placed(data.scope("wijk", 2024), reader.read(file).rows, 0.3)
    registers.save("demo", registers.Register("Proef", "wijk", 2024, tuple(rows)))
    results = page_results(monkeypatch, vernieuwd="register:Proef", **chosen)
    options = [word for key, value in chosen.items() for word in (f"--{key}", value)]
    assert_same(answers(file, *options), results.ladder)
    assert_same(answers("--set", "register:Proef", *options), results.ladder)


def test_measures_and_sets(demo, monkeypatch):
    lines = answers("--set", DEMO_REGISTER, "--maat", "alle")
    assert [line["measure"] for line in lines[::5]] == ["onv", "soc", "lbm", "fys", "vrz", "won"]
    assert {line["name"] for line in lines} == {DEMO_REGISTER}
    total = [line for line in lines if line["measure"] == "lbm"]
    results = page_results(monkeypatch, vernieuwd=f"register:{DEMO_REGISTER}", vmaat="lbm")
    assert_same(total, results.ladder)


def test_a_place_limits_the_renewed_areas(folder):
    scope = open_dataset("demo").scope("wijk", 2024)
    areas = open_dataset("demo").by_code(scope)
    every = [*clusters(4, 1)[0], *areas.index[areas["gemeente_code"] == "GM9902"][:3]]
    town = str(areas.at[every[0], "gemeente_code"])
    mine = [c for c in every if areas.at[c, "gemeente_code"] == town]
    assert town != "GM9902"
    plan = folder.parent / "plan.csv"
    plan.write_text("code;start\n" + "".join(f"{c};2009\n" for c in every), encoding="utf-8")
    lines = answers(plan, "--plek", town)
    name = areas.at[every[0], "gemeente_naam"]
    assert {line["place"] for line in lines} == {name}
    assert lines[0]["n_treated"] == len(mine) == 4
    assert answers(plan, "--plek", name) == lines, "by its name too"
    assert answers(plan)[0]["n_treated"] == 7
    assert answers(plan)[0]["place"] is None
    none = run(plan, "--plek", "GM9903")
    assert none.exit_code == 1
    assert "Geen enkel gebied van Register: plan ligt op dit niveau in " in none.output
    assert run(plan, "--plek", "Nergens").exit_code == 64


def test_a_map_gives_what_its_codes_give(folder):
    codes = pd.read_csv(folder / "cluster_0.csv", sep=";")["code"]
    boundaries = shapes(open_dataset("demo").scope("wijk", 2024))[codes]
    whole = gpd.GeoSeries(boundaries.to_numpy(), crs=28992).union_all().buffer(-20)
    project = gpd.GeoDataFrame({"start": [2009]}, geometry=[whole], crs=28992)
    project.to_file(folder.parent / "vlak.gpkg", layer="vlak")
    project.to_crs(4326).to_file(folder.parent / "vlak2.geojson")
    by_code = answers(folder / "cluster_0.csv")
    for name in ("vlak.gpkg", "vlak2.geojson"):
        lines = answers(folder.parent / name)
        assert [dict(a, name="") for a in lines] == [dict(b, name="") for b in by_code]


def test_csv_holds_the_same(folder):
    lines = answers(folder / "cluster_1.csv")
    (folder / "=1+1.csv").write_bytes((folder / "cluster_1.csv").read_bytes())
    done = run(folder / "cluster_1.csv", folder / "=1+1.csv", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0]) == FIELDS
    assert rows[-1]["name"] == "'=1+1"
    for row, line in zip(rows[:5], lines, strict=True):
        for field in ("estimate", "low", "high", "p", "placebos"):
            assert (float(row[field]) if row[field] else None) == line[field]
        assert {"true": True, "false": False, "": None}[row["outside"]] is line["outside"]


BAD = {
    "weg.csv": ("code;start\nWK999999;2008\n", "deze code bestaat niet op dit niveau"),
    "buurten.csv": ("code;start\nBU99010101;2008\n", "kies --niveau buurt"),
    "jaarloos.csv": ("code;soort\nWK990101;sloop\n", "Er is geen kolom 'start'"),
    "leeg.csv": ("", "Dit bestand is leeg"),
    "pagina.csv": ("<html></html>", "Dit is een webpagina"),
    "kapot.gpkg": ("onzin", "Dit kaartbestand is beschadigd"),
    "kapot.zip": ("onzin", "Dit kaartbestand is beschadigd"),
    "kapot.xlsx": ("onzin", "geen Excel-werkmap"),
}


def test_a_bad_register_is_told_and_the_others_are_done(folder):
    for name, (content, _) in BAD.items():
        (folder / name).write_text(content, encoding="utf-8")
    done = run(folder, folder / "nergens.csv", "--json")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)) == 25
    errors = [x for x in done.stderr.splitlines() if x.startswith("Fout: ")]
    assert len(errors) == len(BAD) + 1
    for name, (_, told) in BAD.items():
        assert [e for e in errors if Path(name).stem in e and told in e], name
    assert [e for e in errors if "nergens" in e and "bestaat niet, of is niet te openen" in e]
    assert "onverwachte fout" not in done.stderr


def test_a_start_for_registers_without_dates(folder):
    dated = (folder / "cluster_3.csv").read_text(encoding="utf-8")
    (folder / "cluster_3.csv").write_text(dated.replace(";2009", "").replace(";start", ""))
    assert run(folder / "cluster_3.csv").exit_code == 1
    lines = answers(folder / "cluster_3.csv", "--start", 2009)
    (folder / "cluster_3.csv").write_text(dated, encoding="utf-8")
    assert lines == answers(folder / "cluster_3.csv")


def test_a_year_that_cannot_be_read_is_not_filled_in(folder):
    codes = pd.read_csv(folder / "cluster_3.csv", sep=";")["code"]
    years = ["2009", "", "ooit", "2009"]
    text = "".join(f"{c};{y}\n" for c, y in zip(codes, years, strict=True))
    (folder / "half.csv").write_text("code;start\n" + text, encoding="utf-8")
    done = run(folder / "half.csv", "--start", 2009, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)[0]["n_treated"] == 3
    assert "1 rij zonder start telt vanaf 2009" in done.stderr
    assert "Rij 4: start: in 'ooit' staat niet één jaar" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Noem een register"),
        (["x.csv", "--json", "--csv"], "niet allebei"),
        (["x.csv", "--gewicht", "zwaar"], "'zwaar' bestaat niet"),
        (["x.csv", "--dataset", "weg"], "bestaat niet"),
        (["x.csv", "--niveau", "straat"], "Kies uit"),
        (["x.csv", "--editie", "1999"], "Kies uit"),
        (["x.csv", "--maat", "geluk"], "Kies uit"),
        (["x.csv", "--steden", "Nergenshuizen"], "geen gemeente"),
        (["x.csv", "--vlak", "veel"], "geen deel"),
        (["x.csv", "--taken", "0"], "--taken"),
    ],
)
def test_wrong_use(demo, words, told):
    done = run(*words)
    assert done.exit_code == 64
    assert told in " ".join(done.output.replace("│", " ").split())


def test_what_a_register_does_not_allow_is_told(folder):
    done = run(folder / "cluster_0.csv", "--telling", "eind")
    assert done.exit_code == 1
    assert "De keuze --telling eind kan hier niet. Wel: 0, 2." in done.stderr


def test_cities_of_ones_own(folder):
    data = open_dataset("demo")
    areas = data.by_code(data.scope("wijk", 2024))
    names = areas["gemeente_naam"].value_counts().index[:3]
    file = folder / "cluster_0.csv"
    one, two = (answers(file, "--steden", n)[3] for n in names[1:3])
    assert one["comparison"] == "cities_alike"
    assert one["estimate"] != two["estimate"]
    codes = areas.drop_duplicates("gemeente_naam").set_index("gemeente_naam")["gemeente_code"]
    both = ",".join(names[1:3])
    assert answers(file, "--steden", both) == answers(
        file, "--steden", codes[names[1]], "--steden", codes[names[2]]
    )


def test_in_words_without_an_option(folder):
    done = run(folder / "cluster_0.csv")
    assert done.exit_code == 0
    assert "cluster_0, lbm" in done.stdout
    assert "naast de rest van de stad: " in done.stdout
