"""The app as a user meets it, with the network cut except loopback."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest

pytestmark = pytest.mark.xdist_group("browser")

READY = ".live[data-ready]"


def query(page) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlparse(page.url).query).items()}


QUIET = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const parts = [...document.querySelectorAll('[data-testid="stElementContainer"]')];
    const busy = app?.dataset.testScriptState !== 'notRunning'
        || document.querySelector('[data-stale="true"]')
        || parts.some((part) => part.offsetParent && Number(getComputedStyle(part).opacity) < 1);
    if (busy) { delete window.quietSince; return false; }
    window.quietSince ??= performance.now();
    return performance.now() - window.quietSince > 600;
}"""


def settled(page) -> None:
    """Wait until Streamlit has had no run, and nothing faded, for six tenths of a second on end."""
    page.evaluate("() => { delete window.quietSince; }")
    page.wait_for_function(QUIET)


def eventually(page, look: Callable[[], bool]) -> bool:
    """Whether something comes true within fifteen seconds."""
    for _ in range(75):
        if look():
            return True
        page.wait_for_timeout(200)
    return False


def rested(page) -> None:
    """Wait until the address has been the same for one and a half seconds, and no run goes on."""
    while True:
        seen = page.url
        page.wait_for_timeout(1500)
        settled(page)
        if page.url == seen:
            return


def middle_of_map(page) -> tuple[float, float]:
    box = page.locator(".live .map canvas").first.bounding_box()
    return box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.47


def canvas_colour(page, x: float, y: float) -> tuple[int, int, int]:
    """Colour that the map shows at a place of the page."""
    import io

    from PIL import Image

    shot = page.screenshot(clip={"x": x - 1, "y": y - 1, "width": 3, "height": 3})
    return Image.open(io.BytesIO(shot)).convert("RGB").getpixel((1, 1))


def clean(seen) -> None:
    assert seen.outside == []
    assert seen.failed == []
    assert seen.errors == []


