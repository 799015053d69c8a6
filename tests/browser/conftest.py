"""A running app and a real browser whose network ends at this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.watching import PATIENCE, Seen
from tests.support.running import FLAGS, ROOT, browser_path, serving

HOW = (
    "install Chromium (Debian: apt install chromium) or set WIJKBEELD_BROWSER to a browser to "
    "run the browser tests"
)


@pytest.fixture(scope="session")
def launch():
    """Start a browser with flags of one's own; all are closed at the end."""
    path = browser_path()
    if path is None:
        if os.environ.get("WIJKBEELD_BROWSER_REQUIRED"):
            pytest.fail(HOW)
        pytest.skip(HOW)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browsers = []

        def start(flags: list[str]):
            browsers.append(tool.chromium.launch(executable_path=path, args=flags))
            return browsers[-1]

        yield start
        for browser in browsers:
            browser.close()


@pytest.fixture(scope="session")
def chromium(launch):
    return launch(FLAGS)


@pytest.fixture(scope="session")
def demo_app(demo_store: Path) -> Iterator[str]:
    with serving(ROOT / "app.py", demo_store) as address:
        yield address


@pytest.fixture(scope="session")
def real_app(real_store: Path) -> Iterator[str]:
    with serving(ROOT / "app.py", real_store) as address:
        yield address


def is_probe(url: str) -> bool:
    """Streamlit looks for its own root below a page's address first; that answer is always 404."""
    path = url.split("?")[0].split("/", 3)[-1]
    return "/_stcore/" in path and not path.startswith("_stcore/")


@pytest.fixture
def open_tab(chromium):
    """Open pages in fresh tabs that record requests; every test ends with a look at the record."""
    contexts = []

    def open_(
        width: int = 1440, height: int = 900, scheme: str = "light", *, by_touch: bool = False
    ):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            has_touch=by_touch,
            is_mobile=by_touch,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        if slower := os.environ.get("WIJKBEELD_BROWSER_SLOWER"):
            context.new_cdp_session(page).send(
                "Emulation.setCPUThrottlingRate", {"rate": float(slower)}
            )
        seen = Seen()

        def on_request(request) -> None:
            if not request.url.startswith(
                ("data:", "blob:", "http://localhost", "http://127.0.0.1")
            ):
                seen.outside.append(request.url)

        def on_failed(request) -> None:
            # A page that is left gives up what it fetches ahead for a large picture.
            if not ("/wijkbeeld/groot/" in request.url and "ERR_ABORTED" in str(request.failure)):
                seen.failed.append(f"{request.url} {request.failure}")

        page.on("request", on_request)
        page.on("requestfailed", on_failed)
        page.on(
            "response",
            lambda r: (
                seen.failed.append(f"{r.status} {r.url}")
                if r.status >= 400 and not is_probe(r.url)
                else None
            ),
        )
        page.on("pageerror", lambda e: seen.errors.append(str(e)))
        page.on(
            "console",
            lambda m: (
                seen.errors.append(m.text)
                if m.type == "error" and not is_probe(m.location.get("url", ""))
                else None
            ),
        )
        return page, seen

    yield open_
    for context in contexts:
        context.close()
