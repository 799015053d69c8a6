"""A running app and a real browser whose network ends at this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.watching import PATIENCE, Seen
from tests.support.running import FLAGS, ROOT, browser_path, serving

HERE = Path(__file__).parent
KEPT = "cookies,local_storage,indexeddb,cache_storage,service_workers"
"""What a browser remembers of a visit, besides the files it fetched."""
HOW = (
    "install Chromium (Debian: apt install chromium-headless-shell) or set WIJKBEELD_BROWSER to a "
    "browser to run the browser tests"
)
STAGE = {"test_stage", "test_room", "test_room_on_stage", "test_big_picture"}
"""Files about the room and its screen: a fifth of the browser's work, for the worker beside."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker has the browser, the other mostly computes: two browsers keep each other waiting,
    and a page that waits is drawn more often.
    """
    for item in items:
        if HERE in item.path.parents:
            group = "stage" if item.path.stem in STAGE else "browser"
            item.add_marker(pytest.mark.xdist_group(group))


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
def demo_app(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = shutil.copytree(demo_store, tmp_path_factory.mktemp("demo") / "store")
    with serving(ROOT / "app.py", store) as address:
        yield address


@pytest.fixture(scope="session")
def real_app(real_store: Path) -> Iterator[str]:
    with serving(ROOT / "app.py", real_store) as address:
        yield address


def is_probe(url: str) -> bool:
    """Streamlit looks for its own root below a page's address first; that answer is always 404."""
    path = url.split("?")[0].split("/", 3)[-1]
    return "/_stcore/" in path and not path.startswith("_stcore/")


@pytest.fixture(scope="session")
def visitor(chromium):
    """One visitor for most tests: what a first page fetched and compiled need not be again."""
    return chromium.new_context()


@pytest.fixture
def open_tab(chromium, visitor):
    """Open pages in tabs that record requests.

    They share a visitor, whose memory is wiped after a test; one by touch, or on its own where a
    test tells visitors apart, is a new visitor.
    """
    strangers = []

    def open_(
        width: int = 1440,
        height: int = 900,
        scheme: str = "light",
        *,
        by_touch: bool = False,
        alone: bool = False,
    ):
        if by_touch or alone:
            context = chromium.new_context(has_touch=by_touch, is_mobile=by_touch)
            strangers.append(context)
        else:
            context = visitor
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.set_default_timeout(PATIENCE)
        if slower := os.environ.get("WIJKBEELD_BROWSER_SLOWER"):
            context.new_cdp_session(page).send(
                "Emulation.setCPUThrottlingRate", {"rate": float(slower)}
            )
        return page, _recorded(page)

    yield open_
    for context in strangers:
        context.close()
    _forget(visitor)


def _recorded(page) -> Seen:
    """Write down what a page asks for and complains about."""
    seen = Seen()

    def on_request(request) -> None:
        if not request.url.startswith(("data:", "blob:", "http://localhost", "http://127.0.0.1")):
            seen.outside.append(request.url)

    def on_failed(request) -> None:
        # A page that is left gives up what it fetches ahead for a large picture.
        if not ("/wijkbeeld/groot/" in request.url and "ERR_ABORTED" in str(request.failure)):
            seen.failed.append(f"{request.url} {request.failure}")

    def on_response(response) -> None:
        if response.status >= 400 and not is_probe(response.url):
            seen.failed.append(f"{response.status} {response.url}")

    def on_console(message) -> None:
        if message.type == "error" and not is_probe(message.location.get("url", "")):
            seen.errors.append(message.text)

    page.on("request", on_request)
    page.on("requestfailed", on_failed)
    page.on("response", on_response)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", on_console)
    return seen


def _forget(visitor) -> None:
    """Close the tabs of a visitor, and wipe what pages and the network keep of a visit."""
    visitor.set_offline(False)
    visitor.clear_permissions()
    visitor.clear_cookies()
    for page in visitor.pages:
        address = urlsplit(page.url)
        if address.scheme.startswith("http"):
            wiped = {"origin": f"{address.scheme}://{address.netloc}", "storageTypes": KEPT}
            visitor.new_cdp_session(page).send("Storage.clearDataForOrigin", wiped)
        page.close()
