"""Ten tasks of an analyst and a strategist, each within so many clicks.

A click in a field to type in it counts; typing and Enter do not.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.watching import (
    READY,
    TITLE,
    clean,
    eventually,
    link_says,
    open_map,
    query,
    settled,
    shown,
)


class Hands:
    """A user whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, part: Locator) -> None:
        part.first.click()
        self.clicks += 1

    def search(self, text: str, hit: str) -> None:
        """From the start page: search, and choose what was found."""
        field = self.page.get_by_label("Zoek je gemeente, wijk of")
        self.click(field)
        field.fill(text)
        field.press("Enter")
        self.click(self.page.get_by_role("button", name=hit, exact=True))

    def go_to(self, entry: str, name: str) -> None:
        """Through the navigation."""
        self.click(self.page.get_by_role("button", name=entry, exact=True))
        self.click(self.page.get_by_role("menuitem", name=name))

    def choose(self, label: str, option: str) -> None:
        """One option of a list."""
        self.click(self.page.get_by_role("combobox", name=re.compile(label)))
        self.page.keyboard.type(option)
        self.click(self.page.get_by_role("option", name=option, exact=True))


def start(open_tab, address: str) -> tuple[Hands, Page]:
    page, _ = open_tab()
    page.goto(address)
    page.get_by_label("Zoek je gemeente, wijk of").wait_for()
    settled(page)
    return Hands(page), page


def counted(page: Page) -> int:
    """Areas in the legend, over all classes."""
    texts = page.locator(".live .legend button b").all_inner_texts()
    return sum(int(t.replace(".", "")) for t in texts)


def test_where_in_amsterdam_did_it_get_worse(real_app, open_tab):
    hands, page = start(open_tab, f"{real_app}/?dataset=officieel")
    hands.search("Amsterdam", "Amsterdam · gemeente")
    page.wait_for_selector(READY)
    hands.click(page.get_by_text("Ontwikkeling", exact=True))
    expect(page.locator(TITLE)).to_have_text(re.compile("^2002–"))
    assert hands.clicks <= 4
    shown(page.get_by_role("heading", name="Kaart · Amsterdam"))
    shown(page.get_by_text(re.compile(r"wijken van Amsterdam gingen tussen 2002 en")))
    settled(page)
    assert 90 <= counted(page) <= 110, "the legend counts wijken of Amsterdam only"
    assert query(page)["plek"] == "GM0363"


def test_who_did_better_than_wijken_that_started_equally_high(real_app, open_tab):
    hands, page = start(open_tab, f"{real_app}/?dataset=officieel")
    hands.search("Amsterdam", "Amsterdam · gemeente")
    page.wait_for_selector(READY)
    hands.go_to("Vergelijken", "Ontwikkeling gegeven niveau")
    shown(page.get_by_role("heading", name="Ontwikkeling gegeven niveau · Amsterdam"))
    shown(page.get_by_text("Meer of minder dan past bij het startniveau"))
    assert hands.clicks <= 4


def test_the_portrait_of_one_wijk(real_app, open_tab):
    hands, page = start(open_tab, f"{real_app}/?dataset=officieel")
    hands.search("Overtoomse Veld", "Overtoomse Veld (Amsterdam) · wijk")
    shown(page.get_by_role("heading", name="Overtoomse Veld", exact=True))
    assert hands.clicks <= 2
    expect(page).to_have_title("Overtoomse Veld, Amsterdam · Wijkbeeld")


