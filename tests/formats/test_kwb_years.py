"""Every year of kerncijfers comes in under CBS's own file names, and in every form of CBS."""

from __future__ import annotations

import json
import zipfile

import pandas as pd
import pytest

from tests.support import kwb_files as kwb
from wijkbeeld.catalog import catalog
from wijkbeeld.sources.kerncijfers.workbook import year_in_name
from wijkbeeld.sources.recognise import NoData, read_all

CODES = kwb.areas()


def read_one(path):
    offer = read_all([path])
    assert not offer.errors, offer.errors
    assert len(offer.readings) == 1
    return offer.readings[0]


def names_of(indicator: str, year: int) -> list[str]:
    keys = catalog().kwb[indicator].keys
    return [x.lower() for k in keys if k.years[0] <= year <= k.years[1] for x in k.xls]


def by_cell(figures: pd.DataFrame) -> pd.Series:
    known = figures.dropna(subset="value").astype({"code": "str", "indicator": "str"})
    return known.set_index(["code", "indicator"])["value"]


def expected(frame: pd.DataFrame, year: int) -> pd.Series:
    """The figures by pandas alone: per code and indicator."""
    lower = frame.set_axis([c.lower() for c in frame], axis=1)
    parts = {}
    for id_, indicator in catalog().kwb.items():
        for key in indicator.keys:
            for x in key.xls:
                if key.years[0] <= year <= key.years[1] and x.lower() in lower:
                    column = pd.to_numeric(lower[x.lower()], errors="coerce")
                    if key.share_of:
                        total = next(n for n in names_of(key.share_of, year) if n in lower)
                        column = (100 * column / lower[total].astype("float64")).clip(upper=100)
                    parts[id_] = column
    return pd.DataFrame(parts).rename_axis(columns="indicator").stack().dropna()


@pytest.mark.parametrize("year", range(2003, 2026))
def test_every_year_under_its_own_name(tmp_path, year):
    frame = kwb.table(year, CODES)
    reading = read_one(kwb.write(tmp_path, year, frame))
    assert set(reading.figures["year"]) == {year}
    assert reading.rows_read == len(CODES)
    assert reading.rows_refused == 0
    got = by_cell(reading.figures)
    wanted = expected(frame, year)
    assert set(got.index) == set(wanted.index)
    pd.testing.assert_series_equal(
        got.sort_index(), wanted.sort_index(), check_names=False, check_dtype=False
    )
    assert got.index.get_level_values("indicator").nunique() >= 11


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
def test_education_and_households_go_on_under_their_new_names(tmp_path, year):
    frame = kwb.table(year, CODES)
    figures = read_one(kwb.write(tmp_path, year, frame)).figures
    wanted = {"opleiding_laag", "opleiding_middelbaar", "opleiding_hoog"}
    wanted |= {"hh_eenpersoons", "hh_zonder_kinderen", "hh_met_kinderen", "huishoudensgrootte"}
    assert wanted <= set(figures["indicator"])


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("kwb-2003-versie-2011-08-16", 2003),
        ("kwb-2008-versie-2011-11-23", 2008),
        ("kwb-2009-versie-2014-06-01", 2009),
        ("kwb-2010-versie-2013-12", 2010),
        ("kerncijfers-wijken-en-buurten-2014", 2014),
        ("kwb2024", 2024),
        ("kwb2024 (1)", 2024),
        ("KWB_2016", 2016),
        ("cijfers 2012 en 2013", None),
    ],
)
def test_the_year_is_that_of_the_figures(name, year):
    assert year_in_name(name) == year


def same_as_workbook(figures: pd.DataFrame, frame: pd.DataFrame, names: set[str]) -> None:
    wanted = expected(frame, 2024)
    used = {i for i in catalog().kwb if any(n in names for n in names_of(i, 2024))}
    got = by_cell(figures)
    wanted = wanted[wanted.index.get_level_values("indicator").isin(used)]
    assert set(got.index) == set(wanted.index)
    pd.testing.assert_series_equal(
        got.sort_index(), wanted.sort_index(), check_names=False, check_dtype=False
    )


@pytest.fixture
def frame():
    return kwb.table(2024, CODES)


