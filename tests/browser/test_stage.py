"""The stage: twelve scenes by keyboard without a network, and a deck as one file from a disk."""

from __future__ import annotations

import gzip
import io
import shutil
from urllib.parse import quote

import pytest
from PIL import Image, ImageColor

from tests.browser.watching import axe_violations, clean
from tests.support.running import ROOT, WITHOUT_WEBGL, serving
from wijkbeeld.map import beamer, palette
from wijkbeeld.present import deck as decks
from wijkbeeld.present import ready
from wijkbeeld.present.deck import Scene
from wijkbeeld.present.single_file import single_file
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui import scenes

ALL = 12
BUILT = "body[data-built]"
SHIFTS = """() => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().reduce((sum, e) => sum + e.value, 0)))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(0), 300);
})"""
SEEN = """() => {
    const layer = document.querySelector(".scene.now");
    const map = layer.querySelector(".map")?.shadowRoot;
    const text = (part) => map?.querySelector(part)?.textContent ?? "";
    const pixels = (part) => parseFloat(getComputedStyle(map.querySelector(part)).fontSize);
    const size = (part) => Math.round(pixels(part) * 1080 / innerHeight);
    const isLive = (host) => host.shadowRoot.querySelector(".maplibregl-canvas");
    return {
        title: map ? text(".big-title") : layer.querySelector("h1").textContent,
        year: text(".big-year"), right: text(".big-right"),
        fictional: map ? text(".big-fictional") : layer.querySelector(".fictional")?.textContent,
        portrait: text(".portrait:not([hidden]) h3"),
        sizes: map ? [".big-title", ".big-ends", ".big-year"].map(size) : [],
        wide: map ? map.querySelector(".map canvas").getBoundingClientRect().width / innerWidth : 0,
        drawing: document.querySelectorAll("#cover:not([hidden])").length,
        live: [...document.querySelectorAll(".scene > .map")].filter(isLive).length,
    };
}"""


@pytest.fixture(scope="module")
def stage_store(demo_store, tmp_path_factory):
    root = tmp_path_factory.mktemp("stage") / "store"
    shutil.copytree(demo_store, root)
    return root


@pytest.fixture
def deck(stage_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(stage_store))
    made = ready.ready(open_dataset("demo"), ready.NIEUW_WEST)
    decks.save(made)
    return made


def test_twelve_scenes_play_by_keyboard_with_the_network_cut(stage_store, deck, open_tab):
    page, seen = open_tab(1280, 720)
    with serving(ROOT / "app.py", stage_store) as address:
        page.goto(f"{address}/podium/demo/{quote(deck.name)}")
        page.wait_for_selector(BUILT)
    page.context.set_offline(True)
    page.evaluate(
        """() => {
            window.steps = [];
            document.addEventListener("podium:stap", ({ detail }) => steps.push(detail));
        }"""
    )
    titles = []
    for number in range(1, ALL + 1):
        page.wait_for_timeout(60)
        now = page.evaluate(SEEN)
        titles.append(now["title"])
        assert now["drawing"] == 0
        assert page.inner_text("#where").strip() == f"{number} / {ALL}"
        if now["year"]:
            assert now["fictional"] == "fictief"
            assert now["wide"] >= 0.85
            assert min(now["sizes"]) >= 56
            assert now["sizes"][2] >= 200
            assert now["live"] <= 3
        page.keyboard.press(["ArrowRight", "PageDown", " "][number % 3])
    assert len(set(titles)) == ALL
    steps = page.evaluate("steps")
    assert [s["scene"] for s in steps] == [s.id for s in deck.scenes[1:]]
    assert page.evaluate(SHIFTS) == 0  # steps included, though the measure forgives what a key does
    _inside_a_map(page)
    _is_for_everyone(page)
    clean(seen)


def _is_for_everyone(page) -> None:
    """A scene of text, a chart, a map, a table, a choice, a scale and the list of keys."""
    for number in (1, 2, 3, 5, 10, 11):
        for key in (*str(number), "Enter"):
            page.keyboard.press(key)
        assert axe_violations(page) == [], number
    page.keyboard.press("?")
    assert axe_violations(page) == []


