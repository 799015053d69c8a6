"""From a fresh tab to the first coloured map, beside an app that embeds polygons with folium."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from pathlib import Path

from tests.support.running import ROOT, browser_path, serving

from bench.cdn import cdn
from bench.table import TIMES, Row
from bench.watch import WATCH, moment
from wijkbeeld import pipeline
from wijkbeeld.store import versions
from wijkbeeld.store.read import open_dataset


def first_map(scratch: Path) -> list[Row]:
    """Median seconds over fresh tabs; the servers are warm, the browsers' caches are not."""
    path = browser_path()
    if path is None or not all(map(shutil.which, ("npm", "openssl"))):
        return []
    from playwright.sync_api import sync_playwright

    store = scratch / "kaart"
    store.mkdir()
    real = os.environ.get("WIJKBEELD_REAL_DATA")
    if real:
        parts = [
            "leefbaarometer/Leefbaarometer-scores wijken 2002-2022.csv",
            "cbs/tmap_2022/NLD_dist.gpkg",
        ]
        pipeline.import_paths([Path(real) / p for p in parts], "officieel", [], store)
        what = "national wijken"
    else:
        pipeline.build_demo(store)
        what = "demo wijken"

    data = open_dataset(versions.datasets(store)[0], store)
    areas = len(data.geometry(data.scope("wijk", data.editions("wijk")[0])))

    def seconds(address: str, done: str) -> float:
        """Median of seconds from the address to the first coloured picture."""
        spent = []
        for n in range(TIMES + 1):
            page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.add_init_script(WATCH % done)
            start = time.time()
            page.goto(address)
            spent_now = moment(page) - start
            if n:
                spent.append(spent_now)
            page.context.close()
        return statistics.median(spent)

    drawn = "root.querySelector('.live[data-sketched]')"
    ready = "root.querySelector('.live[data-ready]')"
    embedded = f"root.querySelectorAll('path.leaflet-interactive').length >= {areas}"
    words = "root.querySelector('[data-testid=\"stMarkdownContainer\"] p')"

    with sync_playwright() as tool, cdn(scratch) as flags:
        chromium = tool.chromium.launch(executable_path=path, args=flags)
        with serving(ROOT / "app.py", store) as address:
            ours = seconds(address + "/?niveau=wijk", drawn)
            whole = seconds(address + "/?niveau=wijk", ready)
        with serving(ROOT / "bench" / "peer_folium.py", store) as address:
            theirs = seconds(address, embedded)
        with serving(ROOT / "bench" / "peer_empty.py", store) as address:
            floor = seconds(address, words)
        chromium.close()
    return [
        Row(
            f"fresh tab to first coloured map, {what} (s)",
            ours,
            "folium, polygons embedded",
            theirs,
            "goal ≤ 0.5×",
        ),
        Row("fresh tab to a map that answers the pointer (s)", whole, "folium", theirs),
        Row(
            "first coloured map, beyond Streamlit's own start (s)",
            ours - floor,
            "folium",
            theirs - floor,
        ),
        Row("Streamlit's own start: one line of text (s)", floor),
    ]
