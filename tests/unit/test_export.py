"""Files to take away: they stand on their own, and names in them are never markup or formulas."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import re

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.export.geopackage import geopackage
from wijkbeeld.export.html import html_map
from wijkbeeld.export.names import file_name
from wijkbeeld.export.subject import Second, Subject
from wijkbeeld.export.workbook import workbook
from wijkbeeld.map import palette
from wijkbeeld.ui import tables

EVIL = '</script><img src=x onerror=alert(1)>"\u2028=1+1'


@pytest.fixture
def subject():
    codes = ["WK036301", "WK036302"]
    return Subject(
        title="Totaalscore",
        unit="(score)",
        decimals=2,
        areas=pd.DataFrame(
            {"name": [EVIL, "=HYPERLINK(1)"], "gemeente_naam": ["Ergens", "Ergens"]}, index=codes
        ),
        values=pd.DataFrame({2014: [4.1234567, np.nan], 2022: [4.2, 3.9]}, index=codes),
        classes=pd.DataFrame({2014: [7, 0], 2022: [8, 5]}, index=codes),
        labels=tuple(f"klasse {n}" for n in range(1, 10)),
        period="{wave}",
        source="BZK, editie 2022",
        fictional=True,
        definitions=(("Totaalscore", "Wat het is"),),
        sources=(("Licentie", "CC0"),),
    )


def shapes(subject):
    boxes = [shapely.box(4.8, 52.3, 4.9, 52.4), shapely.box(4.9, 52.3, 5.0, 52.4)]
    features = [
        {
            "type": "Feature",
            "id": n,
            "geometry": json.loads(shapely.to_geojson(b)),
            "properties": {"c": code, "n": name, "g": "Ergens"},
        }
        for n, (b, code, name) in enumerate(
            zip(boxes, subject.areas.index, subject.areas["name"], strict=True)
        )
    ]
    return {"type": "FeatureCollection", "features": features}


def document(subject, *, background):
    look = palette.DEFAULT
    return html_map(
        subject, shapes(subject), 2022, look.classes, look.missing, background=background
    )


def test_html_takes_nothing_from_elsewhere_but_the_background(subject):
    text = document(subject, background=True)
    # Leaflet names its own and other projects' addresses in comments and links; nothing is loaded
    # from them.
    loaded = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="([^"]+)"', text)
    assert [u for u in loaded if not u.startswith("data:")] == []
    assert "service.pdok.nl" in text
    assert "service.pdok.nl" not in document(subject, background=False)
    assert "cdn.jsdelivr.net" not in text


def test_html_has_a_layer_per_wave_a_legend_and_its_source(subject):
    text = document(subject, background=False)
    assert '"2014": "2014"' in text
    assert "klasse 9" in text
    assert "(fictief)" in text
    assert "BZK, editie 2022" in text
    assert "2022: 4,20 (score), klasse 8" in text
    assert "2014: geen cijfer" in text


def test_a_name_cannot_end_the_script(subject):
    text = document(subject, background=False)
    assert EVIL not in text
    assert "onerror=alert" not in text.replace("\\u003cimg src=x onerror=alert(1)>", "")
    assert "\u2028" not in text


def test_two_maps_do_not_change_folium_for_others(subject):
    import folium

    before = list(folium.Map.default_js)
    document(subject, background=False)
    assert folium.Map.default_js == before


def test_workbook_has_numbers_definitions_and_sources(subject):
    book = openpyxl.load_workbook(io.BytesIO(workbook(subject)))
    assert book.sheetnames == ["Gegevens", "Definities", "Bronnen"]
    rows = list(book["Gegevens"].iter_rows())
    assert [c.value for c in rows[0]] == [
        "Code",
        "Gebied",
        "Gemeente",
        "2014 ((score))",
        "2014 klasse",
        "2022 ((score))",
        "2022 klasse",
    ]
    assert rows[1][3].value == pytest.approx(4.123457)
    assert rows[2][3].value is None, "missing is never zero"
    assert rows[2][1].value == "=HYPERLINK(1)"
    assert rows[2][1].data_type == "s", "text, not a formula"
    assert book["Bronnen"]["B2"].value == "Totaalscore (fictief)"


def test_geopackage_reads_back(subject, tmp_path):
    frame = gpd.GeoDataFrame(
        {"code": ["WK036302", "WK036301", "WK999999"]},
        geometry=[shapely.box(n, 0, n + 1, 1) for n in range(3)],
        crs=28992,
    )
    file = tmp_path / "x.gpkg"
    file.write_bytes(geopackage(subject, frame))
    back = gpd.read_file(file, layer="gebieden").set_index("code")
    assert back.crs.to_epsg() == 28992
    assert set(back.index) == {"WK036301", "WK036302"}
    assert back.loc["WK036301", "waarde_2022"] == 4.2
    assert np.isnan(back.loc["WK036302", "waarde_2014"])
    assert back.loc["WK036301", "klasse_2022"] == "klasse 8"
    assert back["fictief"].all()
    assert set(back["bron"]) == {"BZK, editie 2022"}


def change_of(subject):
    return dataclasses.replace(
        subject, unit="punt", period="2002-{wave}", where="wijken in Ergens", made="28-11-2026"
    )


def test_a_workbook_stands_on_its_own(subject):
    book = openpyxl.load_workbook(io.BytesIO(workbook(change_of(subject))))
    sheet = book["Gegevens"]
    assert [c.value for c in sheet[1]][3:] == [
        "2002-2014 (punt)",
        "2002-2014 klasse",
        "2002-2022 (punt)",
        "2002-2022 klasse",
    ]
    assert sheet["D2"].number_format == "+#,##0.00;-#,##0.00;#,##0.00"
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:G3"
    for column in "ABCDEFG":
        assert sheet.column_dimensions[column].width > len(str(sheet[f"{column}1"].value))
    told = {r[0].value: r[1].value for r in book["Definities"].iter_rows(min_row=2)}
    assert told["Periode"] == "2002-2014, 2002-2022"
    assert told["Eenheid"] == "punt"
    assert told["Gebieden"] == "2: wijken in Ergens"
    assert told["Gemaakt op"] == "28-11-2026"
    assert book["Bronnen"]["B2"].value == "Totaalscore, wijken in Ergens (fictief)"


def test_a_level_has_no_sign(subject):
    book = openpyxl.load_workbook(io.BytesIO(workbook(subject)))
    assert book["Gegevens"]["D2"].number_format == "#,##0.00"


def test_geopackage_of_a_change_names_its_base_year(subject, tmp_path):
    frame = gpd.GeoDataFrame({"code": ["WK036301"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=28992)
    file = tmp_path / "x.gpkg"
    file.write_bytes(geopackage(change_of(subject), frame))
    back = gpd.read_file(file, layer="gebieden")
    assert {"waarde_2002_2022", "klasse_2002_2022"} <= set(back.columns)
    assert back["gebieden"][0] == "wijken in Ergens"
    assert back["gemaakt"][0] == "28-11-2026"


def test_html_colours_are_those_of_its_legend(subject):
    for background in (True, False):
        text = document(subject, background=background)
        drawn = re.findall(r"fillOpacity: ([\d.]+)", text.split("L.canvas({ padding: 0.3 })")[1])
        assert drawn == ["1"], "a see-through area has another colour than its legend"
        content = json.loads(re.search(r"content = (\{.*?\});", text).group(1))
        legend = re.findall(r'<li><i style="background:(#\w+)"', text)
        assert content["colours"] == legend[::-1]


def test_html_says_where_what_unit_and_when(subject):
    look = palette.DEFAULT
    text = html_map(
        change_of(subject), shapes(subject), 2022, look.classes, look.missing, background=False
    )
    assert "Totaalscore, wijken in Ergens (fictief)" in text
    assert "Eenheid: punt." in text
    assert "op 28-11-2026" in text


DAY = dt.date(2026, 11, 28)


def test_a_file_name_says_what_is_in_it():
    name = file_name(
        "wijk", "lbm", "2002-2022", "punt", "wijken in 's-Gravenhage", ending="csv",
        fictional=False, on=DAY,
    )  # fmt: skip
    assert name == "wijkbeeld_wijk_lbm_2002-2022_punt_wijken-in-s-gravenhage_2026-11-28.csv"
    assert "_fictief_" in file_name("wijk", ending="csv", fictional=True, on=DAY)


@given(st.lists(st.text(), max_size=5))
def test_any_text_makes_a_name_that_every_system_keeps(parts):
    name = file_name(*parts, ending="csv", fictional=False, on=DAY)
    assert re.fullmatch(r"wijkbeeld_([a-z0-9-]+_)*2026-11-28\.csv", name)
    assert len(name) < 255


def test_csv_files_of_two_cities_have_two_names():
    def name(*towns: str, column: str = "Gebied") -> str:
        frame = pd.DataFrame({column: towns, "Meting": "2022"}).set_index(column)
        origin = tables.Origin("Score", "punt", "zie kolom Meting", "BZK", 2022, False)
        return tables.csv_name(frame, "wijkbeeld_verloop_wijk_lbm", origin)

    assert "_2022_punt_almelo_" in name("Almelo")
    assert name("Almelo") != name("Breda")
    assert name("Nederland", "Almelo") != name("Nederland", "Breda")
    assert name("Almelo", "Almelo", column="Gemeente") != name("Breda", column="Gemeente")
    assert name("Almelo", "Breda", "Tiel").split("_")[6] == "almelo-en-2-andere"


def of_two(subject):
    second = Second("Huurwoningen", "%", 0, subject.values * 10)
    return dataclasses.replace(subject, second=second, first="Totaalscore", definitions=())


def test_a_map_of_two_measures_draws_its_square(subject):
    text = document(of_two(subject), background=False)
    legend = text[text.index('class="wb-square"') :]
    cells = re.findall(r'background:(#\w+)" aria-label="klasse (\d)"', legend)
    assert [int(k) for _, k in cells] == [7, 8, 9, 4, 5, 6, 1, 2, 3], "high is above and right"
    assert [c for c, _ in cells] == [palette.DEFAULT.classes[int(k) - 1] for _, k in cells]
    assert "↑ Huurwoningen: hoger" in text
    assert "Totaalscore: hoger →" in text
    assert "<li>" not in legend[: legend.index("wb-right")]


def test_n_and_margin_stand_beside_an_own_figure_in_the_workbook(subject):
    counts = pd.DataFrame({2014: [110, np.nan], 2022: [120, 95]}, index=subject.areas.index)
    beside = (Second("Aantal ondervraagden (n)", "ondervraagden", 0, counts),)
    own = dataclasses.replace(subject, beside=beside)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(own)))["Gegevens"]
    rows = [[c.value for c in r] for r in sheet.iter_rows()]
    place = rows[0].index("2022 Aantal ondervraagden (n) (ondervraagden)")
    assert [r[place] for r in rows[1:]] == [120, 95]
    assert rows[2][rows[0].index("2014 Aantal ondervraagden (n) (ondervraagden)")] is None


def test_the_html_map_says_class_limits_and_whose_they_are(subject):
    labels = subject.labels
    limits = tuple(f"{n} tot {n + 1}" for n in range(len(labels)))
    told = document(dataclasses.replace(subject, limits=limits, own_limits=True), background=False)
    assert f"{labels[3]}: 3 tot 4" in told
    assert "eigen grenzen van Wijkbeeld" in told
    assert "eigen grenzen" not in document(subject, background=False)
