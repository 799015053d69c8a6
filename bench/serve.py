"""Run Streamlit apps and browsers for measurements."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLAGS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--enable-precise-memory-info", "--js-flags=--expose-gc",
]  # fmt: skip


def browser() -> str | None:
    """Path of a browser, when there is one."""
    return os.environ.get("WIJKBEELD_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def serving(script: Path, store: Path, environment: dict[str, str] | None = None) -> Iterator[tuple[str, int]]:
    """Run a Streamlit app on a free port; yield its address and process number."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
               "--server.headless", "true"]  # fmt: skip
    settings = os.environ | {"WIJKBEELD_STORE": str(store)} | (environment or {})
    with (store / f"{script.stem}.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log)
    address = f"http://localhost:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(address + "/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.25)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(20)


WATCH = """
const roots = (root) => [root, ...[...root.querySelectorAll('*')].filter((e) => e.shadowRoot).map((e) => e.shadowRoot)];
globalThis.doneAt = null;
globalThis.watchFor = (test) => {
  globalThis.doneAt = null;
  const timer = setInterval(() => {
    if (!roots(document).some((root) => { try { return test(root); } catch { return false; } })) return;
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
