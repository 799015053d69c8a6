"""The map of a kerncijfer beside the map of the Leefbaarometer: same buurten, same run."""

from __future__ import annotations

import re
import statistics
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from tests.browser.watching import settled
from tests.support.running import ROOT, browser_path, serving

from bench.national import WAVES, scores_of_wave
from bench.table import TIMES, Row
from bench.watch import FLAGS, WATCH, moment
from wijkbeeld import pipeline

BUURTEN = 14_574
"""As many as CBS tells apart in 2024."""

YEARS = tuple(range(2008, 2025))
_MAPPING = """patroon = "woz.csv"
code = "code"
jaarkolom = "jaar"
indeling = 2024
bron = "gemaakt om te meten"
[kolommen]
woz = { indicator = "woz" }
"""
_DRAWN = "root.querySelector('.live[data-sketched]')"
_LEGEND = "[...root.querySelectorAll('.live .legend li > button')]"
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


def figure_store(scratch: Path) -> Path:
    """Store with generated buurten: scores of nine waves, a kerncijfer of seventeen years."""
    rng = np.random.default_rng(11)
    side = 121
    corners = [divmod(n, side) for n in range(BUURTEN)]
    codes = [f"BU{n // 40 + 1:04d}{n % 40:04d}" for n in range(BUURTEN)]
    boxes = [
        shapely.box(20_000 + x * 2000, 310_000 + y * 2300, 22_000 + x * 2000, 312_300 + y * 2300)
        for y, x in corners
    ]
    shapes = gpd.GeoDataFrame(
        {
            "buurtcode": codes,
            "buurtnaam": codes,
            "gemeentecode": [f"GM{c[2:6]}" for c in codes],
            "gemeentenaam": "Ergens",
        },
        geometry=boxes,
        crs=28992,
    )
    offered = scratch / "aanbod-cijfers"
    offered.mkdir()
    shapes.to_file(offered / "buurten_2024.gpkg", layer="buurten")
    frame = shapes.rename(columns={"buurtcode": "code", "buurtnaam": "name"})
    afw = rng.normal(0.05, 0.12, BUURTEN)
    scores = []
    for wave in WAVES:
        scores.append(scores_of_wave(frame, wave, afw, rng))
        afw = afw + rng.normal(0.01, 0.04, BUURTEN)
    file = offered / "Leefbaarometer-scores buurten 2002-2024.csv"
    pd.concat(scores).to_csv(file, index=False, na_rep="NA")
    woz = rng.gamma(9, 25, BUURTEN)
    figures = []
    for year in YEARS:
        figures.append(pd.DataFrame({"code": codes, "jaar": year, "woz": woz.round()}))
        woz = woz * rng.normal(1.03, 0.03, BUURTEN)
    pd.concat(figures).to_csv(offered / "woz.csv", sep=";", index=False)
    (offered / "woz.wijkbeeld.toml").write_text(_MAPPING, encoding="utf-8")
    store = scratch / "cijfers"
    store.mkdir()
    pipeline.import_paths([offered], "officieel", [offered], store)
    return store


def figure_map(scratch: Path) -> list[Row]:
    """First picture, year switch and class change of both maps, in turn."""
    path = browser_path()
    if path is None:
        return []
    from playwright.sync_api import sync_playwright

    store = figure_store(scratch)
    spent: dict[str, dict[str, list[float]]] = {m: {} for m in ("woz", "lbm")}
    with sync_playwright() as tool, serving(ROOT / "app.py", store) as address:
        chromium = tool.chromium.launch(executable_path=path, args=FLAGS)
        for n in range(TIMES + 1):
            for measure in spent:  # in turn: what slows the machine slows both
                found = _visit(chromium, f"{address}/?niveau=buurt&maat={measure}", measure)
                if n:
                    for what, values in found.items():
                        spent[measure].setdefault(what, []).extend(values)
        chromium.close()
    ours, theirs = (
        {what: statistics.median(v) for what, v in spent[m].items()} for m in ("woz", "lbm")
    )
    return [
        Row(
            f"{what}, kerncijfer, {BUURTEN} buurten (s)",
            ours[what],
            "Leefbaarometer",
            theirs[what],
            "goal ≤ 1.2×",
        )
        for what in ours
    ]


def _visit(chromium, address: str, measure: str) -> dict[str, list[float]]:
    page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.add_init_script(WATCH % _DRAWN)
    start = time.time()
    page.goto(address)
    first = moment(page) - start
    page.wait_for_selector(".live[data-ready]")
    page.wait_for_timeout(2500)
    years = [2014, 2018, 2020, 2022, 2024]
    for year in years:
        page.evaluate(_STEP, year)
    switch = []
    for year in years * 2:
        settled(page)  # as a user looks: what follows the map, sentence and table, is there
        switch.append(page.evaluate(_STEP, year) / 1000)
    page.wait_for_timeout(1000)
    settled(page)  # a list that opens during a run of the page closes again
    classes = _class_changes(page, measure)
    page.context.close()
    return {"first picture": [first], "year switch": switch, "class change": classes}


def _class_changes(page, measure: str) -> list[float]:
    """Seconds from a choice of other classes to their legend.

    The Leefbaarometer has fixed classes and nine equal groups; a kerncijfer another number.
    """
    page.get_by_role("button", name=re.compile("Opties")).click()
    page.wait_for_timeout(500)
    spent = []
    if measure == "woz":
        for count in (7, 9, 3, 5):
            _watch(page, f"{_LEGEND}.length === {count}")
            start = time.time()
            page.get_by_test_id("stButtonGroup").get_by_text(str(count), exact=True).click()
            spent.append(moment(page) - start)
            settled(page)
        return spent
    for option, name in (
        ("Negen gelijke groepen", "hoogste deel"),
        ("Vaste klassen", "uitstekend"),
    ) * 2:
        page.get_by_role("combobox", name="Vergeleken met").click()
        _watch(page, f"{_LEGEND}.some((e) => e.textContent.includes('{name}'))")
        start = time.time()
        page.get_by_role("option", name=option).click()
        spent.append(moment(page) - start)
        settled(page)
    return spent


def _watch(page, test: str) -> None:
    page.evaluate("(text) => { globalThis.watchFor(eval(text)); }", f"(root) => {test}")
