"""Pages on paper, by keyboard only, on a phone, and as axe finds them in three ways of colour."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.watching import (
    READY,
    axe_violations,
    clean,
    eventually,
    link_says,
    open_map,
    settled,
)

PAPER = 686
"""Pixels of A4 less the margins."""

WATCHED = """() => addEventListener("beforeprint", () => {
    const plots = [...document.querySelectorAll(".js-plotly-plot")];
    const titles = [...document.querySelectorAll(".js-plotly-plot .gtitle")];
    window.printed = {
        widths: plots.map((plot) => plot.querySelector(".main-svg").getBoundingClientRect().width),
        inks: titles.map((title) => title.style.fill),
        folded: document.querySelectorAll("details:not([open])").length,
    };
})"""

FOCUSED = """() => {
    let part = document.activeElement;
    while (part?.shadowRoot?.activeElement) part = part.shadowRoot.activeElement;
    const text = part?.getAttribute("aria-label") ?? part?.innerText ?? "";
    return text.length < 100 ? text : ""; // a part of the page holds the names of many
}"""


def paper(page) -> str:
    """Text of the page as a browser prints it, on A4."""
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return "\n".join(p.extract_text() for p in pages)


def test_a_dark_page_is_whole_on_paper_and_as_before_after_it(demo_app, open_tab):
    page, seen = open_tab(scheme="dark")
    page.goto(f"{demo_app}/verloop?niveau=wijk&gebieden=WK990101,WK990102")
    page.wait_for_selector(".js-plotly-plot .scatterlayer")
    settled(page)
    before = page.locator(".main-svg").first.bounding_box()["width"]
    page.evaluate(WATCHED)
    text = paper(page)

    printed = page.evaluate("() => window.printed")
    assert printed["folded"] == 0
    assert set(printed["widths"]) == {PAPER}
    assert set(printed["inks"]) == {"rgb(22, 32, 43)"}
    rows = [line for line in text.splitlines() if "WK990102" in line]
    assert any("2002" in r for r in rows), "the first row of a table in a fold"
    assert any("2024" in r for r in rows), "the last row"
    assert "Maat: Totaalscore leefbaarheid" in text, "what is chosen"
    for control in ("Kopieer link", "Bewaar als scène", "Download als CSV", "Presenteren"):
        assert control not in text
    assert "Dataset demo (fictief). Scores van de Leefbaarometer tot en met 2024" in text
    assert "Afgedrukt op" in text

    assert eventually(
        page, lambda: page.locator(".main-svg").first.bounding_box()["width"] == before
    )
    expect(page.locator("details[open]")).to_have_count(0)
    expect(page.locator("[data-wb-told]")).to_have_count(0)
    clean(seen)


def test_the_map_is_a_picture_on_paper_and_words_for_a_reader(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/kaart?niveau=wijk")
    text = paper(page)
    assert "Dataset demo (fictief)" in text
    for control in ("Niveau", "Naar de kaart", "Klik op de kaart", "Deel en download", "Speel af"):
        assert control not in text
    colours = page.locator(".live .paper canvas").evaluate(
        """(canvas) => {
            const { width, height } = canvas, seen = new Set();
            const dots = canvas.getContext("2d").getImageData(0, 0, width, height).data;
            for (let at = 0; at < dots.length; at += 404) seen.add(dots.slice(at, at + 3).join());
            return seen.size;
        }"""
    )
    assert colours > 8, "areas in their classes, not an empty frame"
    expect(page.locator(".live .map")).to_have_attribute(
        "aria-label", re.compile("^Kaart: Totaalscore leefbaarheid 2024.* Vaakst: ")
    )
    clean(seen)


def tab_to(page, name: str, most: int = 60) -> None:
    """Press Tab until the part with this name has the focus; not at all where it has it."""
    passed = []
    for _ in range(most + 1):
        passed.append(page.evaluate(FOCUSED).strip())
        if any(f"{line.strip()} ".startswith(f"{name} ") for line in passed[-1].splitlines()):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no {name!r} in {most} Tabs: {passed}")


def choose(page, name: str, typed: str) -> None:
    """Choose in a list by typing a part of what it offers."""
    tab_to(page, name)
    page.keyboard.type(typed)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_renewal_from_question_to_file_by_keyboard_only(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(f"{demo_app}/vernieuwing")
    page.wait_for_selector(READY, state="attached")
    settled(page)
    tab_to(page, "Naar de inhoud", most=2)  # and before it the way to the map
    page.keyboard.press("Enter")

    choose(page, "Vernieuwde gebieden", "De Hoven")
    link_says(page, vernieuwd="register:De Hoven (fictief)")
    settled(page)
    for typed, measure in (("Overlast", "onv"), ("Totaalscore", "lbm")):
        choose(page, "Maat", typed)
        link_says(page, vmaat=measure)
        settled(page)
    tab_to(page, "Keuzes in de vergelijking")
    page.keyboard.press("Enter")
    tab_to(page, "Laat gebieden ernaast weg")
    page.keyboard.press("Space")
    link_says(page, ring="weg")
    settled(page)
    expect(page.locator(".wb-foot").first).to_contain_text("Totaalscore leefbaarheid, in punten")
    expect(page.locator(".wb-answer p").first).to_contain_text("vernieuwde")
    tab_to(page, "Verantwoording (Markdown)", most=120)
    with page.expect_download() as file:
        page.keyboard.press("Enter")
    text = file.value.path().read_text(encoding="utf-8")
    assert "De Hoven (fictief)" in text
    assert "| Gebieden ernaast | weggelaten |" in text
    clean(seen)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?niveau=wijk",
        "/?niveau=wijk&maat=woz&weergave=ontwikkeling",
        "/?niveau=wijk&maat=lbm&tweede=woz&samen=ineen",
        "/verloop?niveau=wijk&gebieden=WK990101",
        "/wijk?niveau=wijk&gebied=WK990101",
        "/vergelijken?niveau=wijk&gebieden=WK990101,WK990102",
        "/ontwikkeling?niveau=wijk",
        "/vernieuwing?stappen=alle",
        "/menging?plek=GM9901&gebied=WK990103",
        "/handelen?niveau=wijk&gebied=WK990101",
        "/waterbed",
        "/beleving?plek=GM9901",
        "/presenteren",
        "/gegevens",
        "/verantwoording",
    ],
)
def test_a_page_fits_a_phone_and_axe_has_nothing_against_it(demo_app, open_tab, path):
    """One visit: on a phone first, then the window grows to a desk."""
    page, seen = open_tab(390, 844)
    page.goto(demo_app + path)
    page.get_by_role("heading", level=1).first.wait_for()
    settled(page)
    fits_a_phone(page, path)

    page.set_viewport_size({"width": 1440, "height": 900})
    if path.startswith(("/?", "/vernieuwing", "/waterbed")):
        page.wait_for_selector(READY)
    if path.startswith("/vergelijken"):
        page.get_by_text("Bewaar deze vergelijking").click()  # the main button is in it

    def drawn() -> None:
        dark, forced = (
            page.evaluate(f"matchMedia('({wanted})').matches")
            for wanted in ("prefers-color-scheme: dark", "forced-colors: active")
        )
        scheme = "light dark" if forced else "dark" if dark else "light"
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
        settled(page)

    assert axe_violations(page, (".live .map", ".maplibregl-canvas"), drawn) == []
    clean(seen)


def fits_a_phone(page, path: str) -> None:
    """Nothing scrolls sideways, the figure is in the first screen, choices are folded away."""
    wide = "() => document.scrollingElement.scrollWidth - window.innerWidth"
    assert eventually(page, lambda: page.evaluate(wide) <= 1)
    figure = page.locator(".js-plotly-plot").first
    if path.startswith(("/verloop", "/vergelijken", "/ontwikkeling")):
        assert eventually(page, lambda: figure.bounding_box()["y"] < 560), "below the first screen"
        save = figure.get_by_role("button", name="Bewaar als afbeelding")
        title, ends = figure.locator(".gtitle").bounding_box(), save.bounding_box()
        assert ends["y"] > title["y"] + title["height"], "over the title"
    if path.startswith(("/verloop", "/vergelijken", "/ontwikkeling", "/vernieuwing", "/waterbed")):
        expect(page.get_by_role("combobox", name=re.compile("Maat"))).to_be_hidden()
        page.get_by_text("Wijzig").first.click()
        page.get_by_role("combobox", name=re.compile("Maat")).wait_for()
