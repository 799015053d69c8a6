"""The live map at national buurt level beside folium and Plotly."""

from __future__ import annotations

import gzip
import http.server
import json
import statistics
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

from tests.support.running import ROOT, browser_path, serving

from bench.cdn import cdn
from bench.national import WAVES, national_store
from bench.table import TIMES, Row
from bench.watch import WATCH, moment
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import REFERENCE, classify
from wijkbeeld.map.geometry import read_index
from wijkbeeld.store.read import open_dataset


class _Files(http.server.SimpleHTTPRequestHandler):
    """Serve the peer's geometry, packed, to any page."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Cache-Control", "public, max-age=31536000")
        if self.path.endswith(".json"):
            self.send_header("Content-Encoding", "gzip")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def live_map(scratch: Path) -> list[Row]:
    """First map, year switch, memory and server time."""
    path = browser_path()
    if path is None:
        return []
    from playwright.sync_api import sync_playwright

    store = national_store(scratch)
    data = open_dataset("officieel", store)
    layer = read_index(data.folder)["buurt-2024"]
    raw = gzip.decompress((data.folder / "web" / layer.file).read_bytes())
    plain = scratch / "peer"
    plain.mkdir()
    (plain / "shapes.geojson").write_bytes(raw)
    (plain / "shapes.json").write_bytes(gzip.compress(raw, 6))
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Files, directory=str(plain))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    codes = data.geometry(data.scope("buurt", 2024))["code"]
    table = data.wide(data.scope("buurt", 2024), "lbm").loc[codes]
    classes = {
        w: "".join(map(str, classify(table[w] - REFERENCE, catalog().classes["situatie"])))
        for w in WAVES
    }
    given = {
        "years": list(WAVES),
        "shapes": str(plain / "shapes.geojson"),
        "classes": classes,
        "url": f"http://localhost:{server.server_port}/shapes.json",
    }
    (plain / "input.json").write_text(json.dumps(given), encoding="utf-8")
    peer = {"WIJKBEELD_BENCH_INPUT": str(plain / "input.json")}
    with sync_playwright() as tool, cdn(scratch) as flags:
        chromium = tool.chromium.launch(executable_path=path, args=flags)
        with serving(ROOT / "app.py", store) as address:
            ours = _ours(chromium, address, store)
        with serving(ROOT / "bench" / "peer_years_plotly.py", store, peer) as address:
            plotly = _peer(chromium, address, _PLOTLY)
        with serving(ROOT / "bench" / "peer_years_folium.py", store, peer) as address:
            folium = _peer(chromium, address, _FOLIUM % layer.count, times=3)
        chromium.close()
    server.shutdown()
    n = f"{layer.count} buurten"
    return [
        Row(
            f"first coloured map, {n} (s)",
            ours["first"],
            "plotly, geometry by URL",
            plotly["first"],
            "goal ≤ 0.5×",
        ),
        Row("  first visit: kB beyond Streamlit itself", ours["kb"], goal="goal ≤ 6,000"),
        Row("  second visit: kB beyond Streamlit itself", ours["kb_again"], goal="goal ≤ 100"),
        Row(f"year switch, {n} (s)", ours["switch"], "plotly", plotly["switch"], "goal ≤ 1/5"),
        Row(f"year switch, {n} (s)", ours["switch"], "folium", folium["switch"], "goal ≤ 1/8"),
        Row("  requests while switching", ours["wire"], goal="goal 0"),
        Row("  growth of the JS heap over 50 switches (%)", ours["heap"], goal="goal ≤ 10"),
        Row("change of measure, server, median (s)", ours["measure"], goal="goal ≤ 0.060"),
        *_crowd(store),
    ]


_PLOTLY = (
    "(() => { const d = root.querySelector('.js-plotly-plot'); const m = "
    "d._fullLayout.map._subplot.map; const ok = d.layout.title.text.includes('jaar' + YEAR) && "
    "m.getStyle().layers.some((l) => l.type === 'fill') && m.loaded() && m.areTilesLoaded(); "
    "globalThis.streak = ok ? (globalThis.streak ?? 0) + 1 : 0; return globalThis.streak > 2; "
    "})()"
)
_FOLIUM = (
    "root.querySelector('.jaar' + YEAR) && "
    "root.querySelectorAll('path.leaflet-interactive').length >= %s"
)


def _ours(chromium, address: str, store: Path) -> dict[str, float]:
    first, kb, again = [], [], []
    for n in range(TIMES + 1):
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        for visit, bag in enumerate((kb, again)):
            page = context.new_page()
            sizes: list[int] = []
            page.on("requestfinished", lambda r, s=sizes: s.append(_size(r)))
            page.add_init_script(WATCH % "root.querySelector('.live[data-sketched]')")
            start = time.time()
            page.goto(f"{address}/?niveau=buurt")
            done = moment(page)
            page.wait_for_timeout(1500)
            if n:
                bag.append(sum(sizes) / 1000)
                if visit == 0:
                    first.append(done - start)
            if visit == 0:
                page.close()
        if n < TIMES:
            context.close()
    switched, wire, heap = _switches(page)
    context.close()
    return {
        "first": statistics.median(first),
        "kb": statistics.median(kb),
        "kb_again": statistics.median(again),
        "switch": switched,
        "wire": wire,
        "heap": heap,
        "measure": _measure_change(store),
    }


def _size(request) -> int:
    """Bytes of an answer of ours; Streamlit's own files and answers from the cache do not count."""
    if "/wijkbeeld/" not in request.url:
        return 0
    sizes = request.sizes()
    return int(sizes["responseBodySize"]) if sizes["responseBodySize"] > 0 else 0


