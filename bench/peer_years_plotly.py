"""The peer: national buurten with Plotly's map, geometry by URL."""

import json
import os

import plotly.graph_objects as go
import streamlit as st

from wijkbeeld.map.palette import DEFAULT

with open(os.environ["WIJKBEELD_BENCH_INPUT"], encoding="utf-8") as file:
    given = json.load(file)
year = st.radio("Jaar", given["years"], index=len(given["years"]) - 1, horizontal=True)
classes = [int(c) for c in given["classes"][str(year)]]
scale = [[n / 9, c] for n, c in enumerate((DEFAULT.missing, *DEFAULT.classes))]
figure = go.Figure(
    go.Choroplethmap(
        geojson=given["url"],
        locations=list(range(len(classes))),
        featureidkey="id",
        z=classes,
        zmin=0,
        zmax=9,
        colorscale=scale,
        marker={"line": {"width": 0.3, "color": "#fff"}},
        showscale=False,
    )
)
figure.update_layout(
    map={
        "style": {"version": 8, "sources": {}, "layers": []},
        "center": {"lat": 52.2, "lon": 5.3},
        "zoom": 6,
    },
    height=480,
    margin={"l": 0, "r": 0, "t": 0, "b": 0},
    title={"text": f"jaar{year}"},
)
st.plotly_chart(figure, key="kaart")
