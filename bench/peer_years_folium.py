"""The peer: national buurten with folium, a year at a time."""

import json
import os

import folium
import streamlit as st
from streamlit_folium import st_folium

from wijkbeeld.map.palette import DEFAULT

with open(os.environ["WIJKBEELD_BENCH_INPUT"], encoding="utf-8") as file:
    given = json.load(file)
year = st.radio("Jaar", given["years"], index=len(given["years"]) - 1, horizontal=True)
with open(given["shapes"], encoding="utf-8") as file:
    shapes = json.load(file)
classes = given["classes"][str(year)]
chart = folium.Map(location=[52.2, 5.3], zoom_start=7, tiles=None, prefer_canvas=False)
folium.GeoJson(
    shapes,
    style_function=lambda f: {
        "fillColor": DEFAULT.classes[int(classes[f["id"]]) - 1]
        if classes[f["id"]] != "0"
        else DEFAULT.missing,
        "color": "#fff",
        "weight": 0.3,
        "fillOpacity": 1,
    },
).add_to(chart)
chart.get_root().html.add_child(folium.Element(f"<p class='jaar{year}'></p>"))
st_folium(chart, width=900, height=480, returned_objects=[], key=f"kaart{year}")
