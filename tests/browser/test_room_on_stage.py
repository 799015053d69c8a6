"""A presenter opens the room on the page, plays the deck, and a phone follows and answers."""

from __future__ import annotations

import shutil
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_room import SHADOW, until
from tests.browser.watching import axe_violations, eventually
from tests.support.running import ROOT, serving
from wijkbeeld.present import deck as decks
from wijkbeeld.present.deck import Deck, Question, Scene
from wijkbeeld.present.ready import NIEUW_WEST, ready
from wijkbeeld.store.read import open_dataset

BUILT = "body[data-built]"


@pytest.fixture
def played(demo_store, tmp_path, monkeypatch):
    """A store with one deck: two maps, a choice and a place."""
    store = shutil.copytree(demo_store, tmp_path / "store")
    monkeypatch.setenv("WIJKBEELD_STORE", str(store))
    made = ready(open_dataset("demo"), NIEUW_WEST)
    maps = [s for s in made.scenes if s.page == "kaart"][:2]
    choice = Question(kind="raad", options=("Noord", "<b>Zuid</b>"), answer="<b>Zuid</b>")
    asked = [
        Scene(id="keus", kind="vraag", title="Welke wijk is dit?", question=choice),
        Scene(id="plek", kind="vraag", title="Waar dan?", question=Question(kind="punt")),
    ]
    deck = made.with_scenes([*maps, *asked])
    decks.save(deck)
    with serving(ROOT / "app.py", store) as address:
        yield address, deck


def test_from_the_page_to_a_phone_and_back_to_the_stage(played, open_tab):
    address, deck = played
    page, _ = open_tab(1280, 900)
    page.goto(f"{address}/presenteren?dataset=demo")
    page.get_by_role("button", name="Laat de zaal meedoen").click()
    drawn = page.get_by_role("img", name="QR-code van http")
    drawn.wait_for(timeout=20_000)
    link = drawn.get_attribute("alt").removeprefix("QR-code van ")
    stage_link = page.get_by_role("link", name="Speel af").get_attribute("href")

    assert axe_violations(page) == []

    phone, on_phone = open_tab(390, 844, by_touch=True)
    shared = urlsplit(link)  # the browser of the tests knows this machine by no other address
    phone.goto(f"http://127.0.0.1:{shared.port}{shared.path}")
    until(phone, f"{SHADOW}?.querySelector('.live')?.dataset.ready === '1'")
    page.get_by_text("1 telefoon doet mee").wait_for()

    stage, on_stage = open_tab(1280, 720)
    stage.goto(f"{address}/{stage_link.removeprefix(address).lstrip('/')}")
    stage.wait_for_selector(BUILT)
    stage.get_by_text("1 telefoon", exact=False).wait_for()
    assert "zaal=" not in stage.url
    shown = "document.body.innerText"
    stage.keyboard.press("ArrowRight")
    until(phone, f"{shown}.includes({deck.scenes[1].title[:30]!r})")
    stage.keyboard.press("ArrowRight")
    phone.get_by_role("radio", name="<b>Zuid</b>").check()
    phone.get_by_text("is binnen").wait_for()
    result = stage.locator(".scene.now .live-results")
    result.get_by_text("1 (100%)").wait_for()
    assert result.evaluate("box => parseFloat(getComputedStyle(box).fontSize) * 1.5") >= 56
    assert "goed" not in result.inner_text()
    stage.keyboard.press("d")
    stage.get_by_text("De vraag is gesloten.").wait_for()
    stage.keyboard.press("t")
    result.get_by_text("✓ goed").wait_for()
    phone.locator(".results").get_by_text("✓ goed").wait_for()

    stage.keyboard.press("ArrowRight")
    phone.get_by_text("Tik op de kaart").wait_for()
    until(phone, f"{SHADOW}.querySelector('.live')?.dataset.ready === '1'")
    phone.wait_for_timeout(600)
    host = phone.locator("#host").bounding_box()
    phone.touchscreen.tap(host["x"] + host["width"] / 2, host["y"] + 160)
    until(phone, "document.querySelector('.mine').textContent.includes('op de kaart is binnen')")
    stage.locator(".scene.now .live-results").get_by_text("1 antwoord").wait_for()
    stage.keyboard.press("c")
    stage.locator("#invitation .code").wait_for()
    assert stage.locator("#invitation .code").inner_text() == link[-5:]
    stage.keyboard.press("Escape")
    assert stage.locator("#invitation").is_hidden()

    with page.expect_download() as kept:
        page.get_by_role("button", name="Bewaar uitslag (CSV)").click()
    table = kept.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert table[0] == "vraag;antwoord;aantal;n;datum"
    rows = [row.split(";")[1:4] for row in table[1:3]]
    assert rows == [["Noord", "0", "1"], ["<b>Zuid</b>", "1", "1"]]

    page.get_by_role("button", name="Sluit de zaal").click()
    page.get_by_role("button", name="Sluit en wis alle antwoorden").click()
    phone.get_by_text("De presentatie is afgelopen").wait_for()
    stage.get_by_text("De zaal is gesloten.").wait_for()
    page.get_by_role("button", name="Laat de zaal meedoen").wait_for()
    assert not on_phone.errors
    assert not on_stage.errors


