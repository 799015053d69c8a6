"""The app as a user meets it, with the network cut except loopback."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.watching import (
    READY,
    TITLE,
    canvas_colour,
    clean,
    eventually,
    go_to,
    link_says,
    middle_of_map,
    open_map,
    query,
    rested,
    settled,
    shown,
)


def test_year_area_and_place_stay_over_a_reload_and_other_pages(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/kaart")
    expect(page.locator(TITLE)).to_have_text("2024")

    page.locator(".live .time button", has_text="2014").click()
    link_says(page, jaar="2014")
    x, y = middle_of_map(page)
    page.mouse.click(x, y)
    assert eventually(page, lambda: query(page).get("gebied", "").startswith("WK99"))
    settled(page)
    page.locator(".live .in").click()
    assert eventually(page, lambda: "kaart" in query(page))
    rested(page)
    place = query(page)["kaart"]
    page.locator(".live .time button", has_text="2012").click()
    link_says(page, jaar="2012")
    rested(page)
    link_says(page, kaart=place)
    before = query(page)
    shown(page.get_by_text(before["gebied"], exact=False))

    page.reload()
    page.wait_for_selector(READY)
    settled(page)
    link_says(page, **before)
    expect(page.locator(TITLE)).to_have_text("2012")
    expect(page.locator('.live .time button[aria-pressed="true"]')).to_have_text("2012")

    for name in ("Verloop", "Gegevens", "Verantwoording", "Kaart"):
        go_to(page, name)
        page.get_by_role("heading", name=name, exact=True).first.wait_for()
        settled(page)
        shown(page.get_by_text("Fictieve regio"))
        if name == "Verloop":
            page.wait_for_selector(".js-plotly-plot .scatterlayer")
            link_says(page, gebieden=before["gebied"])
    page.wait_for_selector(READY)
    rested(page)
    link_says(page, jaar="2012", kaart=place)
    clean(seen)


def test_a_link_to_a_view_opens_that_view(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(
        f"{demo_app}/?dataset=demo&niveau=buurt&maat=onv&weergave=ontwikkeling&van=2014&jaar=2020&gebied=BU99010101"
    )
    page.wait_for_selector(READY)
    expect(page.locator(TITLE)).to_have_text("2014–2020")
    expect(page.locator(".live .title em"), "the map says that it is fictional").to_be_visible()
    link_says(page, gebied="BU99010101")
    clean(seen)


def test_years_by_keyboard_without_a_server_call(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/kaart")
    page.locator(".live .time button", has_text="2024").focus()
    x, y = middle_of_map(page)
    page.mouse.move(x, y)
    page.locator(".live .tip b").wait_for()
    sent: list[str] = []
    beside = ("/static/", "/groot/")  # files of the app, and what it fetches ahead at rest
    page.on("request", lambda r: None if any(b in r.url for b in beside) else sent.append(r.url))
    tips = set()
    for year in (2022, 2020, 2018, 2016, 2014, 2012, 2008, 2002):
        page.keyboard.press("ArrowLeft")
        expect(page.locator(TITLE)).to_have_text(str(year))
        tips.add(page.locator(".live .tip").inner_text())
    assert len(tips) > 3, "the label follows the year"
    assert sent == []
    page.keyboard.press("ArrowRight")
    link_says(page, jaar="2008")
    clean(seen)


def test_map_sentence_and_url_never_disagree(demo_app, open_tab):
    """2008 has no dimensions: the map goes to the last wave, and so does everything beside it."""
    page, seen = open_tab()
    page.goto(f"{demo_app}/?niveau=wijk&jaar=2008")
    page.wait_for_selector(READY)
    settled(page)
    for measure, told in (
        ("Woningvoorraad", "^Op woningvoorraad scoren .* in YEAR "),
        ("Totaalscore leefbaarheid", "^In YEAR scoren .* zwak of lager"),
    ):
        page.get_by_label("Maat", exact=True).first.click()
        page.get_by_role("option", name=measure).click()
        page.get_by_text(re.compile(told.replace("YEAR", ".*"))).first.wait_for()
        settled(page)

        def they_agree(told: str = told) -> bool:
            year = page.locator(TITLE).inner_text()
            return (
                query(page).get("jaar") == year
                and page.get_by_text(re.compile(told.replace("YEAR", year))).count() == 1
            )

        assert eventually(page, they_agree)
    clean(seen)


def test_a_cleared_choice_stays_cleared(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/kaart")
    page.mouse.click(*middle_of_map(page))
    page.get_by_role("button", name="Wis keuze").wait_for()
    settled(page)
    page.get_by_role("button", name="Wis keuze").click()
    link_says(page, gebied=None)
    settled(page)
    page.locator(".live .time button", has_text="2014").click()
    link_says(page, jaar="2014")
    settled(page)
    assert "gebied" not in query(page)
    clean(seen)


def test_a_page_that_changes_its_width_under_way_does_not_take_the_map_home(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/kaart")
    rested(page)
    page.locator(".live .stage").evaluate(
        """async (stage) => {
            stage.getRootNode().querySelector(".in").click();
            await new Promise((go) => requestAnimationFrame(go));
            stage.style.width = `${stage.clientWidth - 40}px`;
        }"""
    )
    assert eventually(page, lambda: "kaart" in query(page))
    clean(seen)


def test_the_map_is_kept_over_reruns(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/kaart")
    canvas = page.locator(".live .map canvas").first.element_handle()
    page.get_by_text("Ontwikkeling", exact=True).click()
    link_says(page, weergave="ontwikkeling")
    expect(page.locator(TITLE)).to_have_text("2002–2024")
    settled(page)
    assert canvas.evaluate("element => element.isConnected"), "the same canvas, not a new map"
    expect(page.locator(".live .map canvas")).to_have_count(1)
    clean(seen)


def test_back_goes_to_the_page_before(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=wijk")
    expect(page).to_have_title("Kaart · Wijkbeeld")
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    for year in ("2014", "2018"):
        page.locator(".live .time button", has_text=year).click()
        link_says(page, jaar=year)
        settled(page)
    go_to(page, "Verloop")
    page.get_by_role("heading", name="Verloop", exact=True).first.wait_for()
    rested(page)
    page.go_back()
    page.get_by_role("heading", name="Kaart", exact=True).first.wait_for()
    page.wait_for_selector(READY)
    expect(page.locator(TITLE)).to_have_text("2018")
    link_says(page, jaar="2018")
    page.go_forward()
    page.get_by_role("heading", name="Verloop", exact=True).first.wait_for()
    clean(seen)


def test_colours_and_label_say_the_same(demo_app, open_tab):
    from wijkbeeld.catalog import catalog
    from wijkbeeld.map import palette

    page, seen = open_tab()
    page.goto(f"{demo_app}/?niveau=gemeente")
    page.wait_for_selector(READY)
    settled(page)
    x, y = middle_of_map(page)
    page.mouse.move(x, y)
    page.locator(".live .tip b").wait_for()
    label = page.locator(".live .tip div").first.inner_text().split(" · ")[0].strip()
    names = [c.name for c in catalog().classes["situatie"].limits]
    page.mouse.move(5, 5)

    def colour() -> str:
        return "#" + "".join(f"{part:02x}" for part in canvas_colour(page, x, y))

    assert eventually(page, lambda: colour() == palette.DEFAULT.classes[names.index(label)])
    clean(seen)


def test_background_map_without_network_never_blocks(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/kaart")
    assert seen.outside == []
    page.locator(".live .back").click()
    page.get_by_text("De achtergrondkaart is nu niet bereikbaar").wait_for()
    page.locator(".live .time button", has_text="2012").click()
    expect(page.locator(TITLE)).to_have_text("2012")
    assert {re.sub(r"^(https://[^/]+).*", r"\1", u) for u in seen.outside} == {
        "https://service.pdok.nl"
    }


def test_the_menu_of_a_narrow_window_closes_after_a_choice(demo_app, open_tab):
    page, seen = open_tab(390, 844)
    page.goto(f"{demo_app}/verantwoording")
    settled(page)
    button, mark = page.get_by_role("button", name="Open menu"), page.locator(".st-key-fictief p")
    ends = button.bounding_box()
    assert mark.bounding_box()["x"] > ends["x"] + ends["width"], "the mark lies over the menu"
    button.click()
    menu = page.get_by_test_id("stSidebar")
    expect(menu).to_have_attribute("data-collapsed", "false")
    menu.get_by_role("link", name="Gegevens", exact=True).click()
    page.get_by_role("heading", name="Gegevens", exact=True).wait_for()
    expect(menu).to_have_attribute("data-collapsed", "true")
    clean(seen)


def test_words_of_streamlit_itself_are_dutch(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(f"{demo_app}/gegevens")
    zone = page.get_by_test_id("stFileUploaderDropzone").first
    zone.wait_for()
    settled(page)

    expect(zone.locator("button p").first).to_have_text("Kies bestand")
    told = zone.get_by_test_id("stFileUploaderDropzoneInstructions").first
    expect(told).to_have_text("of sleep het hierheen (hoogstens 1 GB)")
    expect(told).to_be_visible()
    names = page.locator("[aria-label]").evaluate_all(
        "parts => parts.map((part) => part.getAttribute('aria-label'))"
    )
    english = "Download as|Show/hide|Search|Fullscreen|file upload|Close|Open$|Dismiss"
    assert [name for name in names if re.match(english, name)] == []
    page.goto(f"{demo_app}/verloop")
    page.get_by_role("heading", name="Verloop", exact=True).first.wait_for()
    settled(page)
    expect(page.get_by_placeholder("Kies eerst een gemeente")).to_have_count(1)
    clean(seen)


def test_long_work_can_be_stopped_and_changes_nothing(demo_app, demo_store, open_tab):
    before = (demo_store / "demo" / "current").read_text()
    page, seen = open_tab()
    page.goto(f"{demo_app}/gegevens")
    page.get_by_role("button", name="Maak de fictieve regio").click()
    page.get_by_role("button", name="Stoppen").click()
    page.get_by_text("Fictieve regio maken: gestopt").wait_for()
    settled(page)
    expect(page.get_by_role("button", name="Stoppen")).to_have_count(0)
    assert (demo_store / "demo" / "current").read_text() == before
    clean(seen)


def test_national_wijken_and_buurten(real_app, open_tab):
    page, seen = open_tab()
    page.goto(f"{real_app}/?dataset=officieel&niveau=wijk")
    page.wait_for_selector(READY)
    page.get_by_text("3.308 wijken").first.wait_for()
    expect(page.locator(".live .legend")).to_contain_text("uitstekend")
    page.get_by_text("Buurten", exact=True).click()
    link_says(page, niveau="buurt")
    settled(page)
    page.get_by_text("12.147 buurten").first.wait_for()
    expect(page.get_by_text("Fictieve regio")).to_have_count(0)
    expect(page.locator(".live .title em")).to_be_hidden()
    clean(seen)


def test_search_selects_and_flies(real_app, open_tab):
    page, seen = open_tab()
    page.goto(f"{real_app}/?dataset=officieel&niveau=wijk")
    page.wait_for_selector(READY)
    settled(page)
    box = page.get_by_role("textbox", name="Zoek een gebied")
    box.fill("Overtoomse Veld")
    box.press("Enter")
    page.get_by_role("button", name=re.compile("Overtoomse Veld.*wijk")).first.click()
    link_says(page, gebied="WK036386")
    assert eventually(page, lambda: query(page).get("kaart", "").startswith("52.3"))
    shown(page.get_by_text("WK036386"))
    clean(seen)
