"""The map by keyboard only."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.watching import clean, eventually, link_says, open_map, query, settled


def test_the_map_is_reached_moved_and_chosen_on_by_keyboard(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=wijk")
    page.keyboard.press("Tab")
    expect(page.locator("a:focus")).to_have_text("Naar de kaart")
    page.keyboard.press("Enter")
    expect(page.locator(".live .map canvas:focus")).to_have_count(1)
    ring = page.locator(".live .stage").evaluate(
        """stage => {
            const { borderWidth, borderColor, outlineColor } = getComputedStyle(stage, "::before");
            return [borderWidth, borderColor, outlineColor];
        }"""
    )
    assert ring == ["2px", "rgb(22, 32, 43)", "rgb(255, 255, 255)"], "dark and light together"
    for key in ("+", "ArrowLeft"):
        before = query(page).get("kaart")
        page.keyboard.press(key)
        assert eventually(page, lambda was=before: query(page).get("kaart") not in (None, was))
    said = page.locator(".live .said")
    expect(said).to_have_text(re.compile(r"^\d+ wijken in beeld$"))
    page.keyboard.press("Enter")
    first, second = (page.locator(".live .areas [data-code]").nth(n) for n in (0, 1))
    expect(first).to_be_focused()
    assert page.locator(".live .areas [data-code]").count() < 120, "only what is in view"
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    expect(second.locator("small")).to_have_text(re.compile(r"^[a-z ]+ · \d,\d\d"))
    page.keyboard.press("Enter")
    expect(said).to_contain_text(" gekozen: ")
    link_says(page, gebied=second.get_attribute("data-code"))
    settled(page)
    expect(second, "the focus stays over a run").to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".live .areas")).to_be_hidden()
    expect(page.locator(".live .map canvas:focus")).to_have_count(1)
    clean(seen)
