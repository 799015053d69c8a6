"""From a fresh tab to the first coloured map: Wijkbeeld beside an app that embeds the polygons with folium."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.running import ROOT, browser_path, serving

from bench.__main__ import TIMES, Row
from bench.watch import FLAGS, WATCH, moment
from wijkbeeld import intake
from wijkbeeld.store import versions
from wijkbeeld.store.read import open_dataset


def npm_files(scratch: Path) -> Callable[[object], None]:
    """Answer the peer's requests to its CDN with the same files from npm: the network is cut."""
    packages: dict[str, Path] = {}

    def answer(route) -> None:
        url = route.request.url.replace(
            "https://code.jquery.com/jquery-3.7.1.min.js",
            "https://cdn.jsdelivr.net/npm/jquery@3.7.1/dist/jquery.min.js",
        )
        found = re.match(r"https://cdn\.jsdelivr\.net/npm/((?:@[^/]+/)?[^@/]+@[^/]+)/(.+)", url)
        if not found:
            route.fulfill(body="")
            return
        package, file = found.groups()
        if package not in packages:
            folder = scratch / f"npm-{len(packages)}"
            folder.mkdir()
            subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True)
            with tarfile.open(next(folder.glob("*.tgz"))) as packed:
                packed.extractall(folder, filter="data")
            packages[package] = folder / "package"
        target = packages[package] / file
        if target.is_file():
            route.fulfill(path=target)
        else:
            route.fulfill(body="")

    return answer


def first_map(scratch: Path) -> list[Row]:
    """Median seconds over fresh tabs; the servers are warm, the browsers' caches are not."""
    path = browser_path()
    if path is None or shutil.which("npm") is None:
        return []
    from playwright.sync_api import sync_playwright

    store = scratch / "kaart"
    store.mkdir()
    real = os.environ.get("WIJKBEELD_REAL_DATA")
    if real:
        parts = ["leefbaarometer/Leefbaarometer-scores wijken 2002-2022.csv", "cbs/tmap_2022/NLD_dist.gpkg"]
        intake.import_paths([Path(real) / p for p in parts], "officieel", [], store)
        what = "national wijken"
    else:
        intake.build_demo(store)
        what = "demo wijken"

    files = npm_files(scratch)
    data = open_dataset(versions.datasets(store)[0], store)
    areas = len(data.geometry(data.editions("wijk")[0], "wijk"))

    def seconds(address: str, done: str) -> float:
        """Median of seconds from the address to the first coloured picture."""
        spent = []
        for n in range(TIMES + 1):
            page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.route(lambda url: "localhost" not in url, files)
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

    with sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=path, args=FLAGS)
        with serving(ROOT / "app.py", store) as address:
            ours = seconds(address + "/?niveau=wijk", drawn)
            whole = seconds(address + "/?niveau=wijk", ready)
        with serving(ROOT / "bench" / "peer_folium.py", store) as address:
            theirs = seconds(address, embedded)
        with serving(ROOT / "bench" / "peer_empty.py", store) as address:
            floor = seconds(address, words)
        chromium.close()
    return [
        Row(f"fresh tab to first coloured map, {what} (s)", ours, "folium, polygons embedded", theirs, "goal ≤ 0.5×"),
        Row("fresh tab to a map that answers the pointer (s)", whole, "folium", theirs),
        Row("first coloured map, beyond Streamlit's own start (s)", ours - floor, "folium", theirs - floor),
        Row("Streamlit's own start: one line of text (s)", floor),
    ]
