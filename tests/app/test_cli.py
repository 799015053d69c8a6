"""The command: import, status, demo, check, exit codes."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from tests.support import samples
from wijkbeeld import cli, start_app
from wijkbeeld.room import SHARE
from wijkbeeld.store import versions


def run(*words: str):
    return CliRunner().invoke(cli.app, list(words))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text(samples.scores(), encoding="utf-8")
    return path


def test_import_status_and_check(store, file):
    done = run("import", str(file))
    assert done.exit_code == cli.OK, done.output
    assert "96 rijen" in done.output
    status = run("status")
    assert "officieel" in status.output
    assert "12 gebieden" in status.output
    content = json.loads(run("status", "--json").output)
    assert content[0]["areas_per_wave"][0] == {
        "edition": 2022,
        "level": "wijk",
        "wave": 2002,
        "areas": 12,
    }
    check = run("check")
    assert check.exit_code == cli.OK
    (versions.current("officieel", store) / "figures.parquet").write_bytes(b"x")
    assert run("check").exit_code == cli.REFUSED


def test_a_bad_file_has_its_exit_code_and_message(store, tmp_path):
    bad = tmp_path / "fout.csv"
    bad.write_text("<html></html>", encoding="utf-8")
    done = run("import", str(bad))
    assert done.exit_code == cli.FAILED
    assert "webpagina" in done.output
    assert versions.datasets(store) == []


def test_a_file_that_is_not_there(store):
    done = run("import", "weg.csv")
    assert done.exit_code == cli.FAILED
    assert "bestaat niet" in done.output


def test_status_of_an_empty_store(store):
    assert "nog geen dataset" in run("status").output
    assert json.loads(run("status", "--json").output) == []


def test_check_of_nothing(store):
    done = run("check", "--dataset", "weg")
    assert done.exit_code == cli.FAILED
    assert "bestaat niet" in done.output


def test_mappings_bring_own_figures(store, tmp_path):
    table = tmp_path / "enquete_2020.csv"
    table.write_text("wijk,score\nWK036300,7\n", encoding="utf-8")
    folder = tmp_path / "koppel"
    folder.mkdir()
    (folder / "enquete.wijkbeeld.toml").write_text(
        'patroon = "enquete_*.csv"\ncode = "wijk"\njaar = 2020\n[kolommen]\n'
        'score = { indicator = "mijn_score", label = "Mijn score", eenheid = "cijfer" }\n',
        encoding="utf-8",
    )
    done = run("import", str(table), "--mapping", str(folder))
    assert done.exit_code == cli.OK, done.output
    assert "1 maat, 1 gebied;" in done.output


def test_every_refused_row_is_in_what_is_told(store, tmp_path):
    table = tmp_path / "enquete.csv"
    strange = "".join(f"plein {n},7\n" for n in range(9))
    table.write_text("wijk,score\nWK036300,7\n" + strange, encoding="utf-8")
    (tmp_path / "enquete.wijkbeeld.toml").write_text(
        'code = "wijk"\njaar = 2020\n[kolommen]\n'
        'score = { indicator = "mijn_score", label = "Mijn score", eenheid = "cijfer" }\n',
        encoding="utf-8",
    )
    told = run("import", str(table)).output
    assert "10 rijen, 9 geweigerd" in told
    assert told.count("geweigerd: regel") == 5
    assert "geweigerd: nog 4 rijen: geen CBS-gebiedscode" in told


def test_an_unknown_source_lists_the_known_ones(store):
    done = run("sync", "iets", "--estimate")
    assert done.exit_code == cli.FAILED
    assert "lbm-2024" in done.output


def test_the_size_is_told_without_fetching(store):
    done = run("sync", "kwb-2022", "--estimate")
    assert done.exit_code == cli.OK
    assert "MB" in done.output
    assert not (store / "bronnen").exists()


def test_a_map_without_year_is_asked_and_taken_with_it(store, tmp_path):
    (tmp_path / "scores.csv").write_text(samples.scores(areas=6), encoding="utf-8")
    (tmp_path / "wijken.geojson").write_text(samples.geojson(), encoding="utf-8")
    assert run("import", str(tmp_path)).exit_code == cli.OK
    bare = tmp_path / "kaart.geojson"
    bare.write_text(samples.geojson().replace('"jaar": 2022, ', ""), encoding="utf-8")
    asked = run("import", str(bare))
    assert asked.exit_code == cli.FAILED
    assert "--indeling JAAR" in asked.output
    given = run("import", str(bare), "--indeling", "2019")
    assert given.exit_code == cli.OK, given.output
    assert "indeling 2019" in run("status").output


@pytest.mark.parametrize(("words", "shared"), [((), None), (("--deel",), "8605")])
def test_the_app_is_shared_only_when_asked(monkeypatch, words, shared):
    told = {}
    monkeypatch.setattr(
        start_app.subprocess,
        "call",
        lambda command, cwd, env: told.update(command=command, env=env) or 0,
    )
    assert run("run", "--poort", "8604", *words).exit_code == cli.OK
    assert told["command"][-2:] == ["--server.port", "8604"]
    assert told["env"].get(SHARE) == shared


HELPED = ("", "import", "sync", "demo", "status", "undo", "check", "run", "vernieuwing")
ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|required|default|show this|exit|range|bool)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", HELPED)
def test_the_help_is_dutch(name):
    said = run(*filter(None, [name]), "--help")
    assert said.exit_code == 0
    lines = said.output.splitlines()
    assert lines[0].startswith(f"Gebruik: {'wijkbeeld' if not name else ''}".rstrip())
    assert not ENGLISH.search(said.output), ENGLISH.search(said.output)
    assert "Toon deze uitleg." in said.output
    assert {"Opties:"} <= set(lines)


def test_the_help_names_every_option_of_a_command_with_its_kind():
    said = " ".join(run("import", "--help").output.split())
    assert "[OPTIES] BESTANDEN..." in said
    assert "BESTANDEN... Bestanden, zips of mappen. (verplicht)" in said
    assert "-d, --dataset TEKST Naam van de dataset. (anders: officieel)" in said
    assert "--indeling GETAL" in said
    assert "--fresh Begin opnieuw" in said


def test_a_value_too_many_is_told_in_dutch():
    said = run("import", "--fresh=ja", "x")
    assert "hoort geen waarde" in said.output + said.stderr
