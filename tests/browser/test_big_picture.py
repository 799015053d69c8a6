"""Groot beeld: a map, a chart and a table as large as the screen, by keys and without a server."""

from __future__ import annotations

from tests.browser.watching import clean, eventually, open_map, rested
from tests.support.running import ROOT, serving

MAP = """() => {
    const isMap = (part) => part.shadowRoot?.querySelector("dialog, .live");
    const root = [...document.querySelectorAll(".st-key-kaart_live *")].find(isMap).shadowRoot;
    const dialog = root.querySelector("dialog[open]");
    const size = (part) => parseFloat(getComputedStyle(root.querySelector(part)).fontSize);
    const { width, height } = root.querySelector(".map").getBoundingClientRect();
    return {
        large: Boolean(dialog),
        focus: root.activeElement?.className,
        year: root.querySelector(".big-year")?.textContent,
        sizes: dialog ? [".big-title", ".big-ends", ".big-year"].map(size) : [],
        part: (width * height) / (innerWidth * innerHeight),
        address: location.search,
    };
}"""
LARGE = """() => {
    const layer = document.querySelector("dialog.big .big-layer");
    const size = (part) => (part ? parseFloat(getComputedStyle(part).fontSize) : 0);
    const text = layer?.querySelector("svg text");
    const scale = text ? text.getBoundingClientRect().height / text.getBBox().height : 0;
    return {
        title: layer?.querySelector("h1")?.textContent,
        heading: size(layer?.querySelector("h1")),
        letters: scale * parseFloat(text?.style.fontSize ?? 0),
        cells: size(layer?.querySelector("td")),
        first: layer?.querySelector("tbody th")?.textContent,
        place: layer?.querySelector(".place")?.textContent,
        top: document.querySelector('[data-testid="stMain"]').scrollTop,
    };
}"""


def test_f_makes_the_map_as_large_as_the_screen_and_escape_brings_all_back(demo_app, open_tab):
    page, seen = open_tab(1920, 1080)
    open_map(page, f"{demo_app}/kaart")
    rested(page)
    before = page.evaluate(MAP)
    field = page.get_by_placeholder("Naam, code of postcode")
    field.press_sequentially("f")
    assert not page.evaluate(MAP)["large"], "a letter in a field is a letter"
    field.press("Backspace")
    field.blur()
    page.keyboard.press("f")
    shown = page.evaluate(MAP)
    assert shown["large"]
    assert shown["year"] == "2024"
    assert min(shown["sizes"]) >= 56
    assert shown["sizes"][2] >= 200
    assert shown["part"] >= 0.85
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(MAP)["year"] == "2022", "no click comes first"
    page.keyboard.press(" ")
    assert page.evaluate(MAP)["year"] == "2024"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    after = page.evaluate(MAP)
    assert not after["large"]
    assert after["focus"] == "big"
    assert after["address"] == before["address"]
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Toetsen").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog", name="Toetsen").count() == 0
    clean(seen)


def test_a_chart_and_a_table_stand_large_when_the_server_is_gone(demo_store, open_tab):
    page, seen = open_tab(1920, 1080)
    with serving(ROOT / "app.py", demo_store) as address:
        asked = []
        page.on("response", lambda r: asked.append(r.url) if "/groot/" in r.url else None)
        page.goto(f"{address}/verloop?niveau=wijk")
        rested(page)
        page.wait_for_selector(".wb-big")
        names = "document.querySelectorAll('.wb-big').length"
        assert eventually(page, lambda: len(asked) >= page.evaluate(names))
    page.keyboard.press("f")
    chart = page.evaluate(LARGE)
    assert "steeg" in chart["title"]
    assert chart["heading"] >= 56
    assert chart["letters"] >= 56
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    chart = page.evaluate(LARGE)
    assert chart["cells"] >= 56
    assert chart["place"].startswith("rij 1–")
    page.keyboard.press("ArrowDown")
    assert not page.evaluate(LARGE)["place"].startswith("rij 1–")
    page.keyboard.press("Escape")
    assert page.evaluate(LARGE)["title"] is None
    assert seen.outside == []
