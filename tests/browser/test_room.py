"""A phone follows the presenter, looks around, answers, and comes back after a lost connection."""

from __future__ import annotations

import itertools
import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.watching import axe_violations
from tests.support.decks import deck, map_scene, question
from tests.support.running import ROOT, serving
from wijkbeeld.room import asking
from wijkbeeld.room.rooms import Rooms

SHADOW = "document.getElementById('host').shadowRoot"


def until(page, is_so: str) -> None:
    """Playwright's own waiting needs eval, which the policy of the page forbids."""
    for _ in range(600):
        if page.evaluate(is_so):
            return
        page.wait_for_timeout(50)
    raise AssertionError(is_so)


def tap_map(page) -> None:
    page.wait_for_timeout(600)
    stage = page.locator("#host .stage").bounding_box()
    page.touchscreen.tap(stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)


@pytest.fixture(scope="module")
def room_app(demo_store, tmp_path_factory):
    """The app on a store that a room may write to."""
    store = shutil.copytree(demo_store, tmp_path_factory.mktemp("zaal") / "store")
    with serving(ROOT / "app.py", store) as address:
        yield address, store


@pytest.fixture
def room(room_app, monkeypatch):
    address, store = room_app
    monkeypatch.setenv("WIJKBEELD_STORE", str(store))
    scenes = [
        map_scene("demo"),
        question("keuze", options=["<b>ja</b>", "nee"]),
        question("schaal", options=["helemaal niet", "helemaal wel"], steps=5),
        question("punt"),
        question("woord"),
    ]
    shown = scenes[0]["map"]
    shown["stage"] = {"finds": shown["wave"]}
    rooms = Rooms(store / "zaal.db")
    opened = rooms.create(deck(*scenes))
    return f"{address}/volg/{opened.code}", rooms, opened


def test_a_phone_follows_looks_around_and_answers(room, open_tab):
    url, rooms, opened = room
    code, token = opened.code, opened.token
    waves = map_scene("demo")["map"]["waves"]

    def act(name: str, asked: str) -> None:
        asking.act(rooms, code, token, name, asked)

    def n(asked: str) -> dict:
        return {q["id"]: q["results"] for q in rooms.overview(code)["questions"]}[asked]

    page, seen = open_tab(390, 844, by_touch=True)
    page.goto(url)
    until(page, f"{SHADOW}?.querySelector('.live')?.dataset.ready === '1'")
    rooms.step(code, token, {"scene": "kaart", "wave": waves[1]})
    until(page, f"{SHADOW}.querySelector('.title strong').textContent.includes('{waves[1]}')")

    heading, shown = page.locator("#heading"), map_scene("demo")
    assert shown["map"]["wave"] not in waves[1:3]
    expect(heading).to_have_text(shown["map"]["title"])  # what the title found is of another wave

    rooms.step(code, token, {"scene": "kaart", "wave": waves[1], "swipe": waves[-1]})
    both = ".title, .title1, .title2"
    until(page, f"{SHADOW}.querySelector('.title').innerText.includes('en {waves[-1]}')")
    covers = page.evaluate(
        f"[...{SHADOW}.querySelectorAll({both!r})].map((part) => {{"
        "const { left, top, right, bottom } = part.getBoundingClientRect();"
        "return [left, top, right, bottom]; })"
    )
    for one, other in itertools.combinations(covers, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, "a year lies over another word"
    rooms.step(code, token, {"scene": "kaart", "wave": waves[1], "swipe": None})
    until(page, f"{SHADOW}.querySelector('.title2').hidden")

    page.get_by_role("button", name="Kijk zelf rond").click()
    tops = f"{SHADOW}.querySelectorAll('.waves button')"
    until(page, f"new Set([...{tops}].map((one) => one.getBoundingClientRect().top)).size === 1")
    tap_map(page)
    sheet = page.locator("#host .picked")
    expect(sheet).to_contain_text(re.compile(rf"{waves[1]}.+ · −?\d,\d\d"))
    sheet.get_by_role("button", name="Sluit dit gebied").click()
    expect(sheet).to_be_hidden()
    rooms.step(code, token, {"scene": "kaart", "wave": waves[2]})
    page.wait_for_timeout(500)
    assert str(waves[1]) in page.evaluate(f"{SHADOW}.querySelector('.title strong').textContent")
    page.get_by_role("button", name="Terug naar de presentator").click()
    until(page, f"{SHADOW}.querySelector('.title strong').textContent.includes('{waves[2]}')")

    act("open", "keuze")
    choice = page.get_by_role("radio", name="<b>ja</b>")
    choice.wait_for()
    box = page.locator("label.choice").first.bounding_box()
    assert box["height"] >= 44
    choice.check()
    page.get_by_text("is binnen. Je kunt het nog veranderen").wait_for()
    page.get_by_role("radio", name="nee").check()
    until(page, "document.querySelector('.mine').textContent.includes('nee is binnen')")
    assert n("keuze") == {"n": 1, "counts": [0, 1]}
    act("reveal", "keuze")
    page.locator(".results").get_by_text("1 (100%)").wait_for()

    act("open", "punt")
    page.locator("#host").wait_for()
    tap_map(page)
    until(page, "document.querySelector('.mine').textContent.includes('op de kaart is binnen')")
    assert len(n("punt")["points"]) == 1
    for part in (".legend", ".time", ".picked"):
        expect(page.locator(f"#host {part}")).to_be_hidden()

    act("open", "woord")
    page.get_by_role("textbox", name="Vraag van soort woord?").fill("groen")
    page.get_by_role("button", name="Verstuur").click()
    until(page, "document.querySelector('.mine').textContent.includes('“groen” is binnen')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    rooms.close(code, token)
    page.get_by_text("De presentatie is afgelopen").wait_for()
    assert not seen.errors
    hung_up = f"{url}/stroom net::ERR_ABORTED"  # the page ends its own stream when the room closes
    assert set(seen.failed) <= {hung_up}
    assert not seen.outside


def test_an_answer_given_without_connection_is_sent_when_it_is_back(room, open_tab):
    url, rooms, opened = room
    asking.act(rooms, opened.code, opened.token, "open", "keuze")
    page, _ = open_tab(390, 844)
    page.goto(url)
    page.get_by_role("radio", name="nee").wait_for()
    page.context.set_offline(True)
    page.get_by_role("radio", name="nee").check()
    page.get_by_text("wordt verstuurd zodra het kan").wait_for()
    page.context.set_offline(False)
    page.get_by_text("is binnen").wait_for()
    (asked, *_) = rooms.overview(opened.code)["questions"]
    assert asked["results"]["counts"] == [0, 1]


def test_the_pages_of_a_phone_have_no_axe_violation(room, open_tab):
    url, rooms, opened = room
    page, _ = open_tab(390, 844)
    found = []

    def look(where: str) -> None:
        found.extend((where, *one) for one in axe_violations(page))

    page.goto(url.rsplit("/", 1)[0] + "?code=AAAAA")
    look("code")
    page.goto(url)
    until(page, f"{SHADOW}?.querySelector('.live')?.dataset.ready === '1'")
    look("kaart")
    for kind in ("keuze", "schaal", "punt", "woord"):
        asking.act(rooms, opened.code, opened.token, "open", kind)
        page.get_by_text(f"Vraag van soort {kind}?").first.wait_for()
        look(kind)
        asking.act(rooms, opened.code, opened.token, "reveal", kind)
        page.locator(".results").wait_for()
        look(f"{kind}, onthuld")
    assert not found
