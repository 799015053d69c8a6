"""Megabytes over the wire of a page that is opened for the first time."""

from __future__ import annotations

from playwright.sync_api import Browser

REST_MS = 2000
"""After the page stands: what it still fetches then counts too."""


def cold_mb(browser: Browser, url: str, ready: str, size: dict[str, int]) -> float:
    """Load a page in a browser with nothing kept, until an element is there; megabytes received.

    Parameters
    ----------
    ready
        Selector of that element.
    size
        Of the window: ``width`` and ``height`` in pixels.
    """
    context = browser.new_context(viewport=size)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    received: list[float] = []
    line.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
    page.goto(url)
    page.wait_for_selector(ready, timeout=180_000, state="attached")
    page.wait_for_timeout(REST_MS)
    context.close()
    return sum(received) / 1e6
