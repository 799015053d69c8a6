"""Own figures: any table with an area code and a small mapping."""

from __future__ import annotations

import pandas as pd
import pytest

from wijkbeeld import pipeline
from wijkbeeld.sources import own
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own import areas, guess, shape
from wijkbeeld.sources.recognise import read_all
from wijkbeeld.store.read import open_dataset

MAPPING = """
code = "gebied"
jaarkolom = "jaar"
bron = "Enquête"
[kolommen]
cijfer = { indicator = "rapportcijfer", label = "Rapportcijfer", eenheid = "cijfer" }
mensen = { indicator = "inwoners" }
"""
TABLE = (
    "gebied;jaar;cijfer;mensen\nWK036300;2020;7,1;1.200\n"
    "WK036301;2020;.;900\nonzin;2020;6;1\nWK036302;x;6;1\n"
)


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "enquete.csv"
    file.write_text(TABLE, encoding="utf-8-sig")
    (tmp_path / "enquete.wijkbeeld.toml").write_text(MAPPING, encoding="utf-8")
    return file


def test_mapping_beside_the_file(table):
    (reading,) = read_all([table]).readings
    frame = reading.figures.set_index(["code", "indicator"])
    assert frame.loc[("WK036300", "rapportcijfer"), "value"] == 7.1
    assert frame.loc[("WK036301", "rapportcijfer"), "status"] == "ontbreekt"
    assert [(r.line, r.reason) for r in reading.refusals] == [
        (4, "geen CBS-gebiedscode"),
        (5, "geen geldig jaar"),
    ]
    assert reading.indicators[0].label == "Rapportcijfer"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code = ", "geen geldige TOML"),
        (
            'code = "gebied"\njaar = 2020\n[kolommen]\na = { indicator = "nieuw" }',
            "nieuwe indicator",
        ),
        ('code = "gebied"\n[kolommen]\na = { indicator = "inwoners" }', "jaar van de cijfers"),
        (
            'code = "gebied"\njaar = 2020\nkleur = "rood"\n'
            '[kolommen]\na = { indicator = "inwoners" }',
            "kleur",
        ),
    ],
)
def test_a_mapping_with_a_fault_says_which(text, message):
    with pytest.raises(SourceError, match=message):
        own.parse_mapping(text, "x.wijkbeeld.toml")


def test_a_missing_column_is_named(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("code,a\nWK036300,1\n", encoding="utf-8")
    mapping = own.parse_mapping(
        'code = "gebied"\njaar = 2020\n[kolommen]\na = { indicator = "inwoners" }', "m"
    )
    with pytest.raises(SourceError, match=r"ontbreken: gebied.*code, a"):
        own.read(file, mapping)


def read_csv(tmp_path, content, mapping="", columns='a = { indicator = "inwoners" }'):
    file = tmp_path / "t.csv"
    file.write_text(content, encoding="utf-8")
    text = f'code = "code"\n{mapping or "jaar = 2020"}\n[kolommen]\n{columns}'
    return own.read(file, own.parse_mapping(text, "m"))


def test_rows_that_contradict_each_other_are_both_refused(tmp_path):
    reading = read_csv(tmp_path, "code,a\nWK036300,1\nWK036300,2\nWK036301,3\n")
    assert reading.figures["code"].tolist() == ["WK036301"]
    assert [(r.line, r.rows) for r in reading.refusals] == [(2, 1), (3, 1)]
    assert "met verschillende cijfers" in reading.refusals[0].reason


def test_a_row_that_says_the_same_twice_counts_once(tmp_path):
    reading = read_csv(tmp_path, "code,a\nWK036300,1\nWK036300,1\n")
    assert reading.figures["value"].tolist() == [1]
    assert [(r.line, r.rows) for r in reading.refusals] == [(3, 1)]


def test_bare_numbers_with_a_named_level(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("code,a\n363,1\n14,2\n", encoding="utf-8")
    mapping = own.parse_mapping(
        'code = "code"\nniveau = "gemeente"\njaar = 2020\n'
        '[kolommen]\na = { indicator = "inwoners" }',
        "m",
    )
    assert own.read(file, mapping).figures["code"].tolist() == ["GM0363", "GM0014"]


def test_a_guess_written_as_toml_is_what_import_reads(tmp_path, store):
    file = tmp_path / "mijn cijfers.csv"
    file.write_text('wijk;jaar;"cijfer ""a"""\nWK036300;2020;7,1\n', encoding="utf-8")
    table = own.load_table(file)
    known = pd.DataFrame({c: [] for c in areas.KNOWN_COLUMNS})
    found = areas.suggest(table, areas.Ground(known))
    form = shape.recognise(table, found.column)
    assert (found.column, form.year_column) == ("wijk", "jaar")
    mapping = guess.mapping_of(table, found, form, None)
    text = own.to_toml(mapping)
    assert own.parse_mapping(text, "m") == mapping
    file.with_name("mijn cijfers.wijkbeeld.toml").write_text(text, encoding="utf-8")
    done = pipeline.import_paths([file], "eigen", [], store)
    (made,) = done.built.manifest.indicators
    assert made["label"] == 'Cijfer "a"'
    assert open_dataset("eigen", store).measures()[made["id"]].unit == "punten"


def test_thousands_of_own_counts(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("code;inw\nGM0363;931.298\nGM0014;243.768\n", encoding="utf-8")
    mapping = own.parse_mapping(
        'code = "code"\njaar = 2024\n[kolommen]\ninw = { indicator = "inwoners" }', "m"
    )
    assert own.read(file, mapping).figures["value"].tolist() == [931_298, 243_768]


def test_two_columns_for_one_indicator_are_refused():
    text = (
        'code = "c"\njaar = 2024\n[kolommen]\n'
        'a = { indicator = "inwoners" }\nb = { indicator = "inwoners" }'
    )
    with pytest.raises(SourceError, match="Meer dan één kolom"):
        own.parse_mapping(text, "m")
