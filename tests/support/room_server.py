"""A real server with a room, and phones that follow it without a browser."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.support.running import ROOT
from wijkbeeld.room import SHARE

AGAIN = 0.3
"""Seconds after which a phone tries again."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The app on a port, which can be killed and started again."""

    def __init__(self, store: Path, *, share: bool = False) -> None:
        self.store = store
        self.port, self.shared_port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.shared = f"http://127.0.0.1:{self.shared_port}"
        self._share = share
        self.log = store.parent / f"zaal-{self.port}.log"
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
        command += ["--server.port", str(self.port), "--server.headless", "true"]
        settings = os.environ | {"WIJKBEELD_STORE": str(self.store)}
        if self._share:
            settings[SHARE] = str(self.shared_port)
        with self.log.open("a") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=settings, stdout=out, stderr=subprocess.STDOUT
            )
        for _ in range(600):
            try:
                httpx.get(f"{self.address}/_stcore/health", timeout=2)
                return self.process
            except httpx.HTTPError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(self.log.read_text(encoding="utf-8")[-2000:])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


async def follow(client: httpx.AsyncClient, url: str, heard: dict[int, float]) -> None:
    """What a browser's EventSource does: read, and come back; notes when each revision came."""
    while True:
        try:
            patience = httpx.Timeout(10, read=60)
            async with client.stream("GET", f"{url}/stroom", timeout=patience) as answer:
                async for line in answer.aiter_lines():
                    if line.startswith("data: ") and (told := json.loads(line[6:])):
                        heard.setdefault(told["revision"], time.perf_counter())
        except httpx.HTTPError:
            pass
        await asyncio.sleep(AGAIN)


async def persist(client: httpx.AsyncClient, url: str, told: dict, token: str = "") -> float:
    """Post until it is confirmed; returns seconds of the last try."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    while True:
        start = time.perf_counter()
        try:
            answer = await client.post(url, json=told, headers=headers, timeout=10)
            if answer.status_code == 200:
                return time.perf_counter() - start
        except httpx.HTTPError:
            pass
        await asyncio.sleep(AGAIN)
