"""The map while the server is away, and after."""

from __future__ import annotations

from urllib.parse import urlparse

from playwright.sync_api import expect

from tests.browser.watching import TITLE, link_says, open_map, rested
from tests.support.running import ROOT, serving


def test_what_is_chosen_while_the_server_is_away_holds_when_it_is_back(demo_store, open_tab):
    page, seen = open_tab()
    with serving(ROOT / "app.py", demo_store) as address:
        open_map(page, f"{address}/kaart?niveau=gemeente")
        page.locator(".st-key-w_niveau").get_by_text("Wijken", exact=True).click()
        link_says(page, niveau="wijk")
        rested(page)
    notice = page.locator(".verbinding")
    expect(notice).to_contain_text("Even geen verbinding")
    page.locator(".live .time [data-wave='2012']").click()
    expect(page.locator(TITLE)).to_have_text("2012")
    page.wait_for_timeout(5000)  # by now Streamlit would have put its dialog over the page
    expect(page.get_by_role("dialog")).to_have_count(0)
    with serving(ROOT / "app.py", demo_store, port=urlparse(address).port):
        link_says(page, jaar="2012")
        expect(page.locator(".st-key-kaart_bevinding h2")).to_contain_text("In 2012")
        expect(page.get_by_test_id("stDataFrame").first).to_be_attached()
        expect(page.locator(TITLE)).to_have_text("2012")
        expect(notice).to_have_text("")
        rested(page)
        expect(page.locator(TITLE)).to_have_text("2012")
    assert seen.outside == []