_STEP = """(year) => new Promise((done) => {
  const box = [...document.querySelectorAll('*')]
    .map((e) => e.shadowRoot?.querySelector('.live')).find(Boolean);
  const start = performance.now();
  delete box.dataset.shown;
  box.querySelector(`[data-wave="${year}"]`).click();
  const look = () => {
    if (box.dataset.shown === String(year)) done(performance.now() - start);
    else setTimeout(look, 5);
  };
  look();
})"""


def _switches(page) -> tuple[float, float, float]:
    """Median seconds of a switch, traffic during the switches, growth of the heap in percent."""
    page.wait_for_timeout(3000)
    traffic: list[int] = []
    page.on(
        "request", lambda r: None if "/static/" in r.url else traffic.append(1)
    )  # a font is no switch
    years = [w for w in WAVES if w != 2024]
    for year in years:
        page.evaluate(_STEP, year)
    used = "() => { gc(); gc(); return performance.memory.usedJSHeapSize; }"
    before = page.evaluate(used)
    spent = [page.evaluate(_STEP, WAVES[n % len(WAVES)]) / 1000 for n in range(50)]
    after = page.evaluate(used)
    return statistics.median(spent), float(len(traffic)), 100 * (after - before) / before


def _peer(chromium, address: str, done: str, times: int = TIMES) -> dict[str, float]:
    first, switch = [], []
    for n in range(times + 1):
        page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.add_init_script(WATCH % done.replace("YEAR", "2024"))
        start = time.time()
        page.goto(address)
        at = moment(page)
        page.wait_for_timeout(1000)
        if n:
            first.append(at - start)
            page.add_init_script(WATCH % done.replace("YEAR", "2014"))
            for frame in page.frames:
                frame.evaluate(
                    "(text) => { globalThis.watchFor(eval(text)); }",
                    f"(root) => {done.replace('YEAR', '2014')}",
                )
            start = time.time()
            page.get_by_text("2014", exact=True).first.click()
            switch.append(moment(page) - start)
        page.context.close()
    return {"first": statistics.median(first), "switch": statistics.median(switch)}


def _measure_change(store: Path) -> float:
    """Seconds the script takes on the server after a change of measure, in its own process."""
    return _sessions("measure", store)[0]


def _sessions(what: str, store: Path) -> list[float]:
    """Users without a browser, from a process of their own; see :mod:`bench.sessions`."""
    command = [sys.executable, "-m", "bench.sessions", str(store), "officieel", what]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return list(json.loads(done.stdout.strip().splitlines()[-1]))


def _crowd(store: Path) -> list[Row]:
    """Twenty users who change the measure every two seconds, in one process."""
    late, changed, memory, runs = _sessions("crowd", store)
    return [
        Row(
            f"20 users at once, {int(runs)} runs: p95 of the answer (s)", late, goal="goal ≤ 0.500"
        ),
        Row("20 users at once, changes of measure only: p95 (s)", changed),
        Row("20 users at once: memory (MB)", memory, goal="goal ≤ 1,200"),
    ]
