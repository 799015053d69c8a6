"""A running app and a browser, for tests and measurements."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # Without a graphics card the whole page would be painted as WebGL is: several times the work.
    "--disable-gpu-compositing",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]

WITHOUT_WEBGL = [
    *(f for f in FLAGS if not re.search("gl=|angle|swiftshader", f)),
    "--disable-3d-apis",
]


BROWSERS = (
    "chromium-headless-shell",  # a third less work: no window around each page
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


def browser_path() -> str | None:
    """Path of a Chromium on this machine, or the one named in ``WIJKBEELD_BROWSER``."""
    chosen = os.environ.get("WIJKBEELD_BROWSER")
    return chosen or next((p for p in map(shutil.which, BROWSERS) if p), None)


@contextmanager
def serving(
    script: Path, store: Path, environment: dict[str, str] | None = None, port: int | None = None
) -> Iterator[str]:
    """Run a Streamlit app with a store, on a free port or a given one; yield its address.

    Raises
    ------
    RuntimeError
        When the app stops before it answers, or does not answer within a minute.
    """
    if port is None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    settings = os.environ | {"WIJKBEELD_STORE": str(store)} | (environment or {})
    log = store.parent / f"server-{port}.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=out, stderr=out)
    try:
        address = f"http://localhost:{port}"
        _wait(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(address + "/_stcore/health", timeout=1).close()
            return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.25)
    raise RuntimeError(f"the app did not start: {log.read_text(encoding='utf-8')[-2000:]}")
