"""Registers as municipalities keep them: good ones are read, bad rows are told with their row."""

from __future__ import annotations

import datetime as dt
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.analysis.overlay import Parts, overlay
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.register import read
from wijkbeeld.sources.register_cells import year
from wijkbeeld.store.register_row import FIRST_YEAR, LAST_YEAR
from wijkbeeld.words.register import problems_of_file_row


def write(tmp_path: Path, content: str | bytes, name: str = "vernieuwing.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_an_ordinary_table(tmp_path):
    found = read(
        write(
            tmp_path,
            "code;naam;start;eind;soort;woningen;aandeel;bron\n"
            "WK036386;Overtoomse Veld;2003;2012;Sloop en nieuwbouw;1.250;35;plan\n",
        )
    )
    (row,) = found.rows
    assert (row.code, row.name, row.start, row.end) == ("WK036386", "Overtoomse Veld", 2003, 2012)
    assert (row.kind, row.dwellings, row.share, row.source) == (
        "sloop-nieuwbouw",
        1250.0,
        0.35,
        "plan",
    )
    assert row.problems == ()


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Wijkcode,Wijknaam,Startjaar", "WK036386,Overtoomse Veld,2003"),
        ("GWB_CODE\tProject\tBegin", " wk036386 \tOvertoomse Veld\t2003-05-01"),
        ("naam|gebiedscode|jaar", "Overtoomse Veld|WK036386|2003.0"),
    ],
)
def test_other_names_separators_and_spaces(tmp_path, header, cells):
    (row,) = read(write(tmp_path, f"\ufeff{header}\r\n{cells}\r\n")).rows
    assert (row.code, row.start, row.problems) == ("WK036386", 2003, ())


def test_excel_on_dutch_windows_writes_cp1252(tmp_path):
    (row,) = read(
        write(tmp_path, "code;naam;start\nWK000301;Café Zuïd;2010\n".encode("cp1252"))
    ).rows
    assert row.name == "Café Zuïd"


def test_bad_rows_are_kept_with_row_and_reason(tmp_path):
    found = read(
        write(
            tmp_path,
            (
                "code;naam;start;eind\n"
                "WK036386;goed;2003;2012\n"
                "WK036376;verwisseld;2012;2003\n"
                "36386;zonder voorvoegsel;2003;\n"
                ";zonder code;2003;\n"
                "WK036377;geen jaar;binnenkort;\n"
                "WK036378;onmogelijk;1850;\n"
                "WK036379;zonder start;;2012\n"
            ),
        )
    )
    told = {p.number: problems_of_file_row(p) for p in found.rows}
    assert told[2] == ""
    assert "verwisseld" in told[3]
    assert "geen code" in told[4]
    assert "gebiedscode ontbreekt" in told[5]
    assert "staat niet één jaar" in told[6]
    assert "geen jaar tussen" in told[7]
    assert "start ontbreekt" in told[8]
    assert len(found.rows) == 7


def test_rows_are_counted_as_the_file_shows_them(tmp_path):
    found = read(write(tmp_path, "code;start\n\nWK036386;2012\n\n\nfout;2010\n"))
    assert [(p.number, bool(p.problems)) for p in found.rows] == [(3, False), (6, True)]


def test_shares_and_dwellings_as_people_write_them(tmp_path):
    cells = ["0,125;1.250", "0.350;950", "35;1250,0", "0,8%;12.500", "35%;ca. 120", "250;"]
    found = read(
        write(
            tmp_path,
            "\n".join(["code;start;aandeel;woningen", *(f"WK036386;2010;{c}" for c in cells)]),
        )
    )
    assert [p.share for p in found.rows] == pytest.approx([0.125, 0.35, 0.35, 0.008, 0.35, None])
    assert [p.dwellings for p in found.rows] == [1250.0, 950.0, 1250.0, 12500.0, None, None]
    assert any("ca. 120" in n for n in found.notes)
    assert any("250" in n and "aandeel" in n for n in found.notes)
    path = tmp_path / "register.xlsx"
    pd.DataFrame(
        {"code": ["WK036386"], "start": [2010], "aandeel": [0.125], "woningen": [1.5e3]}
    ).to_excel(path, index=False)
    (row,) = read(path).rows
    assert (row.share, row.dwellings) == (0.125, 1500.0)