def test_every_page_year_click_and_reload(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(demo_app)
    page.wait_for_selector(READY)
    settled(page)
    assert page.locator(".live .title strong").inner_text() == "2024"

    page.locator(".live .time button", has_text="2014").click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('jaar') === '2014'")
    x, y = middle_of_map(page)
    page.mouse.click(x, y)
    page.wait_for_function("() => (new URLSearchParams(location.search).get('gebied') ?? '').startsWith('WK99')")
    settled(page)
    page.locator(".live .in").click()
    page.wait_for_function("() => new URLSearchParams(location.search).has('kaart')")
    rested(page)
    before = query(page)
    assert page.get_by_text(before["gebied"], exact=False).count() >= 1

    page.reload()
    page.wait_for_selector(READY)
    settled(page)
    after = query(page)
    assert {k: after[k] for k in before} == before
    assert page.locator(".live .title strong").inner_text() == "2014"
    assert page.locator('.live .time button[aria-pressed="true"]').inner_text() == "2014"

    for name in ("Verloop", "Gegevens", "Verantwoording", "Kaart"):
        page.get_by_role("link", name=name, exact=True).first.click()
        page.get_by_role("heading", name=name, exact=True).first.wait_for()
        settled(page)
        assert page.get_by_text("Fictieve regio").count() >= 1
        if name == "Verloop":
            page.wait_for_selector(".js-plotly-plot .scatterlayer")
            assert query(page)["gebieden"] == before["gebied"]
    page.wait_for_selector(READY)
    assert query(page)["jaar"] == "2014"
    clean(seen)


def test_a_link_to_a_view_opens_that_view(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(
        f"{demo_app}/?dataset=demo&niveau=buurt&maat=onv&weergave=ontwikkeling&van=2014&jaar=2020&gebied=BU99010101"
    )
    page.wait_for_selector(READY)
    page.locator(".live .title strong", has_text="2014–2020").wait_for()
    assert page.locator(".live .title em").is_visible(), "the map says that it is fictional"
    assert query(page)["gebied"] == "BU99010101"
    clean(seen)


def test_years_by_keyboard_without_a_server_call(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(demo_app)
    page.wait_for_selector(READY)
    settled(page)
    page.locator(".live .time button", has_text="2024").focus()
    x, y = middle_of_map(page)
    page.mouse.move(x, y)
    page.locator(".live .tip b").wait_for()
    sent: list[str] = []
    page.on("request", lambda r: None if "/static/" in r.url else sent.append(r.url))
    tips = set()
    for year in (2022, 2020, 2018, 2016, 2014, 2012, 2008, 2002):
        page.keyboard.press("ArrowLeft")
        assert page.locator(".live .title strong").inner_text() == str(year)
        tips.add(page.locator(".live .tip").inner_text())
    assert len(tips) > 3, "the label follows the year"
    assert sent == []
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => new URLSearchParams(location.search).get('jaar') === '2008'")
    clean(seen)


def test_map_sentence_and_url_never_disagree(demo_app, open_tab):
    """2008 has no dimensions: the map goes to the last wave, and so does everything beside it."""
    page, seen = open_tab()
    page.goto(f"{demo_app}/?niveau=wijk&jaar=2008")
    page.wait_for_selector(READY)
    settled(page)
    for measure in ("Woningvoorraad", "Totaalscore leefbaarheid"):
        page.get_by_label("Maat", exact=True).first.click()
        page.get_by_role("option", name=measure).click()
        page.get_by_text(f"van {measure.lower()}").first.wait_for()
        settled(page)
        year = page.locator(".live .title strong").inner_text()
        assert query(page)["jaar"] == year
        assert page.get_by_text(f"In {year} hebben").count() == 1
    clean(seen)


def test_a_cleared_choice_stays_cleared(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(demo_app)
    page.wait_for_selector(READY)
    settled(page)
    page.mouse.click(*middle_of_map(page))
    page.get_by_role("button", name="Wis keuze").wait_for()
    settled(page)
    page.get_by_role("button", name="Wis keuze").click()
    page.wait_for_function("() => !new URLSearchParams(location.search).has('gebied')")
    settled(page)
    page.locator(".live .time button", has_text="2014").click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('jaar') === '2014'")
    settled(page)
    assert "gebied" not in query(page)
    clean(seen)


def test_the_place_on_the_map_stays(demo_app, open_tab):
    """Zoom survives a change of year, of measure, and a visit to another page."""
    page, seen = open_tab()
    page.goto(demo_app)
    page.wait_for_selector(READY)
    settled(page)
    page.locator(".live .in").click()
    page.wait_for_function("() => new URLSearchParams(location.search).has('kaart')")
    rested(page)
    place = query(page)["kaart"]
    page.locator(".live .time button", has_text="2014").click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('jaar') === '2014'")
    rested(page)
    assert query(page)["kaart"] == place
    page.get_by_role("link", name="Verloop", exact=True).first.click()
    page.get_by_role("heading", name="Verloop", exact=True).first.wait_for()
    settled(page)
    page.get_by_role("link", name="Kaart", exact=True).first.click()
    page.wait_for_selector(READY)
    rested(page)
    assert query(page)["kaart"] == place
    clean(seen)


def test_the_map_is_kept_over_reruns(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(demo_app)
    page.wait_for_selector(READY)
    settled(page)
    canvas = page.locator(".live .map canvas").first.element_handle()
    page.get_by_text("Ontwikkeling", exact=True).click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('weergave') === 'ontwikkeling'")
    page.locator(".live .title strong", has_text="2002–2024").wait_for()
    settled(page)
    assert canvas.evaluate("element => element.isConnected"), "the same canvas, not a new map"
    assert page.locator(".live .map canvas").count() == 1
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
    label = page.locator(".live .tip div").first.inner_text().split(" · ")[0].strip()
    names = [c.name for c in catalog().classes["situatie"].limits]
    page.mouse.move(5, 5)

    def colour() -> str:
        return "#" + "".join(f"{part:02x}" for part in canvas_colour(page, x, y))

    assert eventually(page, lambda: colour() == palette.DEFAULT.classes[names.index(label)])
    clean(seen)


def test_background_map_without_network_never_blocks(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(demo_app)
    page.wait_for_selector(READY)
    settled(page)
    assert seen.outside == []
    page.locator(".live .back").click()
    page.get_by_text("De achtergrondkaart is nu niet bereikbaar").wait_for()
    page.locator(".live .time button", has_text="2012").click()
    assert page.locator(".live .title strong").inner_text() == "2012"
    assert {re.sub(r"^(https://[^/]+).*", r"\1", u) for u in seen.outside} == {"https://service.pdok.nl"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/verloop?gebieden=WK990101&niveau=wijk", "/vernieuwing", "/gegevens",
                                  "/verantwoording"])  # fmt: skip
def test_phone_has_no_sideways_scroll(demo_app, open_tab, path, scheme):
    page, seen = open_tab(390, 844, scheme)
    page.goto(demo_app + path)
    page.get_by_role("heading", level=1).first.wait_for()
    settled(page)
    wide = page.evaluate("() => document.scrollingElement.scrollWidth - window.innerWidth")
    assert wide <= 1
    clean(seen)


def test_words_of_streamlit_itself_are_dutch(demo_app, open_tab):
    page, seen = open_tab()
    page.goto(f"{demo_app}/gegevens")
    zone = page.get_by_test_id("stFileUploaderDropzone").first
    zone.wait_for()
    settled(page)

    def said(selector: str) -> tuple[str, str]:
        part = zone.locator(selector).first
        style = "e => [getComputedStyle(e).fontSize, getComputedStyle(e, '::after').content]"
        return tuple(part.evaluate(style))

    assert said("button p") == ("0px", '"Kies bestand"')
    assert said('[data-testid="stFileUploaderDropzoneInstructions"] span')[1].startswith('"of sleep het hierheen')
    page.goto(f"{demo_app}/verloop")
    page.get_by_role("heading", name="Verloop", exact=True).first.wait_for()
    settled(page)
    assert page.get_by_placeholder("Kies eerst een gemeente").count() == 1
    clean(seen)


def test_long_work_can_be_stopped_and_changes_nothing(demo_app, demo_store, open_tab):
    before = (demo_store / "demo" / "current").read_text()
    page, seen = open_tab()
    page.goto(f"{demo_app}/gegevens")
    page.get_by_role("button", name="Maak de fictieve regio").click()
    page.get_by_role("button", name="Stoppen").click()
    page.get_by_text("Fictieve regio maken: gestopt").wait_for()
    settled(page)
    assert page.get_by_role("button", name="Stoppen").count() == 0
    assert (demo_store / "demo" / "current").read_text() == before
    clean(seen)


def test_national_wijken_and_buurten(real_app, open_tab):
    page, seen = open_tab()
    page.goto(f"{real_app}/?dataset=officieel&niveau=wijk")
    page.wait_for_selector(READY)
    page.get_by_text("3.308 wijken").first.wait_for()
    assert "uitstekend" in page.locator(".live .legend").inner_text()
    page.get_by_text("Buurten", exact=True).click()
    page.wait_for_function(
        "() => document.querySelector('body') && new URLSearchParams(location.search).get('niveau') === 'buurt'"
    )
    settled(page)
    page.get_by_text("12.147 buurten").first.wait_for()
    assert page.get_by_text("Fictieve regio").count() == 0
    assert page.locator(".live .title em").is_hidden()
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
    page.wait_for_function("() => new URLSearchParams(location.search).get('gebied') === 'WK036386'")
    page.wait_for_function("() => (new URLSearchParams(location.search).get('kaart') ?? '').startsWith('52.3')")
    assert page.get_by_text("WK036386").count() >= 1
    clean(seen)
