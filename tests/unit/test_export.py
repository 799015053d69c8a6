"""Files to take away: they stand on their own, and names in them are never markup or formulas."""

from __future__ import annotations

import io
import json
import re

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely

from wijkbeeld.export.geopackage import geopackage
from wijkbeeld.export.html import html_map
from wijkbeeld.export.subject import Subject
from wijkbeeld.export.workbook import workbook
from wijkbeeld.map import palette

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
