"""The room with forty and 160 phones on one server, beside forty Streamlit sessions.

Phones are real connections in a process beside the server. A step is timed from the presenter's
request to the moment that each phone has it; a Streamlit session from asking for a run to its end.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import time
import uuid
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

import httpx
import psutil
from tests.support.decks import deck, map_scene
from tests.support.room_server import Server, follow, persist
from tests.support.running import browser_path

from bench.sessions import User
from bench.table import Row
from bench.watch import FLAGS
from wijkbeeld import pipeline
from wijkbeeld.room import asking
from wijkbeeld.room.rooms import Opened, Rooms

FEW, MANY, STEPS = 40, 160, 30
REST = 0.4
"""Seconds between steps."""


def room(scratch: Path) -> list[Row]:
    """Latency, votes, memory, a killed server, a graceful stop; and the peer."""
    store = scratch / "zaal"
    pipeline.build_demo(store)
    server = Server(store)
    try:
        rooms = Rooms(store / "zaal.db")
        phone = _phone_mb(server, rooms)
        return [*phone, *asyncio.run(_evening(server, rooms))]
    finally:
        server.kill()


def _phone_mb(server: Server, rooms: Rooms) -> list[Row]:
    """Megabytes that a phone receives until it shows the presenter's map."""
    if browser_path() is None:
        return []
    from playwright.sync_api import sync_playwright

    from bench.cold import cold_mb

    with patch.dict(os.environ, {"WIJKBEELD_STORE": str(server.store)}):
        opened = rooms.create(deck(map_scene("demo")))
    url = f"{server.address}/volg/{opened.code}"
    headers = {"Authorization": f"Bearer {opened.token}"}
    httpx.post(f"{url}/stap", json={"scene": "kaart"}, headers=headers).raise_for_status()
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path(), args=FLAGS)
        received = cold_mb(browser, url, ".live[data-ready]", {"width": 390, "height": 844})
        browser.close()
    return [Row("phone: cold load with a map (MB)", received, goal="goal ≤ 1.5")]


@asynccontextmanager
async def _following(server: Server, code: str, phones: int):
    heard: list[dict[int, float]] = [{} for _ in range(phones)]
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=None)) as client:
        url = f"{server.address}/volg/{code}"
        tasks = [asyncio.create_task(follow(client, url, h)) for h in heard]
        while not all(heard):
            await asyncio.sleep(0.1)
        yield heard
        for task in tasks:
            task.cancel()


async def _evening(server: Server, rooms: Rooms) -> list[Row]:
    opened = rooms.create(deck())
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=None)) as client:
        httpx.get(f"{server.address}/volg/{opened.code}")
        before = _memory(server)
        few = await _steps(server, client, opened, FEW)
        votes = await _votes(server, client, opened, rooms)
        many = await _steps(server, client, opened, MANY)
        async with _following(server, opened.code, MANY):
            more = _memory(server) - before
        killed = await _killed(server, client, opened, rooms)
        stopped = await _stopped(server, opened)
    server.start()
    peer = await _sessions(server)
    return [
        Row(f"step to {FEW} phones, median (s)", few[0], f"{FEW} Streamlit sessions", peer[0]),
        Row(f"step to {FEW} phones, p95 (s)", few[1], "", peer[1], "goal ≤ 0.250"),
        Row(f"step to {MANY} phones, p95 (s)", many[1], goal="goal ≤ 0.500"),
        Row(f"{FEW} votes at once, each sent twice: all confirmed (s)", votes[0], goal="goal ≤ 1"),
        Row("  votes counted", votes[1], goal=f"goal {FEW}"),
        Row(f"memory with {MANY} followers, more than without (MB)", more, goal="goal ≤ 50"),
        Row("kill -9 during votes: counted", killed[0], goal=f"goal {FEW}"),
        Row("  phones back after the server was (s)", killed[1]),
        Row(f"SIGTERM with {FEW} followers: ended after (s)", stopped, goal="goal ≤ 5"),
    ]


async def _steps(
    server: Server, client: httpx.AsyncClient, opened: Opened, phones: int
) -> tuple[float, float]:
    """Median and 95th percentile of the seconds in which a step reaches a phone."""
    url = f"{server.address}/volg/{opened.code}/stap"
    headers = {"Authorization": f"Bearer {opened.token}"}
    late = []
    async with _following(server, opened.code, phones) as heard:
        for n in range(STEPS):
            start = time.perf_counter()
            told = {"scene": "begin", "wave": 2000 + n}
            revision = (await client.post(url, json=told, headers=headers)).json()["revision"]
            await asyncio.sleep(REST)
            late += [h[revision] - start for h in heard]
    late.sort()
    return statistics.median(late), late[int(0.95 * len(late))]


async def _votes(
    server: Server, client: httpx.AsyncClient, opened: Opened, rooms: Rooms
) -> tuple[float, float]:
    asking.act(rooms, opened.code, opened.token, "open", "keuze")
    told = [_vote(n, "keuze") for n in range(FEW)]
    url = f"{server.address}/volg/{opened.code}/stem"
    start = time.perf_counter()
    await asyncio.gather(*(persist(client, url, vote) for vote in told * 2))
    return time.perf_counter() - start, _counted(rooms, opened, "keuze")


async def _killed(
    server: Server, client: httpx.AsyncClient, opened: Opened, rooms: Rooms
) -> tuple[float, float]:
    asking.act(rooms, opened.code, opened.token, "open", "raad")
    url = f"{server.address}/volg/{opened.code}"
    async with _following(server, opened.code, FEW) as heard:
        votes = [
            asyncio.create_task(persist(client, f"{url}/stem", _vote(n, "raad")))
            for n in range(FEW)
        ]
        await asyncio.wait(votes, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        up = time.perf_counter()
        await asyncio.gather(*votes)
        await persist(client, f"{url}/stap", {"scene": "begin"}, opened.token)
        revision = rooms.snapshot(opened.code)["revision"]
        while not all(revision in h for h in heard):
            await asyncio.sleep(0.02)
        back = max(h[revision] for h in heard) - up
    return _counted(rooms, opened, "raad"), back


async def _stopped(server: Server, opened: Opened) -> float:
    async with _following(server, opened.code, FEW):
        start = time.perf_counter()
        server.process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(server.process.wait, 60)
        return time.perf_counter() - start


async def _sessions(server: Server) -> tuple[float, float]:
    """Seconds of one run of the map page in each of forty sessions at once: median and p95."""
    await User(0, server.address, "demo").visit(1, rest=0.1)
    users = [User(n, server.address, "demo") for n in range(FEW)]
    await asyncio.gather(*(user.visit(1, rest=0.5) for user in users))
    spent = sorted(user.spent[-1] for user in users)
    return statistics.median(spent), spent[int(0.95 * len(spent))]


def _vote(n: int, question: str) -> dict[str, object]:
    return {"voter": uuid.uuid4().hex, "question": question, "choice": n % 2, "turn": 1}


def _counted(rooms: Rooms, opened: Opened, question: str) -> float:
    asked = {q["id"]: q for q in rooms.overview(opened.code)["questions"]}
    return float(asked[question]["results"]["n"])


def _memory(server: Server) -> float:
    return psutil.Process(server.process.pid).memory_info().rss / 2**20