def _inside_a_map(page) -> None:
    """Years, two years side by side, a portrait and a black screen, without a server."""
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    first = page.evaluate(SEEN)
    page.wait_for_selector(".scene.now .live[data-awake]")
    page.keyboard.press("ArrowDown")
    after = page.evaluate(SEEN)
    assert int(after["year"]) > int(first["year"])
    assert after["title"] != first["title"]  # the finding is of another year
    page.mouse.click(900, 333)
    page.wait_for_timeout(300)
    assert page.evaluate(SEEN)["portrait"]
    page.keyboard.press("Escape")
    assert not page.evaluate(SEEN)["portrait"]
    page.keyboard.press("v")
    both = page.evaluate(SEEN)
    assert int(both["year"]) < int(both["right"])
    page.keyboard.press("b")
    assert page.is_visible("#black")
    page.keyboard.press("b")


LARGE = """() => [...document.querySelector(".scene.now").querySelectorAll(".map")].map((host) => {
    const part = (name) => host.shadowRoot.querySelector(name);
    const pixels = (name) => parseFloat(getComputedStyle(part(name)).fontSize);
    const size = (name) => Math.round(pixels(name) * 1080 / innerHeight);
    return { title: part(".big-title").textContent, year: part(".big-year").textContent,
        sizes: [".big-title", ".big-year", ".big-ends"].map(size) };
})"""
"""What stands large on the maps in view, and how large on a screen of 1080 lines."""


def test_one_file_plays_from_a_disk(stage_store, deck, open_tab, launch, tmp_path):
    """One map, two side by side, the 100 m grid and a table, all of them without a server."""
    place = "plek=GM9901&jaar=2016"
    wanted = "tabel Tabel met score en klasse per gebied in 2016"
    short = deck.with_scenes(
        [
            *[s for s in deck.scenes if s.page == "kaart"][:1],
            Scene(kind="beeld", link="/kaart?plek=GM9901&niveau=wijk&tweede=won"),
            Scene(kind="beeld", link=f"/kaart?{place}&niveau=grid"),
            Scene(kind="beeld", link=f"/kaart?{place}&niveau=wijk", picture=wanted),
        ]
    )
    content = gzip.decompress(scenes.deck_content(short))
    file = tmp_path / "presentatie.html"
    text = single_file(content, open_dataset("demo").folder / "web")
    file.write_text(text, encoding="utf-8")
    page, seen = open_tab(1280, 720)
    asked = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(file.as_uri())
    page.wait_for_selector(BUILT)
    now = page.evaluate(SEEN)
    assert now["year"] == "2002"
    page.keyboard.press("ArrowRight")
    _two_maps(page)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SEEN)["year"] == "2016"
    page.wait_for_timeout(500)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB").crop((450, 0, 1280, 720))
    darkest = ImageColor.getrgb(beamer.for_beamer(palette.DEFAULT.classes)[-1])
    assert {c: n for n, c in shot.getcolors(1 << 20)}.get(darkest, 0) > 300
    page.keyboard.press("ArrowRight")
    rows = page.locator(".scene.now tbody tr")
    assert rows.count() == 8
    size = "(row) => parseFloat(getComputedStyle(row.children[0]).fontSize) * 1080 / innerHeight"
    assert rows.first.evaluate(size) >= 56
    assert rows.last.bounding_box()["y"] < 650
    outside = [u for u in asked if not u.startswith(("data:", "blob:", file.as_uri()))]
    assert outside == []
    assert seen.errors == []
    _without_webgl(launch(WITHOUT_WEBGL).new_page(), file.as_uri())


def _two_maps(page) -> None:
    """Each says what it measures, and a step is one of both."""
    both = page.evaluate(LARGE)
    assert [one["title"] for one in both] == ["Totaalscore leefbaarheid", "Woningvoorraad"]
    assert [one["year"] for one in both] == ["2024", "2024"]
    assert min(size for one in both for size in one["sizes"]) >= 56
    page.wait_for_selector(".scene.now .map:last-child .live[data-awake]", state="attached")
    page.keyboard.press("ArrowUp")
    assert [one["year"] for one in page.evaluate(LARGE)] == ["2022", "2022"]


def _without_webgl(page, address: str) -> None:
    """A map is a picture there that follows the years, and says that it is one."""
    host = "document.querySelector('.scene.now .map')"
    colours = f"{host}.shadowRoot.querySelector('.sketch').toDataURL()"
    page.goto(address)
    page.wait_for_selector(BUILT)
    page.wait_for_selector(".scene.now .live[data-shown='2002']")
    first = page.evaluate(colours)
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".scene.now .live[data-shown='2008']")
    assert page.evaluate(colours) != first
    assert "Eenvoudige kaart" in page.locator(".scene.now .big-source").inner_text()
