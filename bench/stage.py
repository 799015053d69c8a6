"""Steps of the stage: from the key to the last changed pixel, beside opening a page anew."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote

from tests.support.running import ROOT, browser_path, serving

from bench.cold import cold_mb
from bench.table import Row
from bench.watch import FLAGS, WATCH, moment
from wijkbeeld import pipeline
from wijkbeeld.present import deck as decks
from wijkbeeld.present import ready
from wijkbeeld.present.deck import Deck
from wijkbeeld.store.read import open_dataset

ROUNDS = 3
SIZE = {"width": 1920, "height": 1080}

STEP = """(key) => new Promise((done) => {
    const start = performance.now();
    dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    requestAnimationFrame(() => {
        const channel = new MessageChannel();  // answers after this frame is drawn
        channel.port1.onmessage = () => done(performance.now() - start);
        channel.port2.postMessage(0);
    });
})"""
"""All scenes lie there as layers: the frame after a key is the last that changes."""

BUILT = "body[data-built]"
PAGE = "kaart?plek={town}&niveau=wijk&weergave=ontwikkeling"


def stage() -> list[Row]:
    """Play the deck of twelve scenes three times, forward and back; then open its map as a page."""
    if browser_path() is None:
        return []
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tool:
        store = _store(Path(folder))
        town = _deck(store).scenes[2].query["plek"]
        browser = tool.chromium.launch(executable_path=browser_path(), args=FLAGS)
        try:
            with serving(ROOT / "app.py", store) as address:
                podium, page = cold_mb_of(browser, address, town)
                steps = _play(browser, address)
                anew = statistics.median(_open(browser, address, town) for _ in range(ROUNDS))
        finally:
            browser.close()
    worst, middle = max(steps), statistics.median(steps)
    peer = "opening the map's page anew"
    return [
        Row("stage: a step, median of 66 (s)", middle, peer, anew, "goal ≤ 0.050 s and 30×"),
        Row("stage: a step, worst of 66 (s)", worst, peer, anew, "goal ≤ 0.300 s"),
        Row("stage: cold load of twelve scenes (MB)", podium, "the map's page, cold", page),
    ]


def cold_mb_of(browser, address: str, town: str) -> tuple[float, float]:
    """Megabytes of the stage with all its scenes, and of the page of one map, never seen before."""
    podium = cold_mb(browser, f"{address}/podium/demo/{quote(ready.NIEUW_WEST)}", BUILT, SIZE)
    page = cold_mb(browser, f"{address}/{PAGE.format(town=town)}", ".live[data-ready]", SIZE)
    return podium, page


def _store(folder: Path) -> Path:
    """A store with the demo region and the deck of twelve scenes."""
    given = os.environ.get("WIJKBEELD_STORE")
    root = folder / "store"
    if given and (Path(given) / "demo").is_dir():
        shutil.copytree(Path(given) / "demo", root / "demo")
    else:
        pipeline.build_demo(root)
    decks.save(_deck(root), root)
    return root


def _deck(root: Path) -> Deck:
    with patch.dict(os.environ, {"WIJKBEELD_STORE": str(root)}):
        return ready.ready(open_dataset("demo", root), ready.NIEUW_WEST)


def _play(browser, address: str) -> list[float]:
    page = browser.new_page(viewport=SIZE)
    page.goto(f"{address}/podium/demo/{quote(ready.NIEUW_WEST)}")
    page.wait_for_selector(BUILT, timeout=180_000)
    page.wait_for_timeout(3000)
    steps = []
    for _ in range(ROUNDS):
        for key in ["ArrowRight"] * 11 + ["ArrowLeft"] * 11:
            steps.append(page.evaluate(STEP, key) / 1000)
            page.wait_for_timeout(700)
    page.close()
    return steps


def _open(browser, address: str, town: str) -> float:
    """Seconds until the page's map answers the pointer, with its files in the browser's store."""
    page = browser.new_page(viewport=SIZE)
    page.add_init_script(WATCH % "root.querySelector('.live[data-ready]')")
    page.goto(f"{address}/")
    page.wait_for_timeout(500)
    start = page.evaluate("Date.now() / 1000")
    page.goto(f"{address}/{PAGE.format(town=town)}")
    spent = moment(page) - start
    page.close()
    return spent