def test_excel_dates(tmp_path):
    path = tmp_path / "register.xlsx"
    pd.DataFrame(
        {
            "code": ["WK036386", "WK036376", "WK036377"],
            "naam": ["a", "b", "c"],
            "start": [dt.datetime(2003, 5, 1), 2008, 39203],
            "eind": ["31-12-2012", None, "2014"],
        }
    ).to_excel(path, index=False)
    rows = read(path).rows
    assert [r.start for r in rows] == [2003, 2008, 2007]
    assert [r.end for r in rows] == [2012, None, 2014]
    assert not any(r.problems for r in rows)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "leeg"),
        (b"code;start\n", "geen rijen"),
        (b"naam;start\nA;2003\n", "geen kolom 'code'"),
        (b"code;naam\nWK036386;A\n", "geen kolom 'start'"),
        (b"<!doctype html><html></html>", "webpagina"),
        (b"\x00\x01\x02" * 50, "binaire inhoud"),
        (b"code;start\nWK036386;2003\nWK;1;2;3;4\n", "verschillende aantallen"),
    ],
)
def test_what_is_no_register_is_refused_with_a_reason(tmp_path, content, told):
    with pytest.raises(SourceError, match=told):
        read(write(tmp_path, content))


def test_a_line_with_too_many_cells_is_named(tmp_path):
    with pytest.raises(SourceError, match="5 kolommen in plaats van 2") as refused:
        read(write(tmp_path, "code;start\n\nWK036386;2003\nWK;1;2;3;4\n"))
    assert refused.value.where == "regel 4"


WHOLE = "code;naam;start;bron;woningen\nWK036386;A;2003;plan;1250\nWK036376;B;2008;brief;940\n"


def test_a_register_that_stops_early_never_gives_a_half_number(tmp_path):
    """What was whole stays as it was; what can be half is left out, and that is told."""
    last_line = "WK036376;B;2008;brief;940\n"
    assert WHOLE.endswith(last_line)
    for cut in range(1, len(last_line)):
        found = read(write(tmp_path, WHOLE[:-cut]))
        first, last = found.rows
        assert (first.dwellings, first.problems) == (1250.0, ())
        assert last.dwellings is None
        assert last.start == 2008 or last.problems
        assert last.code == "WK036376" or last.problems
        assert found.notes or cut == len("940\n"), "told, where it is not just an empty cell"


def test_a_stray_quotation_mark_takes_no_other_rows(tmp_path):
    found = read(
        write(
            tmp_path, 'code;naam;start\nWK036386;"Jordaan;2003\nWK036376;B;2008\nWK036377;C;2010\n'
        )
    )
    assert [(r.number, r.name, r.start) for r in found.rows] == [
        (2, '"Jordaan', 2003),
        (3, "B", 2008),
        (4, "C", 2010),
    ]
    assert any(n.startswith("Regel 2") and "aanhalingsteken" in n for n in found.notes)


def test_a_cell_that_goes_on_over_lines_keeps_rows_at_their_line(tmp_path):
    found = read(write(tmp_path, 'code;naam;start\nWK036386;"Oost\nen West";2003\nWK036376;B;\n'))
    assert [(r.number, r.name, r.start) for r in found.rows] == [
        (2, "Oost en West", 2003),
        (4, "B", None),
    ]
    assert not found.notes


def test_a_line_without_its_last_cells_is_told(tmp_path):
    found = read(
        write(tmp_path, "code;start;woningen;bron\nWK036386;2003;1250\nWK036376;2008;940;plan\n")
    )
    assert [r.dwellings for r in found.rows] == [None, 940.0], "'1250' can be half a number"
    assert any("Rij 2 heeft 3 van de 4 kolommen" in n for n in found.notes)
    assert any("'1250' bij woningen kan afgebroken zijn" in n for n in found.notes)


def test_a_register_in_utf_16_and_one_that_names_its_separator(tmp_path):
    for content in (
        "code;start\nWK036386;2003\n".encode("utf-16"),
        b"sep=;\ncode;start\nWK036386;2003\n",
    ):
        (row,) = read(write(tmp_path, content)).rows
        assert (row.code, row.start, row.problems) == ("WK036386", 2003, ())


def test_a_broken_workbook_and_map(tmp_path):
    with pytest.raises(SourceError, match="werkmap"):
        read(write(tmp_path, b"PK\x03\x04broken", "register.xlsx"))
    with pytest.raises(SourceError, match="kaartbestand"):
        read(write(tmp_path, b'{"type": "FeatureCollection", "features": [', "register.geojson"))


