"""The small map of an area in its gemeente."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import geopandas as gpd
from shapely.geometry import MultiPolygon, box

from wijkbeeld.charts.place import HIGH, WIDE, place_picture


def areas(**shapes) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs=28992)


def test_one_area_is_filled_at_its_place():
    frame = areas(WK1=box(0, 0, 1000, 1000), WK2=box(1000, 0, 2000, 1000))
    picture = ET.fromstring(place_picture(frame, "WK2", 'Oost & "West"'))
    assert picture.get("aria-label") == 'Oost & "West"'
    others, mine = (p.get("d") for p in picture)
    right = [float(x) for x in re.findall(r"[ML](-?[\d.]+),", mine)]
    left = [float(x) for x in re.findall(r"[ML](-?[\d.]+),", others)]
    assert min(right) == max(left), "they touch"
    wide, high = (float(v) for v in picture.get("viewBox").split()[2:])
    assert wide <= WIDE
    assert high <= HIGH


def test_parts_and_holes_are_drawn():
    ring = box(0, 0, 900, 900).difference(box(300, 300, 600, 600))
    frame = areas(WK1=MultiPolygon([ring, box(1000, 0, 1200, 200)]))
    picture = ET.fromstring(place_picture(frame, "WK1", "x"))
    assert picture[1].get("d").count("M") == 3


def test_without_a_boundary_there_is_no_picture():
    assert place_picture(areas(WK1=box(0, 0, 1, 1), WK2=None), "WK2", "x") == ""
    assert place_picture(areas(WK1=None), "WK1", "x") == ""
