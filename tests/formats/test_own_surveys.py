"""Survey files as they come: each fault has a clear message, and the good rows are kept."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

from tests.formats.test_own_tables import GROUND, KNOWN, read, whole_account, write
from wijkbeeld.sources.own import areas
from wijkbeeld.sources.own.near import near_names, with_chosen
from wijkbeeld.sources.own.table import load_table

NAMES = {
    "WK036300": "Slotermeer-Noordoost",
    "WK036301": "Geuzenveld",
    "WK036302": "De Punt",
    "WK036303": "De Kolenkit",
    "WK036304": "Osdorp-Oost",
    "WK036305": "Osdorp-Midden",
}
NAMED = KNOWN.assign(name=KNOWN["code"].map(NAMES).fillna(KNOWN["name"]))
TOWN = areas.Ground(NAMED, town="GM0363")


def reasons(reading):
    return [(r.line, r.reason) for r in reading.refusals]


def test_percent_as_text_with_a_decimal_comma(tmp_path):
    rows = "wijk;jaar;tevreden;n\nWK036300;2019;68,5%;120\nWK036301;2019;70 %;90\n"
    table = load_table(write(tmp_path, rows))
    mapping, reading = read(table)
    assert mapping.kolommen["tevreden"].eenheid == "%"
    assert mapping.kolommen["tevreden"].n == "n"
    got = reading.figures.pivot(index="code", columns="indicator", values="value")
    own = mapping.kolommen["tevreden"].indicator
    assert got[own].tolist() == [68.5, 70.0]
    assert got[f"{own}_n"].tolist() == [120, 90]
    whole_account(reading, table)


def test_years_as_floats(tmp_path):
    rows = "wijk;jaar;rapportcijfer\n" + "".join(
        f"WK0363{n:02d};{y}.0;7,{n}\n" for n in range(5) for y in (2015, 2023)
    )
    table = load_table(write(tmp_path, rows))
    mapping, reading = read(table)
    assert mapping.jaarkolom == "jaar"
    assert sorted(reading.figures["year"].unique()) == [2015, 2023]
    assert len(reading.figures) == 10
    whole_account(reading, table)


def test_years_of_excel_in_merged_headers(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["A1"] = "Wijk"
    sheet.merge_cells("A1:A2")
    sheet["B1"] = "Rapportcijfer"
    sheet.merge_cells("B1:C1")
    sheet["B2"], sheet["C2"] = 2015.0, 2023.0
    for row in (["WK036300", "6,8", 7.1], ["WK036301", 7.0, "n.b."], ["WK036302", 6.5, 6.9]):
        sheet.append(row)
    made.save(tmp_path / "enquete.xlsx")
    table = load_table(tmp_path / "enquete.xlsx")
    mapping, reading = read(table)
    assert mapping.vorm == "jaren"
    got = reading.figures.pivot(index="code", columns="year", values="value")
    assert got.loc["WK036300"].tolist() == [6.8, 7.1]
    assert got[2015].tolist() == [6.8, 7.0, 6.5]
    assert pd.isna(got.loc["WK036301", 2023])
    whole_account(reading, table)


def test_duplicate_rows_are_told_by_line(tmp_path):
    rows = (
        "wijk;jaar;cijfer\nWK036300;2019;7,1\nWK036300;2019;7,1\n"
        "WK036301;2019;6,5\nWK036301;2019;6,9\nWK036302;2019;7,0\n"
    )
    table = load_table(write(tmp_path, rows))
    _, reading = read(table)
    assert reading.figures["code"].tolist() == ["WK036300", "WK036302"]
    assert (3, "gebied WK036300 staat in 2019 al op een eerdere regel") in reasons(reading)
    told = "gebied WK036301 staat meer dan eens in 2019, met verschillende cijfers"
    assert {(4, told), (5, told)} <= set(reasons(reading))
    whole_account(reading, table)


def test_names_of_areas_and_a_near_name_that_the_user_chooses(tmp_path):
    rows = (
        "wijk;jaar;cijfer\nGeuzenveld;2019;7,0\nDe Punt;2019;6,1\nOsdorp-Midden;2019;6,2\n"
        "Slotermeer Noord-Oost;2019;6,8\nXyzzy;2019;5\n"
    )
    table = load_table(write(tmp_path, rows))
    found = areas.suggest(table, TOWN)
    assert found.way is areas.Way.NAME
    _, reading = read(table, TOWN, NAMED)
    assert [line for line, _ in reasons(reading)] == [5, 6]
    near = near_names(table.cells["wijk"], found, NAMED)
    assert near == {"Slotermeer Noord-Oost": {"WK036300": "Slotermeer-Noordoost"}}
    chosen = with_chosen(found, {"Slotermeer Noord-Oost": "WK036300"})
    assert chosen.pairs["Slotermeer Noord-Oost"] == ["WK036300"]
    assert chosen.pairs["Geuzenveld"] == ["WK036301"]


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("Geuzeveld", ["Geuzenveld"]),
        ("OSDORP MIDDEN", ["Osdorp-Midden"]),
        ("punt, de", ["De Punt"]),
        ("De Pont", ["De Punt"]),
        ("Kolenkitbuurt", []),
        ("Centrum", []),
    ],
)
def test_only_near_names_are_offered(asked, offered):
    cells = pd.Series(["Osdorp-Oost", "De Kolenkit", "", asked])
    found = areas.Areas(
        "wijk",
        areas.Way.NAME,
        gemeente="GM0363",
        classification=2022,
        pairs={"Osdorp-Oost": ["WK036304"], "De Kolenkit": ["WK036303"]},
    )
    near = near_names(cells, found, NAMED)
    assert list(near.get(asked, {}).values()) == offered
    assert set(near) <= {asked}


def test_codes_are_never_taken_for_near_names():
    cells = pd.Series(["WK036300", "WK0363OO"])
    found = areas.Areas("wijk", areas.Way.CBS, gemeente="GM0363", classification=2022)
    assert near_names(cells, found, NAMED) == {}


def test_the_example_file_is_read_as_it_stands(tmp_path):
    from wijkbeeld.export.csv_text import csv_bytes
    from wijkbeeld.words.survey_example import example_file

    codes = ["WK036300", "WK036301", "WK036302"]
    table = load_table(write(tmp_path, csv_bytes(example_file(codes)), "enquete.csv"))
    mapping, reading = read(table, GROUND)
    (means,) = mapping.kolommen.values()
    assert (means.eenheid, means.n) == ("%", "aantal_ondervraagden")
    assert len(reading.figures) == 12
    assert not reading.refusals