SQUARE = shapely.box(117_000, 485_000, 118_000, 486_000)
BOW_TIE = shapely.Polygon(
    [(117_000, 485_000), (118_000, 486_000), (118_000, 485_000), (117_000, 486_000)]
)


def test_polygons_in_any_system_become_rd(tmp_path):
    frame = gpd.GeoDataFrame({"naam": ["vlak"], "start": [2010]}, geometry=[SQUARE], crs=28992)
    rd = tmp_path / "rd.gpkg"
    frame.to_file(rd)
    wgs = tmp_path / "wgs.gpkg"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame.to_crs(4326).set_crs(None, allow_override=True).to_file(
            wgs
        )  # degrees, and no system named
    json = tmp_path / "wgs.geojson"
    frame.to_crs(4326).to_file(json)
    for path in (rd, wgs, json):
        (row,) = read(path).rows
        assert row.problems == ()
        assert row.shape.symmetric_difference(SQUARE).area < 200
    assert any("4326" in n for n in read(wgs).notes)


def test_self_intersections_are_mended_and_told(tmp_path):
    path = tmp_path / "strik.gpkg"
    shapes = [BOW_TIE, SQUARE, None, shapely.LineString([(117_000, 485_000), (118_000, 486_000)])]
    gpd.GeoDataFrame(
        {"naam": list("abcd"), "start": [2010, 2011, 2012, 2013]}, geometry=shapes, crs=28992
    ).to_file(path)
    found = read(path)
    assert any("Rij 1" in n and "hersteld" in n for n in found.notes)
    assert found.rows[0].shape.is_valid
    assert [bool(p.problems) for p in found.rows] == [False, False, True, True]


def test_polygons_outside_the_country_are_refused(tmp_path):
    path = tmp_path / "elders.gpkg"
    gpd.GeoDataFrame({"start": [2010]}, geometry=[shapely.box(0, 0, 5, 5)], crs=4326).to_file(path)
    with pytest.raises(SourceError, match="Nederland"):
        read(path)


@given(
    st.integers(FIRST_YEAR, LAST_YEAR),
    st.sampled_from(["{}", "{}.0", "1-5-{}", "mei {}", "{}-05-01", " {} "]),
)
def test_a_year_is_read_however_it_is_written(when: int, how: str):
    assert year(how.format(when)) == (when, None)


@given(st.text(max_size=20))
def test_any_text_gives_a_year_a_reason_or_nothing(text: str):
    found, problem = year(text)
    assert found is None or FIRST_YEAR <= found <= LAST_YEAR
    assert found is None or problem is None


def test_shares_of_inhabitants_and_of_surface():
    areas = pd.Series({"WK1": shapely.box(0, 0, 200, 100), "WK2": shapely.box(200, 0, 400, 100)})
    parts = pd.Series(
        {
            "BU11": shapely.box(0, 0, 100, 100),
            "BU12": shapely.box(100, 0, 200, 100),
            "BU21": areas["WK2"],
        }
    )
    people = pd.Series({"BU11": 900.0, "BU12": 100.0, "BU21": 500.0})
    parent = pd.Series({"BU11": "WK1", "BU12": "WK1", "BU21": "WK2"})
    half = shapely.box(100, 0, 300, 100)
    plain = overlay(half, areas)
    assert plain.by == "oppervlakte"
    assert plain.shares.to_dict() == pytest.approx({"WK1": 0.5, "WK2": 0.5})
    living = overlay(half, areas, Parts(parts, people, parent))
    assert living.by == "inwoners"
    assert living.shares.to_dict() == pytest.approx({"WK2": 0.5, "WK1": 0.1})
    assert overlay(shapely.box(900, 900, 901, 901), areas).shares.empty
    empty = people.where(people.index != "BU21", 0.0)
    works = overlay(shapely.box(100, 0, 400, 100), areas, Parts(parts, empty, parent, "woningen"))
    assert works.shares.to_dict() == pytest.approx({"WK2": 1.0, "WK1": 0.1}), (
        "nobody lives there: by surface"
    )
    assert "oppervlakte" in works.by


@given(st.floats(1, 399), st.floats(1, 99))
def test_shares_lie_between_nothing_and_all(x: float, y: float):
    areas = pd.Series({"WK1": shapely.box(0, 0, 200, 100), "WK2": shapely.box(200, 0, 400, 100)})
    shape = shapely.box(0, 0, x, y)
    shares = overlay(shape, areas).shares
    assert ((shares > 0) & (shares <= 1)).all()
    assert np.isclose(float((shares * 20_000).sum()), x * y)
