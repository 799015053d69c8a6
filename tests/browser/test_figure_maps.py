"""Figures on the live map: legend with units, classes without new geometry, two measures."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.watching import TITLE, clean, link_says, middle_of_map, open_map, settled


def names(page) -> list[str]:
    """Names of the classes in the first legend."""
    return page.locator(".live .legend").first.locator("li > button > span").all_text_contents()


def test_a_year_switch_keeps_the_limits_and_asks_nothing(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=wijk&maat=woz&jaar=2024")
    expect(page.locator(".live .legend .head")).to_contain_text("grenzen in duizend euro")
    expect(page.locator(".live .title span")).to_have_text("Gemiddelde WOZ-waarde (× 1.000 euro)")
    before = names(page)
    assert (
        len([n for n in before if re.fullmatch(r"minder dan \d+|\d+ tot \d+|\d+ of meer", n)]) == 5
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator('.live .time [data-wave="2014"]').click()
    expect(page.locator(TITLE)).to_have_text("2014")
    assert asked == []
    assert [n for n in names(page) if not n.startswith("geen")] == before
    link_says(page, jaar="2014", maat="woz")
    page.mouse.move(*middle_of_map(page))
    expect(page.locator(".live .tip")).to_contain_text("× 1.000 euro sinds 2008")
    clean(seen)


def test_other_classes_come_without_geometry(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=wijk&maat=woz")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name=re.compile("Opties")).click()
    page.get_by_text("7", exact=True).click()
    expect(page.locator(".live .legend li > button")).to_have_count(7)
    settled(page)
    assert [url for url in asked if "/kaart/" in url] == []
    link_says(page, aantal="7")
    clean(seen)


def test_two_measures_have_a_square_legend_that_filters(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=wijk&maat=lbm&tweede=woz&samen=ineen&jaar=2024")
    cells = page.locator(".live .legend .square button")
    expect(cells).to_have_count(9)
    others = page.locator(".live .legend li > button b").all_text_contents()
    counted = [*cells.all_text_contents(), *others]
    assert sum(int(n.replace(".", "")) for n in counted) == 120, (
        "every wijk is in one cell, or none"
    )
    expect(page.locator(".live .legend .square")).to_contain_text("↑ Gemiddelde WOZ-waarde")
    first = page.get_by_role("button", name=re.compile("^hoog en hoog"))
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    page.mouse.move(*middle_of_map(page))
    expect(page.locator(".live .tip")).to_contain_text("Gemiddelde WOZ-waarde:")
    page.get_by_role("button", name=re.compile("Opties")).click()
    second = page.get_by_role("combobox", name=re.compile("Tweede maat"))
    expect(second).to_have_value("Gemiddelde WOZ-waarde")
    clean(seen)


def test_two_maps_of_figures_step_together(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=wijk&maat=laag_inkomen&tweede=lbm&jaar=2024")
    titles = page.locator(TITLE)
    expect(titles).to_have_count(2)
    measured = page.locator(".live .title span")
    wanted = ["Personen met een laag inkomen (%)", "Totaalscore leefbaarheid"]
    expect(measured).to_have_text(wanted)
    page.locator(".live").first.locator('[data-wave="2015"]').click()
    expect(titles, "there is no score of 2015").to_have_text(["2015", "2015"])
    blank = page.locator(".live .blank")
    expect(blank).to_have_text(["", "Geen cijfers van 2015 voor Totaalscore leefbaarheid"])
    expect(page.locator(".live").last.locator('.time [aria-pressed="true"]')).to_have_count(0)
    page.locator(".live").first.locator('[data-wave="2014"]').click()
    expect(titles).to_have_text(["2014", "2014"])
    expect(blank.last).to_be_hidden()
    clean(seen)
