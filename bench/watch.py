"""See from inside a page when a picture is there."""

from __future__ import annotations

import time

from tests.support import running

FLAGS = [*running.FLAGS, "--enable-precise-memory-info", "--js-flags=--expose-gc"]

WATCH = """
const roots = (root) => [
  root,
  ...[...root.querySelectorAll('*')].filter((e) => e.shadowRoot).map((e) => e.shadowRoot),
];
globalThis.doneAt = null;
globalThis.watchFor = (test) => {
  globalThis.doneAt = null;
  const timer = setInterval(() => {
    const passes = (root) => { try { return test(root); } catch { return false; } };
    if (!roots(document).some(passes)) return;
    globalThis.doneAt = Date.now();
    clearInterval(timer);
  }, 15);
};
globalThis.watchFor((root) => %s);
"""
"""Runs in every frame: notes when the picture is there, next to what the page itself does."""


def moment(page, seconds: float = 180) -> float:
    """Time (seconds since 1970) at which a script in the page saw that it was done."""
    start = time.time()
    while time.time() - start < seconds:
        page.wait_for_timeout(50)
        for frame in page.frames:
            try:
                found = frame.evaluate("() => globalThis.doneAt ?? null")
            except Exception:  # a frame that is being replaced
                continue
            if found:
                return found / 1000
    raise RuntimeError(f"not done within {seconds} s: {page.url}")
