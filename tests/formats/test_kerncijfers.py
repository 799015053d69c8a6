"""Kerncijfers in three formats and three header eras, harmonised to the catalog's indicators."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.support import samples
from wijkbeeld.catalog import catalog
from wijkbeeld.sources.kerncijfers import (
    cells,
    harmonise,
    read_odata,
    read_statline,
    read_workbook,
    workbook,
)


def value(frame: pd.DataFrame, code: str, indicator: str) -> float:
    row = frame[(frame["code"] == code) & (frame["indicator"] == indicator)]
    assert len(row) == 1
    return float(row["value"].iloc[0])


def status(frame: pd.DataFrame, code: str, indicator: str) -> str:
    return str(frame[(frame["code"] == code) & (frame["indicator"] == indicator)]["status"].iloc[0])


def test_statline_counts_and_shares(tmp_path):
    file = tmp_path / "Kerncijfers_wijken_en_buurten_2019_22032020.csv"
    file.write_text(samples.statline(), encoding="utf-8")
    reading = read_statline(file)
    assert reading.rows_read == 6
    assert set(reading.figures["year"]) == {2019}
    assert value(reading.figures, "WK036303", "inwoners") == 1030
    assert value(reading.figures, "WK036303", "koop") == 43
    assert value(reading.figures, "WK036303", "leeftijd_0_14") == pytest.approx(100 * 153 / 1030)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (".", "ontbreekt"),
        ("x", "geheim"),
        ("-", "nihil"),
        ("", "onmogelijk"),
        ("-99999999", "ontbreekt"),
        ("-99995", "ontbreekt"),
        ("-99997", "ontbreekt"),
        ("hallo", "onleesbaar"),
    ],
)
def test_symbols_never_become_numbers(cell, expected):
    values, statuses = cells.parse(pd.Series([cell, "12"]))
    assert math.isnan(values[0])
    assert statuses.tolist() == [expected, "cijfer"]


def test_true_zero_is_a_number():
    values, statuses = cells.parse(pd.Series(["0", "       0", "0,0"]))
    assert values.tolist() == [0.0, 0.0, 0.0]
    assert statuses.tolist() == ["cijfer"] * 3


def test_provisional_figures_keep_their_mark():
    values, statuses = cells.parse(pd.Series(["12*", "13**", "14"]))
    assert values.tolist() == [12, 13, 14]
    assert statuses.tolist() == ["voorlopig", "voorlopig", "cijfer"]


@given(
    st.lists(st.integers(0, 9_999_999), min_size=1, max_size=20),
    st.sampled_from(["plain", "padded", "thousands"]),
)
def test_counts_survive_every_notation(numbers, notation):
    write = {
        "plain": str,
        "padded": lambda n: f"{n:>12}",
        "thousands": lambda n: f"{n:,}".replace(",", "."),
    }[notation]
    values, statuses = cells.parse(pd.Series([write(n) for n in numbers]), whole=True)
    assert values.tolist() == numbers
    assert set(statuses) == {"cijfer"}


@given(
    st.lists(st.decimals(-5000, 99999, places=1, allow_nan=False), min_size=1, max_size=20),
    st.booleans(),
)
def test_decimals_survive_comma_and_point(numbers, comma):
    texts = [str(n).replace(".", ",") if comma else str(n) for n in numbers]
    values, _ = cells.parse(pd.Series(texts))
    assert values.tolist() == pytest.approx([float(n) for n in numbers])


def test_dutch_thousands_with_decimals():
    values, _ = cells.parse(pd.Series(["1.234,5", "12,0", "."]))
    assert values[:2].tolist() == [1234.5, 12.0]
    assert np.isnan(values[2])


def test_a_comma_anywhere_means_points_between_thousands():
    values, statuses = cells.parse(pd.Series(["1.234", "987,5", "2.100", "3.5"]))
    assert values[:3].tolist() == [1234.0, 987.5, 2100.0]
    assert statuses[3] == "onleesbaar", "3.5 cannot be Dutch notation"


def write_workbook(path, head, rows):
    book = Workbook()
    book.active.append(head)
    for row in rows:
        book.active.append(row)
    book.save(path)


def test_workbook_of_the_upper_case_era(tmp_path):
    file = tmp_path / "kwb-2006.xlsx"
    write_workbook(
        file,
        ["GWB_CODE", "GWB_NAAM06", "RECS", "AANT_INW", "P_00_14_JR", "WOZ", "P_KOOPWON", "INK_INW"],
        [
            [363, "Amsterdam", "G", 743079, 16, 234, 21, 12.3],
            [36301, "Wijk", "W", 900, 11, ".", 30, "x"],
            [3630101, "Buurt", "B", 450, 12, 198, 31, ""],
        ],
    )
    reading = read_workbook(file, workbook.sheets(file))
    frame = reading.figures
    assert set(frame["code"]) == {"GM0363", "WK036301", "BU03630101"}
    assert value(frame, "GM0363", "leeftijd_0_14") == 16
    assert status(frame, "WK036301", "woz") == "ontbreekt"
    assert status(frame, "WK036301", "inkomen_inwoner") == "geheim"
    assert "koop" not in set(frame["indicator"]), "owner-occupied was not published in 2006"


def test_workbook_with_separate_code_columns(tmp_path):
    file = tmp_path / "kwb-2005.xlsx"
    write_workbook(
        file,
        ["GM_CODE", "WK_CODE", "BU_CODE", "RECS", "AANT_INW", "WONINGEN"],
        [[3, 0, 0, "Gemeente", 100, 50], [3, 1, 0, "Wijk", 60, 30], [3, 1, 2, "Buurt", 20, 9]],
    )
    frame = read_workbook(file, workbook.sheets(file)).figures
    assert set(frame["code"]) == {"GM0003", "WK000301", "BU00030102"}


@pytest.mark.parametrize(
    ("year", "column", "expected"), [(2014, "p_00_14", 15.0), (2020, "a_00_14", 15.0)]
)
def test_workbook_of_the_lower_case_eras(tmp_path, year, column, expected):
    cell = 15 if column.startswith("p_") else 150
    file = tmp_path / f"kwb-{year}.xlsx"
    head = [
        "gwb_code_10",
        "gwb_code_8",
        "regio",
        "gm_naam",
        "recs",
        "a_inw",
        column,
        "a_woning",
        "p_wcorpw",
    ]
    write_workbook(
        file, head, [["WK036300", 36300, "Wijk", "Amsterdam", "Wijk", 1000, cell, 500, 40]]
    )
    frame = read_workbook(file, workbook.sheets(file)).figures
    assert value(frame, "WK036300", "leeftijd_0_14") == expected
    assert value(frame, "WK036300", "corporatie") == 40
    assert set(frame["year"]) == {year}


PROPERTIES = [
    {
        "ID": 0,
        "ParentID": None,
        "Type": "GeoDetail",
        "Key": "WijkenEnBuurten",
        "Title": "Wijken en buurten",
    },
    {"ID": 1, "ParentID": None, "Type": "TopicGroup", "Key": "", "Title": "Wonen"},
    {"ID": 2, "ParentID": 1, "Type": "TopicGroup", "Key": "", "Title": "Woningen naar eigendom"},
    {
        "ID": 3,
        "ParentID": 2,
        "Type": "Topic",
        "Key": "Koopwoningen_40",
        "Title": "Koopwoningen",
        "Unit": "%",
    },
    {
        "ID": 4,
        "ParentID": 1,
        "Type": "Topic",
        "Key": "Woningvoorraad_34",
        "Title": "Woningvoorraad",
        "Unit": "aantal",
    },
    {
        "ID": 5,
        "ParentID": None,
        "Type": "Topic",
        "Key": "AantalInwoners_5",
        "Title": "Aantal inwoners",
        "Unit": "aantal",
    },
]


def test_odata_v3_maps_by_title_whatever_the_suffix(tmp_path):
    for suffix in ("_40", "_77"):
        properties = [p | {"Key": p["Key"].replace("_40", suffix)} for p in PROPERTIES]
        row = {
            "WijkenEnBuurten": "WK036300  ",
            f"Koopwoningen{suffix}": 43,
            "Woningvoorraad_34": 900,
            "AantalInwoners_5": None,
        }
        content = {
            "wijkbeeld": "odata3",
            "table": "84583NED",
            "properties": properties,
            "rows": [row],
        }
        frame = read_odata(tmp_path / "kwb.json", content).figures
        assert value(frame, "WK036300", "koop") == 43
        assert status(frame, "WK036300", "inwoners") == "ontbreekt"
        assert set(frame["year"]) == {2019}


def test_odata_v4_by_measure_code(tmp_path):
    measures = [
        {"Identifier": "T001036", "Title": "Anders genoemd", "Unit": "aantal"},
        {"Identifier": "1014800", "Title": "Koopwoningen", "Unit": "%"},
    ]
    observations = [
        {
            "Measure": "T001036",
            "WijkenEnBuurten": "BU03630000",
            "Value": 120,
            "ValueAttribute": "None",
        },
        {
            "Measure": "1014800",
            "WijkenEnBuurten": "BU03630000",
            "Value": None,
            "ValueAttribute": "Confidential",
        },
        {
            "Measure": "T001036",
            "WijkenEnBuurten": "NL00",
            "Value": 17_000_000,
            "ValueAttribute": "None",
        },
    ]
    content = {
        "wijkbeeld": "odata4",
        "table": "85039NED",
        "measures": measures,
        "observations": observations,
    }
    reading = read_odata(tmp_path / "kwb.json", content)
    assert value(reading.figures, "BU03630000", "inwoners") == 120
    assert status(reading.figures, "BU03630000", "koop") == "geheim"
    assert json.dumps(reading.notes) is not None


def test_two_columns_that_fit_equally_are_left_out():
    columns = [
        harmonise.Column("a", "Wonen/Koopwoningen", "%"),
        harmonise.Column("b", "Anders/Koopwoningen", "%"),
    ]
    chosen, notes = harmonise.choose(columns, 2019)
    assert "koop" not in chosen
    assert "passen meer kolommen" in notes[0]


def test_units_tell_twins_apart():
    columns = [
        harmonise.Column("n", "Leeftijdsgroepen/0 tot 15 jaar", "aantal"),
        harmonise.Column("p", "Leeftijdsgroepen/0 tot 15 jaar", "%"),
    ]
    assert harmonise.choose(columns, 2019)[0]["leeftijd_0_14"][0].name == "n"
    assert harmonise.choose(columns, 2010)[0]["leeftijd_0_14"][0].name == "p"


def test_every_kwb_indicator_has_a_name_in_some_format():
    for indicator in catalog().kwb.values():
        assert indicator.keys, indicator.id
        assert all(k.xls or k.titles or k.v4 for k in indicator.keys), indicator.id


def test_impossible_values_are_not_used(tmp_path):
    file = tmp_path / "kerncijfers_2019.csv"
    file.write_text(samples.statline().replace("      43;", "     430;"), encoding="utf-8")
    frame = read_statline(file).figures
    assert status(frame, "WK036303", "koop") == "onleesbaar"
