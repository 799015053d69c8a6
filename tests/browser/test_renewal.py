"""The page Vernieuwing in a real browser: the map, a choice, the link, the appendix."""

from __future__ import annotations

import pytest

from tests.browser.test_app import READY, clean, query, settled

pytestmark = pytest.mark.xdist_group("browser")


def test_choose_reload_and_download(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(f"{demo_app}/vernieuwing?vernieuwd=register:De Hoven (fictief)")
    page.wait_for_selector(READY)
    settled(page)
    legend = page.locator(".live .legend").inner_text()
    assert "vernieuwd" in legend
    assert page.locator(".live .title em").is_visible(), "the map says fictief"
    page.get_by_text("Een tijdelijk dal trekt vanzelf bij").wait_for()
    page.get_by_text("Keuzes in de vergelijking").click()
    page.get_by_text("Laat gebieden ernaast weg").click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('ring') === 'weg'")
    page.get_by_text("Gebieden ernaast zijn weggelaten").wait_for()
    page.reload()
    page.wait_for_selector(READY)
    page.get_by_text("Gebieden ernaast zijn weggelaten").wait_for()
    assert query(page)["vernieuwd"] == "register:De Hoven (fictief)"
    settled(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="Download verantwoording van deze vergelijking").click()
    text = file.value.path().read_text(encoding="utf-8")
    assert "(fictief)" in text
    assert "gebieden ernaast: weggelaten" in text
    assert "Callaway en Sant'Anna (2021)" in text
    clean(seen)


def test_an_area_clicked_on_the_map_can_join_a_register(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(f"{demo_app}/vernieuwing")
    page.wait_for_selector(READY)
    settled(page)
    page.get_by_text("Eigen register: inbrengen").click()
    box = page.locator(".live .map").bounding_box()
    button = page.get_by_text("1 gekozen gebied van de kaart toe")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    button.wait_for()
    settled(page)
    button.click()
    page.get_by_text("het jaar van de start ontbreekt").wait_for()
    page.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_text("het jaar van de start ontbreekt").wait_for(state="detached")
    clean(seen)