def test_raw_odata_v4(tmp_path, frame):
    context = "https://datasets.cbs.nl/odata/v1/CBS/85984NED/$metadata#Observations"
    content = {"@odata.context": context, "value": kwb.observations(frame)}
    path = tmp_path / "download.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    same_as_workbook(read_one(path).figures, frame, set(kwb.MEASURES.values()))


def test_raw_odata_v3_says_that_pages_are_missing(tmp_path, frame):
    place = "https://opendata.cbs.nl/ODataApi/odata/85984NED/"
    content = {
        "odata.metadata": place + "$metadata#Cbs.OData.WebAPI.TypedDataSet",
        "value": kwb.records(frame),
        "odata.nextLink": place + "TypedDataSet?$skip=10000",
    }
    path = tmp_path / "TypedDataSet.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    reading = read_one(path)
    same_as_workbook(reading.figures, frame, set(kwb.KEYS.values()))
    assert any("pagina's ontbreken" in note for note in reading.notes)


def test_the_csv_of_a_whole_statline_table(tmp_path, frame):
    rows = pd.DataFrame(kwb.observations(frame)).to_csv(sep=";", index=False)
    path = tmp_path / "85984NED-202511210000.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Observations.csv", rows)
        packed.writestr(
            "MeasureCodes.csv", "Identifier;Title;Unit\nT001036;Aantal inwoners;aantal\n"
        )
        packed.writestr("WijkenEnBuurtenCodes.csv", "Identifier;Title\nGM0363;Amsterdam\n")
    offer = read_all([path])
    assert [s.kind for s in offer.skipped] == [NoData.CBS_LIST, NoData.CBS_LIST]
    assert not offer.errors
    same_as_workbook(offer.readings[0].figures, frame, set(kwb.MEASURES.values()))


@pytest.mark.parametrize("separator", [";", ","])
def test_csv_with_odata_keys(tmp_path, frame, separator):
    path = tmp_path / "85984NED.csv"
    pd.DataFrame(kwb.records(frame)).to_csv(path, sep=separator, index=False)
    same_as_workbook(read_one(path).figures, frame, set(kwb.KEYS.values()))


@pytest.mark.parametrize("separator", [";", ","])
def test_csv_with_the_names_of_the_workbook(tmp_path, frame, separator):
    rows = kwb.rows_of(2024, frame)
    path = tmp_path / "kwb2024.csv"
    pd.DataFrame(rows[1:], columns=rows[0]).to_csv(path, sep=separator, index=False)
    same_as_workbook(read_one(path).figures, frame, {c.lower() for c in frame})


def test_one_table_of_several_years_is_read_per_year(tmp_path):
    """StatLine 70904NED holds 2009-2012, told apart by Perioden."""
    rows = []
    for year in (2009, 2010, 2011, 2012):
        for n, code in enumerate(CODES):
            rows.append(
                {
                    "RegioS": f"{code:<10}",
                    "Perioden": f"{year}JJ00",
                    "AantalInwoners_1": year + n,
                    "Koopwoningen_30": 40,
                }
            )
    path = tmp_path / "70904NED.json"
    path.write_text(json.dumps({"value": rows}), encoding="utf-8")
    figures = read_one(path).figures
    people = figures[figures["indicator"] == "inwoners"].pivot(
        index="code", columns="year", values="value"
    )
    assert people.loc["GM0363"].tolist() == [2009, 2010, 2011, 2012]


@pytest.mark.parametrize(
    "content",
    [
        {"value": [{"WijkenEnBuurten": "GM0363", "Measure": "T001036", "Value": 5}]},
        {"value": [{"WijkenEnBuurten": "NL00", "AantalInwoners_5": 5, "Koopwoningen_7": 1}]},
        {"value": [{"RegioS": "GM0363", "Iets_5": 5, "Anders_7": 1, "Perioden": "2024JJ00"}]},
    ],
)
def test_raw_answers_without_year_area_or_figure_are_refused_in_words(tmp_path, content):
    path = tmp_path / "antwoord.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    offer = read_all([path])
    assert not offer.readings
    assert len(offer.errors) == 1
    assert "Dit bestand is niet te lezen" not in offer.errors[0].reason
