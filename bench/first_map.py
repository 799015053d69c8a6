"""From a fresh tab to the first coloured map: Wijkbeeld beside an app that embeds the polygons with folium."""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tarfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.__main__ import ROOT, TIMES, Row
from wijkbeeld import intake
from wijkbeeld.store import versions
from wijkbeeld.store.read import open_dataset

FLAGS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]  # fmt: skip


WATCH = """
const roots = (root) => [root, ...[...root.querySelectorAll('*')].filter((e) => e.shadowRoot).map((e) => e.shadowRoot)];
const timer = setInterval(() => {
  if (!roots(document).some((root) => %s)) return;
  globalThis.doneAt = Date.now();
  clearInterval(timer);
}, 15);
"""
"""Runs in every frame: notes when the picture is there, next to what the page itself does."""


@contextmanager
def serving(script: Path, store: Path) -> Iterator[str]:
    """Run a Streamlit app on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    environment = os.environ | {"WIJKBEELD_STORE": str(store)}
    with (store / f"{script.stem}.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    address = f"http://localhost:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(address + "/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.25)
        yield address
    finally:
        server.terminate()
        server.wait(20)


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
    browser = os.environ.get("WIJKBEELD_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None or shutil.which("npm") is None:
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
        """Median of seconds from the address to the moment that a script in the page saw it done."""
        spent = []
        for n in range(TIMES + 1):
            page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.route(lambda url: "localhost" not in url, files)
            page.add_init_script(WATCH % done)
            start = time.time()
            page.goto(address)
            moment = None
            while moment is None:
                page.wait_for_timeout(100)
                found = [f.evaluate("() => globalThis.doneAt ?? null") for f in page.frames]
                moment = next((m for m in found if m), None)
                if time.time() - start > 120:
                    raise RuntimeError(f"no map at {address}")
            if n:
                spent.append(moment / 1000 - start)
            page.context.close()
        return statistics.median(spent)

    drawn = "root.querySelector('.live[data-ready]')"
    embedded = f"root.querySelectorAll('path.leaflet-interactive').length >= {areas}"
    words = "root.querySelector('[data-testid=\"stMarkdownContainer\"] p')"

    with sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=browser, args=FLAGS)
        with serving(ROOT / "app.py", store) as address:
            ours = seconds(address + "/?niveau=wijk", drawn)
        with serving(ROOT / "bench" / "peer_folium.py", store) as address:
            theirs = seconds(address, embedded)
        with serving(ROOT / "bench" / "peer_empty.py", store) as address:
            floor = seconds(address, words)
        chromium.close()
    return [
        Row(f"fresh tab to first coloured map, {what} (s)", ours, "folium, polygons embedded", theirs, "goal ≤ 0.5×"),
        Row("the same, beyond Streamlit's own start (s)", ours - floor, "folium", theirs - floor),
        Row("Streamlit's own start: one line of text (s)", floor),
    ]