def test_a_server_that_starts_again_keeps_the_room_and_words_wait_for_the_presenter(
    demo_store, tmp_path, monkeypatch, open_tab
):
    """The room was lost to its presenter after a restart, and words came on the wall unseen."""
    store = shutil.copytree(demo_store, tmp_path / "store")
    monkeypatch.setenv("WIJKBEELD_STORE", str(store))
    word = Scene(id="woord", kind="vraag", title="Eén woord?", question=Question(kind="woord"))
    start = Scene(kind="tekst", title="Welkom", lines=("Dag",))
    decks.save(Deck(name="avond", dataset="demo", made=date.today(), scenes=(start, word)))
    page, _ = open_tab(1280, 900)
    drawn = page.get_by_role("img", name="QR-code van http")
    with serving(ROOT / "app.py", store) as address:
        page.goto(f"{address}/presenteren?dataset=demo")
        page.get_by_role("button", name="Laat de zaal meedoen").click()
        drawn.wait_for(timeout=20_000)
        link = drawn.get_attribute("alt")
    page.goto("about:blank")
    with serving(ROOT / "app.py", store) as address:
        page.goto(f"{address}/presenteren?dataset=demo")
        drawn.wait_for(timeout=20_000)
        assert drawn.get_attribute("alt") == link
        phone, _ = open_tab(390, 844, by_touch=True)
        shared = urlsplit(link.removeprefix("QR-code van "))
        phone.goto(f"http://127.0.0.1:{shared.port}{shared.path}")
        stage, _ = open_tab(1280, 720)
        stage.goto(page.get_by_role("link", name="Speel af").evaluate("a => a.href"))
        stage.wait_for_selector(BUILT)
        stage.keyboard.press("ArrowRight")
        phone.get_by_role("textbox", name="Eén woord?").fill("Rotbuurt")
        phone.get_by_role("button", name="Verstuur").click()
        phone.get_by_text("is binnen").wait_for()
        result = stage.locator(".scene.now .live-results")
        result.get_by_text("1 antwoord").wait_for()
        assert "Rotbuurt" not in result.inner_text()
        with stage.expect_popup() as opened:
            stage.keyboard.press("n")
        notes = opened.value
        away = notes.get_by_title("Haal dit woord van het scherm")
        back = notes.get_by_title("Zet dit woord terug op het scherm")
        away.click()
        back.wait_for()
        words = stage.locator(".scene.now .live-results .words")
        stage.route("**/nu.json", lambda asked: asked.abort())
        stage.keyboard.press("u")
        failed = stage.get_by_text("De zaal is nu niet bereikbaar.")
        failed.wait_for()
        back.click()
        away.click()
        back.wait_for()
        expect(failed, "what the stage hears meanwhile leaves it to be read").to_be_visible()
        expect(words, "not looked at anew, so not shown").to_have_count(0)
        stage.unroute("**/nu.json")
        held = []
        stage.route("**/nu.json", lambda asked: held.append(asked))
        stage.keyboard.press("u")
        assert eventually(stage, lambda: bool(held))
        stage.keyboard.press("ArrowLeft")
        held[0].continue_()
        stage.wait_for_timeout(500)
        stage.keyboard.press("ArrowRight")
        expect(words, "the presenter had gone on").to_have_count(0)
        stage.unroute("**/nu.json")
        stage.keyboard.press("u")
        until(stage, "document.querySelector('.scene.now .live-results .words') !== null")
        assert "rotbuurt" not in result.inner_text().lower()
        back.click()
        result.get_by_text("Rotbuurt").wait_for()

        page.get_by_text("1. Welkom").click()
        page.get_by_label("Titel", exact=True).first.fill("Goedenavond")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Werk de zaal bij").click()
        page.get_by_text("De zaal is bijgewerkt").wait_for()
        stage.get_by_text("De zaal ziet een andere versie").wait_for()
        stage.reload()
        stage.wait_for_selector(BUILT)
        stage.keyboard.press("Home")
        phone.get_by_role("heading", name="Goedenavond").wait_for()
        stage.keyboard.press("ArrowRight")
        phone.get_by_text("is binnen").wait_for()
        result.get_by_text("1 antwoord").wait_for()
