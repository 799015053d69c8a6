"""The peer: a Streamlit app that embeds the same polygons with folium."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from wijkbeeld.map.palette import DEFAULT
from wijkbeeld.store import versions
from wijkbeeld.store.read import open_dataset

data = open_dataset(versions.datasets()[0])
edition = data.editions("wijk")[0]
wave = data.waves(data.scope("wijk", edition))[-1]


@st.cache_data
def polygons(version: str) -> str:
    """Same simplification as ours, with the class as a property."""
    del version
    frame = data.geometry(data.scope("wijk", edition))
    frame["geometry"] = frame.geometry.simplify_coverage(45.0)
    scores = data.scores(data.scope("wijk", edition))
    classes = scores[scores["wave"] == wave].set_index("code")["klasse"]
    frame["klasse"] = frame["code"].map(classes).fillna(0).astype(int)
    return str(frame[["code", "name", "klasse", "geometry"]].to_crs(4326).to_json())


chart = folium.Map(location=[52.2, 5.3], zoom_start=7, tiles=None)
folium.GeoJson(
    polygons(data.version),
    style_function=lambda f: {
        "fillColor": DEFAULT.classes[f["properties"]["klasse"] - 1]
        if f["properties"]["klasse"]
        else "#b9bcc2",
        "color": "#fff",
        "weight": 0.3,
        "fillOpacity": 1,
    },
    tooltip=folium.GeoJsonTooltip(["name"]),
).add_to(chart)
st_folium(chart, width=900, height=480, returned_objects=[])
