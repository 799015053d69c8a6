"""The page Vernieuwing in a real browser: the map, a choice, the link, the appendix."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.watching import READY, clean, link_says, open_map, settled


def test_choose_reload_and_download(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/vernieuwing?stappen=alle&vernieuwd=register:De Hoven (fictief)")
    expect(page.locator(".live .legend")).to_contain_text("vernieuwd")
    expect(page.locator(".live .title em"), "the map says fictief").to_be_visible()
    page.get_by_text("Na een tijdelijk dal stijgt").wait_for()
    page.get_by_text("Keuzes in de vergelijking", exact=True).click()
    page.get_by_text("Laat gebieden ernaast weg").click()
    link_says(page, ring="weg")
    page.get_by_text("Gebieden ernaast zijn weggelaten").wait_for()
    page.reload()
    page.wait_for_selector(READY)
    page.get_by_text("Gebieden ernaast zijn weggelaten").wait_for()
    link_says(page, vernieuwd="register:De Hoven (fictief)")
    settled(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="Verantwoording (Markdown)").click()
    text = file.value.path().read_text(encoding="utf-8")
    assert "(fictief)" in text
    assert "| Gebieden ernaast | weggelaten |" in text
    assert "Callaway en Sant'Anna (2021)" in text
    clean(seen)


def test_an_area_clicked_on_the_map_can_join_a_register(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/vernieuwing?stappen=alle")
    page.get_by_text("Eigen register: toevoegen").click()
    settled(page)
    page.locator(".live .map").scroll_into_view_if_needed()
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


def test_a_polygon_drawn_on_the_map_becomes_areas(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/vernieuwing?stappen=alle")
    tool = page.locator(".live .corners")
    tool.click()
    expect(tool).to_have_attribute("aria-pressed", "true")
    page.get_by_text("Klik op elke hoek van het vlak").wait_for()
    box = page.locator(".live .map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for dx, dy in ((-90, -80), (90, -80), (90, 80), (-90, 80), (0, 0)):
        page.mouse.click(x + dx, y + dy)
        page.wait_for_timeout(500)  # two clicks in quick succession are a double click
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.get_by_text("Getekend vlak:").wait_for()
    expect(tool).to_have_attribute("aria-pressed", "false")
    page.locator(".live .legend", has_text="in bewerking in je eigen register").wait_for()
    settled(page)
    page.get_by_role("button", name="uit het vlak in de tabel").click()
    page.get_by_text("het jaar van de start ontbreekt").first.wait_for()
    settled(page)
    expect(page.get_by_text("Getekend vlak:")).to_have_count(0)
    expect(
        page.locator(".live .legend", has_text="in bewerking in je eigen register")
    ).to_have_count(1)
    expect(
        page.get_by_text("het jaar van de start ontbreekt").first, "the table stays open"
    ).to_be_visible()

    tool.click()
    place = page.locator(".live .map").bounding_box()  # the page has moved
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.click(x, y)
    page.keyboard.press("Escape")
    expect(tool, "Escape stops drawing").to_have_attribute("aria-pressed", "false")
    tool.click()
    for dx, dy in ((-20, -20), (20, -20), (20, 20), (-20, -20)):  # closed on the first corner
        page.mouse.click(x + dx, y + dy)
        page.wait_for_timeout(600)
    page.get_by_text("Getekend vlak:").wait_for()
    settled(page)
    expect(
        page.get_by_text("van de kaart toe"), "the click that closes chooses no area"
    ).to_have_count(0)
    clean(seen)


def test_a_polygon_is_drawn_by_touch(demo_app, open_tab):
    page, seen = open_tab(390, 844, by_touch=True)
    open_map(page, f"{demo_app}/vernieuwing?stappen=alle")
    page.locator(".live .stage").scroll_into_view_if_needed()
    tool = page.locator(".live .corners")
    tool.tap()
    expect(tool).to_have_attribute("aria-pressed", "true")
    box = page.locator(".live .map").bounding_box()
    x, y = box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2
    for dx, dy in ((-60, -50), (50, -50), (50, 60), (-60, -50)):  # closed on the first corner
        page.touchscreen.tap(x + dx, y + dy)
        page.wait_for_timeout(600)
    page.get_by_text("Getekend vlak:").wait_for()
    expect(tool).to_have_attribute("aria-pressed", "false")
    clean(seen)


def test_only_the_page_that_uses_polygons_offers_to_draw_them(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/kaart")
    expect(page.locator(".live .corners")).to_be_hidden()
    page.locator(".live .lasso").focus()
    page.keyboard.press("t")
    assert page.locator(".live .corners").get_attribute("aria-pressed") in (None, "false")
    clean(seen)
