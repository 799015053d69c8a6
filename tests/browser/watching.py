"""Wait for what a user would wait for: no look at the page comes before it can have changed.

A run of Streamlit starts some time after a click and draws some time after it ends, and a busy
machine stretches both. So what a page must show is always awaited (``expect``, ``eventually``,
``link_says``); ``settled`` only keeps a test from acting on a page that is still being built.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlparse

from PIL import Image
from playwright.sync_api import Locator, Page, expect

PATIENCE = 120_000
"""Milliseconds that anything on a page may take on a busy machine; only a failing test waits this
long.
"""

READY = ".live[data-ready]"
TITLE = ".live .title strong"

expect.set_options(timeout=PATIENCE)

LOOKS = 5
"""Times on end that a page must be quiet: looks of a page that is busy come late, so count for more
than a time would.
"""

QUIET = """(looks) => {
    const app = document.querySelector('[data-testid="stApp"]');
    const parts = [...document.querySelectorAll('[data-testid="stElementContainer"]')];
    const busy = app?.dataset.testScriptState !== 'notRunning'
        || document.querySelector('[data-stale="true"], [data-testid$="Skeleton"]')
        || parts.some((part) => part.offsetParent && Number(getComputedStyle(part).opacity) < 1);
    window.quiet = busy ? 0 : (window.quiet ?? 0) + 1;
    return window.quiet >= looks;
}"""

COLOURS_STAND = """async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const passing = document.getAnimations().filter((one) => one instanceof CSSTransition);
    const end = Promise.allSettled(passing.map((one) => one.finished));
    // One that is out of view does not end.
    await Promise.race([end, new Promise((late) => setTimeout(late, 1000))]);
}"""


@dataclass
class Seen:
    """What a page asked for and complained about."""

    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def clean(seen: Seen) -> None:
    """Nothing was asked of elsewhere, nothing failed and nothing was complained about."""
    assert seen.outside == []
    assert seen.failed == []
    assert seen.errors == []


def query(page: Page) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlparse(page.url).query).items()}


def settled(page: Page) -> None:
    """Wait until Streamlit has had no run, and nothing faded or half loaded, for some looks."""
    page.evaluate("() => { window.quiet = 0; }")
    page.wait_for_function(QUIET, arg=LOOKS, polling=80)


def rested(page: Page) -> None:
    """Wait until the address has been the same for one and a half seconds, and no run goes on."""
    for _ in range(PATIENCE // 1500):
        seen = page.url
        page.wait_for_timeout(1500)
        settled(page)
        if page.url == seen:
            return
    raise AssertionError(f"the address keeps changing: {page.url}")


def eventually(page: Page, look: Callable[[], bool], patience: int = PATIENCE) -> bool:
    """Whether something that no locator can tell comes true in some milliseconds."""
    for _ in range(patience // 200):
        if look():
            return True
        page.wait_for_timeout(200)
    return look()


def link_says(page: Page, **said: str | None) -> None:
    """Wait until the address holds these values (None: not named in it)."""

    def right() -> bool:
        held = query(page)
        return all(held.get(name) == value for name, value in said.items())

    assert eventually(page, right), f"wanted {said} in {page.url}"


def shown(part: Locator) -> None:
    """Wait until at least one of these is in the page."""
    expect(part.first).to_be_attached()


ENTRY = {"Gegevens": "Gegevens", "Verantwoording": "Gegevens", "Vergelijken": "Vergelijken"}
"""Entry of the navigation that a page stands under, where it is not the first."""


def go_to(page: Page, name: str) -> None:
    """Go to another page through the navigation."""
    page.get_by_role("button", name=ENTRY.get(name, "Verkennen"), exact=True).first.click()
    page.get_by_role("menuitem", name=name, exact=True).click()


def open_map(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(READY)
    settled(page)


def free_of_map(page: Page) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what legend, years and buttons leave free of the map."""
    stage, legend, bar = (
        page.locator(f".live .{part}").first.bounding_box() for part in ("stage", "legend", "bar")
    )
    left, bottom = stage["x"], stage["y"] + stage["height"]
    if bar["y"] < bottom:  # they lie on the map
        left, bottom = legend["x"] + legend["width"], bar["y"]
    return left, stage["y"], stage["x"] + stage["width"] - 56, bottom


def middle_of_map(page: Page, down: float = 0.49) -> tuple[float, float]:
    left, top, right, bottom = free_of_map(page)
    return (left + right) / 2, top + (bottom - top) * down


def canvas_colour(page: Page, x: float, y: float) -> tuple[int, int, int]:
    """Colour that the map shows at a place of the page."""
    shot = page.screenshot(clip={"x": x - 1, "y": y - 1, "width": 3, "height": 3})
    return Image.open(io.BytesIO(shot)).convert("RGB").getpixel((1, 1))


COLOURS = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "active"},
)
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""Rules of axe that can find something else in other colours."""


def axe_violations(
    page: Page,
    leave_out: tuple[str, ...] = (),
    drawn: Callable[[], None] = lambda: None,
) -> list[tuple[object, ...]]:
    """What axe has against a page in light, dark and forced colours.

    ``drawn`` waits until the page stands there in other colours.
    """
    from axe_playwright_python.sync_playwright import Axe

    found: list[tuple[object, ...]] = []
    context = {"exclude": [[part] for part in leave_out]} if leave_out else None
    for colours in COLOURS:
        page.emulate_media(**colours)
        page.evaluate(COLOURS_STAND)  # they pass over into others
        drawn()
        options: dict[str, object] = {"resultTypes": ["violations"]}
        if colours != COLOURS[0]:
            options["runOnly"] = OF_COLOUR
        rules = Axe().run(page, context=context, options=options).response["violations"]
        for rule in rules:
            first = rule["nodes"][0]
            found.append((colours, rule["id"], first["target"], first["html"][:200]))
    page.emulate_media(**COLOURS[0])
    return found