def test_four_wijken_beside_each_other_and_the_link(demo_app, open_tab):
    hands, page = start(open_tab, f"{demo_app}/?plek=GM9901")
    hands.click(page.get_by_role("link", name="Wijken naast elkaar"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for n in range(4):
        hands.click(page.locator(".st-key-w_lijst button").nth(n))
        assert eventually(
            page, lambda n=n: len(query(page).get("gebieden", "").split(",")) == n + 1
        )
        settled(page)
    english = page.locator('.block-container [aria-label^="Remove "], [aria-label="Help"]')
    expect(english).to_have_count(0)
    hands.click(page.get_by_role("button", name="Kopieer link"))
    page.get_by_text("Link gekopieerd").first.wait_for()
    assert hands.clicks <= 6
    chosen = query(page)["gebieden"].split(",")
    assert len(set(chosen)) == 4
    again, _ = open_tab(alone=True)
    again.goto(page.evaluate("navigator.clipboard.readText()"))
    again.wait_for_selector(".js-plotly-plot")
    settled(again)
    assert query(again)["gebieden"].split(",") == chosen


def test_woz_on_the_map_and_its_change(demo_app, open_tab):
    hands, page = start(open_tab, f"{demo_app}/")
    hands.click(page.get_by_role("link", name="De kaart van je gemeente"))
    page.wait_for_selector(READY)
    settled(page)
    hands.choose("Maat", "Gemiddelde WOZ-waarde")
    link_says(page, maat="woz")
    hands.click(page.get_by_text("Ontwikkeling", exact=True))
    expect(page.locator(TITLE)).to_have_text("2014–2024")
    assert hands.clicks <= 4


def test_a_picture_for_a_report(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/kaart?niveau=wijk&plek=GM9901")
    hands = Hands(page)
    with page.expect_download() as taken:
        hands.click(page.locator(".live .shot"))
    assert taken.value.suggested_filename.endswith(".png")
    assert hands.clicks <= 2
    clean(seen)


def test_a_workbook_of_one_city(demo_app, open_tab):
    page, _ = open_tab()
    open_map(page, f"{demo_app}/kaart?niveau=wijk&plek=GM9901")
    hands = Hands(page)
    hands.click(page.get_by_text("Deel en download"))
    with page.expect_download() as taken:
        hands.click(page.get_by_role("button", name="Excel met toelichting"))
    assert taken.value.suggested_filename.endswith(
        "_fictief_" + taken.value.suggested_filename[-15:]
    )
    assert hands.clicks <= 2


def test_from_a_city_back_to_everything(demo_app, open_tab):
    page, _ = open_tab()
    open_map(page, f"{demo_app}/kaart?niveau=wijk&plek=GM9901")
    assert counted(page) < 120
    hands = Hands(page)
    hands.choose("Binnen", "De hele fictieve regio")
    shown(page.get_by_role("heading", name="Kaart", exact=True))
    settled(page)
    assert hands.clicks <= 2
    assert counted(page) == 120


def test_back_to_what_was_seen(demo_app, open_tab):
    page, _ = open_tab()
    open_map(page, f"{demo_app}/kaart?niveau=buurt&plek=GM9901")
    hands = Hands(page)
    hands.click(page.get_by_role("link", name="Start", exact=True))
    hands.click(page.get_by_role("link", name=re.compile("^Kaart · ")))
    page.wait_for_selector(READY)
    link_says(page, niveau="buurt", plek="GM9901")
    assert hands.clicks <= 2
    later = page.context.new_page()
    later.goto(f"{demo_app}/")
    seen = later.get_by_role("link", name=re.compile("^Kaart · "))
    expect(seen).to_have_count(1)
    later.get_by_role("button", name="Wis deze lijst").click()
    expect(seen).to_have_count(0)


def test_the_place_goes_along(demo_app, open_tab):
    page, _ = open_tab()
    open_map(page, f"{demo_app}/kaart?niveau=wijk&plek=GM9901")
    for entry, name in (
        ("Verkennen", "Verloop"),
        ("Verkennen", "Wijk"),
        ("Vergelijken", "Vergelijken"),
        ("Vergelijken", "Ontwikkeling gegeven niveau"),
    ):
        hands = Hands(page)
        hands.go_to(entry, name)
        expect(page).to_have_url(re.compile(f"/{name.split()[0].lower()}[?]"))
        link_says(page, plek="GM9901")
        settled(page)
        assert hands.clicks <= 2
